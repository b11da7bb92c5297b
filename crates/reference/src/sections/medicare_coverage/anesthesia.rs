//! What one unit of anesthesia is paid with.

use super::whose;
use crate::page::{Block, Cell};
use crate::sections::{Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{decimal, dollars};
use codeset::release::Source;
use store::entity::anesthesia_factor;
use store::releases::Released;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, on) = (subject.store, subject.on);
    let mut blocks = Vec::new();
    let national = store.list_national_anesthesia_factors(on).await?;
    if let Some(evidence) = evidence::of_rows(&national, "national anesthesia conversion factor") {
        let facts = national.iter().map(|factor| {
            fact(
                &format!("One unit{}", whose(&factor.row.kind)),
                format!("${}", decimal(factor.row.factor, 4)),
                "The payment is base units and time units × the factor of the locality; base units are not in this file",
            )
        });
        blocks.push(Block::Facts {
            caption: "Anesthesia conversion factor, national".into(),
            facts: facts.collect(),
            evidence,
        });
    }
    blocks.extend(localities(&store.list_anesthesia_factors(on).await?));
    if blocks.is_empty() {
        blocks.push(Block::Notice(
            subject
                .loaded
                .missing("Anesthesia conversion factors", Source::Anesthesia),
        ));
    }
    Ok(blocks)
}

/// The factors of the localities; from 2026 there are two of each.
fn localities(factors: &[Released<anesthesia_factor::Model>]) -> Option<Block> {
    const CAPTION: &str = "Anesthesia conversion factor by locality";
    let evidence = evidence::of_rows(factors, "all localities");
    let one = factors.iter().map(|factor| {
        let row = &factor.row;
        [
            Cell::Text(row.name.clone()),
            Cell::Text(format!("{} / {}", row.mac, row.locality)),
            Cell::Figure(dollars(row.factor.into())),
        ]
    });
    if factors.iter().all(|factor| factor.row.qp_factor.is_none()) {
        let columns = ["Locality", "MAC / locality", "One unit"];
        return table(CAPTION, columns, one.collect(), factors.len(), evidence);
    }
    let columns = [
        "Locality",
        "MAC / locality",
        "One unit",
        "One unit, qualifying APM participant",
    ];
    let two = one.zip(factors).map(|([name, place, all], factor)| {
        let qp_factor = factor.row.qp_factor;
        let of_participants = qp_factor.map_or_else(String::new, |cents| dollars(cents.into()));
        [name, place, all, Cell::Figure(of_participants)]
    });
    table(CAPTION, columns, two.collect(), factors.len(), evidence)
}
