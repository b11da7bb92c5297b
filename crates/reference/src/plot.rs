//! What a page draws, as data: places and lengths are left to who draws it. A drawing never stands without the table
//! of its figures.

use codeset::NaiveDate;

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// The parts of one sum, side by side.
    Shares(Vec<Share>),
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
