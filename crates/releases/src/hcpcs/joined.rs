//! Records joined to codes: a long description runs over as many records as it needs.

use super::field::Field;
use super::record::{Record, attributes};
use crate::cell::Cell;
use crate::error::{ReadError, Spot};
use crate::row::{Row, Seen};
use codeset::rows::{CodeRow, HcpcsAttributeRow};
use codeset::{Code, CodeSystem};
use std::collections::VecDeque;

/// The codes of a file, in its order, each with its title and its attributes.
pub(super) struct Joined {
    position: i32,
    seen: Seen<String>,
    open: Option<Open>,
    ready: VecDeque<Row>,
}

/// The code read last: its description may go on in the next record.
struct Open {
    title: CodeRow,
    attributes: HcpcsAttributeRow,
    /// The number of its first record, by which its records are counted: 100 in the text and 10 in the sheet.
    step: i32,
    /// The number of its last record.
    last: i32,
}

/// What is said of a code at its first record.
pub(super) struct First {
    /// Its short description.
    pub short_title: String,
    /// Its long description, or the beginning of it.
    pub long_title: String,
    /// The rest, with the code.
    pub attributes: HcpcsAttributeRow,
}

impl Joined {
    pub fn new() -> Self {
        Self {
            position: 0,
            seen: Seen::new(),
            open: None,
            ready: VecDeque::new(),
        }
    }

    /// A row of a code that is complete.
    pub fn pop(&mut self) -> Option<Row> {
        self.ready.pop_front()
    }

    /// Takes the next record of a published file.
    pub fn take(&mut self, record: &impl Record) -> Result<(), ReadError> {
        let kind = record.cell(Field::Record).one_of(&["3", "4", "7", "8"])?;
        let system = match kind {
            "3" | "4" => CodeSystem::Hcpcs,
            _ => CodeSystem::Modifier,
        };
        let code = record.cell(Field::Code).code(system)?;
        let number = sequence(record.cell(Field::Sequence))?;
        let long_title = record.cell(Field::Long).some_text()?;
        if matches!(kind, "4" | "8") {
            return self.go_on(record.spot(), &code, number, &long_title);
        }
        let first = First {
            short_title: record.cell(Field::Short).text()?,
            long_title,
            attributes: attributes(record, code)?,
        };
        self.begin(record.spot(), first, number)
    }

    /// Begins a code; the one before it is complete.
    pub fn begin(&mut self, spot: Spot<'_>, first: First, number: i32) -> Result<(), ReadError> {
        self.end();
        let code = first.attributes.code.clone();
        // The publisher leaves them out, and their texts may be shown under a licence alone.
        if code.system() == CodeSystem::Hcpcs && code.as_str().starts_with('D') {
            return Err(spot.problem(format!(
                "{code} is a dental code, whose text belongs to the American Dental Association and is not in \
                 the file that CMS publishes: download that one"
            )));
        }
        self.seen
            .once(spot, code.as_str().to_owned(), || format!("the code {code}"))?;
        self.position += 1;
        let title = CodeRow {
            code,
            position: self.position,
            billable: true,
            short_title: Some(even(&first.short_title)).filter(|text| !text.is_empty()),
            long_title: even(&first.long_title),
            ended_on: first.attributes.ended_on,
        };
        self.open = Some(Open {
            title,
            attributes: first.attributes,
            step: number,
            last: number,
        });
        Ok(())
    }

    /// Adds a further part of the long description.
    fn go_on(&mut self, spot: Spot<'_>, code: &Code, number: i32, text: &str) -> Result<(), ReadError> {
        let Some(open) = self.open.as_mut().filter(|open| open.title.code == *code) else {
            return Err(spot.problem(format!(
                "the record goes on with {code}, whose first record does not stand before it: the file is \
                 damaged, download it again"
            )));
        };
        if number != open.last + open.step {
            return Err(spot.problem(format!(
                "the record {number} of {code} does not follow its record {}: one is missing or repeated; \
                 download the file again",
                open.last
            )));
        }
        open.last = number;
        open.title.long_title.push(' ');
        open.title.long_title.push_str(&even(text));
        Ok(())
    }

    /// Completes the last code.
    pub fn end(&mut self) {
        if let Some(open) = self.open.take() {
            self.ready.push_back(Row::Code(open.title));
            self.ready
                .push_back(Row::HcpcsAttribute(Box::new(open.attributes)));
        }
    }
}

/// A text with its runs of spaces made one: the layouts of one release differ in them.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of a record: five digits in the text, four in the sheet.
fn sequence(cell: Cell<'_>) -> Result<i32, ReadError> {
    match cell.whole()? {
        number @ 1..=99_999 => Ok(number),
        number => Err(cell.problem(format!("{number} is not the number of a record"))),
    }
}
