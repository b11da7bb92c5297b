//! A line on its way from the row it is paid by to its amount.

use super::{Effect, Note, Terms, Why, modifiers};
use crate::Code;
use crate::mpfs::{Percent, Rvus, Setting, pays_by_rvus};
use crate::rows::FeeRow;

/// A line to be priced.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// All rows that the fee schedule has of the code on the day.
    pub rows: &'a [FeeRow],
    /// The modifiers.
    pub modifiers: &'a [Code],
    /// Units.
    pub units: u32,
}

/// A step from one amount to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub effect: Effect,
    /// The amount of one unit thereafter, in cents.
    pub cents: i64,
}

/// Units of a line that are paid alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub units: u32,
    /// What was done to each.
    pub steps: Vec<Step>,
    /// The amount of each in cents; `None` where it is paid by report: the contractor decides.
    pub cents: Option<i64>,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its units, those paid alike together.
    Paid(Vec<Part>),
    /// No amount is computed.
    Unpaid(Why),
}

/// A line with its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedLine {
    /// The modifier of the row that it is paid by: `26`, `TC`, `53` or empty.
    pub row_modifier: String,
    /// The amount of one unit before any adjustment, in cents.
    pub full_cents: Option<i64>,
    /// What became of it.
    pub outcome: Outcome,
    /// What else to know.
    pub notes: Vec<Note>,
}

impl PricedLine {
    /// The sum of its units in cents, as far as it can be computed.
    pub fn cents(&self) -> i64 {
        let Outcome::Paid(parts) = &self.outcome else {
            return 0;
        };
        parts.iter().fold(0, |sum: i64, part| {
            let each = part.cents.unwrap_or_default();
            sum.saturating_add(each.saturating_mul(part.units.into()))
        })
    }

    /// Whether the contractor sets an amount of it.
    pub fn is_open(&self) -> bool {
        match &self.outcome {
            Outcome::Paid(parts) => parts.iter().any(|part| part.cents.is_none()),
            Outcome::Unpaid(why) => why.is_open(),
        }
    }
}

/// A line that is being priced.
pub(super) struct Work<'a> {
    pub line: Line<'a>,
    /// The row it is paid by.
    pub row: Option<&'a FeeRow>,
    /// What modifier 50 makes of an amount.
    pub sides: Percent,
    pub full: i64,
    /// Without any the line is not paid.
    pub parts: Vec<Part>,
    pub why: Option<Why>,
    pub notes: Vec<Note>,
}

impl<'a> Work<'a> {
    /// Chooses the row, and tells at once what cannot be paid by it.
    pub fn begin(line: &Line<'a>, terms: &Terms<'_>) -> Self {
        let mut work = Self {
            line: *line,
            row: None,
            sides: Percent::WHOLE,
            full: 0,
            parts: Vec::new(),
            why: None,
            notes: Vec::new(),
        };
        match choose_row(line) {
            Err(why) => work.why = Some(why),
            Ok(row) => {
                work.row = Some(row);
                work.why = refusal(row, line.modifiers, terms);
            }
        }
        if let (Some(row), None) = (work.row, &work.why) {
            work.full = terms.amount(row);
            work.parts.push(Part {
                units: line.units,
                steps: Vec::new(),
                cents: Some(work.full),
            });
            work.note_row(row, terms);
        }
        work
    }

    fn note_row(&mut self, row: &FeeRow, terms: &Terms<'_>) {
        let (setting, unusual) = match terms.setting {
            Setting::NonFacility => (Setting::NonFacility, row.na_nonfacility),
            Setting::Facility => (Setting::Facility, row.na_facility),
        };
        if unusual {
            self.notes.push(Note::NotTypical(setting));
        }
        let uncapped = super::super::payment_cents(Rvus::of(row, setting), terms.gpci, terms.factor);
        if terms.cap(row).is_some_and(|cap| cap < uncapped) {
            self.notes.push(Note::Capped);
        }
    }

