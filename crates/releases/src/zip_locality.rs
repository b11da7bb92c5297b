//! ZIP codes and their carriers and localities (files ZIP5_mmmyyyy.txt and .xlsx).

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::Lines;
use crate::naming;
use crate::row::{Reading, Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::release::Source;
use codeset::rows::ZipLocalityRow;
use std::io::BufRead;

/// The length of a line of the text.
const LINE_LENGTH: usize = 80;

/// What stands between the columns of the text: nothing.
const GAPS: [(usize, usize); 3] = [(19, 20), (22, 22), (24, 75)];

/// The fixed text, whose layout the publisher describes in ZIP5lyout.txt.
pub(crate) struct ZipText<R> {
    lines: Lines<R>,
    zips: Zips,
}

/// The sheet: a row of captions, then the ZIP codes.
pub(crate) struct ZipTable<R> {
    table: Table<R>,
    all: Columns,
    zip: Found,
    state: Found,
    mac: Found,
    locality: Found,
    rural: Found,
    lab_locality: Found,
    parts: Found,
    quarter: Found,
    zips: Zips,
}

/// What must hold from row to row.
struct Zips {
    seen: Seen<String>,
    /// Year and quarter of the first row, and its line.
    quarter: Option<(String, u64)>,
}

impl Zips {
    fn new() -> Self {
        Self {
            seen: Seen::new(),
            quarter: None,
        }
    }

    fn row(&mut self, spot: Spot<'_>, quarter: Cell<'_>, row: ZipLocalityRow) -> Result<Row, ReadError> {
        self.check_quarter(spot, quarter)?;
        self.seen
            .once(spot, row.zip.clone(), || format!("the ZIP code {}", row.zip))?;
        Ok(Row::ZipLocality(row))
    }

    /// All rows are of one quarter.
    fn check_quarter(&mut self, spot: Spot<'_>, cell: Cell<'_>) -> Result<(), ReadError> {
        let quarter = cell.digits(5)?;
        match &self.quarter {
            Some((first, _)) if *first == quarter => Ok(()),
            Some((first, line)) => Err(cell.problem(format!(
                "the quarter {quarter} is not that of line {line}, {first}: all rows of a file are of one quarter"
            ))),
            None => {
                self.quarter = Some((quarter, spot.line));
                Ok(())
            }
        }
    }
}

impl<R: BufRead> ZipText<R> {
    /// There is no header.
    pub fn new(input: R, file: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            zips: Zips::new(),
        }
    }
}

impl<R: BufRead> RowSource for ZipText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            line.check_length(LINE_LENGTH)?;
            line.check_gaps(&GAPS)?;
            let read = ZipLocalityRow {
                zip: line.span(3, 7, "ZIP code").digits(5)?,
                state: line.span(1, 2, "state").indicator(2)?,
                mac: line.span(8, 12, "carrier").digits(5)?,
                locality: line.span(13, 14, "pricing locality").digits(2)?,
                rural: rural(line.span(15, 15, "rural indicator"))?,
                lab_locality: line.span(16, 17, "laboratory locality").indicator(2)?,
                has_parts: has_parts(line.span(21, 21, "plus four flag"))?,
            };
            let quarter = line.span(76, 80, "year and quarter");
            return self.zips.row(line.spot, quarter, read).map(Some);
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

impl<R: BufRead> ZipTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let all = table.captions("the ZIP5 file as a sheet", |row| row.filled() > 1)?;
        let spot = table.here();
        let find = |caption| all.find(spot, caption);
        Ok(Self {
            state: find("STATE")?,
            zip: find("ZIP CODE")?,
            mac: find("CARRIER")?,
            locality: find("LOCALITY")?,
            rural: find("RURAL IND")?,
            lab_locality: find("LAB CB LOCALITY")?,
            parts: find("PLUS 4 FLAG")?,
            quarter: find("YEAR/QTR")?,
            zips: Zips::new(),
            all,
            table,
        })
    }
}

impl<R: BufRead> RowSource for ZipTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let read = ZipLocalityRow {
            // A sheet may keep them as numbers.
            zip: row.cell(&self.zip).padded_digits(5)?,
            state: row.cell(&self.state).indicator(2)?,
            mac: row.cell(&self.mac).padded_digits(5)?,
            locality: row.cell(&self.locality).padded_digits(2)?,
            rural: rural(row.cell(&self.rural))?,
            lab_locality: row.cell(&self.lab_locality).indicator(2)?,
            has_parts: has_parts(row.cell(&self.parts))?,
        };
        let quarter = row.cell(&self.quarter);
        self.zips.row(row.spot, quarter, read).map(Some)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

fn rural(cell: Cell<'_>) -> Result<String, ReadError> {
    cell.one_of(&["", "R", "B"]).map(ToOwned::to_owned)
}

fn has_parts(cell: Cell<'_>) -> Result<bool, ReadError> {
    cell.one_of(&["0", "1"]).map(|flag| flag == "1")
}

/// The text.
pub(crate) const TEXT: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(ZipText::new(input, file)))));

/// The sheet, whose captions are not described by the publisher.
pub(crate) const TABLE: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(ZipTable::new(input, file)?))));

