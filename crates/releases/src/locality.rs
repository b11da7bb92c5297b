//! Localities and their counties (files yyLOCCO.csv and .txt).
//!
//! Neither is whole. The CSV has lost leading zeros, which come back because contractors have five digits and
//! localities two. The text cuts long lists of counties at 58 characters, and in 2025 leaves out the word
//! California. So the CSV is read where both are there.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::Lines;
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource};
use crate::table::{Columns, Found, Table};
use codeset::release::Source;
use codeset::rows::LocalityRow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::BufRead;
use std::ops::RangeInclusive;

/// The lengths of lists that the text has cut: 58 characters, or 57 and a space. The CSV of 2025 goes on for
/// each list of these lengths, and for no other.
const CUT_COUNTIES: RangeInclusive<usize> = 57..=58;

/// What stands between the columns of the text: nothing.
const GAPS: [(usize, usize); 4] = [(1, 4), (10, 16), (19, 22), (129, 143)];

/// The captions are looked for in so many lines.
const PREAMBLE_LINES: usize = 20;

/// The CSV: a title, a row of captions, and groups of rows with an empty row between them. Only the first row
/// of a group names the state.
pub(crate) struct LocalityTable<R> {
    table: Table<R>,
    all: Columns,
    mac: Found,
    locality: Found,
    state: Found,
    area: Found,
    counties: Found,
    groups: Groups,
}

/// The fixed text, in the same order.
pub(crate) struct LocalityText<R> {
    lines: Lines<R>,
    groups: Groups,
}

impl<R: BufRead> LocalityTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        // The title is one cell.
        let all = table.captions("the LOCCO file as CSV", |row| row.filled() > 1)?;
        let spot = table.here();
        // The publisher misspells "Administrative".
        let wanted = "Medicare Administrative Contractor";
        Ok(Self {
            mac: all.find_by(spot, wanted, |caption| {
                caption.starts_with("Medicare Admin") && caption.ends_with("Contractor")
            })?,
            locality: all.find(spot, "Locality Number")?,
            state: all.find(spot, "State")?,
            area: all.find(spot, "Fee Schedule Area")?,
            counties: all.find(spot, "Counties")?,
            groups: Groups::default(),
            all,
            table,
        })
    }
}

impl<R: BufRead> RowSource for LocalityTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(row) = self.table.next()? {
            if self
                .groups
                .is_footnote(row.spot, row.filled() == 1 && row.plain(0).starts_with('*'))?
            {
                continue;
            }
            self.all.check_width(row)?;
            let printed = Printed {
                mac: row.cell(&self.mac).padded_digits(5)?,
                locality: row.cell(&self.locality).padded_digits(2)?,
                state: row.cell(&self.state),
                area: row.cell(&self.area),
                counties: row.cell(&self.counties).some_text()?,
            };
            if let Some(row) = self.groups.row(row.spot, printed)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

impl<R: BufRead> LocalityText<R> {
    /// Reads up to the line of captions.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(input, file);
        for _ in 0..PREAMBLE_LINES {
            let Some(line) = lines.next()? else { break };
            let text = String::from_utf8_lossy(line.bytes).into_owned();
            if ["Locality", "State", "Fee Schedule Area", "Counties"]
                .iter()
                .all(|part| text.contains(part))
            {
                return Ok(Self {
                    lines,
                    groups: Groups::default(),
                });
            }
        }
        Err(lines.here().problem(
            "the line with Locality, State, Fee Schedule Area and Counties was not found: \
             this is not the LOCCO file as text",
        ))
    }
}

impl<R: BufRead> RowSource for LocalityText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() || self.groups.is_footnote(line.spot, line.bytes.starts_with(b"*"))? {
                continue;
            }
            line.check_gaps(&GAPS)?;
            let mut counties = line.span(144, usize::MAX, "counties").some_text()?;
            if CUT_COUNTIES.contains(&counties.chars().count()) {
                counties.push('…');
            }
            let printed = Printed {
                mac: line.span(5, 9, "Medicare administrative contractor").digits(5)?,
                locality: line.span(17, 18, "locality number").digits(2)?,
                state: line.span(23, 45, "state"),
                area: line.span(46, 128, "fee schedule area"),
                counties,
            };
            if let Some(row) = self.groups.row(line.spot, printed)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// A row before the state is carried down.
struct Printed<'a> {
    mac: String,
    locality: String,
    state: Cell<'a>,
    area: Cell<'a>,
    counties: String,
}

/// What is known from the rows before.
#[derive(Default)]
struct Groups {
    state: String,
    last_line: u64,
    seen: HashMap<(String, String), (u64, LocalityRow)>,
    footnotes: Option<u64>,
}

