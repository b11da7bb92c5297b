//! The relative value file of the Medicare Physician Fee Schedule (PPRRVU), as CSV and as fixed text.
//!
//! Its codes' short descriptions are the AMA's and are not read. A row's columns are those of
//! [`codeset::rows::FeeRow`]; the conversion factor that every row repeats is yielded once, before the first.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Record, Table};
use chrono::Datelike as _;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{ConversionFactorRow, FeeRow};
use std::io::BufRead;

/// The length of a data line of the fixed text.
const LINE_LENGTH: usize = 171;

/// The header is looked for in so many rows.
const PREAMBLE_ROWS: usize = 30;

/// The CSV. Columns are found by their captions, which are stacked over several rows: 31 of them in 2025, 32
/// in 2026.
pub(crate) struct FeeTable<R> {
    table: Table<R>,
    columns: FeeColumns,
    checks: Checks,
}

/// The fixed text: `HDR` lines, then lines of 171 characters.
pub(crate) struct FeeText<R> {
    lines: Lines<R>,
    checks: Checks,
}

impl<R: BufRead> FeeTable<R> {
    /// Reads the header. `kind` is that of the conversion factor.
    pub fn new(input: R, file: &str, kind: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let columns = FeeColumns::read(&mut table)?;
        Ok(Self {
            table,
            columns,
            checks: Checks::new(kind),
        })
    }
}

impl<R: BufRead> RowSource for FeeTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        if let Some(row) = self.checks.waiting() {
            return Ok(Some(row));
        }
        let Some(record) = self.table.next()? else {
            return Ok(None);
        };
        let cells = self.columns.cells(record)?;
        self.checks.check(record.spot, &cells).map(Some)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

impl<R: BufRead> FeeText<R> {
    /// `kind` is that of the conversion factor.
    pub fn new(input: R, file: &str, kind: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            checks: Checks::new(kind),
        }
    }
}

impl<R: BufRead> RowSource for FeeText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        if let Some(row) = self.checks.waiting() {
            return Ok(Some(row));
        }
        while let Some(line) = self.lines.next()? {
            if line.is_blank() || line.bytes.starts_with(b"HDR ") {
                continue;
            }
            let length = line.bytes.len();
            if length != LINE_LENGTH {
                return Err(line.spot.problem(format!(
                    "the line has {length} characters instead of {LINE_LENGTH}: \
                     the file is damaged, download it again"
                )));
            }
            return self.checks.check(line.spot, &cells_of(line)).map(Some);
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The cells of one row, whatever the layout. The names are those of [`FeeRow`].
struct Cells<'a> {
    code: Cell<'a>,
    modifier: Cell<'a>,
    status: Cell<'a>,
    work: Cell<'a>,
    pe_nonfacility: Cell<'a>,
    na_nonfacility: Cell<'a>,
    pe_facility: Cell<'a>,
    na_facility: Cell<'a>,
    mp: Cell<'a>,
    total_nonfacility: Cell<'a>,
    total_facility: Cell<'a>,
    pctc: Cell<'a>,
    global_days: Cell<'a>,
    pre_op: Cell<'a>,
    intra_op: Cell<'a>,
    post_op: Cell<'a>,
    multiple: Cell<'a>,
    bilateral: Cell<'a>,
    assistant: Cell<'a>,
    cosurgeon: Cell<'a>,
    team: Cell<'a>,
    endoscopic_base: Cell<'a>,
    conversion_factor: Cell<'a>,
    supervision: Cell<'a>,
    imaging_family: Cell<'a>,
}

