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
        missing: version.is_none().then(|| missing(system)),
        copyright: copyright(system),
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

fn missing(system: CodeSystem) -> String {
    match system {
        CodeSystem::Cpt => {
            "The official CPT descriptor is not loaded. CPT descriptors are licensed by the American \
             Medical Association. An operator who holds a licence adds the AMA’s file LONGULT.txt with \
             “coding-ahead import LONGULT.txt”."
                .into()
        }
        _ => format!("No release of {system} that lists this code is loaded."),
    }
}

fn copyright(system: CodeSystem) -> Option<String> {
    match system {
        CodeSystem::Cpt => Some(
            "CPT © American Medical Association. All rights reserved. CPT is a registered trademark of the \
             American Medical Association."
                .into(),
        ),
        CodeSystem::Hcpcs | CodeSystem::Modifier => Some("HCPCS Level II: CMS, public domain.".into()),
        CodeSystem::Icd10cm => Some("ICD-10-CM: CDC/NCHS and CMS, public domain.".into()),
        CodeSystem::Icd10pcs => Some("ICD-10-PCS: CMS, public domain.".into()),
    }
}
