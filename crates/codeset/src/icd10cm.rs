//! ICD-10-CM: how the tabular list's seventh characters make full codes.
//!
//! The list prints codes of three to six characters. Where a seventh is needed it is defined once, at the category
//! or subcategory, and holds for all below it: `T20` defines A, D and S, so that `T20.01` becomes `T20.01XA`.

use crate::rows::SeventhCharacterRow;
use crate::{Code, CodeSystem};

/// The characters before the seventh; a shorter code is filled up with the placeholder X.
const BEFORE_SEVENTH: usize = 6;

/// The shortest codes: categories.
const CATEGORY: usize = 3;

/// A code with its seventh character, as a claim carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullCode {
    /// All seven characters, e.g. `T20.01XA`.
    pub code: Code,
    /// What the last of them means, e.g. `initial encounter`.
    pub meaning: String,
}

/// The codes whose notes and seventh characters hold for a code: itself, then those above it up to its category.
/// `T20.01XA` has `T20.01XA`, `T20.01X`, `T20.01`, `T20.0` and `T20`.
///
/// Empty for a code of another system.
pub fn lineage(code: &Code) -> Vec<Code> {
    let text = code.as_str();
    let lengths = (CATEGORY..=text.len()).rev();
    let starts = lengths.filter_map(|end| text.get(..end));
    starts
        .filter(|start| code.system() == CodeSystem::Icd10cm && !start.ends_with('.'))
        .filter_map(|start| Code::parse(CodeSystem::Icd10cm, start).ok())
        .collect()
}

/// The seventh characters that hold for a code: of those defined in the tabular list for it and above it, the ones
/// nearest to it (`S42.27` has other ones than `S42`).
pub fn seventh_characters<'a>(
    code: &Code,
    defined: &'a [SeventhCharacterRow],
) -> Vec<&'a SeventhCharacterRow> {
    let at = |place: &Code| -> Vec<_> { defined.iter().filter(|row| row.place == place.as_str()).collect() };
    let nearest = lineage(code).iter().map(at).find(|rows| !rows.is_empty());
    nearest.unwrap_or_default()
}

/// The full codes of a code that has no codes below it in the tabular list. Empty where it takes no seventh
/// character, or has all seven.
///
/// With the lists of fiscal year 2025 this gives exactly the billable codes of its order file.
pub fn full_codes(code: &Code, defined: &[SeventhCharacterRow]) -> Vec<FullCode> {
    let plain = code.as_str().replace('.', "");
    if plain.len() > BEFORE_SEVENTH {
        return Vec::new();
    }
    let taken = seventh_characters(code, defined);
    taken
        .into_iter()
        .filter(|row| row.character == "A" || !is_death_before_consciousness(&plain))
        .filter_map(|row| {
            let full = format!("{plain:X<BEFORE_SEVENTH$}{}", row.character);
            Some(FullCode {
                code: Code::parse(CodeSystem::Icd10cm, &full).ok()?,
                meaning: row.meaning.clone(),
            })
        })
        .collect()
}

