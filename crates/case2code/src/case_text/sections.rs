//! The headings of a note and what stands below them.

use regex::Regex;
use std::sync::LazyLock;

/// What a part of a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// Why the patient came.
    Complaint,
    /// What the patient tells.
    Present,
    /// Conditions of the past, and such as are still there.
    Past,
    /// Operations of the past.
    Surgical,
    /// The family.
    Family,
    /// Work, household, tobacco.
    Social,
    /// The review of systems.
    Review,
    /// What is taken.
    Medications,
    /// Allergies.
    Allergies,
    /// What is seen and measured.
    Exam,
    /// What it is.
    Assessment,
    /// What is done and will be done.
    Plan,
}

impl SectionKind {
    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Complaint => "Chief complaint",
            Self::Present => "History of present illness",
            Self::Past => "Past medical history",
            Self::Surgical => "Surgical history",
            Self::Family => "Family history",
            Self::Social => "Social history",
            Self::Review => "Review of systems",
            Self::Medications => "Medications",
            Self::Allergies => "Allergies",
            Self::Exam => "Examination",
            Self::Assessment => "Assessment",
            Self::Plan => "Plan",
        }
    }
}

/// A part of a note under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// The heading, in bytes.
    pub heading: (usize, usize),
    /// What stands below or behind it.
    pub body: (usize, usize),
}

const HEADINGS: [(SectionKind, &str); 12] = [
    (
        SectionKind::Complaint,
        "cc|chief complaints?|reason for (?:visit|referral|consult(?:ation)?)|presenting complaint",
    ),
    (
        SectionKind::Present,
        "hpi|history of (?:the )?present(?:ing)? illness|present illness|subjective|s|interval history|history",
    ),
    (
        SectionKind::Past,
        "pmh|pmhx|pmhx?/psh|past (?:medical )?(?:history|hx)|medical (?:history|hx)|problem list|active problems|comorbidities",
    ),
    (
        SectionKind::Surgical,
        "psh|pshx|past surgical (?:history|hx)|surgical (?:history|hx)",
    ),
    (
        SectionKind::Family,
        "fh|fhx|fam hx|family (?:medical )?(?:history|hx)",
    ),
    (SectionKind::Social, "sh|shx|soc hx|social (?:history|hx)"),
    (SectionKind::Review, "ros|review of systems"),
    (
        SectionKind::Medications,
        "meds|medications|current medications|home medications|rx",
    ),
    (SectionKind::Allergies, "allerg(?:ies|y)|all|nka|nkda"),
    (
        SectionKind::Exam,
        "pe|exam|physical exam(?:ination)?|objective|o|vitals|vital signs|labs?|imaging|x-?rays?|findings|tests?",
    ),
    (
        SectionKind::Assessment,
        "a|a/p|a&p|assessment|assessment (?:and|&) plan|assessment/plan|impression|imp|dx|diagnos[ei]s|final diagnos[ei]s|clinical impression|pt diagnosis|treatment diagnosis|medical diagnosis",
    ),
    (
        SectionKind::Plan,
        "p|plan|plan of care|poc|treatment|interventions?|recommendations|disposition|procedures?|ed course",
    ),
];

static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words: Vec<&str> = HEADINGS.iter().map(|heading| heading.1).collect();
    // One letter alone needs the beginning of a line; `PE:` in the middle of one may be an embolism.
    Regex::new(&format!(
        r"(?i)(?:(?m:^)[ \t#*]*|[.;!?][ \t]+)({})[*]*(?:[ \t]*:|[ \t]*(?m:$))",
        words.join("|")
    ))
    .ok()
});

static KINDS: LazyLock<Vec<(SectionKind, Regex)>> = LazyLock::new(|| {
    HEADINGS
        .iter()
        .filter_map(|(kind, words)| Some((*kind, Regex::new(&format!("(?i)^(?:{words})$")).ok()?)))
        .collect()
});

