//! NCCI edits. Whether they are those of practitioners, hospitals or suppliers is told by their source.

use crate::Code;
use chrono::NaiveDate;

/// A medically unlikely edit: the most units of a code for one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MueRow {
    /// The CPT or HCPCS code.
    pub code: Code,
    /// Units; 0 is a valid value.
    pub units: i32,
    /// MUE adjudication indicator: 1, 2 or 3.
    pub mai: i32,
    /// Rationale, as printed.
    pub rationale: String,
}

/// An NCCI procedure-to-procedure edit: Column 2 is denied beside Column 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PtpRow {
    /// The payable code.
    pub column1: Code,
    /// The code that is denied.
    pub column2: Code,
    /// In existence before 1996 (a `*` in the third column).
    pub before_1996: bool,
    /// First day of the edit. Where a derived source has no real date, the quarter's first day.
    pub effective: NaiveDate,
    /// Which of the pair's rows with this first day it is, from 0 in the order of the file: a pair can be listed
    /// twice with one first day.
    pub occurrence: i32,
    /// Last day of the edit; `None` (a `*`) is still in force.
    pub deleted: Option<NaiveDate>,
    /// Modifier indicator: 0, 1 or 9.
    pub indicator: i32,
    /// Rationale, as printed.
    pub rationale: String,
}

/// An add-on code and a primary code that it may be reported with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddOnRow {
    /// The add-on code.
    pub add_on: Code,
    /// The primary code; `None` (printed as `CCCCC`) where the contractor decides.
    pub primary: Option<Code>,
    /// 1: all primary codes are listed; 2: none is, the contractor decides; 3: some are.
    pub edit_type: i32,
    /// First day of the edit, where the file says it.
    pub effective: Option<NaiveDate>,
    /// Last day of the edit, or of one of its codes where that ends before; `None` while it is in force.
    pub deleted: Option<NaiveDate>,
}
