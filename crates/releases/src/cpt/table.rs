//! The AMA's descriptors with captions: ConsumerDescriptor and ClinicianDescriptor.

use crate::error::{ReadError, Spot};
use crate::row::{Row, RowSource, Seen};
use crate::table::{self, Columns, Found, alike};
use codeset::CodeSystem;
use codeset::rows::DescriptorRow;
use std::io::BufRead;

/// The caption that both files have.
const CODE: &str = "CPT Code";

/// Cells with tabs between them; a notice may stand before the captions.
pub(super) struct Table<R> {
    table: table::Table<R>,
    all: Columns,
    concept: Found,
    code: Found,
    /// The column of a descriptor's number, where a code has several.
    number: Option<Found>,
    text: Found,
    seen: Seen<(String, String)>,
}

impl<R: BufRead> Table<R> {
    /// One descriptor a code: Concept Id, CPT Code, Consumer Friendly Descriptor.
    pub fn consumer(input: R, file: &str) -> Result<Self, ReadError> {
        Self::new(input, file, None, "Consumer Friendly Descriptor")
    }

    /// Several a code: Concept Id, CPT Code, Clinician Descriptor Id, Clinician Descriptor.
    pub fn clinician(input: R, file: &str) -> Result<Self, ReadError> {
        Self::new(
            input,
            file,
            Some("Clinician Descriptor Id"),
            "Clinician Descriptor",
        )
    }

    /// Reads to the captions.
    fn new(input: R, file: &str, number: Option<&str>, text: &str) -> Result<Self, ReadError> {
        let mut table = table::Table::tabbed(input, file);
        let all = table.captions("the AMA's text with tabs", |row| row.has_caption(CODE))?;
        let spot = table.here();
        let concept = all.find_alike(spot, "Concept Id")?;
        let code = all.find_alike(spot, CODE)?;
        let number = number.map(|number| all.find_alike(spot, number)).transpose()?;
        let text = all.find_alike(spot, text)?;
        Ok(Self {
            table,
            all,
            concept,
            code,
            number,
            text,
            seen: Seen::new(),
        })
    }
}

/// Whether a line has the captions.
pub(super) fn is_header(line: &str) -> bool {
    line.split('\t').any(|caption| alike(caption, CODE))
}

impl<R: BufRead> RowSource for Table<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        // It is not kept, but a row in which it is no number is not whole.
        row.cell(&self.concept).number()?;
        let code = row.cell(&self.code).code(CodeSystem::Cpt)?;
        let number = match &self.number {
            Some(column) => row.cell(column).number()?,
            None => String::new(),
        };
        let key = (code.as_str().to_owned(), number.clone());
        self.seen.once(row.spot, key, || match number.as_str() {
            "" => format!("the code {code}"),
            number => format!("the descriptor {number} of {code}"),
        })?;
        Ok(Some(Row::Descriptor(DescriptorRow {
            text: row.cell(&self.text).some_text()?,
            code,
            number,
        })))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}
