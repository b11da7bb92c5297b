//! The payments of a row: by setting, nationally and where the reader is, for those who participate and who do not.

use super::{settings, whose};
use crate::fees::{Apm, Choice, FeeBook, Locality, ZipAnswer};
use crate::page::{Block, Cell};
use crate::sections::{Facts, Subject, fact};
use codeset::mpfs::{Basis, Gpci, Rvus, decimal, dollars, payment_cents};
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

/// The price indices of the reader's locality.
pub(super) fn indices(subject: &Subject<'_>) -> Option<Block> {
    let Some(ZipAnswer::Found(found)) = subject.place else {
        return None;
    };
    let locality = &found.locality;
    let index = |thousandths| decimal(thousandths, 3);
    let mut facts = vec![
        fact("Work", index(locality.gpci.work), ""),
        fact("Practice expense", index(locality.gpci.pe), ""),
        fact("Malpractice", index(locality.gpci.mp), ""),
    ];
    if !found.counties.is_empty() {
        facts.push(fact("Counties", found.counties.join("; "), "As printed"));
    }
    Some(Block::Facts {
        caption: format!("Price indices (GPCI) of {}", locality.label()),
        facts,
        evidence: locality.evidence.clone(),
    })
}

/// The national payment to those who participate, and how it is computed.
pub(super) fn national(fee: &Released<fee::Model>, facts: &Facts) -> Block {
    let mut amounts = Vec::new();
    for factor in &facts.factors {
        let dollars_per_rvu = decimal(factor.row.factor, 4);
        for setting in settings(&fee.row) {
            let Some(row) = fee.row.to_row() else {
                continue;
            };
            let cents = payment_cents(Rvus::of(&row, setting), Gpci::NATIONAL, factor.row.factor);
            amounts.push(fact(
                &format!("{}{}", setting.label(), whose(&factor.row.kind)),
                dollars(cents),
                format!(
                    "Total RVU × conversion factor ${dollars_per_rvu} ({}), without geographic adjustment",
                    factor.release.label
                ),
            ));
        }
    }
    if amounts.is_empty() {
        return Block::Notice(format!("Not loaded: the conversion factor of {}.", Source::Mpfs));
    }
    Block::Facts {
        caption: "National payment, participating".into(),
        facts: amounts,
        evidence: Facts::fee_evidence(fee),
    }
}

/// The payments of a row.
pub(super) fn table(subject: &Subject<'_>, book: &FeeBook, fee: &Released<fee::Model>) -> Option<Block> {
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
        // Said once, where the national payment is missing.
        return None;
    }
    let mut columns = vec!["Setting".to_owned(), "Place".to_owned()];
    columns.extend(Basis::ALL.map(|basis| basis.label().to_owned()));
    Some(Block::Table {
        caption: match fee.row.modifier.as_str() {
            "" => "What Medicare pays".into(),
            modifier => format!("What Medicare pays with modifier {modifier}"),
        },
        total: rows.len(),
        columns,
        rows,
        evidence: Facts::fee_evidence(fee),
    })
}
