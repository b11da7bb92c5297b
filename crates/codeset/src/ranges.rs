//! How the codes of a system are browsed where the code set itself lists no chapters: by the ranges that its users
//! know. ICD-10-CM has chapters and blocks of its own, out of the tabular list.
//!
//! Sources: the ranges of CPT as CMS's files and the NCCI Policy Manual use them; the letters of HCPCS Level II by
//! CMS's coding procedures; the sections of ICD-10-PCS.

use crate::icd10pcs;
use crate::{Code, CodeSystem};

/// A range of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its subject.
    pub title: &'static str,
    /// The first code that can be in it, or the beginning of all.
    pub first: &'static str,
    /// The last one; a range holds what begins with it too.
    pub last: &'static str,
}

const fn range(slug: &'static str, title: &'static str, first: &'static str, last: &'static str) -> Range {
    Range {
        slug,
        title,
        first,
        last,
    }
}

/// The numbers of codes that end in a letter overlap with the others: they are told by their last character.
const CPT: [Range; 16] = [
    range(
        "evaluation-and-management",
        "Evaluation and management",
        "99202",
        "99499",
    ),
    range("anesthesia", "Anesthesia", "00100", "01999"),
    range("integumentary", "Surgery: integumentary system", "10004", "19999"),
    range(
        "musculoskeletal",
        "Surgery: musculoskeletal system",
        "20100",
        "29999",
    ),
    range(
        "respiratory-cardiovascular",
        "Surgery: respiratory, cardiovascular, hemic and lymphatic systems",
        "30000",
        "39999",
    ),
    range("digestive", "Surgery: digestive system", "40490", "49999"),
    range(
        "urinary-genital-maternity",
        "Surgery: urinary and genital systems, maternity care",
        "50010",
        "59899",
    ),
    range(
        "endocrine-nervous-eye-ear",
        "Surgery: endocrine and nervous systems, eye, ear",
        "60000",
        "69990",
    ),
    range("radiology", "Radiology", "70010", "79999"),
    range("laboratory", "Pathology and laboratory", "80047", "89398"),
    range("medicine", "Medicine", "90281", "99199"),
    range(
        "home-and-other",
        "Medicine: home and other services",
        "99500",
        "99607",
    ),
    range(
        "vaccine-administration",
        "Medicine: administration of COVID-19 vaccines",
        "0001A",
        "9999A",
    ),
    range(
        "category-ii",
        "Category II: performance measurement",
        "0001F",
        "9999F",
    ),
    range(
        "category-iii",
        "Category III: emerging technology",
        "0001T",
        "9999T",
    ),
    range(
        "proprietary-laboratory",
        "Laboratory: proprietary and multianalyte",
        "0001U",
        "9999U",
    ),
];

/// Letters without codes of their own are left out.
const HCPCS: [Range; 18] = [
    range("a", "Transportation, supplies, administrative", "A", "A"),
    range("b", "Enteral and parenteral therapy", "B", "B"),
    range("c", "Outpatient hospital: devices, drugs, procedures", "C", "C"),
    range("d", "Dental procedures", "D", "D"),
    range("e", "Durable medical equipment", "E", "E"),
    range("g", "Procedures and professional services", "G", "G"),
    range(
        "h",
        "Alcohol and drug abuse treatment, behavioral health",
        "H",
        "H",
    ),
    range("j", "Drugs other than by mouth, chemotherapy", "J", "J"),
    range("k", "Equipment, for equipment contractors", "K", "K"),
    range("l", "Orthotics and prosthetics", "L", "L"),
    range("m", "Medical services and quality measures", "M", "M"),
    range("p", "Pathology and laboratory", "P", "P"),
    range("q", "Drugs, supplies and services, temporary", "Q", "Q"),
    range("r", "Diagnostic radiology: transport", "R", "R"),
    range("s", "Private payers, temporary", "S", "S"),
    range("t", "State Medicaid agencies", "T", "T"),
    range("u", "Laboratory tests, public health emergencies", "U", "U"),
    range("v", "Vision, hearing and speech-language services", "V", "V"),
];

