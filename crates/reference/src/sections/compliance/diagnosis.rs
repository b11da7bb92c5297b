//! Whether a claim may carry a code of ICD-10, and what is not checked.

use crate::evidence;
use crate::page::Block;
use crate::sections::{Subject, fact};
use codeset::CodeSystem;

pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let is_diagnosis = subject.code.system() == CodeSystem::Icd10cm;
    let mut blocks: Vec<_> = billable(subject).into_iter().collect();
    blocks.push(Block::Notice(if is_diagnosis {
        "Report a billable code at the highest specificity that the documentation supports; a header is refused on \
         a claim."
            .into()
    } else {
        "Hospitals report ICD-10-PCS codes for inpatients only. A claim carries all seven characters; a table of \
         three is a header."
            .into()
    }));
    blocks.push(Block::Notice(
        "Edits by age and sex (Medicare Code Editor) are not loaded: nothing here says that the code fits the patient."
            .into(),
    ));
    blocks
}

fn billable(subject: &Subject<'_>) -> Option<Block> {
    let version = subject.version?;
    let (value, meaning) = if version.row.billable {
        ("Billable", "A claim may carry it")
    } else {
        (
            "Header",
            "It stands over more specific codes; a claim is refused with it",
        )
    };
    Some(Block::Facts {
        caption: "On a claim".into(),
        facts: vec![fact("Code", value, meaning)],
        evidence: evidence::of(version, format!("{} {}", subject.code.system(), subject.code)),
    })
}
