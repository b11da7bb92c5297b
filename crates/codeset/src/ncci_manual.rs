//! The chapters of the NCCI Policy Manual for Medicare Services, and which of them is about a code.
//!
//! Source: the manual of 2026, table of contents. The ranges are the manual's own; they have not moved for years.

use crate::{Code, CodeSystem};

/// A chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// In Roman numerals, as the manual counts.
    pub number: &'static str,
    /// Its subject.
    pub title: &'static str,
    /// The codes that it is about, as the manual writes them.
    pub codes: &'static str,
}

/// The chapter that is about all codes.
pub const GENERAL: Chapter = Chapter {
    number: "I",
    title: "General correct coding policies",
    codes: "All codes",
};

const BY_FIRST_DIGIT: [Chapter; 10] = [
    chapter("II", "Anesthesia", "00000–01999"),
    chapter("III", "Surgery: integumentary system", "10000–19999"),
    chapter("IV", "Surgery: musculoskeletal system", "20000–29999"),
    chapter(
        "V",
        "Surgery: respiratory, cardiovascular, hemic and lymphatic systems",
        "30000–39999",
    ),
    chapter("VI", "Surgery: digestive system", "40000–49999"),
    chapter(
        "VII",
        "Surgery: urinary, male and female genital systems, maternity care and delivery",
        "50000–59999",
    ),
    chapter(
        "VIII",
        "Surgery: endocrine, nervous, eye and ocular adnexa, and auditory systems",
        "60000–69999",
    ),
    chapter("IX", "Radiology", "70000–79999"),
    chapter("X", "Pathology and laboratory", "80000–89999"),
    chapter("XI", "Medicine, evaluation and management", "90000–99999"),
];

const SUPPLEMENTAL: Chapter = chapter("XII", "HCPCS Level II codes", "A0000–V9999");
const CATEGORY_III: Chapter = chapter("XIII", "Category III codes", "0001T–0999T");

const fn chapter(number: &'static str, title: &'static str, codes: &'static str) -> Chapter {
    Chapter { number, title, codes }
}

/// The chapter that is about a code, besides [`GENERAL`]. `None` for codes that the manual has no chapter for:
/// category II and proprietary laboratory codes, diagnoses, modifiers.
pub fn chapter_of(code: &Code) -> Option<Chapter> {
    let text = code.as_str();
    match code.system() {
        CodeSystem::Hcpcs => Some(SUPPLEMENTAL),
        CodeSystem::Cpt if text.ends_with('T') => Some(CATEGORY_III),
        CodeSystem::Cpt if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let digit = text.chars().next()?.to_digit(10)?;
            BY_FIRST_DIGIT.get(usize::try_from(digit).ok()?).copied()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_the_chapter_of_its_range() {
        let number = |text| chapter_of(&Code::parse_procedure(text).unwrap()).map(|chapter| chapter.number);
        for (code, chapter) in [
            ("00100", Some("II")),
            ("11042", Some("III")),
            ("29881", Some("IV")),
            ("59400", Some("VII")),
            ("69990", Some("VIII")),
            ("70450", Some("IX")),
            ("80053", Some("X")),
            ("97150", Some("XI")),
            ("99213", Some("XI")),
            ("G0283", Some("XII")),
            ("0054T", Some("XIII")),
            ("0001U", None),
            ("1000F", None),
        ] {
            assert_eq!(number(code), chapter, "{code}");
        }
        let diagnosis = Code::parse(CodeSystem::Icd10cm, "M54.50").unwrap();
        assert_eq!(chapter_of(&diagnosis), None);
    }
}
