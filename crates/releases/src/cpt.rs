//! CPT long descriptors out of the AMA's licensed LONGULT.txt.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::error::{Column, ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use codeset::CodeSystem;
use codeset::rows::CodeRow;
use std::io::BufRead;

/// A licence notice that ends with an empty line, then code, tab, descriptor. There is no header.
pub(crate) struct LongDescriptors<R> {
    lines: Lines<R>,
    state: State,
    position: i32,
    seen: Seen<String>,
}

/// How far the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the notice; `after_blank` right after an empty line, where the rows may begin.
    Notice { after_blank: bool },
    /// In the rows.
    Rows,
    /// Behind an empty line, with the number of it: the end, or else the rows before it were none.
    Ended(u64),
}

impl<R: BufRead> LongDescriptors<R> {
    pub fn new(input: R, file: &str) -> Self {
        let state = State::Notice { after_blank: false };
        Self {
            lines: Lines::new(input, file),
            state,
            position: 0,
            seen: Seen::new(),
        }
    }
}

/// Whether a line has the shape of a row, even if its code is damaged.
pub(crate) fn looks_like_row(line: &[u8]) -> bool {
    line.get(5) == Some(&b'\t') && line[..5].iter().all(u8::is_ascii_alphanumeric)
}

/// Code and descriptor of a line.
fn split(line: Line<'_>) -> Option<(Cell<'_>, Cell<'_>)> {
    let tab = line.bytes.iter().position(|b| *b == b'\t')?;
    let (code, rest) = line.bytes.split_at(tab);
    Some((
        Cell::new(line.spot, Column::Caption("code"), code),
        Cell::new(line.spot, Column::Caption("descriptor"), &rest[1..]),
    ))
}

impl<R: BufRead> RowSource for LongDescriptors<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            match self.state {
                State::Rows if line.is_blank() => {
                    self.state = State::Ended(line.spot.line);
                    continue;
                }
                State::Ended(_) if line.is_blank() => continue,
                State::Ended(blank) => {
                    return Err(line.spot.problem(format!(
                        "text follows the empty line {blank}: the descriptors stand in one block after the licence"
                    )));
                }
                State::Notice { after_blank: true } if looks_like_row(line.bytes) => self.state = State::Rows,
                State::Notice { .. } => {
                    self.state = State::Notice {
                        after_blank: line.is_blank(),
                    };
                    continue;
                }
                State::Rows => {}
            }
            let Some((code, descriptor)) = split(line) else {
                return Err(line
                    .spot
                    .problem("the row has no tab between code and descriptor"));
            };
            let code = code.code(CodeSystem::Cpt)?;
            self.seen
                .once(line.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
            self.position += 1;
            return Ok(Some(Row::Code(CodeRow {
                code,
                position: self.position,
                billable: true,
                short_title: None,
                long_title: descriptor.some_text()?,
                ended_on: None,
            })));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The long descriptors.
pub(crate) const LONG: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(LongDescriptors::new(input, file)))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let named = file.named("longult");
    let mut notice = String::new();
    let mut after_blank = false;
    let mut rows = false;
    for line in file.text.lines() {
        if after_blank && looks_like_row(line.as_bytes()) {
            rows = true;
            break;
        }
        after_blank = line.trim().is_empty();
        notice.push_str(line);
        notice.push('\n');
    }
    if !(named || (rows && notice.contains("American Medical Association"))) {
        return None;
    }
    let what = "CPT descriptors whose licence notice names no year";
    release_or(
        naming::cpt_notice(&notice),
        LONG,
        what,
        "LONGULT.txt with its notice",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{CPT, read};

    fn with(old: &str, new: &str) -> Result<Vec<Row>, String> {
        read(
            super::LONG,
            "LONGULT.txt",
            String::from_utf8_lossy(CPT).replace(old, new).as_bytes(),
        )
    }

    #[test]
    fn the_rows_begin_behind_the_last_empty_line() {
        let rows = read(super::LONG, "LONGULT.txt", CPT).unwrap_or_default();
        let [Row::Code(first), Row::Code(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (first.code.as_str(), first.position, first.billable),
            ("97001", 1, true)
        );
        assert_eq!(
            (first.long_title.as_str(), first.short_title.clone()),
            ("Invented (descriptor)", None)
        );
        assert_eq!((second.code.as_str(), second.position), ("0001U", 2));
    }

    #[test]
    fn damage_is_located() {
        let refused = with("97001\t", "9700l\t");
        assert!(refused.is_err_and(|e| e.starts_with("LONGULT.txt, line 6, column code: \"9700l\"")));
        let refused = with("0001U\t", "0001U ");
        assert!(refused.is_err_and(|e| e.contains("line 7: the row has no tab")));
        let refused = with("0001U\t", "\r\n0001U\t");
        assert!(refused.is_err_and(|e| e.contains("line 8: text follows the empty line 7")));
        let refused = with("97001\tInv", "97001\t\tInv");
        assert!(
            refused.is_ok_and(|rows| matches!(&rows[0], Row::Code(row) if row.long_title.starts_with("Inv")))
        );
    }

    #[test]
    fn empty_lines_at_the_end_do_not_hide_the_rows() {
        assert!(with("Another\r\n", "Another\r\n\r\n\r\n").is_ok_and(|rows| rows.len() == 2));
    }
}
