//! What can be wrong with a release file, said so that an operator can act on it.

use std::fmt::{self, Write as _};
use std::io;

/// What this version reads; part of the messages about files it does not.
pub const READABLE: &str = "the Medicare fee schedule (PPRRVU, GPCI, LOCCO, ANES, OPPSCAP), ZIP codes to localities, OPPS \
    Addendum B, the NCCI's PTP, MUE and add-on files, HCPCS Level II, the order files of ICD-10-CM and ICD-10-PCS, the \
    tabular list and indexes of ICD-10-CM, general equivalence mappings, place of service codes, the exports of the \
    Medicare Coverage Database, and the AMA's licensed CPT files, each as published: .txt, .csv, .xlsx, .xml or zipped";

/// Why a file, or a member of a zip, cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A row that cannot be what its publisher meant. Nothing after it is read.
    #[error("{}", located(file, *line, column.as_deref(), problem))]
    Located {
        /// The file's name; inside a zip, the member's name.
        file: String,
        /// The line, from 1, at which the row begins.
        line: u64,
        /// The column's caption, `columns 60–65 (work RVU)` in a fixed layout, or `element note` in XML.
        column: Option<String>,
        /// What is wrong and, where it helps, what to do.
        problem: String,
    },
    /// A file that is none of those read here.
    #[error(
        "{}: not a release file this version reads ({reason}); it reads {READABLE}",
        escaped(file)
    )]
    Unknown {
        /// The file's name.
        file: String,
        /// What it seems to be, or what was looked for.
        reason: String,
    },
    /// A zip that cannot be trusted or opened.
    #[error("{}: {problem}", escaped(file))]
    Archive {
        /// The zip's name.
        file: String,
        /// What is wrong with it.
        problem: ArchiveProblem,
    },
    /// The operating system, or the decompressor, refused to go on.
    #[error("{}: {source}", escaped(file))]
    Io {
        /// The file's name, and where known the line after which reading stopped.
        file: String,
        /// What the system said.
        source: io::Error,
    },
}

impl ReadError {
    /// Why, where the file is named beside it.
    pub fn reason(&self) -> String {
        match self {
            Self::Unknown { reason, .. } => reason.clone(),
            Self::Archive { problem, .. } => problem.to_string(),
            Self::Io { source, .. } => source.to_string(),
            Self::Located { .. } => self.to_string(),
        }
    }
}

/// What is wrong with a zip.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveProblem {
    /// It cannot be opened.
    #[error("the zip is damaged or incomplete ({0}): download it again")]
    Damaged(String),
    /// A member would be unpacked outside the folder it is unpacked into.
    #[error("the zip is refused: its member \"{0}\" points out of the archive")]
    ClimbingPath(String),
    /// A zip in a zip in a zip.
    #[error("the zip is refused: \"{0}\" is nested too deep; unpack it and import what is in it")]
    NestedTooDeep(String),
    /// It unpacks to more than any release.
    #[error("the zip is refused: it unpacks to {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// What it declares, or what was counted.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A member is compressed as only a zip bomb is.
    #[error("the zip is refused: its member \"{member}\" grows {ratio} times when it is unpacked")]
    Bomb {
        /// The member's name.
        member: String,
        /// Unpacked size over packed size.
        ratio: u64,
    },
    /// Tables of the Medicare Coverage Database that are not a whole export.
    #[error(
        "the tables of the Medicare Coverage Database in \"{folder}\" are not a whole export ({problem}): \
         import the zip as it was published"
    )]
    Export {
        /// The folder or inner zip.
        folder: String,
        /// What is wrong.
        problem: String,
    },
    /// A password or a compression method that is not read.
    #[error("\"{member}\" in it cannot be unpacked ({reason}); unpack the zip and import the file itself")]
    Unsupported {
        /// The member's name.
        member: String,
        /// Why.
        reason: String,
    },
}

/// The words for a file that was cut off.
pub(crate) const CUT_OFF: &str = "the file ends in the middle of a row: download it again \
    (if it is complete, add a line break at its end)";

