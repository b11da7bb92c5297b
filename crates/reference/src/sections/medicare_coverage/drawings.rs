//! The payment of the whole service as drawings: its parts, all localities, and how it changed.

use super::settings;
use crate::ReferenceError;
use crate::fees::{
    Choice, FeeBook, Locality, PaymentSince, ZipAnswer, find_payment_history, list_localities,
};
use crate::page::{Block, Cell};
use crate::plot::{NamedMark, Plot, Share, Step, Steps, Strip};
use crate::sections::{Facts, Subject};
use codeset::mpfs::{Rvus, Setting, decimal, dollars};
use codeset::release::Source;
use codeset::rows::FeeRow;
use codeset::{NaiveDate, long_date};
use std::cmp::Reverse;
use store::entity::fee;
use store::releases::Released;

/// The drawings of a row, in the first setting in which the service is typically furnished.
pub(super) async fn blocks(
    subject: &Subject<'_>,
    book: &FeeBook,
    fee: &Released<fee::Model>,
) -> Result<Vec<Block>, ReferenceError> {
    let setting = settings(&fee.row).next().unwrap_or_default();
    let Some(row) = fee.row.to_row() else {
        return Ok(Vec::new());
    };
    let mut blocks = Vec::new();
    blocks.extend(shares(fee, &row, setting));
    let localities = list_localities(subject.store, subject.on).await?;
    if localities.is_empty() {
        let what = "Price indices of the localities";
        blocks.push(Block::Notice(subject.loaded.missing(what, Source::Gpci)));
    } else {
        blocks.extend(strip(subject, book, &row, setting, localities));
    }
    let history = find_payment_history(subject.store, subject.code, setting).await?;
    blocks.extend(steps(fee, setting, &history, subject.on));
    Ok(blocks)
}

/// Work, practice expense and malpractice as parts of the payment.
fn shares(fee: &Released<fee::Model>, row: &FeeRow, setting: Setting) -> Option<Block> {
    let rvus = Rvus::of(row, setting);
    let parts = [
        ("Work", rvus.work),
        ("Practice expense", rvus.pe),
        ("Malpractice", rvus.mp),
    ];
    let whole: i64 = parts.iter().map(|(_, rvu)| i64::from(*rvu)).sum();
    if whole <= 0 || parts.iter().any(|(_, rvu)| *rvu < 0) {
        return None;
    }
    let rows = parts.map(|(label, rvu)| {
        // Tenths of a percent, half up.
        let tenths = (i64::from(rvu) * 2_000 + whole) / (2 * whole);
        vec![
            Cell::Text(label.into()),
            Cell::Figure(decimal(rvu, 2)),
            Cell::Figure(format!("{}.{}%", tenths / 10, tenths % 10)),
        ]
    });
    Some(Block::Plot {
        caption: format!("What the payment is made of, {}", in_words(setting)),
        plot: Plot::Shares(
            parts
                .map(|(label, rvu)| Share {
                    label: label.into(),
                    size: rvu.into(),
                })
                .into(),
        ),
        columns: ["Part", "RVUs", "Share"].map(Into::into).into(),
        rows: rows.into(),
        evidence: Facts::fee_evidence(fee),
    })
}

/// The payment in every locality along one scale.
fn strip(
    subject: &Subject<'_>,
    book: &FeeBook,
    row: &FeeRow,
    setting: Setting,
    localities: Vec<Locality>,
) -> Option<Block> {
    let choice = Choice {
        setting,
        ..Choice::default()
    };
    let mut paid: Vec<(i64, Locality)> = localities
        .into_iter()
        .filter_map(|locality| Some((book.amount(row, Some(&locality), choice)?, locality)))
        .collect();
    paid.sort_by_key(|(cents, _)| Reverse(*cents));
    let newest = paid
        .iter()
        .max_by_key(|(_, locality)| locality.evidence.valid_from)?;
    let evidence = crate::page::Evidence {
        row: "all localities".into(),
        ..newest.1.evidence.clone()
    };
    let mut named = Vec::new();
    named.extend(book.amount(row, None, choice).map(|cents| NamedMark {
        label: "National".into(),
        cents,
        is_own: false,
    }));
    if let Some(own) = subject.place.and_then(ZipAnswer::locality) {
        named.extend(book.amount(row, Some(own), choice).map(|cents| NamedMark {
            label: own.label(),
            cents,
            is_own: true,
        }));
    }
    let rows = paid.iter().map(|(cents, locality)| {
        vec![
            Cell::Text(locality.label()),
            Cell::Text(format!("{} / {}", locality.mac, locality.number)),
            Cell::Figure(dollars(*cents)),
        ]
    });
    Some(Block::Plot {
        caption: format!(
            "The payment in all {} localities, {}",
            paid.len(),
            in_words(setting)
        ),
        columns: ["Locality", "MAC / locality", "Participating"]
            .map(Into::into)
            .into(),
        rows: rows.collect(),
        plot: Plot::Strip(Strip {
            marks: paid.iter().map(|(cents, _)| *cents).collect(),
            named,
        }),
        evidence,
    })
}

/// How the national payment changed; nothing where it did not.
fn steps(
    fee: &Released<fee::Model>,
    setting: Setting,
    history: &[PaymentSince],
    on: NaiveDate,
) -> Option<Block> {
    let amounts = history.iter().filter(|since| since.cents.is_some());
    if amounts.count() < 2 {
        return None;
    }
    let last = history.last()?;
    let money = |cents: Option<i64>| cents.map_or_else(|| "none".into(), dollars);
    let rows = history.iter().map(|since| {
        let factor = since
            .factor
            .map_or_else(String::new, |factor| format!("${}", decimal(factor, 4)));
        vec![
            Cell::Text(long_date(since.from)),
            Cell::Figure(money(since.cents)),
            Cell::Figure(factor),
            Cell::Text(since.release.clone().unwrap_or_default()),
        ]
    });
    Some(Block::Plot {
        caption: format!("How the national payment changed, {}", in_words(setting)),
        columns: ["Since", "Payment", "Conversion factor", "Row of the code since"]
            .map(Into::into)
            .into(),
        rows: rows.collect(),
        plot: Plot::Steps(Steps {
            steps: history
                .iter()
                .map(|since| Step {
                    from: since.from,
                    cents: since.cents,
                })
                .collect(),
            until: on.max(last.from),
        }),
        evidence: Facts::fee_evidence(fee),
    })
}

fn in_words(setting: Setting) -> &'static str {
    match setting {
        Setting::NonFacility => "non-facility",
        Setting::Facility => "facility",
    }
}
