//! The AMA's texts without captions: LONGULT, MEDU and SHORTU.

use crate::cell::Cell;
use crate::error::{Column, ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::row::{Row, RowSource, Seen};
use codeset::rows::{CodeRow, DescriptorRow};
use codeset::{Code, CodeSystem};
use std::io::BufRead;

/// How a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Code, tab, long descriptor.
    Long,
    /// Code, space, descriptor of at most 48 characters.
    Medium,
    /// Code, space, descriptor of at most 28 characters.
    Short,
}

impl Shape {
    /// The shape of a line, even if its code is damaged. What fits a short descriptor can be a medium one as well.
    pub fn of_row(line: &[u8]) -> Option<Self> {
        let longest = |shape: Self| line.trim_ascii_end().len() <= 6 + shape.width();
        if Self::Long.fits(line) {
            Some(Self::Long)
        } else if !Self::Short.fits(line) {
            None
        } else if longest(Self::Short) {
            Some(Self::Short)
        } else {
            longest(Self::Medium).then_some(Self::Medium)
        }
    }

    /// Whether a line is a row of this shape, even if its code or descriptor is damaged.
    fn fits(self, line: &[u8]) -> bool {
        let Some((code, rest)) = line.split_at_checked(5) else {
            return false;
        };
        let separator = match self {
            Self::Long => b'\t',
            Self::Medium | Self::Short => b' ',
        };
        // In prose a space stands behind many a word of five letters.
        let digits = code.iter().filter(|b| b.is_ascii_digit()).count();
        rest.first() == Some(&separator)
            && code.iter().all(u8::is_ascii_alphanumeric)
            && (separator == b'\t' || digits >= 3)
    }

    /// Characters of a descriptor at most.
    fn width(self) -> usize {
        match self {
            Self::Long => usize::MAX,
            Self::Medium => 48,
            Self::Short => 28,
        }
    }

    /// Code and descriptor of a line.
    fn split(self, line: Line<'_>) -> Result<(Cell<'_>, Cell<'_>), ReadError> {
        if self == Self::Long {
            let Some(tab) = line.bytes.iter().position(|b| *b == b'\t') else {
                return Err(line
                    .spot
                    .problem("the row has no tab between code and descriptor"));
            };
            let (code, rest) = line.bytes.split_at(tab);
            return Ok((
                Cell::new(line.spot, Column::Caption("code"), code),
                Cell::new(line.spot, Column::Caption("descriptor"), &rest[1..]),
            ));
        }
        let gap = line.span(6, 6, "gap");
        if !gap.is_blank() {
            return Err(gap.problem("must be a space: the row is shifted"));
        }
        let descriptor = line.span(7, usize::MAX, "descriptor");
        let (characters, width) = (descriptor.raw().chars().count(), self.width());
        if characters > width {
            return Err(descriptor.problem(format!(
                "has {characters} characters; here are at most {width}: the file has another name than it should"
            )));
        }
        Ok((line.span(1, 5, "code"), descriptor))
    }

    fn row(self, code: Code, position: i32, text: String) -> Row {
        match self {
            Self::Long => Row::Code(CodeRow {
                code,
                position,
                billable: true,
                short_title: None,
                long_title: text,
                ended_on: None,
            }),
            Self::Medium | Self::Short => Row::Descriptor(DescriptorRow {
                code,
                number: String::new(),
                text,
            }),
        }
    }
}

/// A licence notice that ends with an empty line, then the rows in one block.
pub(super) struct Text<R> {
    lines: Lines<R>,
    shape: Shape,
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

impl<R: BufRead> Text<R> {
    pub fn new(input: R, file: &str, shape: Shape) -> Self {
        Self {
            lines: Lines::new(input, file),
            shape,
            state: State::Notice { after_blank: false },
            position: 0,
            seen: Seen::new(),
        }
    }
}

impl<R: BufRead> RowSource for Text<R> {
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
                State::Notice { after_blank: true } if self.shape.fits(line.bytes) => {
                    self.state = State::Rows;
                }
                State::Notice { .. } => {
                    self.state = State::Notice {
                        after_blank: line.is_blank(),
                    };
                    continue;
                }
                State::Rows => {}
            }
            let (code, text) = self.shape.split(line)?;
            let code = code.code(CodeSystem::Cpt)?;
            self.seen
                .once(line.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
            self.position += 1;
            return Ok(Some(self.shape.row(code, self.position, text.some_text()?)));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}