/// Whether there is no encounter after the first: a note at `S06` excepts its codes with a sixth character 7 or 8,
/// death before regaining consciousness, from the characters D and S.
fn is_death_before_consciousness(plain: &str) -> bool {
    plain.starts_with("S06") && matches!(plain.as_bytes().get(BEFORE_SEVENTH - 1), Some(b'7' | b'8'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> Code {
        Code::parse(CodeSystem::Icd10cm, text).unwrap()
    }

    /// Definitions as `place`, then each character with its meaning.
    fn defined(places: &[(&str, &str)]) -> Vec<SeventhCharacterRow> {
        let rows = places.iter().flat_map(|(place, characters)| {
            characters.chars().map(move |character| SeventhCharacterRow {
                place: (*place).into(),
                character: character.into(),
                meaning: format!("meaning of {character} at {place}"),
            })
        });
        rows.collect()
    }

    fn full(text: &str, places: &[(&str, &str)]) -> Vec<String> {
        let codes = full_codes(&code(text), &defined(places));
        codes
            .into_iter()
            .map(|full| full.code.as_str().to_owned())
            .collect()
    }

    #[test]
    fn short_codes_are_padded_with_x() {
        let injuries = [("S01", "ADS"), ("T20", "ADS"), ("T36", "ADS"), ("W08", "ADS")];
        assert_eq!(full("S01.01", &injuries), ["S01.01XA", "S01.01XD", "S01.01XS"]);
        assert_eq!(full("T20.01", &injuries), ["T20.01XA", "T20.01XD", "T20.01XS"]);
        assert_eq!(full("W08", &injuries), ["W08.XXXA", "W08.XXXD", "W08.XXXS"]);
        assert_eq!(full("T36.0X1", &injuries), ["T36.0X1A", "T36.0X1D", "T36.0X1S"]);
        assert_eq!(full("M1A.00X", &[("M1A", "01")]), ["M1A.00X0", "M1A.00X1"]);
        assert_eq!(full("O60.10", &[("O60.1", "09")]), ["O60.10X0", "O60.10X9"]);
    }

    #[test]
    fn the_nearest_definition_holds() {
        let humerus = [("S42", "ABS"), ("S42.27", "AP")];
        assert_eq!(full("S42.271", &humerus), ["S42.271A", "S42.271P"]);
        assert_eq!(full("S42.201", &humerus), ["S42.201A", "S42.201B", "S42.201S"]);
        let meanings = full_codes(&code("S42.271"), &defined(&humerus));
        assert_eq!(meanings[1].meaning, "meaning of P at S42.27");
        // A full code leads back to the meaning of its own seventh.
        let taken = defined(&humerus);
        let taken = seventh_characters(&code("S42.271P"), &taken);
        assert!(
            taken
                .iter()
                .any(|row| row.character == "P" && row.place == "S42.27")
        );
    }

    #[test]
    fn codes_without_a_definition_or_with_all_seven_take_none() {
        assert!(full("M54.50", &[("S01", "ADS")]).is_empty());
        assert!(full("C44.1021", &[("C44", "ADS")]).is_empty());
        assert!(
            full("S01", &[("S01.0", "ADS")]).is_empty(),
            "what is below does not hold above"
        );
    }

    #[test]
    fn a_death_before_consciousness_has_no_later_encounter() {
        let brain = [("S06", "ADS")];
        assert_eq!(full("S06.1X7", &brain), ["S06.1X7A"]);
        assert_eq!(full("S06.308", &brain), ["S06.308A"]);
        assert_eq!(full("S06.1X6", &brain).len(), 3);
        assert_eq!(full("S07.1", &[("S07", "ADS")]).len(), 3);
    }

    #[test]
    fn a_code_stands_below_each_shorter_one() {
        let names = |text| {
            let codes = lineage(&code(text));
            codes
                .into_iter()
                .map(|code| code.as_str().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("T20.01XA"),
            ["T20.01XA", "T20.01X", "T20.01", "T20.0", "T20"]
        );
        assert_eq!(names("T20"), ["T20"]);
        assert!(lineage(&Code::parse(CodeSystem::Cpt, "97150").unwrap()).is_empty());
    }

    proptest! {
        #[test]
        fn a_full_code_has_seven_characters_and_begins_with_the_code(
            text in "[A-Z][0-9][0-9A-Z]{1,5}",
            characters in "[0-9A-Z]{1,4}",
        ) {
            let code = code(&text);
            let defined = defined(&[(&text[..3], &characters)]);
            for full in full_codes(&code, &defined) {
                prop_assert_eq!(full.code.as_str().replace('.', "").len(), 7);
                prop_assert!(full.code.as_str().replace('.', "").starts_with(&text));
            }
        }
    }
}
