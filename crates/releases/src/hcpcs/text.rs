//! HCPCS Level II as text of 320 columns, such as HCPC2019_CONTR_ANWEB.txt.

use super::field::Field;
use super::joined::Joined;
use crate::error::{ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::row::{Row, RowSource};
use std::io::BufRead;

/// A disclaimer of about ten lines, then the records.
pub(super) struct Text<R> {
    lines: Lines<R>,
    in_records: bool,
    joined: Joined,
}

impl<R: BufRead> Text<R> {
    pub fn new(input: R, file: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            in_records: false,
            joined: Joined::new(),
        }
    }
}

/// Whether a line has the number and the kind of a record.
fn is_record(line: &[u8]) -> bool {
    line.get(5..10)
        .is_some_and(|number| number.iter().all(u8::is_ascii_digit))
        && line.get(10).is_some_and(|kind| b"3478".contains(kind))
}

/// Whether a line is a record or one that is damaged: no line of the disclaimer is so long. (It is padded with
/// tabs in some years.)
fn ends_disclaimer(line: Line<'_>) -> bool {
    is_record(line.bytes) || line.bytes.trim_ascii_end().len() >= Field::Action.place().span(0).0
}

/// Whether a line is the first record of a code, with the day on which it was added.
pub(super) fn is_first_record(line: &[u8]) -> bool {
    let (first, last) = Field::Added.place().span(0);
    is_record(line)
        && line
            .get(first - 1..last)
            .is_some_and(|day| day.iter().all(u8::is_ascii_digit))
}

impl<R: BufRead> RowSource for Text<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            if let Some(row) = self.joined.pop() {
                return Ok(Some(row));
            }
            let Some(line) = self.lines.next()? else {
                self.joined.end();
                return Ok(self.joined.pop());
            };
            self.in_records |= ends_disclaimer(line);
            if self.in_records && !line.is_blank() {
                self.joined.take(&line)?;
            }
        }
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}
