//! Lines of a text file with their numbers, never more than one of them in memory.

use crate::cell::Cell;
use crate::error::{CUT_OFF, Column, ReadError, Spot};
use std::io::{self, BufRead, Read};

/// No row of any release is near this long; what is longer is not a row.
pub(crate) const LONGEST_ROW: usize = 1 << 20;

/// The end-of-file mark of DOS, which some CMS files still carry as their last byte.
pub(crate) const DOS_END: u8 = 0x1a;

/// Reads line after line. Line feeds with and without a carriage return are accepted; a last line without
/// one is a file that was cut off.
pub(crate) struct Lines<R> {
    input: R,
    file: String,
    number: u64,
    line: Vec<u8>,
}

/// One line without its line feed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Where it is.
    pub spot: Spot<'a>,
    /// What it holds.
    pub bytes: &'a [u8],
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, file: &str) -> Self {
        Self {
            input,
            file: file.to_owned(),
            number: 0,
            line: Vec::new(),
        }
    }

    /// The line read last.
    pub fn here(&self) -> Spot<'_> {
        Spot {
            file: &self.file,
            line: self.number.max(1),
        }
    }

    /// The next line, or `None` at the end.
    pub fn next(&mut self) -> Result<Option<Line<'_>>, ReadError> {
        self.line.clear();
        let limit = LONGEST_ROW as u64 + 1;
        let read = self.input.by_ref().take(limit).read_until(b'\n', &mut self.line);
        let read = read.map_err(|source| stopped(&self.file, self.number, source))?;
        self.number += 1;
        let spot = Spot {
            file: &self.file,
            line: self.number,
        };
        if read > LONGEST_ROW {
            return Err(spot.problem("the line is longer than 1 MiB: this is not a text file of this kind"));
        }
        if self.number == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
            self.line.drain(..3);
        }
        let ended = self.line.last() == Some(&b'\n');
        while matches!(self.line.last(), Some(b'\n' | b'\r')) {
            self.line.pop();
        }
        if !ended {
            let dos_end = is_blank(&self.line) && self.line.last() == Some(&DOS_END);
            if read == 0 || dos_end {
                self.number -= 1;
                return Ok(None);
            }
            return Err(spot.problem(CUT_OFF));
        }
        Ok(Some(Line {
            spot: Spot {
                file: &self.file,
                line: self.number,
            },
            bytes: &self.line,
        }))
    }
}

/// Whether nothing but spaces (or the end-of-file mark) is there.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|b| matches!(*b, b' ' | b'\t' | b'\r' | b'\n' | 0xa0 | DOS_END))
}

/// The error for input that the system stops giving, e.g. for a checksum of the zip that is wrong.
pub(crate) fn stopped(file: &str, after_line: u64, source: io::Error) -> ReadError {
    ReadError::Io {
        file: format!("{file}, after line {after_line}"),
        source,
    }
}

impl<'a> Line<'a> {
    /// Whether nothing stands on it.
    pub fn is_blank(self) -> bool {
        is_blank(self.bytes)
    }

    /// Refuses a line that is longer or shorter than all lines of its layout.
    pub fn check_length(self, length: usize) -> Result<(), ReadError> {
        let found = self.bytes.len();
        if found == length {
            return Ok(());
        }
        Err(self.spot.problem(format!(
            "the line has {found} characters instead of {length}: the file is damaged, download it again"
        )))
    }

    /// Refuses text between the columns, given by their first and last characters: it is shifted, and would be
    /// read wrongly.
    pub fn check_gaps(self, gaps: &[(usize, usize)]) -> Result<(), ReadError> {
        for (first, last) in gaps {
            let gap = self.span(*first, *last, "between the columns");
            if !gap.is_blank() {
                return Err(
                    gap.problem("text stands where none may: the row is shifted, or the layout has changed")
                );
            }
        }
        Ok(())
    }

    /// The characters `first` to `last`, from 1, of a fixed layout; a shorter line has fewer.
    pub fn span(self, first: usize, last: usize, what: &'a str) -> Cell<'a> {
        let end = last.min(self.bytes.len());
        let bytes = self.bytes.get(first.saturating_sub(1)..end).unwrap_or_default();
        Cell::new(self.spot, Column::Span(first, last, what), bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Result<Vec<(u64, Vec<u8>)>, String> {
        let mut lines = Lines::new(bytes, "f.txt");
        let mut read = Vec::new();
        while let Some(line) = lines.next().map_err(|e| e.to_string())? {
            read.push((line.spot.line, line.bytes.to_vec()));
        }
        Ok(read)
    }

    #[test]
    fn both_line_endings_a_byte_order_mark_and_the_dos_end_are_accepted() {
        let expected = Ok(vec![(1, b"a".to_vec()), (2, Vec::new()), (3, b"b".to_vec())]);
        assert_eq!(all(b"a\n\nb\n"), expected);
        assert_eq!(all(b"\xef\xbb\xbfa\r\n\r\nb\r\n\x1a"), expected);
        assert_eq!(all(b""), Ok(vec![]));
    }

    #[test]
    fn a_last_line_without_a_line_feed_was_cut_off() {
        assert!(all(b"a\nb").is_err_and(|e| e.starts_with("f.txt, line 2: the file ends in the middle")));
    }

    #[test]
    fn an_endless_line_is_an_error_and_not_memory() {
        let mut lines = Lines::new(io::BufReader::new(io::repeat(b'x')), "f");
        assert!(
            lines
                .next()
                .is_err_and(|e| e.to_string().contains("longer than 1 MiB"))
        );
    }

    #[test]
    fn a_span_beyond_the_line_is_empty() {
        let line = Line {
            spot: Spot { file: "f", line: 1 },
            bytes: b"abc",
        };
        assert_eq!(line.span(2, 9, "x").raw(), "bc");
        assert!(line.span(5, 9, "x").is_blank());
        assert!(line.span(9, 5, "x").is_blank());
    }

    #[test]
    fn a_line_of_another_length_or_with_text_between_its_columns_is_refused() {
        let line = Line {
            spot: Spot { file: "f", line: 3 },
            bytes: b"ab  c",
        };
        assert!(line.check_length(5).is_ok() && line.check_gaps(&[(3, 4)]).is_ok());
        assert!(line.check_length(6).is_err_and(|e| {
            e.to_string()
                .starts_with("f, line 3: the line has 5 characters instead of 6")
        }));
        assert!(line.check_gaps(&[(3, 4), (4, 5)]).is_err_and(|e| {
            e.to_string()
                .starts_with("f, line 3, columns 4–5 (between the columns): ")
        }));
    }
}
