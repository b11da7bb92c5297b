//! HCPCS Level II as a CSV of five columns: code, kind, long and short description, date added.

use super::joined::{First, Joined};
use super::record::no_attributes;
use crate::error::{ReadError, Spot};
use crate::row::{Row, RowSource};
use crate::table::{Columns, Found, Table};
use codeset::CodeSystem;
use codeset::rows::HcpcsAttributeRow;
use std::io::BufRead;

/// The CSV.
pub(super) struct FiveColumns<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    kind: Found,
    long: Found,
    short: Found,
    added: Found,
    joined: Joined,
}

impl<R: BufRead> FiveColumns<R> {
    /// Reads the header, which is the first row.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let Some(header) = table.next()? else {
            return Err(table.here().problem("the file is empty"));
        };
        let (spot, all) = (header.spot, Columns::of(header));
        let code = all.find(spot, "code")?;
        let kind = all.find(spot, "kind")?;
        let long = all.find(spot, "long_description")?;
        let short = all.find(spot, "short_description")?;
        let added = all.find(spot, "add_date")?;
        Ok(Self {
            table,
            all,
            code,
            kind,
            long,
            short,
            added,
            joined: Joined::new(),
        })
    }
}

impl<R: BufRead> RowSource for FiveColumns<R> {
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
            let system = match row.cell(&self.kind).one_of(&["procedure", "modifier"])? {
                "modifier" => CodeSystem::Modifier,
                _ => CodeSystem::Hcpcs,
            };
            let first = First {
                short_title: row.cell(&self.short).text()?,
                long_title: row.cell(&self.long).some_text()?,
                attributes: HcpcsAttributeRow {
                    added_on: Some(row.cell(&self.added).date()?),
                    ..no_attributes(row.cell(&self.code).code(system)?)
                },
            };
            self.joined.begin(row.spot, first, 1)?;
        }
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}