    /// The row, where the line is paid by one.
    pub fn payable_row(&self) -> Option<&'a FeeRow> {
        self.row.filter(|_| self.why.is_none())
    }

    pub fn has(&self, modifier: &str) -> bool {
        self.line.modifiers.iter().any(|own| own.as_str() == modifier)
    }

    pub fn refuse(&mut self, why: Why) {
        self.why = Some(why);
        self.parts.clear();
    }

    /// An amount of the row after what modifier 50 makes of it.
    pub fn with_sides(&self, cents: i64) -> i64 {
        self.sides.of(cents)
    }

    /// The amount of one unit at the moment, before it is told apart from the others.
    pub fn worth(&self) -> i64 {
        self.parts.first().and_then(|part| part.cents).unwrap_or_default()
    }

    /// What ranks lines of the same amount, so that their order on the claim does not matter.
    pub fn key(&self) -> (&'a str, &'a str, Vec<&'a str>) {
        let (code, modifier) = self
            .row
            .map_or(("", ""), |row| (row.code.as_str(), row.modifier.as_str()));
        let mut modifiers: Vec<&str> = self.line.modifiers.iter().map(Code::as_str).collect();
        modifiers.sort_unstable();
        (code, modifier, modifiers)
    }

    /// Sets the first unit of the line apart from the others, so that a step may leave it out.
    pub fn split_first(&mut self) {
        if let Some(first) = self.parts.first_mut()
            && first.units > 1
        {
            let rest = Part {
                units: first.units - 1,
                ..first.clone()
            };
            first.units = 1;
            self.parts.insert(1, rest);
        }
    }

    /// The line with units of like payment put together.
    pub fn finish(self) -> PricedLine {
        let mut parts: Vec<Part> = Vec::new();
        for part in self.parts.into_iter().filter(|part| part.units > 0) {
            match parts
                .iter_mut()
                .find(|known| known.steps == part.steps && known.cents == part.cents)
            {
                Some(known) => known.units = known.units.saturating_add(part.units),
                None => parts.push(part),
            }
        }
        PricedLine {
            row_modifier: self.row.map(|row| row.modifier.clone()).unwrap_or_default(),
            full_cents: self.row.filter(|_| self.why.is_none()).map(|_| self.full),
            outcome: match self.why {
                Some(why) => Outcome::Unpaid(why),
                None => Outcome::Paid(parts),
            },
            notes: self.notes,
        }
    }
}

impl Part {
    /// Applies a step, unless the amount is the contractor's.
    pub fn step(&mut self, effect: Effect, cents: impl FnOnce(i64) -> i64) {
        if let Some(before) = self.cents {
            let after = cents(before);
            self.cents = Some(after);
            self.steps.push(Step { effect, cents: after });
        }
    }

    /// Applies an effect that is a share of the whole.
    pub fn take_share(&mut self, effect: Effect) {
        if let Some(share) = effect.share() {
            self.step(effect, |cents| share.of(cents));
        }
    }
}

/// The row of the code that a line is paid by: modifiers 26, TC and 53 have rows of their own.
fn choose_row<'a>(line: &Line<'a>) -> Result<&'a FeeRow, Why> {
    let wanted = line
        .modifiers
        .iter()
        .map(Code::as_str)
        .find(|modifier| ["26", "TC", "53"].contains(modifier))
        .unwrap_or_default();
    let whole = line.rows.first().ok_or(Why::NotListed)?;
    let found = line.rows.iter().find(|row| row.modifier == wanted);
    match found {
        Some(row) => Ok(row),
        // A service that is not paid at all is refused for that.
        None if !pays_by_rvus(&whole.status) => Ok(whole),
        None if wanted.is_empty() => Err(Why::NotListed),
        None => Err(Why::NoRow(wanted.to_owned())),
    }
}

/// Why a row does not pay a line, whatever else is billed.
fn refusal(row: &FeeRow, line_modifiers: &[Code], terms: &Terms<'_>) -> Option<Why> {
    if !pays_by_rvus(&row.status) {
        return Some(Why::Status(row.status.clone()));
    }
    if Rvus::of(row, terms.setting).are_zero() {
        return Some(Why::NoRelativeValues);
    }
    modifiers::refusal(row, line_modifiers)
}