/// The fixed layout, agreed with the CSV on all rows of October 2025.
fn cells_of(line: Line<'_>) -> Cells<'_> {
    Cells {
        code: line.span(1, 5, "HCPCS"),
        modifier: line.span(6, 7, "modifier"),
        status: line.span(58, 58, "status code"),
        work: line.span(60, 65, "work RVU"),
        pe_nonfacility: line.span(66, 72, "non-facility PE RVU"),
        na_nonfacility: line.span(73, 74, "non-facility NA indicator"),
        pe_facility: line.span(75, 81, "facility PE RVU"),
        na_facility: line.span(82, 83, "facility NA indicator"),
        mp: line.span(84, 89, "MP RVU"),
        total_nonfacility: line.span(90, 96, "non-facility total"),
        total_facility: line.span(97, 102, "facility total"),
        pctc: line.span(103, 103, "PC/TC indicator"),
        global_days: line.span(104, 106, "global days"),
        pre_op: line.span(107, 109, "pre-operative share"),
        intra_op: line.span(110, 112, "intra-operative share"),
        post_op: line.span(113, 115, "post-operative share"),
        multiple: line.span(116, 116, "multiple procedure"),
        bilateral: line.span(117, 117, "bilateral surgery"),
        assistant: line.span(118, 118, "assistant at surgery"),
        cosurgeon: line.span(119, 119, "co-surgeons"),
        team: line.span(120, 120, "team surgery"),
        endoscopic_base: line.span(128, 132, "endoscopic base"),
        conversion_factor: line.span(133, 140, "conversion factor"),
        supervision: line.span(141, 143, "physician supervision"),
        imaging_family: line.span(145, 147, "imaging family"),
    }
}

/// Where the CSV's columns are.
struct FeeColumns {
    all: Columns,
    code: Found,
    modifier: Found,
    status: Found,
    work: Found,
    pe_nonfacility: Found,
    na_nonfacility: Found,
    pe_facility: Found,
    na_facility: Found,
    mp: Found,
    total_nonfacility: Found,
    total_facility: Found,
    pctc: Found,
    global_days: Found,
    pre_op: Found,
    intra_op: Found,
    post_op: Found,
    multiple: Found,
    bilateral: Found,
    assistant: Found,
    cosurgeon: Found,
    team: Found,
    endoscopic_base: Found,
    conversion_factor: Found,
    supervision: Found,
    imaging_family: Found,
}

impl FeeColumns {
    /// Reads the rows up to the one that begins with `HCPCS`, and joins each column's captions downwards.
    fn read<R: BufRead>(table: &mut Table<R>) -> Result<Self, ReadError> {
        let mut captions: Vec<String> = Vec::new();
        for _ in 0..PREAMBLE_ROWS {
            let Some(row) = table.next()? else { break };
            let last = row.plain(0).eq_ignore_ascii_case("HCPCS");
            // A row with one filled cell is a title or a notice.
            if last || row.filled() > 1 {
                captions.resize(captions.len().max(row.len()), String::new());
                for (index, caption) in captions.iter_mut().enumerate() {
                    let part = row.plain(index);
                    if !caption.is_empty() && !part.is_empty() {
                        caption.push(' ');
                    }
                    caption.push_str(&part);
                }
            }
            if last {
                return Self::find(Columns::new(captions), row);
            }
        }
        Err(table.here().problem(
            "the header, a row that begins with \"HCPCS\", was not found: this is not the PPRRVU file, \
             or its layout has changed",
        ))
    }

    fn find(all: Columns, header: Record<'_>) -> Result<Self, ReadError> {
        let find = |caption| all.find(header.spot, caption);
        Ok(Self {
            code: find("HCPCS")?,
            modifier: find("MOD")?,
            status: find("STATUS CODE")?,
            work: find("WORK RVU")?,
            pe_nonfacility: find("NON-FAC PE RVU")?,
            na_nonfacility: find("NON-FAC NA INDICATOR")?,
            pe_facility: find("FACILITY PE RVU")?,
            na_facility: find("FACILITY NA INDICATOR")?,
            mp: find("MP RVU")?,
            total_nonfacility: find("NON-FACILITY TOTAL")?,
            total_facility: find("FACILITY TOTAL")?,
            pctc: find("PCTC IND")?,
            global_days: find("GLOB DAYS")?,
            pre_op: find("PRE OP")?,
            intra_op: find("INTRA OP")?,
            post_op: find("POST OP")?,
            multiple: find("MULT PROC")?,
            bilateral: find("BILAT SURG")?,
            assistant: find("ASST SURG")?,
            cosurgeon: find("CO- SURG")?,
            team: find("TEAM SURG")?,
            endoscopic_base: find("ENDO BASE")?,
            conversion_factor: find("CONV FACTOR")?,
            supervision: find("PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES")?,
            imaging_family: find("DIAGNOSTIC IMAGING FAMILY INDICATOR")?,
            all,
        })
    }

    fn cells<'a>(&'a self, row: Record<'a>) -> Result<Cells<'a>, ReadError> {
        self.all.check_width(row)?;
        Ok(Cells {
            code: row.cell(&self.code),
            modifier: row.cell(&self.modifier),
            status: row.cell(&self.status),
            work: row.cell(&self.work),
            pe_nonfacility: row.cell(&self.pe_nonfacility),
            na_nonfacility: row.cell(&self.na_nonfacility),
            pe_facility: row.cell(&self.pe_facility),
            na_facility: row.cell(&self.na_facility),
            mp: row.cell(&self.mp),
            total_nonfacility: row.cell(&self.total_nonfacility),
            total_facility: row.cell(&self.total_facility),
            pctc: row.cell(&self.pctc),
            global_days: row.cell(&self.global_days),
            pre_op: row.cell(&self.pre_op),
            intra_op: row.cell(&self.intra_op),
            post_op: row.cell(&self.post_op),
            multiple: row.cell(&self.multiple),
            bilateral: row.cell(&self.bilateral),
            assistant: row.cell(&self.assistant),
            cosurgeon: row.cell(&self.cosurgeon),
            team: row.cell(&self.team),
            endoscopic_base: row.cell(&self.endoscopic_base),
            conversion_factor: row.cell(&self.conversion_factor),
            supervision: row.cell(&self.supervision),
            imaging_family: row.cell(&self.imaging_family),
        })
    }
}

/// What must hold from row to row.
struct Checks {
    kind: String,
    factor: Option<(i32, u64)>,
    seen: Seen<String>,
    waiting: Option<Box<FeeRow>>,
}

impl Checks {
    fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            factor: None,
            seen: Seen::new(),
            waiting: None,
        }
    }

    /// The first fee row, which waits while its conversion factor goes ahead.
    fn waiting(&mut self) -> Option<Row> {
        self.waiting.take().map(Row::Fee)
    }

    fn check(&mut self, spot: Spot<'_>, cells: &Cells<'_>) -> Result<Row, ReadError> {
        let row = Box::new(fee_row(cells)?);
        let key = format!("{} {}", row.code, row.modifier);
        self.seen
            .once(spot, key.clone(), || format!("the code {}", key.trim_end()))?;
        let factor = cells.conversion_factor.ten_thousandths()?;
        match self.factor {
            None => {
                self.factor = Some((factor, spot.line));
                self.waiting = Some(row);
                Ok(Row::ConversionFactor(ConversionFactorRow {
                    kind: self.kind.clone(),
                    factor,
                }))
            }
            Some((first, _)) if first == factor => Ok(Row::Fee(row)),
            Some((_, line)) => Err(cells.conversion_factor.problem(format!(
                "the conversion factor differs from that of line {line}; all rows of a file have the same"
            ))),
        }
    }
}

