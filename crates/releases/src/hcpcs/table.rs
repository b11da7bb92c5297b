//! HCPCS Level II as a sheet of 48 columns, or the CSV of it, such as 2020_10_hcpc_anweb.xlsx.

use super::field::Field;
use super::joined::Joined;
use super::record::Record;
use crate::cell::Cell;
use crate::error::{ReadError, Spot};
use crate::row::{Row, RowSource};
use crate::table::{self, Columns, Found};
use std::io::BufRead;

/// A disclaimer, the captions, the records. A code has one row, but for the descriptions that are longer than a cell may be.
pub(super) struct Table<R> {
    table: table::Table<R>,
    all: Columns,
    fields: Vec<Vec<Found>>,
    joined: Joined,
}

impl<R: BufRead> Table<R> {
    /// Reads to the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = table::Table::new(input, file);
        let marks = ["HCPC", "SEQNUM", "RECID"];
        let all = table.captions("the published HCPCS sheet", |row| {
            marks.iter().all(|caption| row.has_caption(caption))
        })?;
        let fields = fields(table.here(), &all)?;
        Ok(Self {
            table,
            all,
            fields,
            joined: Joined::new(),
        })
    }
}

/// The columns of each field, in the order of [`Field::ALL`].
fn fields(spot: Spot<'_>, all: &Columns) -> Result<Vec<Vec<Found>>, ReadError> {
    Field::ALL
        .iter()
        .map(|field| {
            let captions = field.place().captions();
            captions.map(|caption| all.find_alike(spot, &caption)).collect()
        })
        .collect()
}

/// A row with the columns of its fields.
struct Fields<'a> {
    row: table::Record<'a>,
    fields: &'a [Vec<Found>],
}

impl Record for Fields<'_> {
    fn spot(&self) -> Spot<'_> {
        self.row.spot
    }

    fn nth(&self, field: Field, number: usize) -> Cell<'_> {
        self.row.cell(&self.fields[field as usize][number])
    }
}

impl<R: BufRead> RowSource for Table<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            if let Some(row) = self.joined.pop() {
                return Ok(Some(row));
            }
            let Some(row) = self.table.next()? else {
                self.joined.end();
                return Ok(self.joined.pop());
            };
            self.all.check_width(row)?;
            let fields = &self.fields;
            self.joined.take(&Fields { row, fields })?;
        }
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// Whether a line is the header as the publisher writes it.
pub(super) fn is_header(line: &[u8]) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || *b == b',';
    let kept: Vec<u8> = line.iter().filter(|b| plain(b)).take(24).copied().collect();
    kept.to_ascii_uppercase().starts_with(b"HCPC,SEQNUM,RECID,")
}