/// The ranges of a system, in the order in which they are browsed; none for diagnoses and modifiers.
pub fn ranges(system: CodeSystem) -> Vec<Range> {
    match system {
        CodeSystem::Cpt => CPT.to_vec(),
        CodeSystem::Hcpcs => HCPCS.to_vec(),
        CodeSystem::Icd10pcs => PCS_SLUGS
            .into_iter()
            .zip(icd10pcs::SECTIONS)
            .map(|(slug, section)| range(slug, section.title, slug, slug))
            .collect(),
        CodeSystem::Icd10cm | CodeSystem::Modifier => Vec::new(),
    }
}

/// The first characters of the sections.
const PCS_SLUGS: [&str; 17] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "B", "C", "D", "F", "G", "H", "X",
];

impl Range {
    /// Whether a code, which must be of the range's system, is in it.
    pub fn holds(&self, code: &Code) -> bool {
        let text = code.as_str();
        let is_in_order = text >= self.first && (text <= self.last || text.starts_with(self.last));
        if code.system() != CodeSystem::Cpt {
            return is_in_order;
        }
        let kind = |text: &str| match text.chars().last() {
            // Multianalyte assays stand among the laboratory codes.
            Some('M') => Some('U'),
            Some(last) if last.is_ascii_digit() => None,
            last => last,
        };
        is_in_order && kind(text) == kind(self.first)
    }
}

/// The range that holds a code.
pub fn range_of(code: &Code) -> Option<Range> {
    ranges(code.system()).into_iter().find(|range| range.holds(code))
}

/// The range of a system by its name in addresses.
pub fn find_range(system: CodeSystem, slug: &str) -> Option<Range> {
    ranges(system)
        .into_iter()
        .find(|range| range.slug.eq_ignore_ascii_case(slug))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slug(code: &Code) -> Option<&'static str> {
        range_of(code).map(|range| range.slug)
    }

    #[test]
    fn each_code_is_in_the_range_that_its_users_expect() {
        for (code, expected) in [
            ("97150", Some("medicine")),
            ("99213", Some("evaluation-and-management")),
            ("99500", Some("home-and-other")),
            ("00142", Some("anesthesia")),
            ("0042T", Some("category-iii")),
            ("0001U", Some("proprietary-laboratory")),
            ("0002M", Some("proprietary-laboratory")),
            ("0001A", Some("vaccine-administration")),
            ("1036F", Some("category-ii")),
            ("29881", Some("musculoskeletal")),
            ("G0283", Some("g")),
            ("V2799", Some("v")),
        ] {
            assert_eq!(slug(&Code::parse_procedure(code).unwrap()), expected, "{code}");
        }
        let pcs = Code::parse(CodeSystem::Icd10pcs, "0SRC0J9").unwrap();
        assert_eq!(
            range_of(&pcs).map(|range| range.title),
            Some("Medical and Surgical")
        );
        let diagnosis = Code::parse(CodeSystem::Icd10cm, "M54.50").unwrap();
        assert_eq!(slug(&diagnosis), None);
    }

    #[test]
    fn names_lead_to_their_ranges() {
        for system in CodeSystem::ALL {
            for range in ranges(system) {
                assert_eq!(find_range(system, range.slug), Some(range));
            }
        }
        assert_eq!(find_range(CodeSystem::Cpt, "nonsense"), None);
    }

    proptest! {
        #[test]
        fn no_code_is_in_two_ranges(text in "[0-9]{4}[0-9FTUMA]") {
            let code = Code::parse(CodeSystem::Cpt, &text).unwrap();
            prop_assert!(ranges(CodeSystem::Cpt).iter().filter(|range| range.holds(&code)).count() <= 1);
        }
    }
}
