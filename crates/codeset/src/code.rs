//! Codes, their systems, and the one canonical spelling of each.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A code system that has pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeSystem {
    /// Current Procedural Terminology, © American Medical Association.
    Cpt,
    /// HCPCS Level II.
    Hcpcs,
    /// ICD-10-CM diagnoses.
    Icd10cm,
    /// ICD-10-PCS inpatient procedures.
    Icd10pcs,
    /// CPT and HCPCS modifiers.
    Modifier,
}

impl CodeSystem {
    /// Every system, in the order a reader would list them.
    pub const ALL: [Self; 5] = [
        Self::Cpt,
        Self::Hcpcs,
        Self::Icd10cm,
        Self::Icd10pcs,
        Self::Modifier,
    ];

    /// The name in addresses and in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Cpt => "cpt",
            Self::Hcpcs => "hcpcs",
            Self::Icd10cm => "icd10cm",
            Self::Icd10pcs => "icd10pcs",
            Self::Modifier => "modifier",
        }
    }

    /// The system of a [`CodeSystem::slug`], in any case.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|system| system.slug().eq_ignore_ascii_case(slug))
    }

    /// The name shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Cpt => "CPT",
            Self::Hcpcs => "HCPCS Level II",
            Self::Icd10cm => "ICD-10-CM",
            Self::Icd10pcs => "ICD-10-PCS",
            Self::Modifier => "Modifier",
        }
    }

    /// The identifier of the system in HL7 FHIR, where it has one.
    pub fn uri(self) -> Option<&'static str> {
        match self {
            Self::Cpt => Some("http://www.ama-assn.org/go/cpt"),
            Self::Hcpcs => Some("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"),
            Self::Icd10cm => Some("http://hl7.org/fhir/sid/icd-10-cm"),
            Self::Icd10pcs | Self::Modifier => None,
        }
    }
}

impl fmt::Display for CodeSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// Why a text is not a code of a system. The text itself is not repeated: it may be anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not the shape of the system's codes.
    #[error("a {0} code looks like {example}", example = .0.example())]
    Shape(CodeSystem),
}

impl CodeSystem {
    /// A real code, to show the shape with.
    pub fn example(self) -> &'static str {
        match self {
            Self::Cpt => "97150",
            Self::Hcpcs => "G0283",
            Self::Icd10cm => "M54.50",
            Self::Icd10pcs => "0SRC0J9",
            Self::Modifier => "59",
        }
    }
}

/// A well-formed code: upper case, no spaces, ICD-10-CM with its dot. Well-formed does not mean that it
/// exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code {
    system: CodeSystem,
    text: String,
}

impl Code {
    /// Reads a code as people type it: any case, spaces around it, with or without the dot.
    ///
    /// # Errors
    /// [`CodeError::Shape`] when the text cannot be a code of this system.
    pub fn parse(system: CodeSystem, text: &str) -> Result<Self, CodeError> {
        let shape = || CodeError::Shape(system);
        // No code is longer than 8 characters; a little room is left for spaces around it.
        if text.len() > 64 {
            return Err(shape());
        }
        let mut plain = String::with_capacity(8);
        for c in text.trim().chars() {
            match c {
                '.' if system == CodeSystem::Icd10cm => {}
                c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_uppercase()),
                _ => return Err(shape()),
            }
        }
        let bytes = plain.as_bytes();
        let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
        let fits = match system {
            CodeSystem::Cpt => {
                bytes.len() == 5
                    && digits(&bytes[..4])
                    && (bytes[4].is_ascii_digit() || b"FTUMA".contains(&bytes[4]))
            }
            CodeSystem::Hcpcs => bytes.len() == 5 && bytes[0].is_ascii_alphabetic() && digits(&bytes[1..]),
            // The second character is a digit; since 2026 there is also QA0.
            CodeSystem::Icd10cm => {
                (3..=7).contains(&bytes.len())
                    && bytes[0].is_ascii_alphabetic()
                    && (bytes[1].is_ascii_digit() || (bytes[1] == b'A' && bytes[2].is_ascii_digit()))
            }
            // The digits and all letters but I and O.
            CodeSystem::Icd10pcs => {
                (3..=7).contains(&bytes.len()) && !bytes.iter().any(|b| matches!(b, b'I' | b'O'))
            }
            CodeSystem::Modifier => bytes.len() == 2,
        };
        if !fits {
            return Err(shape());
        }
        if system == CodeSystem::Icd10cm && plain.len() > 3 {
            plain.insert(3, '.');
        }
        Ok(Self { system, text: plain })
    }

    /// Reads a CPT or HCPCS code, as the columns named "HCPCS" of CMS files mix them.
    ///
    /// # Errors
    /// [`CodeError::Shape`] when it is neither.
    pub fn parse_procedure(text: &str) -> Result<Self, CodeError> {
        Self::parse(CodeSystem::Cpt, text).or_else(|_| Self::parse(CodeSystem::Hcpcs, text))
    }

    /// The system it belongs to.
    pub fn system(&self) -> CodeSystem {
        self.system
    }

    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of its code page.
    pub fn path(&self) -> String {
        format!("/codes/{}/{}", self.system.slug(), self.text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_spelling_leads_to_one_code() {
        for text in ["m5450", "M54.50", " m54.50 ", "M5450"] {
            assert_eq!(
                Code::parse(CodeSystem::Icd10cm, text).map(|c| c.text),
                Ok("M54.50".into())
            );
        }
        assert_eq!(
            Code::parse(CodeSystem::Icd10cm, "m54").map(|c| c.text),
            Ok("M54".into())
        );
        assert_eq!(
            Code::parse(CodeSystem::Icd10cm, "qa00101").map(|c| c.text),
            Ok("QA0.0101".into())
        );
        assert_eq!(
            Code::parse(CodeSystem::Cpt, "0001u").map(|c| c.text),
            Ok("0001U".into())
        );
        assert_eq!(
            Code::parse_procedure("g0283").map(|c| c.path()),
            Ok("/codes/hcpcs/G0283".into())
        );
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            " ",
            "9715",
            "971500",
            "97150\0",
            "９７１５０",
            "97.150",
            "../97150",
            "A7150",
            "971é",
        ] {
            assert!(Code::parse(CodeSystem::Cpt, text).is_err(), "{text:?}");
        }
        assert!(Code::parse(CodeSystem::Icd10cm, &"M".repeat(10_000)).is_err());
        for text in ["PAIN", "XX000", "QAA"] {
            assert!(Code::parse(CodeSystem::Icd10cm, text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_is_idempotent(text in any::<String>()) {
            for system in CodeSystem::ALL {
                if let Ok(code) = Code::parse(system, &text) {
                    prop_assert_eq!(Code::parse(system, code.as_str()), Ok(code));
                }
            }
        }
    }
}
