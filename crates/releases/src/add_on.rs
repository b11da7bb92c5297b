//! NCCI add-on code edits: codes that are reported beside a primary code only.
//!
//! The publisher's sheet names its columns; the fixed text beside it (`AOC_V2024Q3-MCR.txt`) has the same without a
//! header: 1 edit type, 2–6 add-on code, 7–13 its last day, 14–18 primary code, 19–25 its last day, 26–32 first and
//! 33–39 last day of the edit, from 40 notes. Dates are `YYYYDDD`. A table of three columns (primary code, add-on
//! code, edit type) is read too.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::{Line, Lines};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Record, Table};
use codeset::Code;
use codeset::rows::AddOnRow;
use std::io::BufRead;

/// The header is looked for in so many rows; before it stands a notice in one cell.
const PREAMBLE_ROWS: usize = 10;

/// What stands for the primary codes that the contractor decides on.
const CONTRACTOR_DECIDES: &str = "CCCCC";

/// The cells of a row that are kept.
struct AddOnCells<'a> {
    edit_type: Cell<'a>,
    add_on: Cell<'a>,
    primary: Cell<'a>,
    /// Missing in the table of three columns.
    days: Option<Days<'a>>,
}

/// The days of a row.
struct Days<'a> {
    /// The first of the edit.
    first: Cell<'a>,
    /// The last of the edit, of its add-on code and of its primary code.
    last: [Cell<'a>; 3],
}

impl AddOnCells<'_> {
    fn row(self) -> Result<AddOnRow, ReadError> {
        let edit_type = match self.edit_type.one_of(&["1", "2", "3"])? {
            "1" => 1,
            "2" => 2,
            _ => 3,
        };
        let mut row = AddOnRow {
            add_on: self.add_on.procedure()?,
            primary: primary_code(self.primary, edit_type)?,
            edit_type,
            effective: None,
            deleted: None,
        };
        if let Some(days) = self.days {
            row.effective = Some(days.first.ordinal_date()?);
            // An edit does not outlive its codes.
            for last in days.last {
                let last = last.optional(Cell::ordinal_date)?;
                row.deleted = [row.deleted, last].into_iter().flatten().min();
            }
        }
        Ok(row)
    }
}

/// An edit of type 2 lists no primary code: the cell says so, or nothing.
fn primary_code(cell: Cell<'_>, edit_type: i32) -> Result<Option<Code>, ReadError> {
    if cell.raw() == CONTRACTOR_DECIDES || (edit_type == 2 && cell.is_blank()) {
        Ok(None)
    } else {
        cell.procedure().map(Some)
    }
}

/// Refuses a pair that was read before.
fn check_pair(
    seen: &mut Seen<(Code, Option<Code>)>,
    spot: Spot<'_>,
    row: &AddOnRow,
) -> Result<(), ReadError> {
    seen.once(spot, (row.add_on.clone(), row.primary.clone()), || {
        let primary = row.primary.as_ref().map_or(CONTRACTOR_DECIDES, Code::as_str);
        format!("the edit of {} with {primary}", row.add_on)
    })
}

/// The sheet, or the table of three columns.
pub(crate) struct AddOnTable<R> {
    table: Table<R>,
    columns: AddOnColumns,
    seen: Seen<(Code, Option<Code>)>,
}

struct AddOnColumns {
    all: Columns,
    edit_type: Found,
    add_on: Found,
    primary: Found,
    days: Option<DayColumns>,
}

struct DayColumns {
    first: Found,
    last: [Found; 3],
}

impl<R: BufRead> AddOnTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        for _ in 0..PREAMBLE_ROWS {
            let Some(row) = table.next()? else { break };
            if row.filled() > 1 {
                let columns = AddOnColumns::find(row)?;
                return Ok(Self {
                    table,
                    columns,
                    seen: Seen::new(),
                });
            }
        }
        Err(table
            .here()
            .problem("the header (Add-On_Code, Primary_Code, AOC_Edit_Type, …) was not found"))
    }
}

/// A caption without what varies between the releases: case, signs, and the word for the form of its dates.
fn bare(caption: &str) -> String {
    let letters: String = caption
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    letters.trim_end_matches("julian").to_owned()
}

impl AddOnColumns {
    fn find(header: Record<'_>) -> Result<Self, ReadError> {
        let all = Columns::of(header);
        let find = |wanted: &str| all.find_by(header.spot, wanted, |caption| bare(caption) == bare(wanted));
        // A table without one date has none; that of the publisher must have them all.
        let days = if header.filled() > 3 {
            Some(DayColumns {
                first: find("AOC_Edit_EffDT")?,
                last: [
                    find("AOC_Edit_DelDT")?,
                    find("AOC_DelDT")?,
                    find("Primary_Code_DelDT")?,
                ],
            })
        } else {
            None
        };
        Ok(Self {
            edit_type: find("AOC_Edit_Type")?,
            add_on: find("Add-On_Code")?,
            primary: find("Primary_Code")?,
            days,
            all,
        })
    }

