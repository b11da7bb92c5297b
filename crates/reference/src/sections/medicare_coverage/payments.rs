//! The payments of a row: by setting, nationally and where the reader is, for those who participate and who do not.

use super::{settings, whose};
use crate::evidence;
use crate::fees::{Apm, Choice, FeeBook, Locality, ZipAnswer};
use crate::page::{Block, Cell};
use crate::sections::{Facts, Subject, fact};
use codeset::mpfs::{Basis, decimal, dollars};
use codeset::release::Source;
use store::entity::fee;
use store::releases::Released;

/// The field for the reader's ZIP code, with what becomes of it.
pub(super) fn your_zip(subject: &Subject<'_>) -> Block {
    Block::YourZip {
        path: subject.code.path(),
        zip: subject.zip.unwrap_or_default().to_owned(),
        says: subject.place.map(ZipAnswer::says).unwrap_or_default(),
    }
}

/// What the relative values are multiplied with: price indices of the reader's locality and conversion factors.
pub(super) fn rates(subject: &Subject<'_>, facts: &Facts) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(ZipAnswer::Found(found)) = subject.place {
        let locality = &found.locality;
        let index = |thousandths| decimal(thousandths, 3);
        let mut indices = vec![
            fact("Work", index(locality.gpci.work), ""),
            fact("Practice expense", index(locality.gpci.pe), ""),
            fact("Malpractice", index(locality.gpci.mp), ""),
        ];
        if !found.counties.is_empty() {
            indices.push(fact("Counties", found.counties.join("; "), "As printed"));
        }
        blocks.push(Block::Facts {
            caption: format!("Price indices (GPCI) of {}", locality.label()),
            facts: indices,
            evidence: locality.evidence.clone(),
        });
    }
    let factors = facts.factors.iter().map(|factor| {
        let dollars_per_rvu = format!("${}", decimal(factor.row.factor, 4));
        fact(
            &format!("One RVU{}", whose(&factor.row.kind)),
            dollars_per_rvu,
            "",
        )
    });
    match evidence::of_rows(&facts.factors, "CONV FACTOR") {
        Some(evidence) => blocks.push(Block::Facts {
            caption: "Conversion factor".into(),
            facts: factors.collect(),
            evidence,
        }),
        None => blocks.push(Block::Notice(format!(
            "Not loaded: the conversion factor of {}.",
            Source::Mpfs
        ))),
    }
    blocks
}

/// The payments of a row.
pub(super) fn table(subject: &Subject<'_>, book: &FeeBook, fee: &Released<fee::Model>) -> Block {
    let own = subject.place.and_then(ZipAnswer::locality);
    let places: Vec<Option<&Locality>> = std::iter::once(None).chain(own.map(Some)).collect();
    let apms: &[(Apm, &str)] = if book.has_two_factors() {
        &[
            (Apm::NotQualifying, "physician-nonqp"),
            (Apm::Qualifying, "physician-qp"),
        ]
    } else {
        &[(Apm::NotQualifying, "physician")]
    };
    let row = fee.row.to_row();
    let mut rows = Vec::new();
    for (setting, (apm, kind)) in
        settings(&fee.row).flat_map(|setting| apms.iter().map(move |apm| (setting, *apm)))
    {
        for place in &places {
            let amount = |basis| {
                let choice = Choice { setting, basis, apm };
                row.as_ref().and_then(|row| book.amount(row, *place, choice))
            };
            let amounts = Basis::ALL.map(amount);
            // Without a conversion factor there is none.
            let Some(amounts) = amounts.into_iter().collect::<Option<Vec<_>>>() else {
                continue;
            };
            let setting = format!("{}{}", setting.label(), whose(kind));
            let place = place.map_or_else(|| "National".into(), Locality::label);
            let mut cells = vec![Cell::Text(setting), Cell::Text(place)];
            cells.extend(amounts.into_iter().map(|cents| Cell::Figure(dollars(cents))));
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        return Block::Notice("No payment is computed: a part of it is not loaded.".into());
    }
    let mut columns = vec!["Setting".to_owned(), "Place".to_owned()];
    columns.extend(Basis::ALL.map(|basis| basis.label().to_owned()));
    Block::Table {
        caption: match fee.row.modifier.as_str() {
            "" => "What Medicare pays".into(),
            modifier => format!("What Medicare pays with modifier {modifier}"),
        },
        total: rows.len(),
        columns,
        rows,
        evidence: Facts::fee_evidence(fee),
    }
}
