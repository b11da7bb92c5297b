//! Geographic practice cost indices (file GPCIyyyy.csv).

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Record, Table};
use codeset::release::Source;
use codeset::rows::GpciRow;
use std::io::BufRead;

/// The CSV: a title, one row of captions, the localities, footnotes.
pub(crate) struct GpciTable<R> {
    table: Table<R>,
    columns: GpciColumns,
    seen: Seen<(String, String)>,
    /// The line of the first footnote: no locality may follow it.
    footnotes: Option<u64>,
}

struct GpciColumns {
    all: Columns,
    mac: Found,
    state: Found,
    locality: Found,
    name: Found,
    work: Found,
    pe: Found,
    mp: Found,
}

impl<R: BufRead> GpciTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        // The title is one cell.
        let all = table.captions("the GPCI file as CSV", |row| row.filled() > 1)?;
        Ok(Self {
            columns: GpciColumns::find(all, table.here())?,
            table,
            seen: Seen::new(),
            footnotes: None,
        })
    }
}

impl GpciColumns {
    fn find(all: Columns, spot: Spot<'_>) -> Result<Self, ReadError> {
        let find = |caption| all.find(spot, caption);
        // The captions carry the year. Where there are work indices with and without the floor of 1.0, the
        // one with it is law.
        let index = |of: &str| {
            let wanted = format!("{of} GPCI");
            let fits = |caption: &str| {
                let caption = caption.to_ascii_uppercase();
                caption.contains(&wanted) && !caption.contains("WITHOUT")
            };
            all.find_by(spot, &wanted, fits)
        };
        Ok(Self {
            mac: find("Medicare Administrative Contractor (MAC)")?,
            state: find("State")?,
            locality: find("Locality Number")?,
            name: find("Locality Name")?,
            work: index("PW")?,
            pe: index("PE")?,
            mp: index("MP")?,
            all,
        })
    }
}

/// A row of one cell that explains a star or names a date, as the publisher sets under the table.
fn is_footnote(row: Record<'_>) -> bool {
    let text = row.plain(0);
    row.filled() == 1 && (text.starts_with('*') || text.starts_with("MAC ") || text.starts_with("Note"))
}

impl<R: BufRead> RowSource for GpciTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(row) = self.table.next()? {
            if is_footnote(row) {
                self.footnotes.get_or_insert(row.spot.line);
                continue;
            }
            if let Some(line) = self.footnotes {
                return Err(row
                    .spot
                    .problem(format!("a locality follows the footnotes of line {line}")));
            }
            let columns = &self.columns;
            columns.all.check_width(row)?;
            let mac = row.cell(&columns.mac).digits(5)?;
            let locality = row.cell(&columns.locality).digits(2)?;
            self.seen.once(row.spot, (mac.clone(), locality.clone()), || {
                format!("the locality {locality} of {mac}")
            })?;
            return Ok(Some(Row::Gpci(GpciRow {
                mac,
                locality,
                state: row.cell(&columns.state).indicator(2)?,
                name: row.cell(&columns.name).unstarred()?,
                work: row.cell(&columns.work).thousandths()?,
                pe: row.cell(&columns.pe).thousandths()?,
                mp: row.cell(&columns.mp).thousandths()?,
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
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(GpciTable::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let title = file.first_line().to_ascii_uppercase();
    let titled = title.contains("GEOGRAPHIC PRACTICE COST INDICES");
    if !titled && !file.name.starts_with("gpci") {
        return None;
    }
    if !file.is_csv() && !title.contains(",,") {
        return not("the GPCI file as text: the CSV beside it is read");
    }
    let info = naming::yearly(Source::Gpci, &title).filter(|_| titled);
    release_or(
        info.or_else(|| naming::yearly(Source::Gpci, &file.name)),
        TABLE,
        "a GPCI file",
        "GPCI2025.csv",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{GPCI, read};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "GPCI.csv", text.as_bytes())
    }

    #[test]
    fn names_lose_their_stars_and_numbers_keep_their_zeros() {
        let rows = table(GPCI).unwrap_or_default();
        let [Row::Gpci(first), Row::Gpci(second), Row::Gpci(third)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (first.mac.as_str(), first.locality.as_str(), first.state.as_str()),
            ("01112", "05", "CA")
        );
        assert_eq!((first.work, first.pe, first.mp), (1017, 1093, 662));
        assert_eq!((second.name.as_str(), second.work), ("MONTANA", 1000));
        assert_eq!((third.name.as_str(), third.pe), ("HAWAII, GUAM", 1500));
    }

    #[test]
    fn of_two_work_indices_that_with_the_floor_is_taken() {
        let both = GPCI
            .replace(
                "2025 PW GPCI (with 1.0 Floor)",
                "2025 PW GPCI (without 1.0 Floor),2025 PW GPCI (with 1.0 Floor)",
            )
            .replace("SAN SOMEWHERE,", "SAN SOMEWHERE,0.9,")
            .replace("MONTANA**,", "MONTANA**,0.9,")
            .replace("GUAM\",", "GUAM\",0.9,");
        assert_eq!(table(&both), table(GPCI));
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&GPCI.replace("1.017", "1.0l7"));
        assert!(refused.is_err_and(|e| e.starts_with("GPCI.csv, line 4, column PW GPCI: \"1.0l7\"")));
        let refused = table(&GPCI.replace("2025 MP GPCI", "2025 MP"));
        assert!(refused.is_err_and(|e| e.contains("line 3: the header has no column \"MP GPCI\"")));
        let refused = table(&GPCI.replace("03202,MT,01", "01112,MT,05"));
        assert!(refused.is_err_and(|e| e.contains("line 5: the locality 05 of 01112 is already on line 4")));
        let refused = table(&GPCI.replace("01112,CA", "1112,CA"));
        assert!(refused.is_err_and(|e| e.contains("\"1112\" is not 5 digits")));
    }

    #[test]
    fn only_footnotes_may_stand_below_the_table() {
        let refused = table(&format!("{GPCI}02102,AK,01,ALASKA,1.5,1.081,0.592\r\n"));
        assert!(refused.is_err_and(|e| e.contains("line 10: a locality follows the footnotes of line 7")));
        let refused = table(&format!("{GPCI}anything,,,,,,\r\n"));
        assert!(refused.is_err_and(|e| e.contains("line 10")));
    }
}