    fn cells<'a>(&'a self, row: Record<'a>) -> AddOnCells<'a> {
        AddOnCells {
            edit_type: row.cell(&self.edit_type),
            add_on: row.cell(&self.add_on),
            primary: row.cell(&self.primary),
            days: self.days.as_ref().map(|days| Days {
                first: row.cell(&days.first),
                last: days.last.each_ref().map(|column| row.cell(column)),
            }),
        }
    }
}

impl<R: BufRead> RowSource for AddOnTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(record) = self.table.next()? else {
            return Ok(None);
        };
        self.columns.all.check_width(record)?;
        let row = self.columns.cells(record).row()?;
        check_pair(&mut self.seen, record.spot, &row)?;
        Ok(Some(Row::AddOn(row)))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The fixed text.
pub(crate) struct AddOnText<R> {
    lines: Lines<R>,
    seen: Seen<(Code, Option<Code>)>,
}

impl<R: BufRead> AddOnText<R> {
    pub fn new(input: R, file: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            seen: Seen::new(),
        }
    }
}

fn cells_of(line: Line<'_>) -> AddOnCells<'_> {
    AddOnCells {
        edit_type: line.span(1, 1, "edit type"),
        add_on: line.span(2, 6, "add-on code"),
        primary: line.span(14, 18, "primary code"),
        days: Some(Days {
            first: line.span(26, 32, "first day of the edit"),
            last: [
                line.span(33, 39, "last day of the edit"),
                line.span(7, 13, "last day of the add-on code"),
                line.span(19, 25, "last day of the primary code"),
            ],
        }),
    }
}

impl<R: BufRead> RowSource for AddOnText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            let row = cells_of(line).row()?;
            check_pair(&mut self.seen, line.spot, &row)?;
            return Ok(Some(Row::AddOn(row)));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The sheet, or the table of three columns.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(AddOnTable::new(input, file)?))));

/// The fixed text.
pub(crate) const TEXT: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(AddOnText::new(input, file)))));

/// Whether a line has the edit type, the codes and the first day of the fixed text.
fn is_edit(line: &[u8]) -> bool {
    let is_code = |code: &[u8]| code.iter().all(u8::is_ascii_alphanumeric);
    line.len() >= 32
        && matches!(line[0], b'1'..=b'3')
        && is_code(&line[1..6])
        && is_code(&line[13..18])
        && line[25..32].iter().all(u8::is_ascii_digit)
}

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let is_header = |line: &str| {
        ["addoncode", "primarycode", "edittype"]
            .iter()
            .all(|word| bare(line).contains(word))
    };
    let titled = file.text.lines().take(PREAMBLE_ROWS).any(is_header);
    let first = file.head.split(|b| *b == b'\n').next().unwrap_or_default();
    let named = ["aoc_", "aoc-"]
        .iter()
        .any(|begins| file.name.starts_with(begins));
    if !titled && !named && !is_edit(first) {
        return None;
    }
    if file.named("mcd") || file.named("medicaid") {
        return not("add-on code edits of Medicaid; those of Medicare are read");
    }
    let layout = if titled || file.is_csv() { TABLE } else { TEXT };
    let example = "AOC_V2024Q3-MCR.xlsx";
    release_or(
        naming::add_on_name(&file.name),
        layout,
        "a file of add-on code edits",
        example,
    )
}

