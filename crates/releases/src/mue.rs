//! NCCI medically unlikely edits for practitioner services, as CSV.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::release::Source;
use codeset::rows::MueRow;
use std::io::BufRead;

/// The header is looked for in so many rows; before it stands a notice of several lines in one cell.
const PREAMBLE_ROWS: usize = 10;

/// The CSV.
pub(crate) struct MueTable<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    units: Found,
    mai: Found,
    rationale: Found,
    seen: Seen<String>,
}

impl<R: BufRead> MueTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        for _ in 0..PREAMBLE_ROWS {
            let Some(header) = table.next()? else { break };
            if header.filled() > 1 {
                let (spot, all) = (header.spot, Columns::of(header));
                let code = all.find(spot, "HCPCS/ CPT Code")?;
                let units = all.find(spot, "Practitioner Services MUE Values")?;
                let mai = all.find(spot, "MUE Adjudication Indicator")?;
                let rationale = all.find(spot, "MUE Rationale")?;
                return Ok(Self {
                    table,
                    all,
                    code,
                    units,
                    mai,
                    rationale,
                    seen: Seen::new(),
                });
            }
        }
        Err(table
            .here()
            .problem("the header (HCPCS/CPT Code, MUE Values, …) was not found"))
    }
}

/// The adjudication indicator is the digit that the text begins with: `3 Date of Service Edit: Clinical`.
fn adjudication(cell: Cell<'_>) -> Result<i32, ReadError> {
    let text = cell.raw();
    match text.split(' ').next() {
        Some("1") => Ok(1),
        Some("2") => Ok(2),
        Some("3") => Ok(3),
        _ => Err(cell.problem("does not begin with an adjudication indicator (1, 2 or 3)")),
    }
}

impl<R: BufRead> RowSource for MueTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let code = row.cell(&self.code).procedure()?;
        self.seen
            .once(row.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
        Ok(Some(Row::Mue(MueRow {
            code,
            units: row.cell(&self.units).whole()?,
            mai: adjudication(row.cell(&self.mai))?,
            rationale: row.cell(&self.rationale).some_text()?,
        })))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The CSV.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(MueTable::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let named = file.named("_mue_");
    if !file.says("MUE Values") && !file.says("MUE Adjudication Indicator") && !named {
        return None;
    }
    let practitioner = file.says("Practitioner Services MUE") || file.named("practitioner");
    if !practitioner {
        return not("MUE of another setting than practitioner services");
    }
    let example = "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv";
    release_or(
        naming::mue_name(Source::MuePractitioner, &file.name),
        TABLE,
        "a MUE file",
        example,
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{MUE, read};

    fn table(text: &[u8]) -> Result<Vec<Row>, String> {
        read(super::TABLE, "MUE.csv", text)
    }

    fn with(old: &str, new: &str) -> Vec<u8> {
        // The one byte that is not UTF-8 does not matter here.
        String::from_utf8_lossy(MUE).replace(old, new).into_bytes()
    }

    #[test]
    fn zero_units_are_a_value_and_the_indicator_is_the_leading_digit() {
        let rows = table(MUE).unwrap_or_default();
        let [Row::Mue(first), Row::Mue(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((first.code.as_str(), first.units, first.mai), ("0001U", 1, 2));
        assert_eq!((second.units, second.mai), (0, 3));
        assert_eq!(second.rationale, "Nature of Service/Procedure");
    }

    #[test]
    fn damage_is_located_by_the_line_of_the_file() {
        let refused = table(&with("97001,0,", "97001,O,"));
        assert_eq!(
            refused,
            Err(
                "MUE.csv, line 7, column Practitioner Services MUE Values: \"O\" is not a whole number"
                    .into()
            )
        );
        let refused = table(&with("97001,0,3 ", "97001,0,4 "));
        assert!(refused.is_err_and(|e| e.contains("does not begin with an adjudication indicator")));
        let refused = table(&with("97001,", "0001U,"));
        assert_eq!(
            refused,
            Err("MUE.csv, line 7: the code 0001U is already on line 6".into())
        );
        let refused = table(&with("Practitioner Services", "Outpatient"));
        assert!(refused.is_err_and(|e| e.contains("no column \"Practitioner Services MUE Values\"")));
    }
}
