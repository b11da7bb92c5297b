//! What one unit of anesthesia is paid with.

use crate::page::{Block, Cell};
use crate::sections::{Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{decimal, dollars};
use codeset::release::Source;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, on) = (subject.store, subject.on);
    let mut blocks = Vec::new();
    if let Some(national) = store.find_anesthesia_factor(on).await? {
        blocks.push(Block::Facts {
            caption: "Anesthesia conversion factor, national".into(),
            facts: vec![fact(
                "One unit",
                format!("${}", decimal(national.row.factor, 4)),
                "The payment is base units and time units × the factor of the locality; base units are not in this file",
            )],
            evidence: evidence::of(&national, "national anesthesia conversion factor"),
        });
    }
    let local = store.list_anesthesia_factors(on).await?;
    let rows: Vec<_> = local
        .iter()
        .map(|factor| {
            let row = &factor.row;
            [
                Cell::Text(row.name.clone()),
                Cell::Text(format!("{} / {}", row.mac, row.locality)),
                Cell::Figure(dollars(row.factor.into())),
            ]
        })
        .collect();
    let total = rows.len();
    blocks.extend(table(
        "Anesthesia conversion factor by locality",
        ["Locality", "MAC / locality", "One unit"],
        rows,
        total,
        evidence::of_rows(&local, "all localities"),
    ));
    if blocks.is_empty() {
        blocks.push(Block::Notice(
            subject
                .loaded
                .missing("Anesthesia conversion factors", Source::Anesthesia),
        ));
    }
    Ok(blocks)
}
