//! The structure of ICD-10-CM: what stands above a code in the tabular list, and how a seventh character is added.

use crate::{Code, CodeSystem};

/// The length of a code with its seventh character, without the dot.
const FULL: usize = 7;

/// The character that fills the places before a seventh one.
const PLACEHOLDER: char = 'X';

/// Categories that the tabular list prints in a block whose range does not hold them, each with a category that
/// stands beside it there.
const PRINTED_BESIDE: [(&str, &str); 3] = [("C4A", "C43"), ("M1A", "M10"), ("Z3A", "Z36")];

/// Categories with a block of their own, each with the first category of the block into whose range it would sort.
const PRINTED_APART: [(&str, &str); 3] = [("C7A", "C76"), ("C7B", "C76"), ("D3A", "D37")];

/// The three characters that a code begins with.
pub fn category(code: &Code) -> &str {
    code.as_str().get(..3).unwrap_or_default()
}

/// The codes above a code, from its category down. Each is well-formed; not each is in the tabular list, for a
/// placeholder makes no code of its own.
pub fn ancestors(code: &Code) -> Vec<Code> {
    let text = code.as_str();
    let mut above: Vec<Code> = (3..text.len())
        .filter_map(|end| Code::parse(CodeSystem::Icd10cm, text.get(..end)?.trim_end_matches('.')).ok())
        .collect();
    above.dedup();
    above
}

/// The code with a seventh character: padded with X where it is shorter than six characters, and in place of its
/// own where it has seven. `None` where that makes no code.
pub fn with_seventh(code: &Code, character: &str) -> Option<Code> {
    let [character] = character.as_bytes() else {
        return None;
    };
    if !character.is_ascii_alphanumeric() {
        return None;
    }
    let mut plain: String = code.as_str().chars().filter(|c| *c != '.').collect();
    plain.truncate(FULL - 1);
    while plain.len() < FULL - 1 {
        plain.push(PLACEHOLDER);
    }
    plain.push(char::from(*character));
    Code::parse(CodeSystem::Icd10cm, &plain).ok()
}

/// The category whose place in the order of categories tells the chapter and the blocks of this one.
pub fn placed_as(category: &str) -> &str {
    PRINTED_BESIDE
        .iter()
        .find(|(printed, _)| *printed == category)
        .map_or(category, |(_, beside)| beside)
}

/// Whether a chapter or block with this range of categories holds a category.
pub fn holds(first: &str, last: &str, category: &str) -> bool {
    let place = placed_as(category);
    first <= place && place <= last && !PRINTED_APART.contains(&(category, first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> Code {
        Code::parse(CodeSystem::Icd10cm, text).unwrap()
    }

    fn above(text: &str) -> String {
        let above: Vec<_> = ancestors(&code(text)).iter().map(ToString::to_string).collect();
        above.join(" ")
    }

    fn full(text: &str, character: &str) -> Option<String> {
        with_seventh(&code(text), character).map(|code| code.to_string())
    }

    #[test]
    fn a_code_stands_below_every_shorter_spelling() {
        assert_eq!(above("S52.521A"), "S52 S52.5 S52.52 S52.521");
        assert_eq!(above("M54.5"), "M54");
        assert_eq!(above("M54"), "");
        assert_eq!(category(&code("M1A.00X0")), "M1A");
    }

    #[test]
    fn a_short_code_is_padded_before_its_seventh_character() {
        assert_eq!(full("T14.8", "A").as_deref(), Some("T14.8XXA"));
        assert_eq!(full("W19", "D").as_deref(), Some("W19.XXXD"));
        assert_eq!(full("S52.521", "S").as_deref(), Some("S52.521S"));
        assert_eq!(full("T40.1X1", "A").as_deref(), Some("T40.1X1A"));
        assert_eq!(full("S52.521A", "D").as_deref(), Some("S52.521D"));
        for none in ["", "AB", "-", "é"] {
            assert_eq!(full("T14.8", none), None, "{none:?}");
        }
    }

    #[test]
    fn a_block_holds_the_categories_that_are_printed_in_it() {
        assert!(holds("M50", "M54", "M54") && !holds("M50", "M54", "M60"));
        assert!(holds("V00", "X58", "W19") && holds("W00", "W19", "W19"));
        assert!(holds("I10", "I1A", "I1A") && holds("I30", "I5A", "I5A"));
        // Printed after C43, after M08 and before Z37.
        assert!(holds("C43", "C44", "C4A") && !holds("C45", "C49", "C4A"));
        assert!(holds("M05", "M14", "M1A") && !holds("M15", "M19", "M1A"));
        assert!(holds("Z30", "Z39", "Z3A"));
        // In blocks of their own, and in the chapter all the same.
        for (category, apart) in [
            ("C7A", ("C76", "C80")),
            ("C7B", ("C76", "C80")),
            ("D3A", ("D37", "D48")),
        ] {
            assert!(holds(category, category, category) && holds("C00", "D49", category));
            assert!(!holds(apart.0, apart.1, category));
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_a_full_code_has_seven_characters(text in "[A-Z][0-9][0-9A-Z]{1,5}", character in any::<String>()) {
            let code = code(&text);
            prop_assert!(ancestors(&code).iter().all(|above| code.as_str().starts_with(above.as_str())));
            if let Some(full) = with_seventh(&code, &character) {
                prop_assert_eq!(full.as_str().len(), 8);
            }
        }
    }
}