#[cfg(test)]
mod tests {
    use super::{TABLE, TEXT};
    use crate::row::Row;
    use crate::testing::{ADD_ON, ADD_ON_SHORT, add_on_text, read, recognised};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(TABLE, "AOC.xlsx", text.as_bytes())
    }

    fn short(text: &str) -> Result<Vec<Row>, String> {
        read(TABLE, "aoc.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(TEXT, "AOC.txt", text.as_bytes())
    }

    /// Add-on code, primary code and last day of each row.
    fn ends(rows: Result<Vec<Row>, String>) -> Vec<(String, Option<String>, Option<String>)> {
        let rows = rows.unwrap_or_default();
        rows.iter()
            .map(|row| match row {
                Row::AddOn(row) => (
                    row.add_on.to_string(),
                    row.primary.as_ref().map(ToString::to_string),
                    row.deleted.map(|day| day.to_string()),
                ),
                other => unreachable!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_sheet_is_read_as_it_stands() {
        insta::assert_debug_snapshot!(table(ADD_ON));
    }

    #[test]
    fn the_text_has_the_rows_of_the_sheet() {
        assert_eq!(text(&add_on_text()), table(ADD_ON));
    }

    #[test]
    fn an_edit_ends_with_the_first_of_its_codes_to_end() {
        let one = |add_on: &str, primary: Option<&str>, end: Option<&str>| {
            (add_on.to_owned(), primary.map(Into::into), end.map(Into::into))
        };
        assert_eq!(
            ends(table(ADD_ON)),
            [
                one("0054T", None, None),
                one("0071U", Some("0070U"), Some("2023-12-31")),
                one("99292", Some("99291"), Some("2022-12-31")),
            ]
        );
    }

    #[test]
    fn the_table_of_three_columns_has_no_days() {
        let rows = short(ADD_ON_SHORT);
        let days = |row: &Row| matches!(row, Row::AddOn(row) if (row.effective, row.deleted) == (None, None));
        assert!(rows.as_ref().is_ok_and(|rows| rows.iter().all(days)));
        let codes = |rows| {
            ends(rows)
                .into_iter()
                .map(|(add_on, primary, _)| (add_on, primary))
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(rows), codes(table(ADD_ON)));
    }

    #[test]
    fn columns_are_found_by_caption_in_any_order_and_spelling() {
        let reordered = "Add-On Code,AOC Edit Type,Primary Code\r\n0071U,1,0070U\r\n";
        assert_eq!(
            ends(short(reordered)),
            [("0071U".into(), Some("0070U".into()), None)]
        );
        let spelled = ADD_ON
            .replace("EffDT", "Eff Dt (Julian)")
            .replace("AOC_DelDT", "AOC_Del_Dt_Julian");
        assert_eq!(table(&spelled), table(ADD_ON));
        // Without one of the days an ended edit would be taken for one in force.
        let refused = table(&ADD_ON.replace("AOC_Edit_DelDT", "Ended"));
        assert!(refused.is_err_and(|e| e.contains("line 2: the header has no column \"AOC_Edit_DelDT\"")));
        let refused = short(&ADD_ON_SHORT.replace("primary_code", "code"));
        assert!(refused.is_err_and(|e| e.contains("no column \"Primary_Code\"")));
        assert!(short("one\r\ntwo\r\n").is_err_and(|e| e.contains("the header")));
    }

    #[test]
    fn only_an_edit_of_type_2_may_be_silent_on_the_primary_code() {
        let silent = ADD_ON_SHORT.replace("CCCCC,", ",");
        assert_eq!(short(&silent), short(ADD_ON_SHORT));
        let refused = short(&ADD_ON_SHORT.replace("0070U,", ","));
        assert_eq!(
            refused,
            Err("aoc.csv, line 3, column Primary_Code: is empty; a CPT or HCPCS code is expected".into())
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&ADD_ON.replace("2018274", "2018374"));
        assert_eq!(
            refused,
            Err("AOC.xlsx, line 4, column AOC_Edit_EffDT: \"2018374\" is not a date (YYYYDDD)".into())
        );
        let refused = text(&add_on_text().replace("2018274", "2018 74"));
        assert!(refused.is_err_and(|e| {
            e.starts_with("AOC.txt, line 2, columns 26–32 (first day of the edit): \"2018 74\"")
        }));
        let refused = text(&add_on_text().replace("399292", "499292"));
        assert!(refused.is_err_and(|e| e.contains("line 3, column 1 (edit type): \"4\" is not one of")));
        let refused = short(&ADD_ON_SHORT.replace("99291,99292", "0070U,0071U"));
        assert_eq!(
            refused,
            Err("aoc.csv, line 4: the edit of 0071U with 0070U is already on line 3".into())
        );
    }

    #[test]
    fn swapped_columns_are_refused_at_the_first_cell() {
        let refused = short(&ADD_ON_SHORT.replace("CCCCC,0054T", "0054T,CCCCC"));
        assert!(
            refused.is_err_and(
                |e| e.contains("line 2, column Add-On_Code: \"CCCCC\" is not a CPT or HCPCS code")
            )
        );
        let refused = short(&ADD_ON_SHORT.replace("CCCCC,0054T,2", "CCCCC,2,0054T"));
        assert!(refused.is_err_and(|e| e.contains("line 2, column AOC_Edit_Type: \"0054T\" is not one of")));
        let refused = table(&ADD_ON.replace(",2013091,,Contractor", ",,2013091,Contractor"));
        assert!(
            refused.is_err_and(|e| e.contains("line 3, column AOC_Edit_EffDT: is empty; a date (YYYYDDD)"))
        );
    }

    #[test]
    fn the_quarter_is_told_by_the_name() {
        let verdict = |name: &str, text: &str| {
            recognised(name, text.as_bytes(), |info, layout| {
                format!(
                    "{} {} {} rank {}",
                    info.source.slug(),
                    info.label,
                    info.valid_from,
                    layout.rank
                )
            })
        };
        assert_eq!(
            verdict("AOC_V2024Q3-MCR.xlsx", ADD_ON),
            "add-on 2024 Q3 2024-07-01 rank 0"
        );
        assert_eq!(
            verdict("AOC_V2026Q2-F-MCR.txt", &add_on_text()),
            "add-on 2026 Q2 2026-04-01 rank 1"
        );
        assert_eq!(
            verdict("renamed 2025q1.csv", ADD_ON_SHORT),
            "add-on 2025 Q1 2025-01-01 rank 0"
        );
        assert!(verdict("AOC_V2024Q3-MCD.txt", &add_on_text()).contains("Medicaid"));
        assert!(verdict("edits.txt", &add_on_text()).contains("like AOC_V2024Q3-MCR.xlsx"));
    }
}
