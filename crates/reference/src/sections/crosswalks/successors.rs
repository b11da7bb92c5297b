//! What took the place of a code that could once be reported, where the releases say so: the code became a header, and
//! codes below it are reported instead.

use crate::page::{Block, Cell};
use crate::sections::{Subject, table};
use crate::{ReferenceError, evidence};
use codeset::{CodeSystem, NaiveDate, long_date};

/// How many codes are listed.
const SHOWN: u64 = 60;

pub(super) async fn block(subject: &Subject<'_>) -> Result<Option<Block>, ReferenceError> {
    let (store, code) = (subject.store, subject.code);
    let versions = subject.versions;
    let became_header = versions
        .windows(2)
        .find(|pair| pair[0].row.billable && !pair[1].row.billable && pair[0].row.valid_to.is_some());
    let Some([reported, header]) = became_header.map(|pair| [&pair[0], &pair[1]]) else {
        return Ok(ended_without_a_successor(
            subject,
            versions.last().and_then(|last| last.row.valid_to),
        ));
    };
    let since = header.row.valid_from;
    let text = code.as_str();
    let below = store.list_codes(code.system(), text, text, since, SHOWN).await?;
    let rows: Vec<_> = below
        .into_iter()
        .filter(|link| link.billable == Some(true))
        .map(|link| {
            let title = link.title.clone();
            [Cell::Code(link), Cell::Text(title)]
        })
        .collect();
    let total = rows.len();
    Ok(table(
        format!(
            "Since {} reported as one of these; {text} was reported itself in {}",
            long_date(since),
            evidence::release_name(&reported.release)
        ),
        ["Code", "Title"],
        rows,
        total,
        Some(evidence::of(header, format!("{} {text}", code.system()))),
    ))
}

/// That the code has ended and no release says what took its place.
fn ended_without_a_successor(subject: &Subject<'_>, ended: Option<NaiveDate>) -> Option<Block> {
    let ended = ended.filter(|day| *day <= subject.on)?;
    let instead = match subject.code.system() {
        CodeSystem::Icd10cm | CodeSystem::Icd10pcs => "look at the codes next to it",
        _ => "look it up by words of its title",
    };
    Some(Block::Notice(format!(
        "{} ended before {}, and no loaded release says what took its place: {instead}.",
        subject.name(),
        long_date(ended)
    )))
}
