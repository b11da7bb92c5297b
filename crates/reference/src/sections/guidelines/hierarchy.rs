//! The codes above and below a code of ICD-10-CM or ICD-10-PCS.

use crate::page::{Block, Cell};
use crate::sections::{Subject, table, total};
use crate::{ReferenceError, evidence};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, CodeSystem, icd10cm};

/// How many subordinate codes are listed.
const SUBCODES: u64 = 60;

/// The length of a table of ICD-10-PCS, the only header that it has.
const PCS_TABLE: usize = 3;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, code, on) = (subject.store, subject.code, subject.on);
    let Some(version) = subject.version else {
        let source = match code.system() {
            CodeSystem::Icd10pcs => Source::Icd10pcs,
            _ => Source::Icd10cm,
        };
        return Ok(vec![Block::Notice(subject.loaded.missing(code.as_str(), source))]);
    };
    let above = store.list_named(&above(code), on).await?;
    let text = code.as_str();
    let below = store.list_codes(code.system(), text, text, on, SUBCODES).await?;
    let all_below = match below.len() {
        0 => 0,
        _ => total(store.count_codes_below(code, on).await?),
    };
    let evidence = || Some(evidence::of(version, format!("{} {code}", code.system())));
    let columns = ["Code", "Title", "On a claim"];
    let all_above = above.len();
    let tables = [
        table("Above this code", columns, rows(above), all_above, evidence()),
        table("Below this code", columns, rows(below), all_below, evidence()),
    ];
    Ok(tables.into_iter().flatten().collect())
}

/// The codes above a code, as far as the order file lists them.
fn above(code: &Code) -> Vec<Code> {
    match code.system() {
        CodeSystem::Icd10cm => icd10cm::lineage(code).into_iter().skip(1).collect(),
        _ => code
            .as_str()
            .get(..PCS_TABLE)
            .filter(|header| *header != code.as_str())
            .and_then(|header| Code::parse(code.system(), header).ok())
            .into_iter()
            .collect(),
    }
}

fn rows(links: Vec<CodeLink>) -> Vec<[Cell; 3]> {
    links
        .into_iter()
        .map(|link| {
            let billable = match link.billable {
                Some(true) => "Billable",
                _ => "Header",
            };
            let title = link.title.clone();
            [Cell::Code(link), Cell::Text(title), Cell::Text(billable.into())]
        })
        .collect()
}
