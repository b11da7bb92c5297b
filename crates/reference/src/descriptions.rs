//! The official description, with the line that its owner asks for.

use crate::evidence;
use crate::page::{FurtherText, OfficialDescription};
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use store::entity::{code_version, descriptor};
use store::releases::Released;

/// The official description of a code out of the version that counts, with its further texts.
pub(crate) fn official(
    code: &Code,
    version: Option<&Released<code_version::Model>>,
    further: Vec<Released<descriptor::Model>>,
) -> OfficialDescription {
    let system = code.system();
    OfficialDescription {
        text: version.map(|version| version.row.long_title.clone()),
        missing: version.is_none().then(|| missing(code)),
        copyright: copyright(code),
        evidence: version.map(|version| evidence::of(version, format!("{} {code}", system.label()))),
        further: further_texts(code, further),
    }
}

/// The further texts in the order of [`Source::ALL`]: from the longest to the shortest, then the explaining ones.
fn further_texts(code: &Code, mut found: Vec<Released<descriptor::Model>>) -> Vec<FurtherText> {
    let source = |text: &Released<descriptor::Model>| Source::from_slug(&text.row.source);
    found.sort_by_key(|text| source(text));
    found
        .into_iter()
        .map(|text| FurtherText {
            kind: source(&text).map_or_else(|| text.row.source.clone(), |source| source.title().into()),
            evidence: evidence::of(
                &text,
                match text.row.number.as_str() {
                    "" => format!("{} {code}", code.system()),
                    number => format!("{} {code}, descriptor {number}", code.system()),
                },
            ),
            text: text.row.text,
        })
        .collect()
}

/// Whether a modifier is one of CPT, which no file of Medicare's describes: those of HCPCS begin with a letter.
fn is_cpt_modifier(code: &Code) -> bool {
    code.system() == CodeSystem::Modifier && code.as_str().starts_with(|first: char| first.is_ascii_digit())
}

fn missing(code: &Code) -> String {
    match code.system() {
        CodeSystem::Modifier if is_cpt_modifier(code) => {
            "This is a modifier of CPT. Its official text is licensed by the American Medical Association and stands \
             in its book; no file that this product reads carries it."
                .into()
        }
        CodeSystem::Cpt => {
            "The official CPT descriptor is not loaded. CPT descriptors are licensed by the American \
             Medical Association. An operator who holds a licence adds the AMA’s file LONGULT.txt with \
             “coding-ahead import LONGULT.txt”."
                .into()
        }
        system => format!("No release of {system} that lists this code is loaded."),
    }
}

fn copyright(code: &Code) -> Option<String> {
    const CPT: &str = "CPT © American Medical Association. All rights reserved. CPT is a registered trademark of the \
                       American Medical Association.";
    let line = match code.system() {
        CodeSystem::Cpt => CPT,
        CodeSystem::Modifier if is_cpt_modifier(code) => CPT,
        CodeSystem::Hcpcs | CodeSystem::Modifier => "HCPCS Level II: CMS, public domain.",
        CodeSystem::Icd10cm => "ICD-10-CM: CDC/NCHS and CMS, public domain.",
        CodeSystem::Icd10pcs => "ICD-10-PCS: CMS, public domain.",
    };
    Some(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_of_cpt_have_the_owner_of_cpt() {
        let of = |text| {
            official(
                &Code::parse(CodeSystem::Modifier, text).unwrap(),
                None,
                Vec::new(),
            )
        };
        assert!(
            of("59")
                .copyright
                .is_some_and(|line| line.contains("American Medical"))
        );
        assert!(
            of("59")
                .missing
                .is_some_and(|missing| missing.contains("stands in its book"))
        );
        assert!(of("GP").copyright.is_some_and(|line| line.contains("CMS")));
        assert!(
            of("GP")
                .missing
                .is_some_and(|missing| missing.contains("No release of Modifier"))
        );
    }
}
