//! How the national payment of a code changed over the loaded releases.

use crate::ReferenceError;
use codeset::mpfs::{Gpci, Rvus, Setting, payment_cents, pays_by_rvus};
use codeset::{Code, NaiveDate};
use std::collections::BTreeSet;
use store::Store;
use store::entity::{conversion_factor, fee};
use store::releases::{Released, Span};

/// The payment from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentSince {
    /// The first day.
    pub from: NaiveDate,
    /// Cents; `None` where the fee schedule pays nothing by relative values, or nothing is loaded.
    pub cents: Option<i64>,
    /// The conversion factor in ten-thousandths of a dollar.
    pub factor: Option<i32>,
    /// The release that the row of the code began with.
    pub release: Option<String>,
}

/// The national payment of the whole service to those who participate (from 2026, to those who are no qualifying APM
/// participants): one entry for each day on which the amount, the conversion factor or the row changed.
///
/// # Errors
/// Only the database's.
pub async fn find_payment_history(
    store: &Store,
    code: &Code,
    setting: Setting,
) -> Result<Vec<PaymentSince>, ReferenceError> {
    let fees = store.list_fee_spans(code.as_str()).await?;
    let fees: Vec<_> = fees
        .into_iter()
        .filter(|fee| fee.row.modifier.is_empty())
        .collect();
    let factors = store.list_conversion_factor_spans().await?;
    let factors: Vec<_> = factors
        .into_iter()
        .filter(|factor| ["physician", "physician-nonqp"].contains(&factor.row.kind.as_str()))
        .collect();
    let days: BTreeSet<NaiveDate> = boundaries(&fees).chain(boundaries(&factors)).collect();
    // Days before the first row of the code tell nothing of it.
    let first = fees.iter().map(|fee| fee.row.valid_from).min();
    let mut history: Vec<PaymentSince> = Vec::new();
    for day in days
        .into_iter()
        .filter(|day| first.is_some_and(|first| *day >= first))
    {
        let since = payment_on(day, in_force(&fees, day), in_force(&factors, day), setting);
        let is_news = history.last().is_none_or(|last| {
            (last.cents, last.factor, &last.release) != (since.cents, since.factor, &since.release)
        });
        if is_news {
            history.push(since);
        }
    }
    Ok(history)
}

fn payment_on(
    day: NaiveDate,
    fee: Option<&Released<fee::Model>>,
    factor: Option<&Released<conversion_factor::Model>>,
    setting: Setting,
) -> PaymentSince {
    let row = fee.and_then(|fee| fee.row.to_row());
    let rvus = row
        .filter(|row| pays_by_rvus(&row.status))
        .map(|row| Rvus::of(&row, setting))
        .filter(|rvus| !rvus.are_zero());
    PaymentSince {
        from: day,
        cents: rvus
            .zip(factor)
            .map(|(rvus, factor)| payment_cents(rvus, Gpci::NATIONAL, factor.row.factor)),
        factor: factor.map(|factor| factor.row.factor),
        release: fee.map(|fee| fee.release.label.clone()),
    }
}

/// The first days of spans and the first days after them.
fn boundaries<M: Span>(spans: &[Released<M>]) -> impl Iterator<Item = NaiveDate> {
    spans
        .iter()
        .flat_map(|span| [Some(span.row.valid_from()), span.row.valid_to()])
        .flatten()
}

fn in_force<M: Span>(spans: &[Released<M>], day: NaiveDate) -> Option<&Released<M>> {
    spans.iter().find(|span| {
        let row = &span.row;
        row.valid_from() <= day && row.valid_to().is_none_or(|end| end > day)
    })
}
