//! The relative value file as fixed text.

use super::row::{Cells, Checks};
use crate::error::{ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::row::{Row, RowSource};
use std::io::BufRead;

/// The length of a data line of the fixed text.
const LINE_LENGTH: usize = 171;

/// The fixed text: `HDR` lines, then lines of 171 characters.
pub(crate) struct FeeText<R> {
    lines: Lines<R>,
    checks: Checks,
}

impl<R: BufRead> FeeText<R> {
    /// `kind` is that of the conversion factor.
    pub fn new(input: R, file: &str, kind: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            checks: Checks::new(kind),
        }
    }
}

impl<R: BufRead> RowSource for FeeText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        if let Some(row) = self.checks.waiting() {
            return Ok(Some(row));
        }
        while let Some(line) = self.lines.next()? {
            if line.is_blank() || line.bytes.starts_with(b"HDR ") {
                continue;
            }
            line.check_length(LINE_LENGTH)?;
            return self.checks.check(line.spot, &cells_of(line)).map(Some);
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The fixed layout, agreed with the CSV on all rows of October 2025.
fn cells_of(line: Line<'_>) -> Cells<'_> {
    Cells {
        code: line.span(1, 5, "HCPCS"),
        modifier: line.span(6, 7, "modifier"),
        status: line.span(58, 58, "status code"),
        work: line.span(60, 65, "work RVU"),
        pe_nonfacility: line.span(66, 72, "non-facility PE RVU"),
        na_nonfacility: line.span(73, 74, "non-facility NA indicator"),
        pe_facility: line.span(75, 81, "facility PE RVU"),
        na_facility: line.span(82, 83, "facility NA indicator"),
        mp: line.span(84, 89, "MP RVU"),
        total_nonfacility: line.span(90, 96, "non-facility total"),
        total_facility: line.span(97, 102, "facility total"),
        pctc: line.span(103, 103, "PC/TC indicator"),
        global_days: line.span(104, 106, "global days"),
        pre_op: line.span(107, 109, "pre-operative share"),
        intra_op: line.span(110, 112, "intra-operative share"),
        post_op: line.span(113, 115, "post-operative share"),
        multiple: line.span(116, 116, "multiple procedure"),
        bilateral: line.span(117, 117, "bilateral surgery"),
        assistant: line.span(118, 118, "assistant at surgery"),
        cosurgeon: line.span(119, 119, "co-surgeons"),
        team: line.span(120, 120, "team surgery"),
        endoscopic_base: line.span(128, 132, "endoscopic base"),
        conversion_factor: line.span(133, 140, "conversion factor"),
        supervision: line.span(141, 143, "physician supervision"),
        imaging_family: line.span(145, 147, "imaging family"),
    }
}
