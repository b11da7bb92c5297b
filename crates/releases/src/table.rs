//! Rows of a comma- or tab-separated file with their line numbers, and columns found by their captions.

use crate::cell::{Cell, decoded};
use crate::error::{CUT_OFF, Column, ReadError, Spot, quoted};
use crate::lines::{DOS_END, LONGEST_ROW, is_blank, stopped};
use csv::ByteRecord;
use std::io::{self, BufRead, Read};

/// The captions are looked for in so many rows.
const PREAMBLE_ROWS: usize = 20;

/// Reads row after row; a quoted cell may run over several lines.
pub(crate) struct Table<R> {
    reader: csv::Reader<Guard<R>>,
    file: String,
    record: ByteRecord,
    line: u64,
}

/// One row as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// The line at which it begins.
    pub spot: Spot<'a>,
    cells: &'a ByteRecord,
}

impl<R: BufRead> Table<R> {
    /// Cells with commas between them.
    pub fn new(input: R, file: &str) -> Self {
        Self::separated(input, file, b',', true)
    }

    /// Cells with tabs between them, in which a quotation mark is a character like any other.
    pub fn tabbed(input: R, file: &str) -> Self {
        Self::separated(input, file, b'\t', false)
    }

    fn separated(input: R, file: &str, delimiter: u8, quoting: bool) -> Self {
        let guard = Guard {
            input,
            row_bytes: 0,
            last: b'\n',
            ended: false,
        };
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoting)
            .has_headers(false)
            .flexible(true)
            .from_reader(guard);
        Self {
            reader,
            file: file.to_owned(),
            record: ByteRecord::new(),
            line: 0,
        }
    }

    /// The row read last.
    pub fn here(&self) -> Spot<'_> {
        Spot {
            file: &self.file,
            line: self.line.max(1),
        }
    }

    /// Reads up to the row of captions, the first that fits, and returns them. [`Table::here`] is then that row.
    pub fn captions(&mut self, what: &str, fits: impl Fn(Record<'_>) -> bool) -> Result<Columns, ReadError> {
        for _ in 0..PREAMBLE_ROWS {
            let Some(row) = self.next()? else { break };
            if fits(row) {
                return Ok(Columns::of(row));
            }
        }
        Err(self.here().problem(format!(
            "the row of captions was not found: this is not {what}, or its layout has changed"
        )))
    }

    /// The next row that holds anything, or `None` at the end.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        loop {
            self.reader.get_mut().row_bytes = 0;
            let more = self.reader.read_byte_record(&mut self.record);
            let more = more.map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(source) if source.kind() == io::ErrorKind::FileTooLarge => Spot {
                    file: &self.file,
                    line: self.line + 1,
                }
                .problem(
                    "the row is longer than 1 MiB: a quotation mark is not closed, or this is not a table",
                ),
                csv::ErrorKind::Io(source) => stopped(&self.file, self.line, source),
                other => stopped(&self.file, self.line, io::Error::other(format!("{other:?}"))),
            })?;
            if !more {
                return Ok(None);
            }
            // The position is that behind the row. (The one that the crate puts into the record is wrong
            // after empty lines.)
            let behind = self.reader.position().line();
            let inside = self.record.as_slice().iter().filter(|b| **b == b'\n').count() as u64;
            let guard = self.reader.get_ref();
            let cut_off = guard.ended && guard.last != b'\n';
            self.line = behind.saturating_sub(inside + u64::from(!cut_off)).max(1);
            let blank = self.record.iter().all(is_blank);
            let dos_end = guard.last == DOS_END;
            let spot = Spot {
                file: &self.file,
                line: self.line,
            };
            if cut_off && !(blank && dos_end) {
                return Err(spot.problem(CUT_OFF));
            }
            if blank {
                continue;
            }
            return Ok(Some(Record {
                spot,
                cells: &self.record,
            }));
        }
    }
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub fn len(self) -> usize {
        self.cells.len()
    }

    /// The text of a cell in any row, spaces and line breaks made one space; empty where there is none.
    pub fn plain(self, index: usize) -> String {
        let text = decoded(self.cells.get(index).unwrap_or_default());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How many cells hold anything.
    pub fn filled(self) -> usize {
        self.cells.iter().filter(|cell| !is_blank(cell)).count()
    }

    /// Whether one of its cells is this caption, whatever its case, spaces and underscores.
    pub fn has_caption(self, wanted: &str) -> bool {
        (0..self.len()).any(|index| alike(&self.plain(index), wanted))
    }

    /// The cell of a column that [`Columns::find`] found.
    pub fn cell(self, column: &'a Found) -> Cell<'a> {
        let bytes = self.cells.get(column.index).unwrap_or_default();
        Cell::new(self.spot, Column::Caption(&column.caption), bytes)
    }
}

/// The captions of a file's header.
#[derive(Debug)]
pub(crate) struct Columns {
    captions: Vec<String>,
}

/// A column and its place.
#[derive(Debug)]
pub(crate) struct Found {
    index: usize,
    caption: String,
}

impl Found {
    /// A column of a layout whose columns have fixed places.
    pub fn at(index: usize, caption: &str) -> Self {
        Self {
            index,
            caption: caption.to_owned(),
        }
    }
}

impl Columns {
    /// One caption a column.
    pub fn new(captions: Vec<String>) -> Self {
        Self { captions }
    }

    /// The captions of a header that is one row.
    pub fn of(header: Record<'_>) -> Self {
        Self::new((0..header.len()).map(|index| header.plain(index)).collect())
    }

    /// The one column whose caption fits, whatever its place, if there is one.
    pub fn maybe_by(
        &self,
        spot: Spot<'_>,
        wanted: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Option<Found>, ReadError> {
        let mut fitting = (0..).zip(&self.captions).filter(|(_, caption)| fits(caption));
        let Some((index, _)) = fitting.next() else {
            return Ok(None);
        };
        if fitting.next().is_some() {
            return Err(spot.problem(format!("the header has the column {} twice", quoted(wanted))));
        }
        Ok(Some(Found {
            index,
            caption: wanted.to_owned(),
        }))
    }

    /// The one column whose caption fits, whatever its place.
    pub fn find_by(
        &self,
        spot: Spot<'_>,
        wanted: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Found, ReadError> {
        self.maybe_by(spot, wanted, fits)?.ok_or_else(|| {
            let known: Vec<_> = self
                .captions
                .iter()
                .filter(|c| !c.is_empty())
                .map(|c| quoted(c))
                .collect();
            let known = known.iter().take(40).cloned().collect::<Vec<_>>().join(", ");
            spot.problem(format!(
                "the header has no column {}; it has {known}",
                quoted(wanted)
            ))
        })
    }

    /// The one column with this caption, in any case.
    pub fn find(&self, spot: Spot<'_>, wanted: &str) -> Result<Found, ReadError> {
        self.find_by(spot, wanted, |caption| caption.eq_ignore_ascii_case(wanted))
    }

    /// The caption of a column as it stands, for what it says besides.
    pub fn caption(&self, column: &Found) -> &str {
        self.captions.get(column.index).map_or("", String::as_str)
    }

    /// The one column with this caption, whatever its case, spaces and underscores: `ADD DT`, `Add_dt`.
    pub fn find_alike(&self, spot: Spot<'_>, wanted: &str) -> Result<Found, ReadError> {
        self.find_by(spot, wanted, |caption| alike(caption, wanted))
    }

    /// Refuses a row that has not as many cells as the header.
    pub fn check_width(&self, row: Record<'_>) -> Result<(), ReadError> {
        let (cells, width) = (row.len(), self.captions.len());
        if cells == width {
            return Ok(());
        }
        Err(row.spot.problem(format!(
            "the row has {cells} columns and the header {width}: the file is damaged, download it again"
        )))
    }
}

/// Whether two captions have the same letters and digits, in any case.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let plain = |caption: &str| -> Vec<u8> {
        let kept = caption.bytes().filter(u8::is_ascii_alphanumeric);
        kept.map(|b| b.to_ascii_uppercase()).collect()
    };
    plain(one) == plain(other)
}

/// Stops the CSV reader from collecting an endless row, and remembers how the file ended. Carriage returns,
/// which mean nothing in these files, are left out: the CSV reader's line numbers count on line feeds.
struct Guard<R> {
    input: R,
    row_bytes: usize,
    last: u8,
    ended: bool,
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                self.ended = true;
                return Ok(0);
            }
            let taken = available.len().min(out.len());
            let mut kept = 0;
            for piece in available[..taken].split(|b| *b == b'\r') {
                out[kept..kept + piece.len()].copy_from_slice(piece);
                kept += piece.len();
            }
            self.input.consume(taken);
            self.row_bytes += taken;
            if self.row_bytes > LONGEST_ROW + out.len() {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            if kept > 0 {
                self.last = out[kept - 1];
                return Ok(kept);
            }
            if out.is_empty() {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Result<Vec<(u64, usize)>, String> {
        let mut table = Table::new(bytes, "f.csv");
        let mut rows = Vec::new();
        while let Some(row) = table.next().map_err(|e| e.to_string())? {
            rows.push((row.spot.line, row.len()));
        }
        Ok(rows)
    }

    #[test]
    fn a_row_is_named_by_the_line_at_which_it_begins() {
        let text = "a,b\n\n\n\"c\nd\",e\nf,g\n,\n\"h\n\",\"\n\"\ni,j\n";
        let expected = Ok(vec![(1, 2), (4, 2), (6, 2), (8, 2), (11, 2)]);
        assert_eq!(lines(text.as_bytes()), expected);
        assert_eq!(lines(text.replace('\n', "\r\n").as_bytes()), expected);
    }

    #[test]
    fn between_tabs_a_quotation_mark_is_a_character_like_any_other() {
        let mut table = Table::tabbed(&b"a\t\"b, c\n\td\n"[..], "f.txt");
        let mut rows = Vec::new();
        while let Ok(Some(row)) = table.next() {
            rows.push((row.spot.line, row.plain(0), row.plain(1)));
        }
        let row = |line, first: &str, second: &str| (line, first.to_owned(), second.to_owned());
        assert_eq!(rows, [row(1, "a", "\"b, c"), row(2, "", "d")]);
    }

    #[test]
    fn line_numbers_hold_over_the_buffers_of_long_files() {
        let text = "a,b\r\n".repeat(50_000);
        let rows = lines(text.as_bytes());
        assert!(rows.is_ok_and(|rows| rows.iter().enumerate().all(|(i, row)| row.0 == i as u64 + 1)));
    }

    #[test]
    fn a_last_row_without_a_line_feed_was_cut_off() {
        assert!(
            lines(b"a,b\nc,d").is_err_and(|e| e.starts_with("f.csv, line 2: the file ends in the middle"))
        );
        assert_eq!(lines(b"a,b\r\n\x1a,,\r\n"), Ok(vec![(1, 2)]));
        assert_eq!(lines(b"a,b\r\n\x1a"), Ok(vec![(1, 2)]));
        assert_eq!(lines(b""), Ok(vec![]));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_an_error_and_not_memory() {
        let endless = io::BufReader::new(b"a,b\n\"".chain(io::repeat(b'\n')));
        let mut table = Table::new(endless, "f");
        assert!(table.next().is_ok());
        assert!(
            table
                .next()
                .is_err_and(|e| e.to_string().starts_with("f, line 2: the row is longer"))
        );
    }

    #[test]
    fn captions_are_alike_whatever_their_case_spaces_and_underscores() {
        assert!(alike("ADD DT", "Add_dt") && alike("PRICE1", "price 1"));
        assert!(!alike("PRICE1", "PRICE2") && !alike("OPPS", "OPPS_PI"));
    }

    #[test]
    fn columns_are_found_by_caption_and_missing_ones_named() {
        let mut table = Table::new(&b"\"HCPCS/\nCPT Code\",b,B\n"[..], "f");
        let Ok(Some(row)) = table.next() else {
            unreachable!()
        };
        let columns = Columns::of(row);
        assert!(
            columns
                .find(row.spot, "HCPCS/ CPT Code")
                .is_ok_and(|found| found.index == 0)
        );
        assert!(
            columns
                .find(row.spot, "b")
                .is_err_and(|e| e.to_string().contains("\"b\" twice"))
        );
        let missing = columns
            .find(row.spot, "MAI")
            .map(|_| ())
            .map_err(|e| e.to_string());
        assert_eq!(
            missing,
            Err(
                "f, line 1: the header has no column \"MAI\"; it has \"HCPCS/ CPT Code\", \"b\", \"B\""
                    .into()
            )
        );
    }
}
