//! Place of service codes as a CSV of four columns: code, kind, name, description.
//!
//! The list has no date in it: it counts from the day in its name, or else from 2024 on (see
//! [`naming::place_of_service_name`]).

use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::rows::PlaceOfServiceRow;
use std::io::BufRead;

/// What stands for the name of a code that nobody may use yet.
const UNASSIGNED: &str = "Unassigned";

/// The CSV.
pub(crate) struct PlaceTable<R> {
    table: Table<R>,
    all: Columns,
    place: Found,
    kind: Found,
    name: Found,
    description: Found,
    seen: Seen<String>,
}

impl<R: BufRead> PlaceTable<R> {
    /// Reads the header, which is the first row.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let Some(header) = table.next()? else {
            return Err(table.here().problem("the file is empty"));
        };
        let (spot, all) = (header.spot, Columns::of(header));
        let place = all.find(spot, "pos_code")?;
        let kind = all.find(spot, "pos_type")?;
        let name = all.find(spot, "pos_name")?;
        let description = all.find(spot, "pos_description")?;
        Ok(Self {
            table,
            all,
            place,
            kind,
            name,
            description,
            seen: Seen::new(),
        })
    }
}

/// Whether it is a run of codes, such as `35-40`.
fn is_run(text: &str) -> bool {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(first, last)| is_code(first.trim()) && is_code(last.trim()))
}

impl<R: BufRead> RowSource for PlaceTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(row) = self.table.next()? {
            self.all.check_width(row)?;
            let place = row.cell(&self.place);
            let kind = row
                .cell(&self.kind)
                .one_of(&["Facility", "Non-Facility", UNASSIGNED])?;
            // A run of codes that nobody may use says nothing of any of them.
            if kind == UNASSIGNED && is_run(&place.raw()) {
                continue;
            }
            let place = place.digits(2)?;
            self.seen
                .once(row.spot, place.clone(), || format!("the code {place}"))?;
            return Ok(Some(Row::PlaceOfService(PlaceOfServiceRow {
                place,
                kind: kind.to_owned(),
                name: row.cell(&self.name).some_text()?,
                description: row.cell(&self.description).some_text()?,
            })));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The CSV.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(PlaceTable::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let titled = file.first_line().starts_with("pos_code,");
    let named = ["pos_code", "place_of_service", "place-of-service"]
        .iter()
        .any(|name| file.named(name));
    let is_list = titled || (named && file.is_csv());
    if !is_list {
        return None;
    }
    release_or(
        naming::place_of_service_name(&file.name),
        TABLE,
        "a list of place of service codes",
        "pos_codes_2025-05-01.csv",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{PLACES, read, recognised};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "pos_codes.csv", text.as_bytes())
    }

    #[test]
    fn the_rows_are_read_as_they_stand() {
        insta::assert_debug_snapshot!(table(PLACES));
    }

    #[test]
    fn a_run_of_unassigned_codes_is_passed_over_and_any_other_refused() {
        let run = format!("{PLACES}35-40,Unassigned,Unassigned,N/A\r\n");
        assert_eq!(table(&run), table(PLACES));
        let refused = table(&PLACES.replace("02,Facility", "02-03,Facility"));
        assert!(refused.is_err_and(|e| e.contains("line 2, column pos_code: \"02-03\" is not 2 digits")));
    }

    #[test]
    fn damage_and_swapped_columns_are_located() {
        let refused = table(&PLACES.replace("02,Facility", "2,Facility"));
        assert_eq!(
            refused,
            Err("pos_codes.csv, line 2, column pos_code: \"2\" is not 2 digits".into())
        );
        let refused = table(&PLACES.replace("Facility,Somewhere else", "Somewhere else,Facility"));
        assert!(
            refused.is_err_and(|e| e.contains("line 2, column pos_type: \"Somewhere else\" is not one of"))
        );
        let refused = table(&PLACES.replace("At home,", ","));
        assert!(refused.is_err_and(|e| e.contains("line 3, column pos_name: is empty")));
        let refused = table(&PLACES.replace("10,", "02,"));
        assert_eq!(
            refused,
            Err("pos_codes.csv, line 3: the code 02 is already on line 2".into())
        );
        let refused = table(&PLACES.replace("pos_type", "pos_kind"));
        assert!(refused.is_err_and(|e| e.contains("no column \"pos_type\"")));
    }

    #[test]
    fn a_list_without_a_day_is_read_and_one_with_half_a_day_is_not() {
        let verdict = |name: &str| {
            recognised(name, PLACES.as_bytes(), |info, _| {
                format!("{} {}", info.source.slug(), info.valid_from)
            })
        };
        assert_eq!(verdict("renamed.csv"), "place-of-service 2024-01-01");
        assert_eq!(verdict("pos_codes_2025-05-01.csv"), "place-of-service 2025-05-01");
        assert!(verdict("pos_codes_2025-05.csv").contains("like pos_codes_2025-05-01.csv"));
    }
}