fn fee_row(cells: &Cells<'_>) -> Result<FeeRow, ReadError> {
    let row = FeeRow {
        code: cells.code.procedure()?,
        modifier: modifier(cells.modifier)?,
        status: status(cells.status)?,
        work: cells.work.hundredths()?,
        pe_nonfacility: cells.pe_nonfacility.hundredths()?,
        na_nonfacility: cells.na_nonfacility.mark("NA")?,
        pe_facility: cells.pe_facility.hundredths()?,
        na_facility: cells.na_facility.mark("NA")?,
        mp: cells.mp.hundredths()?,
        total_nonfacility: cells.total_nonfacility.hundredths()?,
        total_facility: cells.total_facility.hundredths()?,
        pctc: cells.pctc.digits(1)?,
        global_days: cells.global_days.indicator(3)?,
        pre_op: cells.pre_op.hundredths()?,
        intra_op: cells.intra_op.hundredths()?,
        post_op: cells.post_op.hundredths()?,
        multiple: cells.multiple.digits(1)?,
        bilateral: cells.bilateral.digits(1)?,
        assistant: cells.assistant.digits(1)?,
        cosurgeon: cells.cosurgeon.digits(1)?,
        team: cells.team.digits(1)?,
        endoscopic_base: endoscopic_base(cells.endoscopic_base)?,
        supervision: cells.supervision.indicator(2)?,
        imaging_family: cells.imaging_family.digits(2)?,
    };
    // This holds on all rows of the files of January and October 2025. A column that was moved without its
    // caption, or a digit that was lost, shows here.
    for (total, pe, cell) in [
        (row.total_nonfacility, row.pe_nonfacility, cells.total_nonfacility),
        (row.total_facility, row.pe_facility, cells.total_facility),
    ] {
        let sum = i64::from(row.work) + i64::from(pe) + i64::from(row.mp);
        if sum != i64::from(total) {
            return Err(cell.problem(format!(
                "the total {} is not the sum of work, practice expense and malpractice, {}.{:02}",
                cell.raw(),
                sum / 100,
                sum % 100
            )));
        }
    }
    Ok(row)
}

