//! What the lines of one practitioner for one patient on one day are paid: the fee schedule amount of each, and what
//! its modifiers and the lines beside it make of it.
//!
//! The amount of a row is rounded to the cent first, as fee schedules publish it (and, where one of OPPSCAP is known,
//! is no more than that); it is then taken as participating, non-participating or limiting charge; each adjustment
//! follows in the order of [`Effect`] and is rounded half up, so that every step can be checked with a calculator.
//! Charges below the fee schedule amount, deductible and coinsurance are not looked at.
//!
//! Sources: the indicators as the file RVUyy that is published with the fee schedule explains them ("Multiple
//! Procedure", "Bilateral Surgery", "Assistant at Surgery", "Co-surgeons", "Team Surgery", "Endoscopic Base Code");
//! Medicare Claims Processing Manual (IOM 100-04), chapter 12, §20.4.3 and §110.2 (assistants), §40.2 and §40.4
//! (parts of the global package), §40.6 (multiple surgeries and endoscopies), §40.7 (bilateral), §40.8 (co-surgeons
//! and teams); chapter 13, §20 (imaging); chapter 5, §10.7 (therapy) and §20.1 (therapy assistants).

mod diagnostic;
mod effect;
mod line;
mod modifiers;
mod multiple;
mod therapy;

pub use effect::{Effect, Note, Why};
pub use line::{Line, Outcome, Part, PricedLine, Step};

use super::{Basis, Gpci, Setting};
use crate::NaiveDate;
use crate::rows::FeeRow;
use line::Work;
use std::collections::BTreeMap;

/// Payments that are capped at that of the outpatient schedule in one locality (file OPPSCAP): by code and modifier
/// the cents outside and in a facility.
pub type Caps = BTreeMap<(String, String), [i64; 2]>;

/// What is the same for all lines.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The date of service.
    pub on: NaiveDate,
    /// The price indices of the locality.
    pub gpci: Gpci,
    /// The conversion factor in ten-thousandths of a dollar.
    pub factor: i32,
    /// Where the services are furnished.
    pub setting: Setting,
    /// Which amount is asked for.
    pub basis: Basis,
    /// The capped payments of the locality.
    pub caps: &'a Caps,
}

impl Terms<'_> {
    /// The amount of one unit of a row before any adjustment, in cents.
    pub fn amount(&self, row: &FeeRow) -> i64 {
        self.amount_with_pe(row, super::Percent::WHOLE)
    }

    /// The same with a share of the practice expense.
    fn amount_with_pe(&self, row: &FeeRow, pe: super::Percent) -> i64 {
        let rvus = super::Rvus::of(row, self.setting);
        let cents = super::payment_cents_with_pe(rvus, self.gpci, self.factor, pe);
        let capped = self.cap(row).map_or(cents, |cap| cents.min(cap));
        self.basis.of(capped)
    }

    /// What the payment of a row is capped at.
    fn cap(&self, row: &FeeRow) -> Option<i64> {
        let [nonfacility, facility] = *self
            .caps
            .get(&(row.code.as_str().to_owned(), row.modifier.clone()))?;
        Some(match self.setting {
            Setting::NonFacility => nonfacility,
            Setting::Facility => facility,
        })
    }
}

/// What a day's lines are paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The lines, in the order in which they were given.
    pub lines: Vec<PricedLine>,
}

impl Priced {
    /// The sum of what could be computed, in cents.
    pub fn cents(&self) -> i64 {
        self.lines
            .iter()
            .fold(0, |sum: i64, line| sum.saturating_add(line.cents()))
    }

    /// Whether the contractor sets the amount of a line or of a unit, so that the sum is not all.
    pub fn is_open(&self) -> bool {
        self.lines.iter().any(PricedLine::is_open)
    }
}

/// Prices the lines. `bases` holds the row of each endoscopic base code that a row of the lines names.
pub fn price(lines: &[Line<'_>], bases: &BTreeMap<String, FeeRow>, terms: &Terms<'_>) -> Priced {
    let mut work: Vec<Work<'_>> = lines.iter().map(|line| Work::begin(line, terms)).collect();
    modifiers::refuse_paid_alone(&mut work);
    modifiers::adjust_sides(&mut work);
    multiple::reduce(&mut work, bases, terms);
    diagnostic::reduce(&mut work, terms);
    therapy::reduce(&mut work, terms);
    modifiers::adjust_shares(&mut work, terms);
    Priced {
        lines: work.into_iter().map(Work::finish).collect(),
    }
}

#[cfg(test)]
mod tests;