fn located(file: &str, line: u64, column: Option<&str>, problem: &str) -> String {
    let mut text = format!("{}, line {line}", escaped(file));
    if let Some(column) = column {
        // A span of columns and a place in XML bring the word along.
        let has_word = ["column", "element", "attribute"]
            .iter()
            .any(|word| column.starts_with(word));
        let word = if has_word { "" } else { "column " };
        // Formatting into a String does not fail.
        let _ = write!(text, ", {word}{}", escaped(column));
    }
    text.push_str(": ");
    text.push_str(problem);
    text
}

/// A value as messages quote it: at most 40 characters, nothing that could move a cursor.
pub(crate) fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for (count, c) in value.chars().enumerate() {
        if count == 40 {
            text.push('…');
            break;
        }
        push_escaped(&mut text, c);
    }
    text.push('"');
    text
}

/// A name or caption from outside with its control characters made visible.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(300) {
        push_escaped(&mut out, c);
    }
    out
}

fn push_escaped(out: &mut String, c: char) {
    if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
        out.extend(c.escape_default());
    } else {
        out.push(c);
    }
}

/// Where in which file a row begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    /// The file's name.
    pub file: &'a str,
    /// Its line, from 1.
    pub line: u64,
}

impl Spot<'_> {
    /// An error about the row as a whole.
    pub fn problem(self, problem: impl Into<String>) -> ReadError {
        ReadError::Located {
            file: self.file.to_owned(),
            line: self.line,
            column: None,
            problem: problem.into(),
        }
    }

    /// An error about one column of the row.
    pub fn problem_in(self, column: Column<'_>, problem: impl Into<String>) -> ReadError {
        ReadError::Located {
            file: self.file.to_owned(),
            line: self.line,
            column: Some(column.to_string()),
            problem: problem.into(),
        }
    }
}

/// How a column is named in messages.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column<'a> {
    /// By its caption.
    Caption(&'a str),
    /// By its first and last character, from 1, and what stands there; to the end of the line where the last is
    /// [`usize::MAX`].
    Span(usize, usize, &'a str),
    /// An element of XML by its name.
    Element(&'a str),
    /// An attribute of an element, named after it.
    Attribute(&'a str, &'a str),
}

impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Caption(caption) => f.write_str(caption),
            Self::Span(first, last, what) if first == last => write!(f, "column {first} ({what})"),
            Self::Span(first, usize::MAX, what) => write!(f, "columns {first}– ({what})"),
            Self::Span(first, last, what) => write!(f, "columns {first}–{last} ({what})"),
            Self::Element(name) => write!(f, "element {name}"),
            Self::Attribute(element, name) => write!(f, "attribute {name} of {element}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_located_error_names_file_line_and_column() {
        let spot = Spot {
            file: "PPRRVU2025_Oct.csv",
            line: 1234,
        };
        assert_eq!(
            spot.problem_in(
                Column::Caption("WORK RVU"),
                format!("{} is not a number", quoted("0.2x"))
            )
            .to_string(),
            "PPRRVU2025_Oct.csv, line 1234, column WORK RVU: \"0.2x\" is not a number"
        );
        assert_eq!(
            spot.problem_in(Column::Span(60, 65, "work RVU"), "empty")
                .to_string(),
            "PPRRVU2025_Oct.csv, line 1234, columns 60–65 (work RVU): empty"
        );
    }

    #[test]
    fn a_column_may_run_to_the_end_of_its_line() {
        assert_eq!(
            Column::Span(78, usize::MAX, "title").to_string(),
            "columns 78– (title)"
        );
    }

    #[test]
    fn long_values_are_shortened_and_control_characters_shown() {
        assert_eq!(quoted("a\u{1b}[2J\n"), "\"a\\u{1b}[2J\\n\"");
        assert_eq!(quoted(&"x".repeat(1000)).chars().count(), 43);
        let spot = Spot {
            file: "a\nb",
            line: 1,
        };
        assert_eq!(spot.problem("x").to_string(), "a\\nb, line 1: x");
    }
}