/// The year and quarter of the first row, where the file is of this kind.
fn first_quarter(file: &Sample<'_>) -> Option<String> {
    let zips = if file.is_csv() {
        let mut reader = ZipTable::new(file.head, &file.name).ok()?;
        reader.next_row().ok()?;
        reader.zips
    } else {
        let mut reader = ZipText::new(file.head, &file.name);
        reader.next_row().ok()?;
        reader.zips
    };
    zips.quarter.map(|(quarter, _)| quarter)
}

/// Tells a file of this kind by its first row or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    if file.name.starts_with("zip") && file.named("lyout") {
        return not("the layout of a file of ZIP codes");
    }
    if file.name.starts_with("zip9") {
        return not(
            "ZIP codes with their last four digits are not read: the ZIP5 file beside it tells which ZIP codes lie \
             in several localities",
        );
    }
    let quarter = first_quarter(file);
    if quarter.is_none() && !file.name.starts_with("zip5") {
        return None;
    }
    let layout = if file.is_csv() { TABLE } else { TEXT };
    match quarter {
        // A reader says what is wrong with its first row.
        None => release_or(
            naming::zip_name(&file.name),
            layout,
            "a file of ZIP codes",
            "ZIP5_OCT2025.txt",
        ),
        Some(quarter) => match naming::quarter(Source::ZipLocality, &quarter) {
            Some(info) => Some(Verdict::Read(info, layout)),
            None => Some(Verdict::Not(format!(
                "a file of ZIP codes whose rows are of {quarter}, which is no year and quarter"
            ))),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::fees::{ZIP_TABLE, zip_text};
    use crate::testing::{read, verdict};

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "ZIP5.txt", text.as_bytes())
    }

    #[test]
    fn the_rows_of_the_text() {
        insta::assert_debug_snapshot!(text(&zip_text()));
    }

    #[test]
    fn a_sheet_says_the_same_without_leading_zeros() {
        let rows = text(&zip_text());
        assert!(rows.as_ref().is_ok_and(|rows| rows.len() == 3), "{rows:?}");
        assert_eq!(read(super::TABLE, "ZIP5.xlsx", ZIP_TABLE.as_bytes()), rows);
    }

    #[test]
    fn the_rows_tell_the_quarter_whatever_the_name() {
        let expected = "zip-locality 2025 Q4 2025-10-01";
        assert_eq!(verdict("ZIP5_JAN2026.txt", &zip_text()), expected);
        assert_eq!(verdict("renamed", &zip_text()), expected);
        assert_eq!(verdict("renamed.xlsx", ZIP_TABLE), expected);
        assert!(verdict("ZIP5_OCT2025.txt", &zip_text().replace("20254", "20255")).contains("20255"));
    }

    #[test]
    fn a_damaged_first_row_is_an_error_of_the_reader() {
        let damaged = zip_text().replacen("AK99501", "AK9950I", 1);
        assert_eq!(
            verdict("ZIP5_OCT2025.txt", &damaged),
            "zip-locality 2025 Q4 2025-10-01"
        );
        assert!(
            text(&damaged)
                .is_err_and(|e| e.starts_with("ZIP5.txt, line 1, columns 3–7 (ZIP code): \"9950I\""))
        );
        assert!(verdict("ZIP5.txt", &damaged).contains("like ZIP5_OCT2025.txt"));
    }

    #[test]
    fn what_lies_beside_it_is_known() {
        assert!(verdict("ZIP5lyout.txt", "Zip5 Record Layout").contains("the layout"));
        assert!(verdict("ZIP9lyout.txt", "Zip9 Record Layout").contains("the layout"));
        assert!(verdict("ZIP9_OCT2025.txt", "AK995010210201").contains("last four digits"));
        let plus_four = zip_text().replace("0 A   ", "10001 ");
        assert!(verdict("renamed.txt", &plus_four).contains("not recognised"));
    }

    #[test]
    fn damage_is_located() {
        let refused = text(&zip_text().replace("63001", "99501"));
        assert!(refused.is_err_and(|e| e.contains("line 2: the ZIP code 99501 is already on line 1")));
        let refused = text(&zip_text().replacen("20254\r\nWY", "20261\r\nWY", 1));
        assert!(refused.is_err_and(|e| {
            e.starts_with(
                "ZIP5.txt, line 2, columns 76–80 (year and quarter): the quarter 20261 is not that of",
            )
        }));
        let refused = text(&zip_text().replace("21BZ9B", "21XZ9B"));
        assert!(
            refused.is_err_and(|e| e.contains("line 3, column 15 (rural indicator): \"X\" is not one of"))
        );
        let refused = text(&zip_text().replace("0 A  ", "0 AX "));
        assert!(refused.is_err_and(|e| e.contains("line 1, columns 24–75 (between the columns)")));
        let refused = text(&zip_text().replace("WY83128", "WY8312"));
        assert!(refused.is_err_and(|e| e.contains("line 3: the line has 79 characters instead of 80")));
        let missing = ZIP_TABLE.replace("YEAR/QTR", "PERIOD");
        let refused = read(super::TABLE, "ZIP5.xlsx", missing.as_bytes());
        assert!(refused.is_err_and(|e| e.contains("line 2: the header has no column \"YEAR/QTR\"")));
    }
}
