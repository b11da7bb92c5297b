//! A row of the relative value file, whatever its layout, and what must hold from row to row.

use crate::cell::Cell;
use crate::error::{ReadError, Spot};
use crate::row::{Row, Seen};
use codeset::rows::{ConversionFactorRow, FeeRow};

/// The cells of one row, whatever the layout. The names are those of [`FeeRow`].
pub(super) struct Cells<'a> {
    pub code: Cell<'a>,
    pub modifier: Cell<'a>,
    pub status: Cell<'a>,
    pub work: Cell<'a>,
    pub pe_nonfacility: Cell<'a>,
    pub na_nonfacility: Cell<'a>,
    pub pe_facility: Cell<'a>,
    pub na_facility: Cell<'a>,
    pub mp: Cell<'a>,
    pub total_nonfacility: Cell<'a>,
    pub total_facility: Cell<'a>,
    pub pctc: Cell<'a>,
    pub global_days: Cell<'a>,
    pub pre_op: Cell<'a>,
    pub intra_op: Cell<'a>,
    pub post_op: Cell<'a>,
    pub multiple: Cell<'a>,
    pub bilateral: Cell<'a>,
    pub assistant: Cell<'a>,
    pub cosurgeon: Cell<'a>,
    pub team: Cell<'a>,
    pub endoscopic_base: Cell<'a>,
    pub conversion_factor: Cell<'a>,
    pub supervision: Cell<'a>,
    pub imaging_family: Cell<'a>,
}

/// What must hold from row to row.
pub(super) struct Checks {
    kind: String,
    factor: Option<(i32, u64)>,
    seen: Seen<String>,
    waiting: Option<Box<FeeRow>>,
}

impl Checks {
    pub fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            factor: None,
            seen: Seen::new(),
            waiting: None,
        }
    }

    /// The first fee row, which waits while its conversion factor goes ahead.
    pub fn waiting(&mut self) -> Option<Row> {
        self.waiting.take().map(Row::Fee)
    }

    pub fn check(&mut self, spot: Spot<'_>, cells: &Cells<'_>) -> Result<Row, ReadError> {
        let row = Box::new(fee_row(cells)?);
        let key = format!("{} {}", row.code, row.modifier);
        self.seen
            .once(spot, key.clone(), || format!("the code {}", key.trim_end()))?;
        let factor = cells.conversion_factor.ten_thousandths()?;
        match self.factor {
            None => {
                self.factor = Some((factor, spot.line));
                self.waiting = Some(row);
                Ok(Row::ConversionFactor(ConversionFactorRow {
                    kind: self.kind.clone(),
                    factor,
                }))
            }
            Some((first, _)) if first == factor => Ok(Row::Fee(row)),
            Some((_, line)) => Err(cells.conversion_factor.problem(format!(
                "the conversion factor differs from that of line {line}; all rows of a file have the same"
            ))),
        }
    }
}

fn fee_row(cells: &Cells<'_>) -> Result<FeeRow, ReadError> {
    let row = FeeRow {
        code: cells.code.procedure()?,
        modifier: cells.modifier.modifier()?,
        status: cells.status.letter()?,
        work: cells.work.hundredths()?,
        pe_nonfacility: cells.pe_nonfacility.hundredths()?,
        na_nonfacility: cells.na_nonfacility.mark("NA")?,
        pe_facility: cells.pe_facility.hundredths()?,
        na_facility: cells.na_facility.mark("NA")?,
        mp: cells.mp.hundredths()?,
        total_nonfacility: cells.total_nonfacility.hundredths()?,
        total_facility: cells.total_facility.hundredths()?,
        pctc: cells.pctc.digits(1)?,
        global_days: cells.global_days.indicator(3)?,
        pre_op: cells.pre_op.hundredths()?,
        intra_op: cells.intra_op.hundredths()?,
        post_op: cells.post_op.hundredths()?,
        multiple: cells.multiple.digits(1)?,
        bilateral: cells.bilateral.digits(1)?,
        assistant: cells.assistant.digits(1)?,
        cosurgeon: cells.cosurgeon.digits(1)?,
        team: cells.team.digits(1)?,
        endoscopic_base: endoscopic_base(cells.endoscopic_base)?,
        supervision: cells.supervision.indicator(2)?,
        imaging_family: cells.imaging_family.digits(2)?,
    };
    // This holds on all rows of the files of January and October 2025. A column that was moved without its
    // caption, or a digit that was lost, shows here.
    for (total, pe, cell) in [
        (row.total_nonfacility, row.pe_nonfacility, cells.total_nonfacility),
        (row.total_facility, row.pe_facility, cells.total_facility),
    ] {
        let sum = i64::from(row.work) + i64::from(pe) + i64::from(row.mp);
        if sum != i64::from(total) {
            return Err(cell.problem(format!(
                "the total {} is not the sum of work, practice expense and malpractice, {}.{:02}",
                cell.raw(),
                sum / 100,
                sum % 100
            )));
        }
    }
    Ok(row)
}

fn endoscopic_base(cell: Cell<'_>) -> Result<String, ReadError> {
    let code = cell.optional(Cell::procedure)?;
    Ok(code.map(|code| code.as_str().to_owned()).unwrap_or_default())
}
