//! What the readers of all tables have in common: one row of captions, then rows of as many cells.

use crate::error::{ReadError, Spot};
use crate::row::{Row, RowSource};
use crate::table::{Columns, Found, Record, Table};
use std::collections::VecDeque;
use std::io::BufRead;

/// The captions of a table.
pub(super) struct Header<'a> {
    spot: Spot<'a>,
    columns: &'a Columns,
}

impl Header<'_> {
    /// The column with this caption.
    pub fn find(&self, caption: &str) -> Result<Found, ReadError> {
        self.columns.find(self.spot, caption)
    }

    /// The column with this caption, in a table that has one.
    pub fn find_optional(&self, caption: Option<&str>) -> Result<Option<Found>, ReadError> {
        caption.map(|caption| self.find(caption)).transpose()
    }

    /// The columns with these captions.
    pub fn find_all(&self, captions: &[&str]) -> Result<Vec<Found>, ReadError> {
        captions.iter().map(|caption| self.find(caption)).collect()
    }
}

/// The rows of a table as they stand.
pub(super) struct Records<R> {
    table: Table<R>,
    columns: Columns,
}

impl<R: BufRead> Records<R> {
    /// Reads the captions, among which `find` looks for the columns that it needs.
    pub fn open<T>(
        input: R,
        file: &str,
        find: impl FnOnce(&Header<'_>) -> Result<T, ReadError>,
    ) -> Result<(Self, T), ReadError> {
        let mut table = Table::new(input, file);
        let Some(captions) = table.next()? else {
            return Err(table.here().problem("the file is empty"));
        };
        let columns = Columns::of(captions);
        let found = find(&Header {
            spot: captions.spot,
            columns: &columns,
        })?;
        Ok((Self { table, columns }, found))
    }

    /// The next row, which has as many cells as there are captions.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.columns.check_width(row)?;
        Ok(Some(row))
    }

    /// Where it has arrived.
    pub fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// How a row of one kind of table is read.
pub(super) trait ReadRow {
    /// Adds what the row says: mostly one row of the release, sometimes none, for links up to two.
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError>;
}

/// Reads the rows of a table by the rule of its kind.
pub(super) struct Reader<R, T> {
    records: Records<R>,
    rule: T,
    ready: VecDeque<Row>,
}

impl<R: BufRead, T> Reader<R, T> {
    /// Reads the captions, in which `find` makes the rule.
    pub fn new(
        input: R,
        file: &str,
        find: impl FnOnce(&Header<'_>) -> Result<T, ReadError>,
    ) -> Result<Self, ReadError> {
        let (records, rule) = Records::open(input, file, find)?;
        Ok(Self {
            records,
            rule,
            ready: VecDeque::new(),
        })
    }
}

impl<R: BufRead, T: ReadRow> RowSource for Reader<R, T> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while self.ready.is_empty() {
            let Some(row) = self.records.next()? else {
                return Ok(None);
            };
            self.rule.read(row, &mut self.ready)?;
        }
        Ok(self.ready.pop_front())
    }

    fn here(&self) -> Spot<'_> {
        self.records.here()
    }
}
