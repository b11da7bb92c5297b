//! NCCI procedure-to-procedure edits for practitioner services, as tab-separated text in four parts.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{Column, ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource};
use codeset::release::Source;
use codeset::rows::PtpRow;
use std::io::BufRead;

/// The header is looked for in so many lines.
const PREAMBLE_LINES: usize = 20;

/// The captions, as messages name the columns.
const CAPTIONS: [&str; 7] = [
    "Column 1",
    "Column 2",
    "*=in existence prior to 1996",
    "Effective Date",
    "Deletion Date",
    "Modifier",
    "PTP Edit Rationale",
];

/// One part of the edits. A pair may repeat with other dates.
pub(crate) struct PtpText<R> {
    lines: Lines<R>,
    /// The captions run over several lines, the later of which have no first column.
    in_header: bool,
    /// The rows of the pair read last, with their lines: parts are sorted by pair.
    pair: Vec<(u64, PtpRow)>,
}

impl<R: BufRead> PtpText<R> {
    /// Reads up to the line that begins with `Column 1`.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(input, file);
        for _ in 0..PREAMBLE_LINES {
            let Some(line) = lines.next()? else { break };
            let cells = split(line);
            if cells.first().is_some_and(|cell| cell.raw() == CAPTIONS[0]) {
                check_header(line, &cells)?;
                return Ok(Self {
                    lines,
                    in_header: true,
                    pair: Vec::new(),
                });
            }
        }
        Err(lines
            .here()
            .problem("the header, a line that begins with \"Column 1\", was not found"))
    }
}

/// Numbers the rows of a pair that begin on one day, and refuses one that was doubled. A pair's rows may have the
/// same dates and differ in their rationale.
fn number_among_pair(
    pair: &mut Vec<(u64, PtpRow)>,
    row: &mut PtpRow,
    spot: Spot<'_>,
) -> Result<(), ReadError> {
    let same_pair = |other: &PtpRow| (&other.column1, &other.column2) == (&row.column1, &row.column2);
    if pair.first().is_some_and(|(_, first)| !same_pair(first)) {
        pair.clear();
    }
    for (line, other) in pair.iter() {
        let doubled = PtpRow {
            occurrence: other.occurrence,
            ..row.clone()
        };
        if doubled != *other {
            row.occurrence += i32::from(other.effective == row.effective);
            continue;
        }
        let (column1, column2) = (&row.column1, &row.column2);
        return Err(spot.problem(format!(
            "the edit of {column1} and {column2} is already on line {line}, the same in all columns"
        )));
    }
    pair.push((spot.line, row.clone()));
    Ok(())
}

/// The cells of a line, named by their captions.
fn split(line: Line<'_>) -> Vec<Cell<'_>> {
    let names = CAPTIONS
        .iter()
        .copied()
        .chain(std::iter::repeat("beyond the seventh"));
    line.bytes
        .split(|b| *b == b'\t')
        .zip(names)
        .map(|(bytes, name)| Cell::new(line.spot, Column::Caption(name), bytes))
        .collect()
}

/// Refuses a header whose columns are others, or in another order.
fn check_header(line: Line<'_>, cells: &[Cell<'_>]) -> Result<(), ReadError> {
    let first_lines = [
        "Column 1",
        "Column 2",
        "*=in existence",
        "Effective",
        "Deletion",
        "Modifier",
        "PTP Edit Rationale",
    ];
    for (index, wanted) in first_lines.iter().enumerate() {
        if cells.get(index).is_none_or(|cell| cell.raw() != *wanted) {
            return Err(line.spot.problem(format!(
                "the header's column {} must be \"{wanted}\": the layout has changed, or the file is damaged",
                index + 1
            )));
        }
    }
    Ok(())
}

