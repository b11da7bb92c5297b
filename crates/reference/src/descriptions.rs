//! The official description, with the line that its owner asks for.

use crate::evidence;
use crate::page::OfficialDescription;
use codeset::{Code, CodeSystem};
use store::entity::code_version;
use store::releases::Released;

/// The official description of a code out of the version that counts.
pub(crate) fn official(code: &Code, version: Option<&Released<code_version::Model>>) -> OfficialDescription {
    let system = code.system();
    match version {
        Some(Released { row, release }) => OfficialDescription {
            text: Some(row.long_title.clone()),
            missing: None,
            copyright: copyright(system),
            evidence: Some(evidence::of_row(
                release,
                row.valid_from,
                row.valid_to,
                format!("{} {code}", system.label()),
            )),
        },
        None => OfficialDescription {
            text: None,
            missing: Some(missing(system)),
            copyright: copyright(system),
            evidence: None,
        },
    }
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
