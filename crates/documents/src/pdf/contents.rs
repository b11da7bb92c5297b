//! Tables of contents.

use super::lines::{Line, WIDE_GAP};
use regex::Regex;
use std::sync::LazyLock;

/// Leaders or a wide gap, then the number of a page.
static ENTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:[.…·_]{{4,}}|(?:\. ){{4,}}|…|{WIDE_GAP})[\s.…]*(?:[A-Za-z]{{1,12}}[-–])?(?:\d{{1,4}}|[ivxlc]{{1,7}})$"
    ))
    .ok()
});

/// A page with fewer entries is none of a table of contents.
const FEWEST: usize = 4;

/// Takes the tables of contents away: pages of which nearly half are entries, since long ones go on over a line.
pub(super) fn take_away(pages: &mut [Vec<Line>]) {
    for page in pages {
        let entries = page.iter().filter(|line| is_entry(&line.text)).count();
        if entries >= FEWEST && entries * 5 >= page.len() * 2 {
            page.clear();
        } else if entries >= FEWEST {
            // A short one, before the text begins.
            page.retain(|line| !is_entry(&line.text) || !line.text.contains("...."));
        }
    }
}

fn is_entry(text: &str) -> bool {
    ENTRY.as_ref().is_some_and(|entry| entry.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_end_with_the_number_of_a_page() {
        for text in [
            "A. Introduction ........... I-3",
            "B. Notes\tIntro-8",
            "Rationale)………….. .......... I-25",
            "Preface . . . . . . xi",
        ] {
            assert!(is_entry(text), "{text}");
        }
        for text in ["See Chapter I-3", "and so on... 3", "AA\tAnesthesia Assistant"] {
            assert!(!is_entry(text), "{text}");
        }
    }
}
