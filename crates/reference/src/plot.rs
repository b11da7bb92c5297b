//! What a page draws, as data: places and lengths are left to who draws it. A drawing never stands without the table
//! of its figures.

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// The parts of one sum, side by side.
    Shares(Vec<Share>),
}

/// A part of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is called, e.g. `Work`.
    pub label: String,
    /// Its size, in any unit that its neighbours have too; never below 0.
    pub size: i64,
}
