//! What a page draws, as data: places and lengths are left to who draws it. A drawing never stands without the table
//! of its figures.

use codeset::NaiveDate;

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// The parts of one sum, side by side.
    Shares(Vec<Share>),
    /// Amounts along a scale, a few of them by name.
    Strip(Strip),
    /// An amount from day to day.
    Steps(Steps),
    /// Stretches of days that follow each other.
    Timeline(Vec<Stretch>),
}

/// A part of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is called, e.g. `Work`.
    pub label: String,
    /// Its size, in any unit that its neighbours have too; never below 0.
    pub size: i64,
}

/// Amounts along a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The amounts in cents, in any order.
    pub marks: Vec<i64>,
    /// Amounts to find among them.
    pub named: Vec<NamedMark>,
}

/// An amount with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedMark {
    /// What it is called, e.g. `National`.
    pub label: String,
    /// The amount in cents.
    pub cents: i64,
    /// Whether it is the reader's own.
    pub is_own: bool,
}

/// An amount that changes from day to day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// By day.
    pub steps: Vec<Step>,
    /// Where the last one ends in the drawing.
    pub until: NaiveDate,
}

/// An amount from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The first day.
    pub from: NaiveDate,
    /// Cents; `None` where there is no amount until the next step.
    pub cents: Option<i64>,
}

/// Some days in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What they are, e.g. `Days after`.
    pub label: String,
    /// The first of them.
    pub first: NaiveDate,
    /// The last of them; not before the first.
    pub last: NaiveDate,
}

impl Stretch {
    /// How many days they are.
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }
}