/// Two characters, or empty.
fn modifier(cell: Cell<'_>) -> Result<String, ReadError> {
    if cell.is_blank() {
        Ok(String::new())
    } else {
        cell.indicator(2)
    }
}

fn status(cell: Cell<'_>) -> Result<String, ReadError> {
    let status = cell.indicator(1)?;
    if status.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(status)
    } else {
        Err(cell.problem("a status code is a letter"))
    }
}

fn endoscopic_base(cell: Cell<'_>) -> Result<String, ReadError> {
    if cell.is_blank() {
        Ok(String::new())
    } else {
        cell.procedure().map(|code| code.as_str().to_owned())
    }
}

/// The CSV names its columns, where the text has only their places: it is preferred.
pub(crate) const FEE_TABLE: Layout = Layout::new(|input, file, info| {
    Ok(Box::new(Reading::new(FeeTable::new(
        input,
        file,
        factor_kind(info),
    )?)))
});

/// The fixed text.
pub(crate) const FEE_TEXT: Layout = Layout::second(|input, file, info| {
    Ok(Box::new(Reading::new(FeeText::new(
        input,
        file,
        factor_kind(info),
    ))))
});

/// The kind of the conversion factor. From 2026 there are two, each with its own file.
fn factor_kind(info: &ReleaseInfo) -> &'static str {
    match (info.source, info.valid_from.year()) {
        (Source::MpfsQpp, _) => "physician-qp",
        (_, ..2026) => "physician",
        _ => "physician-nonqp",
    }
}

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let what = "a PPRRVU file";
    let example = "PPRRVU2025_Oct.csv";
    let title = file.first_line().to_ascii_lowercase();
    let titled =
        title.contains("national physician fee schedule relative value file") && title.contains("release");
    let named = file.name.starts_with("pprrvu");
    let fixed = file.head.starts_with(b"HDR ");
    if !(titled || named || (fixed && file.says("CPT CODES AND DESCRIPTIONS"))) {
        return None;
    }
    let name: String = file.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let whose = if name.contains("nonqp") {
        Some(Source::Mpfs)
    } else {
        name.contains("qp").then_some(Source::MpfsQpp)
    };
    let source = whose.unwrap_or(Source::Mpfs);
    let info = naming::fee_title(source, &title)
        .filter(|_| titled)
        .or_else(|| naming::fee_name(source, &file.name));
    let Some(mut info) = info else {
        return release_or(None, FEE_TEXT, what, example);
    };
    if whose.is_none() && info.valid_from.year() >= 2026 {
        return not(
            "a PPRRVU file of 2026 or later, whose name must say whose conversion factor it has: \
             give it its published name, with QPP or nonQPP",
        );
    }
    info.revision = naming::released_on(&file.text).unwrap_or_default();
    let layout = if fixed || (!titled && !file.is_csv()) {
        FEE_TEXT
    } else {
        FEE_TABLE
    };
    Some(Verdict::Read(info, layout))
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{fee_table, fee_text, read};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::FEE_TABLE, "PPRRVU.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::FEE_TEXT, "PPRRVU.txt", text.as_bytes())
    }

    #[test]
    fn figures_are_read_in_hundredths_after_the_conversion_factor() {
        let rows = table(&fee_table()).unwrap_or_default();
        let [Row::ConversionFactor(factor), Row::Fee(first), Row::Fee(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((factor.kind.as_str(), factor.factor), ("physician", 323_465));
        assert_eq!(
            (first.work, first.pe_nonfacility, first.pe_facility, first.mp),
            (120, 75, 50, 5)
        );
        assert_eq!((first.total_nonfacility, first.total_facility), (200, 175));
        assert_eq!((first.na_nonfacility, first.na_facility), (false, true));
        assert_eq!(
            (second.modifier.as_str(), second.global_days.as_str()),
            ("26", "000")
        );
        assert_eq!((second.pre_op, second.intra_op, second.post_op), (10, 80, 10));
        assert_eq!(
            (second.endoscopic_base.as_str(), second.supervision.as_str()),
            ("43235", "6A")
        );
    }

    #[test]
    fn the_fixed_text_says_the_same() {
        assert_eq!(text(&fee_text()), table(&fee_table()));
    }

    #[test]
    fn a_column_more_and_columns_that_changed_places_are_followed() {
        // As in 2026: PRIC IND after TEAM SURG. And WORK RVU behind NON-FAC PE RVU.
        let moved: String = fee_table()
            .lines()
            .map(|line| {
                let quoted = line.replace("One, two", "One; two");
                let mut cells: Vec<_> = quoted.split(',').collect();
                cells.swap(5, 6);
                cells.insert(
                    23,
                    match cells[0] {
                        "HCPCS" => "IND",
                        "97001" | "43001" => "9",
                        _ if line.contains("STATUS") => "PRIC",
                        _ => "",
                    },
                );
                cells.join(",") + "\n"
            })
            .collect();
        assert!(moved.contains("PRIC"));
        assert_eq!(table(&moved), table(&fee_table()));
    }

    #[test]
    fn figures_that_changed_places_without_their_captions_are_refused() {
        let moved = fee_table().replace("1.20,0.75,,0.50,NA,0.05,2.00", "1.20,2.00,,0.50,NA,0.05,0.75");
        let refused = table(&moved);
        assert!(refused.is_err_and(|e| e.starts_with("PPRRVU.csv, line 8, column NON-FACILITY TOTAL: ")));
    }

    #[test]
    fn a_letter_in_a_number_is_located() {
        let refused = table(&fee_table().replace("43001,26,Three,A,,0.10", "43001,26,Three,A,,0.1x"));
        assert_eq!(
            refused,
            Err("PPRRVU.csv, line 9, column WORK RVU: \"0.1x\" is not a number with two decimals".into())
        );
        let refused = text(&fee_text().replace("A   0.10", "A   0.1x"));
        assert_eq!(
            refused,
            Err(
                "PPRRVU.txt, line 4, columns 60–65 (work RVU): \"0.1x\" is not a number with two decimals"
                    .into()
            )
        );
    }

    #[test]
    fn a_wrong_header_names_the_missing_column() {
        let refused = table(&fee_table().replace("WORK,", "LABOR,"));
        assert!(refused.is_err_and(|e| {
            e.starts_with("PPRRVU.csv, line 7: the header has no column \"WORK RVU\"; it has \"HCPCS\"")
        }));
        let refused = table(&fee_table().replace("HCPCS,", "CODE,"));
        assert!(refused.is_err_and(|e| e.contains("a row that begins with \"HCPCS\", was not found")));
    }

    #[test]
    fn a_repeated_code_and_modifier_names_both_lines() {
        let refused = table(&fee_table().replace("43001,26", "97001,"));
        assert_eq!(
            refused,
            Err("PPRRVU.csv, line 9: the code 97001 is already on line 8".into())
        );
    }

    #[test]
    fn a_second_conversion_factor_is_refused() {
        let refused = table(&fee_table().replace("43235,32.3465", "43235,32.3466"));
        assert!(refused.is_err_and(|e| e.starts_with("PPRRVU.csv, line 9, column CONV FACTOR: ")));
    }

    #[test]
    fn a_row_that_is_too_short_is_refused() {
        let refused = table(&fee_table().replace("6A,0,88,0.00,0.00,0.00", "6A"));
        assert!(refused.is_err_and(|e| e.contains("line 9: the row has 26 columns and the header 31")));
        let refused = text(&fee_text().replace("4300126Three", "4300126Thre"));
        assert!(refused.is_err_and(|e| e.contains("line 4: the line has 170 characters instead of 171")));
    }
}
