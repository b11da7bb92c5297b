//! The relative value file as CSV.

use super::row::{Cells, Checks};
use crate::error::{ReadError, Spot};
use crate::row::{Row, RowSource};
use crate::table::{Columns, Found, Record, Table};
use std::io::BufRead;

/// The header is looked for in so many rows.
const PREAMBLE_ROWS: usize = 30;

/// The CSV. Columns are found by their captions, which are stacked over several rows: 31 of them in 2025, 32
/// in 2026.
pub(crate) struct FeeTable<R> {
    table: Table<R>,
    columns: FeeColumns,
    checks: Checks,
}

impl<R: BufRead> FeeTable<R> {
    /// Reads the header. `kind` is that of the conversion factor.
    pub fn new(input: R, file: &str, kind: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let columns = FeeColumns::read(&mut table)?;
        Ok(Self {
            table,
            columns,
            checks: Checks::new(kind),
        })
    }
}

impl<R: BufRead> RowSource for FeeTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        if let Some(row) = self.checks.waiting() {
            return Ok(Some(row));
        }
        let Some(record) = self.table.next()? else {
            return Ok(None);
        };
        let cells = self.columns.cells(record)?;
        self.checks.check(record.spot, &cells).map(Some)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// Where the CSV's columns are.
struct FeeColumns {
    all: Columns,
    code: Found,
    modifier: Found,
    status: Found,
    work: Found,
    pe_nonfacility: Found,
    na_nonfacility: Found,
    pe_facility: Found,
    na_facility: Found,
    mp: Found,
    total_nonfacility: Found,
    total_facility: Found,
    pctc: Found,
    global_days: Found,
    pre_op: Found,
    intra_op: Found,
    post_op: Found,
    multiple: Found,
    bilateral: Found,
    assistant: Found,
    cosurgeon: Found,
    team: Found,
    endoscopic_base: Found,
    conversion_factor: Found,
    supervision: Found,
    imaging_family: Found,
}

impl FeeColumns {
    /// Reads the rows up to the one that begins with `HCPCS`, and joins each column's captions downwards.
    fn read<R: BufRead>(table: &mut Table<R>) -> Result<Self, ReadError> {
        let mut captions: Vec<String> = Vec::new();
        for _ in 0..PREAMBLE_ROWS {
            let Some(row) = table.next()? else { break };
            let last = row.plain(0).eq_ignore_ascii_case("HCPCS");
            // A row with one filled cell is a title or a notice.
            if last || row.filled() > 1 {
                captions.resize(captions.len().max(row.len()), String::new());
                for (index, caption) in captions.iter_mut().enumerate() {
                    let part = row.plain(index);
                    if !caption.is_empty() && !part.is_empty() {
                        caption.push(' ');
                    }
                    caption.push_str(&part);
                }
            }
            if last {
                return Self::find(Columns::new(captions), row);
            }
        }
        Err(table.here().problem(
            "the header, a row that begins with \"HCPCS\", was not found: this is not the PPRRVU file, \
             or its layout has changed",
        ))
    }

    fn find(all: Columns, header: Record<'_>) -> Result<Self, ReadError> {
        let find = |caption| all.find(header.spot, caption);
        Ok(Self {
            code: find("HCPCS")?,
            modifier: find("MOD")?,
            status: find("STATUS CODE")?,
            work: find("WORK RVU")?,
            pe_nonfacility: find("NON-FAC PE RVU")?,
            na_nonfacility: find("NON-FAC NA INDICATOR")?,
            pe_facility: find("FACILITY PE RVU")?,
            na_facility: find("FACILITY NA INDICATOR")?,
            mp: find("MP RVU")?,
            total_nonfacility: find("NON-FACILITY TOTAL")?,
            total_facility: find("FACILITY TOTAL")?,
            pctc: find("PCTC IND")?,
            global_days: find("GLOB DAYS")?,
            pre_op: find("PRE OP")?,
            intra_op: find("INTRA OP")?,
            post_op: find("POST OP")?,
            multiple: find("MULT PROC")?,
            bilateral: find("BILAT SURG")?,
            assistant: find("ASST SURG")?,
            cosurgeon: find("CO- SURG")?,
            team: find("TEAM SURG")?,
            endoscopic_base: find("ENDO BASE")?,
            conversion_factor: find("CONV FACTOR")?,
            supervision: find("PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES")?,
            imaging_family: find("DIAGNOSTIC IMAGING FAMILY INDICATOR")?,
            all,
        })
    }

    fn cells<'a>(&'a self, row: Record<'a>) -> Result<Cells<'a>, ReadError> {
        self.all.check_width(row)?;
        Ok(Cells {
            code: row.cell(&self.code),
            modifier: row.cell(&self.modifier),
            status: row.cell(&self.status),
            work: row.cell(&self.work),
            pe_nonfacility: row.cell(&self.pe_nonfacility),
            na_nonfacility: row.cell(&self.na_nonfacility),
            pe_facility: row.cell(&self.pe_facility),
            na_facility: row.cell(&self.na_facility),
            mp: row.cell(&self.mp),
            total_nonfacility: row.cell(&self.total_nonfacility),
            total_facility: row.cell(&self.total_facility),
            pctc: row.cell(&self.pctc),
            global_days: row.cell(&self.global_days),
            pre_op: row.cell(&self.pre_op),
            intra_op: row.cell(&self.intra_op),
            post_op: row.cell(&self.post_op),
            multiple: row.cell(&self.multiple),
            bilateral: row.cell(&self.bilateral),
            assistant: row.cell(&self.assistant),
            cosurgeon: row.cell(&self.cosurgeon),
            team: row.cell(&self.team),
            endoscopic_base: row.cell(&self.endoscopic_base),
            conversion_factor: row.cell(&self.conversion_factor),
            supervision: row.cell(&self.supervision),
            imaging_family: row.cell(&self.imaging_family),
        })
    }
}