fn row_of(line: Line<'_>) -> Result<PtpRow, ReadError> {
    let cells = split(line);
    let &[
        column1,
        column2,
        before_1996,
        effective,
        deleted,
        indicator,
        rationale,
    ] = cells.as_slice()
    else {
        return Err(line.spot.problem(format!(
            "the row has {} columns instead of 7: the file is damaged, download it again",
            cells.len()
        )));
    };
    let indicator = indicator.one_of(&["0", "1", "9"])?;
    Ok(PtpRow {
        column1: column1.procedure()?,
        column2: column2.procedure()?,
        before_1996: before_1996.mark("*")?,
        effective: effective.date()?,
        occurrence: 0,
        deleted: if deleted.raw() == "*" {
            None
        } else {
            Some(deleted.date()?)
        },
        indicator: match indicator {
            "0" => 0,
            "1" => 1,
            _ => 9,
        },
        rationale: rationale.some_text()?,
    })
}

impl<R: BufRead> RowSource for PtpText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() || (self.in_header && line.bytes.starts_with(b"\t")) {
                continue;
            }
            self.in_header = false;
            let mut row = row_of(line)?;
            number_among_pair(&mut self.pair, &mut row, line.spot)?;
            return Ok(Some(Row::Ptp(row)));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The text.
pub(crate) const TEXT: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(PtpText::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let titled = file.says("Column1/Column2 Edits") || file.says("Column 1\tColumn 2\t");
    let named = file.name.starts_with("ccipra");
    if !titled && !named {
        return None;
    }
    if !named && !file.named("prac") {
        return not(
            "PTP edits, but its name does not say that they are those of practitioners (ccipra-v322r0-f1.txt)",
        );
    }
    release_or(
        naming::ptp_name(Source::PtpPractitioner, &file.name),
        TEXT,
        "a PTP file",
        "ccipra-v322r0-f1.txt",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{PTP, read};
    use codeset::NaiveDate;

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "ccipra.txt", text.as_bytes())
    }

    #[test]
    fn a_pair_may_repeat_with_other_dates_and_a_star_is_still_in_force() {
        let rows = text(PTP).unwrap_or_default();
        let [Row::Ptp(first), Row::Ptp(second), Row::Ptp(third)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (first.column1.as_str(), first.column2.as_str(), first.indicator),
            ("0001A", "0591T", 1)
        );
        assert_eq!(first.deleted, NaiveDate::from_ymd_opt(2023, 12, 31));
        assert_eq!((second.deleted, second.before_1996), (None, false));
        assert_eq!(
            (third.indicator, third.before_1996, third.deleted),
            (9, true, Some(third.effective))
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = text(&PTP.replace("20240101", "2024O101"));
        assert_eq!(
            refused,
            Err("ccipra.txt, line 8, column Effective Date: \"2024O101\" is not a date (YYYYMMDD)".into())
        );
        let refused = text(&PTP.replace("20240101\t*", "20240101\t"));
        assert!(refused.is_err_and(|e| e.contains("column Deletion Date: is empty; a date")));
        // The same pair and dates with another rationale is another row.
        let again = "0001A\t0591T\t\t20240101\t*\t0\tMutually exclusive procedures\r\n";
        assert!(text(&format!("{PTP}{again}")).is_ok_and(|rows| rows.len() == 4));
        let refused = text(&PTP.replace("\t0\tMisuse", "\t0"));
        assert!(refused.is_err_and(|e| e.contains("line 8: the row has 6 columns instead of 7")));
        let refused = text(&PTP.replace("\t9\tMut", "\t2\tMut"));
        assert!(
            refused.is_err_and(
                |e| e.contains("line 9, column Modifier: \"2\" is not one of: \"0\", \"1\", \"9\"")
            )
        );
    }

    #[test]
    fn a_header_with_other_columns_is_refused() {
        let refused = text(&PTP.replace("Effective\tDeletion", "Deletion\tEffective"));
        assert!(refused.is_err_and(|e| e.contains("line 3: the header's column 4 must be \"Effective\"")));
        let refused = text(&PTP.replace("Column 1", "Column A"));
        assert!(refused.is_err_and(|e| e.contains("was not found")));
    }
}
