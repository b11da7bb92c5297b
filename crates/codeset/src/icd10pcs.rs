//! ICD-10-PCS: seven characters, each a value on an axis whose name depends on the section, the first of them.
//!
//! Source of the names: CMS and NCHS, ICD-10-PCS Reference Manual, and the heads of the tables.

use crate::{Code, CodeSystem};

/// How many characters a code has.
pub const AXES: usize = 7;

/// The characters of a table, the only header of the code set.
pub const TABLE: usize = 3;

/// A section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The first character of its codes.
    pub value: char,
    /// Its title.
    pub title: &'static str,
    /// The names of its axes.
    pub axes: [&'static str; AXES],
}

const fn section(value: char, title: &'static str, axes: [&'static str; AXES]) -> Section {
    Section { value, title, axes }
}

const SURGICAL: [&str; AXES] = [
    "Section",
    "Body system",
    "Root operation",
    "Body part",
    "Approach",
    "Device",
    "Qualifier",
];
const IMAGING: [&str; AXES] = [
    "Section",
    "Body system",
    "Root type",
    "Body part",
    "Contrast",
    "Qualifier",
    "Qualifier",
];
const QUALIFIED: [&str; AXES] = [
    "Section",
    "Body system",
    "Root type",
    "Qualifier",
    "Qualifier",
    "Qualifier",
    "Qualifier",
];
const MANUAL: [&str; AXES] = [
    "Section",
    "Anatomical region",
    "Root operation",
    "Body region",
    "Approach",
    "Method",
    "Qualifier",
];

/// The sections, in the order of the code set.
pub const SECTIONS: [Section; 17] = [
    section('0', "Medical and Surgical", SURGICAL),
    section('1', "Obstetrics", SURGICAL),
    section(
        '2',
        "Placement",
        [
            "Section",
            "Anatomical region",
            "Root operation",
            "Body region",
            "Approach",
            "Device",
            "Qualifier",
        ],
    ),
    section(
        '3',
        "Administration",
        [
            "Section",
            "Body system",
            "Root operation",
            "Body system or region",
            "Approach",
            "Substance",
            "Qualifier",
        ],
    ),
    section(
        '4',
        "Measurement and Monitoring",
        [
            "Section",
            "Body system",
            "Root operation",
            "Body system",
            "Approach",
            "Function or device",
            "Qualifier",
        ],
    ),
    section(
        '5',
        "Extracorporeal or Systemic Assistance and Performance",
        [
            "Section",
            "Body system",
            "Root operation",
            "Body system",
            "Duration",
            "Function",
            "Qualifier",
        ],
    ),
    section(
        '6',
        "Extracorporeal or Systemic Therapies",
        [
            "Section",
            "Body system",
            "Root operation",
            "Body system",
            "Duration",
            "Qualifier",
            "Qualifier",
        ],
    ),
    section('7', "Osteopathic", MANUAL),
    section('8', "Other Procedures", MANUAL),
    section('9', "Chiropractic", MANUAL),
    section('B', "Imaging", IMAGING),
    section(
        'C',
        "Nuclear Medicine",
        [
            "Section",
            "Body system",
            "Root type",
            "Body part",
            "Radionuclide",
            "Qualifier",
            "Qualifier",
        ],
    ),
    section(
        'D',
        "Radiation Therapy",
        [
            "Section",
            "Body system",
            "Modality",
            "Treatment site",
            "Modality qualifier",
            "Isotope",
            "Qualifier",
        ],
    ),
    section(
        'F',
        "Physical Rehabilitation and Diagnostic Audiology",
        [
            "Section",
            "Section qualifier",
            "Root type",
            "Body system or region",
            "Type qualifier",
            "Equipment",
            "Qualifier",
        ],
    ),
    section('G', "Mental Health", QUALIFIED),
    section('H', "Substance Abuse Treatment", QUALIFIED),
    section(
        'X',
        "New Technology",
        [
            "Section",
            "Body system",
            "Root operation",
            "Body part",
            "Approach",
            "Device, substance or technology",
            "Qualifier",
        ],
    ),
];

/// The section of a code; `None` for another system's.
pub fn section_of(code: &Code) -> Option<&'static Section> {
    let first = code.as_str().chars().next()?;
    SECTIONS
        .iter()
        .find(|section| code.system() == CodeSystem::Icd10pcs && section.value == first)
}

/// What the title of a table says of its second and third character: `Lower Joints, Replacement` in the first
/// section, in others behind the section's title. The last part is the operation or type.
pub fn table_parts<'a>(section: &Section, title: &'a str) -> Option<(&'a str, &'a str)> {
    let rest = title
        .strip_prefix(section.title)
        .and_then(|rest| rest.strip_prefix(", "));
    rest.unwrap_or(title).rsplit_once(", ")
}

/// Whether two codes differ in one character only, the one at an axis (from 0).
pub fn differs_at(one: &str, other: &str, axis: usize) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .enumerate()
            .all(|(at, (one, other))| (one != other) == (at == axis))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pcs(text: &str) -> Code {
        Code::parse(CodeSystem::Icd10pcs, text).unwrap()
    }

    #[test]
    fn the_axes_depend_on_the_section() {
        let axis = |text, at: usize| section_of(&pcs(text)).map(|section| section.axes[at]);
        assert_eq!(axis("0SRC0J9", 5), Some("Device"));
        assert_eq!(axis("3E0P3LZ", 5), Some("Substance"));
        assert_eq!(axis("B2111ZZ", 4), Some("Contrast"));
        assert_eq!(axis("DW16BB1", 2), Some("Modality"));
        assert_eq!(axis("ZZZ", 0), None);
        assert!(section_of(&Code::parse_procedure("97150").unwrap()).is_none());
    }

    #[test]
    fn the_title_of_a_table_names_body_system_and_operation() {
        let of = |text, title| table_parts(section_of(&pcs(text)).unwrap(), title);
        assert_eq!(
            of("0SR", "Lower Joints, Replacement"),
            Some(("Lower Joints", "Replacement"))
        );
        assert_eq!(
            of(
                "3E0",
                "Administration, Physiological Systems and Anatomical Regions, Introduction"
            ),
            Some(("Physiological Systems and Anatomical Regions", "Introduction"))
        );
        assert_eq!(
            of("0W3", "Anatomical Regions, General, Control"),
            Some(("Anatomical Regions, General", "Control"))
        );
        assert_eq!(of("0SR", "Replacement"), None);
    }

    #[test]
    fn the_alternatives_of_an_axis_differ_there_alone() {
        assert!(differs_at("0SRC0J9", "0SRD0J9", 3));
        assert!(!differs_at("0SRC0J9", "0SRD0JA", 3));
        assert!(!differs_at("0SRC0J9", "0SRC0J9", 3));
        assert!(!differs_at("0SRC0J9", "0SR", 3));
    }
}