impl Groups {
    /// Whether a row is below the table, where the stars are explained.
    fn is_footnote(&mut self, spot: Spot<'_>, starred: bool) -> Result<bool, ReadError> {
        match self.footnotes {
            _ if starred => {
                self.footnotes.get_or_insert(spot.line);
                Ok(true)
            }
            Some(first) => Err(spot.problem(format!("a locality follows the footnotes of line {first}"))),
            None => Ok(false),
        }
    }

    /// Carries the state down within a group (never over an empty line: a group may name none), and leaves out
    /// a row that repeats another: a locality of two carriers is printed twice (Missouri, in 2025).
    fn row(&mut self, spot: Spot<'_>, printed: Printed<'_>) -> Result<Option<Row>, ReadError> {
        let Printed {
            mac,
            locality,
            state,
            area,
            counties,
        } = printed;
        if !state.is_blank() || spot.line != self.last_line + 1 {
            self.state = state.text()?;
        }
        self.last_line = spot.line;
        let area = area.unstarred()?;
        let row = LocalityRow {
            mac,
            locality,
            state: self.state.clone(),
            area,
            counties,
        };
        match self.seen.entry((row.mac.clone(), row.locality.clone())) {
            Entry::Vacant(place) => {
                place.insert((spot.line, row.clone()));
                Ok(Some(Row::Locality(row)))
            }
            Entry::Occupied(place) if place.get().1 == row => Ok(None),
            Entry::Occupied(place) => Err(spot.problem(format!(
                "the locality {} of {} is already on line {}, with other words",
                row.locality,
                row.mac,
                place.get().0
            ))),
        }
    }
}

/// The CSV, which has all counties of a list.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(LocalityTable::new(input, file)?))));

/// The text, which cuts long lists.
pub(crate) const TEXT: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(LocalityText::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let title = file.first_line().to_ascii_uppercase();
    let titled = title.contains("COUNTIES INCLUDED IN") && title.contains("LOCALITIES");
    if !titled && !file.named("locco") {
        return None;
    }
    let layout = if file.is_csv() { TABLE } else { TEXT };
    let info = naming::yearly(Source::Locality, &title).filter(|_| titled);
    release_or(
        info,
        layout,
        "a LOCCO file whose title names no year",
        "25LOCCO.txt",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{LOCALITY_TABLE, locality_text, read};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "25LOCCO.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "25LOCCO.txt", text.as_bytes())
    }

    fn told(rows: &[Row]) -> Vec<[&str; 5]> {
        rows.iter()
            .filter_map(|row| match row {
                Row::Locality(row) => Some([&row.mac, &row.locality, &row.state, &row.area, &row.counties]),
                _ => None,
            })
            .map(|texts| texts.map(String::as_str))
            .collect()
    }

    #[test]
    fn the_csv_gets_its_zeros_back_and_its_states_carried_down() {
        let rows = table(LOCALITY_TABLE).unwrap_or_default();
        assert_eq!(
            told(&rows),
            [
                ["02102", "01", "ALASKA", "STATEWIDE", "ALL COUNTIES"],
                ["05302", "02", "MISSOURI", "TOWN", "CLAY, PLATTE"],
                ["05302", "99", "MISSOURI", "REST OF STATE", "ALL OTHER COUNTIES"],
            ]
        );
    }

    #[test]
    fn the_text_marks_cut_lists_and_carries_no_state_into_the_next_group() {
        let rows = text(&locality_text()).unwrap_or_default();
        let told = told(&rows);
        assert_eq!(told[0], ["02102", "01", "ALASKA", "STATEWIDE", "ALL COUNTIES"]);
        assert!(told[1][4].ends_with('…'));
        assert_eq!(
            told[2],
            ["05302", "99", "MISSOURI", "REST OF STATE", "ALL OTHER COUNTIES"]
        );
        assert_eq!(told[3][..3], ["01112", "05", ""]);
        assert_eq!(told.len(), 4);
    }

    #[test]
    fn a_row_that_contradicts_another_names_both_lines() {
        let twice = LOCALITY_TABLE.replacen(
            "5302,99,,REST OF STATE*,ALL",
            "5302,99,,REST OF STATE*,NOT ALL",
            1,
        );
        assert!(
            table(&twice).is_err_and(|e| e.contains("line 9: the locality 99 of 05302 is already on line 8"))
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = text(&locality_text().replace("    02102 ", "   02102  "));
        assert!(
            refused.is_err_and(|e| e.starts_with("25LOCCO.txt, line 6, columns 1–4 (between the columns)"))
        );
        let refused = text(&locality_text().replace("Counties", "Cities"));
        assert!(refused.is_err_and(|e| e.contains("was not found")));
        let refused = table(&LOCALITY_TABLE.replace("5302,2", "530Z,2"));
        assert!(
            refused.is_err_and(|e| e.contains("line 7, column Medicare Administrative Contractor: \"530Z\""))
        );
    }
}
