//! NCCI procedure-to-procedure edits, for practitioner and for outpatient hospital services: tab-separated text in
//! four parts, and the same columns as a sheet.

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::ncci_setting::Setting;
use crate::row::Reading;
use crate::row::{Row, RowSource};
use crate::table::{Found, Record, Table};
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
pub(crate) struct PtpTable<R> {
    table: Table<R>,
    columns: [Found; 7],
    /// The captions run over several lines, the later of which have no first column.
    in_header: bool,
    /// The rows of the pair read last, with their lines: parts are sorted by pair.
    pair: Vec<(u64, PtpRow)>,
}

impl<R: BufRead> PtpTable<R> {
    /// Reads up to the line that begins with `Column 1`.
    pub fn new(mut table: Table<R>) -> Result<Self, ReadError> {
        for _ in 0..PREAMBLE_LINES {
            let Some(header) = table.next()? else { break };
            if header.plain(0) == CAPTIONS[0] {
                check_header(header)?;
                return Ok(Self {
                    table,
                    columns: std::array::from_fn(|index| Found::at(index, CAPTIONS[index])),
                    in_header: true,
                    pair: Vec::new(),
                });
            }
        }
        Err(table
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

/// Refuses a header whose columns are others, or in another order.
fn check_header(header: Record<'_>) -> Result<(), ReadError> {
    let first_words = [
        "Column 1",
        "Column 2",
        "*=in existence",
        "Effective",
        "Deletion",
        "Modifier",
        "PTP Edit Rationale",
    ];
    for (index, wanted) in first_words.iter().enumerate() {
        if !header.plain(index).starts_with(wanted) {
            return Err(header.spot.problem(format!(
                "the header's column {} must be \"{wanted}\": the layout has changed, or the file is damaged",
                index + 1
            )));
        }
    }
    Ok(())
}

fn row_of(row: Record<'_>, columns: &[Found; 7]) -> Result<PtpRow, ReadError> {
    if row.len() != columns.len() {
        return Err(row.spot.problem(format!(
            "the row has {} columns instead of 7: the file is damaged, download it again",
            row.len()
        )));
    }
    let [
        column1,
        column2,
        before_1996,
        effective,
        deleted,
        indicator,
        rationale,
    ] = columns.each_ref().map(|column| row.cell(column));
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

impl<R: BufRead> RowSource for PtpTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(record) = self.table.next()? {
            if self.in_header && record.plain(0).is_empty() {
                continue;
            }
            self.in_header = false;
            let mut row = row_of(record, &self.columns)?;
            number_among_pair(&mut self.pair, &mut row, record.spot)?;
            return Ok(Some(Row::Ptp(row)));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The text.
pub(crate) const TEXT: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(PtpTable::new(Table::tabbed(input, file))?))));

/// The sheet that is published beside it.
pub(crate) const SHEET: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(PtpTable::new(Table::new(input, file))?))));