/// The sections of a note in their order. Each reaches to the next heading.
pub fn sections(text: &str) -> Vec<Section> {
    let Some(heading) = HEADING.as_ref() else {
        return Vec::new();
    };
    let mut found: Vec<Section> = heading
        .captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let name = captures.get(1)?;
            let is_inline = whole.as_str().starts_with(['.', ';', '!', '?']);
            if is_inline && (name.len() < 2 || !whole.as_str().ends_with(':')) {
                return None;
            }
            let (kind, _) = KINDS.iter().find(|(_, words)| words.is_match(name.as_str()))?;
            Some(Section {
                kind: *kind,
                heading: (name.start(), name.end()),
                body: (whole.end(), text.len()),
            })
        })
        .collect();
    for at in 1..found.len() {
        found[at - 1].body.1 = found[at].heading.0.max(found[at - 1].body.0);
    }
    found
}

/// Words that name relatives.
const RELATIVES: [&str; 28] = [
    "mother",
    "father",
    "brother",
    "sister",
    "brothers",
    "sisters",
    "sibling",
    "siblings",
    "parent",
    "parents",
    "grandmother",
    "grandfather",
    "grandparents",
    "aunt",
    "uncle",
    "cousin",
    "son",
    "daughter",
    "maternal",
    "paternal",
    "mgm",
    "mgf",
    "pgm",
    "pgf",
    "mom",
    "dad",
    "family",
    "relatives",
];

/// How long the family's section can be, in bytes.
const LONGEST_FAMILY: usize = 2_000;

/// Whether a word names a relative.
pub fn is_relative(word: &str) -> bool {
    RELATIVES.contains(&word)
}

/// The section of a sentence. On the line of its heading the family's section goes on only while relatives are named:
/// what follows in the same line is the patient's again.
pub fn section_of<'a>(sections: &'a [Section], text: &str, sentence: (usize, usize)) -> Option<&'a Section> {
    let at = sections.partition_point(|section| section.heading.0 <= sentence.1.saturating_sub(1));
    // A heading at the end of the sentence is the next one's.
    let section = sections[..at]
        .iter()
        .rev()
        .find(|section| section.body.0 < sentence.1)?;
    if section.kind != SectionKind::Family {
        return Some(section);
    }
    let between = text.get(section.body.0..sentence.0.max(section.body.0))?;
    if between.trim().is_empty() {
        return Some(section);
    }
    if between.len() > LONGEST_FAMILY {
        return None;
    }
    let is_own_line = text[..section.body.0].trim_end_matches([' ', '\t']).len() < text.len()
        && text[section.body.0..]
            .trim_start_matches([' ', '\t'])
            .starts_with(['\n', '\r']);
    let names_relative = crate::text::words(&text[sentence.0..sentence.1])
        .iter()
        .any(|word| is_relative(&word.plain));
    let is_paragraph_of_heading = !between.contains("\n\n");
    ((is_own_line && is_paragraph_of_heading) || names_relative).then_some(section)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(SectionKind, &str)> {
        sections(text)
            .into_iter()
            .map(|section| (section.kind, text[section.body.0..section.body.1].trim()))
            .collect()
    }

    #[test]
    fn headings_are_found_in_lines_and_between_sentences() {
        use SectionKind::*;
        assert_eq!(
            kinds(
                "CC: cough\nHPI: 3 days of cough.\nPMH:\nHTN\n\nFamily history: mother DM. Allergies: NKDA.\nA/P:\n1. Cough"
            ),
            [
                (Complaint, "cough"),
                (Present, "3 days of cough."),
                (Past, "HTN"),
                (Family, "mother DM."),
                (Allergies, "NKDA."),
                (Assessment, "1. Cough")
            ]
        );
        assert_eq!(kinds("r/o PE. Plan to treat: rest"), []);
    }

    #[test]
    fn the_family_ends_with_its_sentences() {
        let text = "FH: mother breast CA. Father MI at 50. R/o PE.";
        let sections = sections(text);
        let of = |part: &str| {
            let at = text.find(part).unwrap();
            section_of(&sections, text, (at, at + part.len())).map(|section| section.kind)
        };
        assert_eq!(of("FH: mother breast CA."), Some(SectionKind::Family));
        assert_eq!(of("Father MI at 50."), Some(SectionKind::Family));
        assert_eq!(of("R/o PE."), None);
    }
}
