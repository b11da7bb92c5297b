//! Typing errors in the words that tell what is asked.

/// Words of which a typing error is mended. What they look for is never changed: only the copy of the question in which
/// its kind is looked for.
const ASKING: [&str; 62] = [
    "additional",
    "allowed",
    "anesthesia",
    "assistant",
    "bilateral",
    "billable",
    "billed",
    "bundled",
    "changed",
    "claims",
    "column",
    "component",
    "conversion",
    "coverage",
    "covered",
    "crosswalk",
    "deleted",
    "diagnosis",
    "discontinued",
    "distinct",
    "edits",
    "encounter",
    "equivalent",
    "established",
    "evaluation",
    "excludes",
    "facility",
    "factor",
    "global",
    "guidelines",
    "hospital",
    "indicator",
    "interpretation",
    "limiting",
    "locality",
    "management",
    "medically",
    "medicare",
    "minutes",
    "modifier",
    "modifiers",
    "multiple",
    "national",
    "necessity",
    "outpatient",
    "patient",
    "payment",
    "policy",
    "postoperative",
    "practitioner",
    "procedure",
    "reimbursement",
    "relative",
    "schedule",
    "sequencing",
    "seventh",
    "subsequent",
    "supervision",
    "surgeon",
    "therapy",
    "threshold",
    "unlikely",
];

/// The shortest word that is mended.
const SHORTEST: usize = 5;

/// A text with mended words.
pub(crate) fn mended(plain: &str) -> String {
    plain
        .split(' ')
        .map(|word| mend(word).unwrap_or(word))
        .collect::<Vec<_>>()
        .join(" ")
}

fn mend(word: &str) -> Option<&'static str> {
    let is_word = word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_word || ASKING.contains(&word) || word == "medicaid" {
        return None;
    }
    let most = if word.len() >= 8 { 2 } else { 1 };
    ASKING
        .iter()
        // A plural or another ending is no typing error.
        .filter(|known| {
            known.len().abs_diff(word.len()) <= most && !word.starts_with(**known) && !known.starts_with(word)
        })
        .filter(|known| known.as_bytes().first() == word.as_bytes().first())
        .map(|known| (strsim::osa_distance(word, known), *known))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_mended_and_other_words_left() {
        assert_eq!(
            mended("medicaly unlikly edit 96372"),
            "medically unlikely edit 96372"
        );
        assert_eq!(
            mended("bundeled modifer estblished"),
            "bundled modifier established"
        );
        assert_eq!(
            mended("patients covers facial therapist columns"),
            "patients covers facial therapist columns"
        );
    }
}