/// Tells a file of this kind by its content or name. Whose edits they are the publisher says in the name alone.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let titled = [
        "Column1/Column2 Edits",
        "Column 1\tColumn 2\t",
        "Column 1,Column 2,",
    ]
    .iter()
    .any(|title| file.says(title));
    if !titled && !file.name.starts_with("ccipra") && !file.name.starts_with("ccioph") {
        return None;
    }
    let preamble = file.text.split("Column 1").next().unwrap_or_default();
    let (said, named) = (Setting::of(preamble), Setting::of(&file.name));
    if let (Some(said), Some(named)) = (said, named)
        && said != named
    {
        return not(&format!(
            "PTP edits whose text speaks of {} and whose name of {}: give the file its published name",
            said.services(),
            named.services()
        ));
    }
    let (source, example) = match named.or(said) {
        Some(Setting::Practitioner) => (Source::PtpPractitioner, "ccipra-v322r0-f1.txt"),
        Some(Setting::Hospital) => (Source::PtpHospital, "ccioph-v322r0-f1.txt"),
        _ => {
            return not(
                "PTP edits, but its name does not say that they are those of practitioners (ccipra-v322r0-f1.txt) \
                 or of outpatient hospitals (ccioph-v322r0-f1.txt)",
            );
        }
    };
    let layout = if file.is_csv() { SHEET } else { TEXT };
    release_or(
        naming::ptp_name(source, &file.name),
        layout,
        "a PTP file",
        example,
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{PTP, ptp_sheet, read, recognised};
    use codeset::NaiveDate;

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "ccipra.txt", text.as_bytes())
    }

    fn verdict(name: &str, text: &str) -> String {
        recognised(name, text.as_bytes(), |info, layout| {
            let piece = info.piece.unwrap_or_default();
            format!(
                "{} {} f{piece} rank {}",
                info.source.slug(),
                info.label,
                layout.rank
            )
        })
    }

    #[test]
    fn the_rows_are_read_as_they_stand() {
        insta::assert_debug_snapshot!(text(PTP));
    }

    #[test]
    fn the_sheet_has_the_rows_of_the_text() {
        assert_eq!(
            read(super::SHEET, "ccipra.xlsx", ptp_sheet().as_bytes()),
            text(PTP)
        );
    }

    #[test]
    fn captions_may_stand_in_one_line() {
        let (before, rows) = PTP.split_once("Column 1\t").unwrap();
        let rows = rows.split_once("0001A").unwrap().1;
        let header = "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t\
                      Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\r\n";
        assert_eq!(text(&format!("{before}{header}0001A{rows}")), text(PTP));
    }

    #[test]
    fn rows_of_one_pair_with_one_first_day_are_numbered() {
        let row = "0001A\t0591T\t\t20240101\t20240331\t9\tAnother\r\n";
        let before = "97001\tG0008";
        let rows = text(&PTP.replace(before, &format!("{row}{before}"))).unwrap_or_default();
        let numbers: Vec<_> = rows
            .iter()
            .map(|row| match row {
                Row::Ptp(row) => (row.effective.to_string(), row.occurrence),
                other => unreachable!("{other:?}"),
            })
            .collect();
        let number = |day: &str, occurrence| (day.to_owned(), occurrence);
        assert_eq!(
            numbers,
            [
                number("2022-01-01", 0),
                number("2024-01-01", 0),
                number("2024-01-01", 1),
                number("1996-01-01", 0),
            ]
        );
    }

    #[test]
    fn whose_edits_they_are_is_told_by_the_name_and_may_not_be_contradicted() {
        assert_eq!(
            verdict("ccipra-v322r0-f1.TXT", PTP),
            "ptp-practitioner 2026 Q3 f1 rank 0"
        );
        assert_eq!(
            verdict("ccioph-v322r0-f4.TXT", PTP),
            "ptp-hospital 2026 Q3 f4 rank 0"
        );
        assert_eq!(
            verdict("ccioph-v322r0-f1.xlsx", &ptp_sheet()),
            "ptp-hospital 2026 Q3 f1 rank 1"
        );
        let titled = format!("Outpatient hospital services\r\n{PTP}");
        assert_eq!(
            verdict("edits-v322r0-f2.txt", &titled),
            "ptp-hospital 2026 Q3 f2 rank 0"
        );
        assert!(
            verdict("ccipra-v322r0-f2.txt", &titled).contains(
                "text speaks of Outpatient Hospital Services and whose name of Practitioner Services"
            )
        );
        assert!(verdict("edits-v322r0-f2.txt", PTP).contains("does not say"));
        assert!(verdict("ccioph.txt", PTP).contains("like ccioph-v322r0-f1.txt"));
    }

    #[test]
    fn swapped_columns_are_refused_at_the_first_cell() {
        for (row, swapped, says) in [
            (
                "\t0591T\t\t20220101",
                "\t\t0591T\t20220101",
                "line 7, column Column 2: is empty; a CPT or HCPCS code is expected",
            ),
            (
                "20240101\t*",
                "*\t20240101",
                "line 8, column Effective Date: \"*\" is not a date",
            ),
            (
                "1\tMisuse",
                "Misuse\t1",
                "line 7, column Modifier: \"Misuse\" is not one of",
            ),
        ] {
            let refused = text(&PTP.replacen(row, swapped, 1));
            assert!(refused.as_ref().is_err_and(|e| e.contains(says)), "{refused:?}");
        }
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
