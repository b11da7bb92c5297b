//! The trimester of which a note speaks.

use crate::facets::Trimester;
use regex::Regex;
use std::sync::LazyLock;

static WEEKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?i)\b(\d{1,2})(?:[ ]?[+w/][ ]?\d(?:/7|d)?)?[ \-]*(?:wks?|weeks?|w)?[ \-]*(?:of[ ])?(?:gestation|gestational|pregnan\w*|ega|iup|wga)\b",
        r"(?i)\b(?:ega|ga|gestational age)\b[ :]*(?:of[ ]|is[ ]|at[ ])?(\d{1,2})\b",
        r"(?i)\bg\d{1,2}[ ]?p\d{1,4}\b[^.\n]{0,30}?\b(\d{1,2})(?:w\dd?\b|(?:[ ]?\+[ ]?\d|[ ]\d/7)?[ \-]*(?:wks?|weeks?|w)\b)",
    ]
    .into_iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// The trimester, from a trimester or the weeks of gestation that the text names.
pub fn trimester_of(text: &str) -> Option<Trimester> {
    let lower = text.to_lowercase();
    let named = [
        (Trimester::First, ["first trimester", "1st trimester"]),
        (Trimester::Second, ["second trimester", "2nd trimester"]),
        (Trimester::Third, ["third trimester", "3rd trimester"]),
    ];
    if let Some((trimester, _)) = named
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| lower.contains(word)))
    {
        return Some(trimester);
    }
    let weeks = WEEKS
        .iter()
        .find_map(|pattern| pattern.captures(text)?.get(1)?.as_str().parse::<u32>().ok())?;
    Some(match weeks {
        4..=13 => Trimester::First,
        14..=27 => Trimester::Second,
        28..=44 => Trimester::Third,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_trimesters() {
        for (text, trimester) in [
            ("G2P1 at 32w4d by LMP", Some(Trimester::Third)),
            ("28 weeks pregnant", Some(Trimester::Third)),
            ("13 wk gestation", Some(Trimester::First)),
            ("IUP, EGA 20", Some(Trimester::Second)),
            ("in her 2nd trimester", Some(Trimester::Second)),
            ("PT 3x/wk for 6 weeks", None),
        ] {
            assert_eq!(trimester_of(text), trimester, "{text}");
        }
    }
}
