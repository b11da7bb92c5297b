//! Payments capped at those of the outpatient schedule (files OPPSCAP_mmm.csv and .txt).
//!
//! Code, modifier, contractor and locality name a row: all 16,100 of January and October 2025 differ in them, so a
//! repeated one is refused. The six localities of contractor 01182 are also listed under 01112, with the same
//! prices; both are read, as a price is looked up by either.

use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::Lines;
use crate::naming;
use crate::row::{Reading, Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use crate::undated::Undated;
use codeset::release::Source;
use codeset::rows::OppsCapRow;
use std::io::BufRead;

/// The length of a line of the text.
const LINE_LENGTH: usize = 38;

/// What stands between the columns of the text: nothing.
const GAPS: [(usize, usize); 3] = [(8, 8), (10, 10), (16, 17)];

/// The CSV: a row of captions, then the prices.
pub(crate) struct CapTable<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    modifier: Found,
    status: Found,
    mac: Found,
    locality: Found,
    facility: Found,
    nonfacility: Found,
    prices: Prices,
}

/// The fixed text.
pub(crate) struct CapText<R> {
    lines: Lines<R>,
    prices: Prices,
}

/// The prices before.
struct Prices(Seen<(String, String, String, String)>);

impl Prices {
    fn row(&mut self, spot: Spot<'_>, row: OppsCapRow) -> Result<Row, ReadError> {
        let OppsCapRow {
            code,
            modifier,
            mac,
            locality,
            ..
        } = &row;
        let key = (
            code.as_str().to_owned(),
            modifier.clone(),
            mac.clone(),
            locality.clone(),
        );
        self.0.once(spot, key, || {
            let service = format!("{code} {modifier}");
            format!(
                "the price of {} in locality {locality} of {mac}",
                service.trim_end()
            )
        })?;
        Ok(Row::OppsCap(row))
    }
}

impl<R: BufRead> CapTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let all = table.captions("the OPPSCAP file as CSV", |row| row.filled() > 1)?;
        let spot = table.here();
        let find = |caption| all.find(spot, caption);
        Ok(Self {
            code: find("HCPCS")?,
            modifier: find("MOD")?,
            status: find("PROCSTAT")?,
            mac: find("CARRIER")?,
            locality: find("LOCALITY")?,
            facility: find("FACILITY PRICE")?,
            // The publisher misspells it.
            nonfacility: all.find_by(spot, "NON-FACILITY PRICE", |caption| {
                matches!(caption, "NON-FACILTY PRICE" | "NON-FACILITY PRICE")
            })?,
            prices: Prices(Seen::new()),
            all,
            table,
        })
    }
}

impl<R: BufRead> RowSource for CapTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let read = OppsCapRow {
            code: row.cell(&self.code).procedure()?,
            modifier: row.cell(&self.modifier).modifier()?,
            status: row.cell(&self.status).letter()?,
            mac: row.cell(&self.mac).digits(5)?,
            locality: row.cell(&self.locality).digits(2)?,
            facility: row.cell(&self.facility).cents()?,
            nonfacility: row.cell(&self.nonfacility).cents()?,
        };
        self.prices.row(row.spot, read).map(Some)
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

impl<R: BufRead> CapText<R> {
    /// There is no header.
    pub fn new(input: R, file: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            prices: Prices(Seen::new()),
        }
    }
}

impl<R: BufRead> RowSource for CapText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            line.check_length(LINE_LENGTH)?;
            line.check_gaps(&GAPS)?;
            let read = OppsCapRow {
                code: line.span(1, 5, "HCPCS").procedure()?,
                modifier: line.span(6, 7, "modifier").modifier()?,
                status: line.span(9, 9, "status code").letter()?,
                mac: line.span(11, 15, "carrier").digits(5)?,
                locality: line.span(18, 19, "locality").digits(2)?,
                facility: line.span(20, 28, "facility price").cents()?,
                nonfacility: line.span(29, 38, "non-facility price").cents()?,
            };
            return self.prices.row(line.spot, read).map(Some);
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The CSV, whose columns have captions.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(CapTable::new(input, file)?))));

/// The text, whose columns have only their places.
pub(crate) const TEXT: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(CapText::new(input, file)))));

/// Tells a file of this kind by its captions or name. Neither has the year, unless somebody added it to the name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let captions = file.first_line();
    let is_captioned = captions.contains("PROCSTAT") && captions.contains("FACILITY PRICE");
    if !is_captioned && !file.name.starts_with("oppscap") {
        return None;
    }
    let layout = if is_captioned || file.is_csv() {
        TABLE
    } else {
        TEXT
    };
    let info = naming::fee_name(Source::OppsCap, &file.name);
    match naming::month_in(&file.name) {
        Some(month) if info.is_none() => {
            let source = Source::OppsCap;
            Some(Verdict::Undated(Undated { source, month }, layout))
        }
        _ => release_or(info, layout, "an OPPSCAP file", "OPPSCAP_Oct_2025.csv"),
    }
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::fees::{OPPS_CAP, OPPS_CAP_TEXT};
    use crate::testing::read;

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "OPPSCAP.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "OPPSCAP.txt", text.as_bytes())
    }

    #[test]
    fn the_rows_of_the_csv() {
        insta::assert_debug_snapshot!(table(OPPS_CAP));
    }

    #[test]
    fn the_text_says_the_same() {
        let rows = table(OPPS_CAP);
        assert!(rows.as_ref().is_ok_and(|rows| rows.len() == 3), "{rows:?}");
        assert_eq!(text(OPPS_CAP_TEXT), rows);
    }

    #[test]
    fn captions_are_followed_also_when_spelt_correctly() {
        let spelt = OPPS_CAP.replace("NON-FACILTY", "NON-FACILITY");
        assert_eq!(table(&spelt), table(OPPS_CAP));
        let swapped = OPPS_CAP.replace("CARRIER,LOCALITY", "LOCALITY,CARRIER");
        assert!(table(&swapped).is_err_and(|e| e.starts_with("OPPSCAP.csv, line 2, column CARRIER: \"05\"")));
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&OPPS_CAP.replace("150.70", "150.7O"));
        assert!(
            refused.is_err_and(|e| e.starts_with("OPPSCAP.csv, line 2, column FACILITY PRICE: \"150.7O\""))
        );
        let refused = table(&OPPS_CAP.replace("0633T,TC,C,01112,09", "0633T,TC,C,01112,05"));
        assert!(refused.is_err_and(|e| {
            e.contains("line 3: the price of 0633T TC in locality 05 of 01112 is already on line 2")
        }));
        let refused = table(&OPPS_CAP.replace("PROCSTAT", "STATUS"));
        assert!(refused.is_err_and(|e| e.contains("line 1: the header has no column \"PROCSTAT\"")));
        let refused = table(&OPPS_CAP.replace("93990,,A,15202,00,97.00,97.00", "93990,,A,15202,00,97.00"));
        assert!(refused.is_err_and(|e| e.contains("line 4: the row has 6 columns and the header 7")));
        let refused = text(&OPPS_CAP_TEXT.replace("93990   A 15202", "93990  A  15202"));
        assert!(refused.is_err_and(|e| e.starts_with("OPPSCAP.txt, line 3, column 8 (between the columns)")));
        let refused = text(&OPPS_CAP_TEXT.replace("  00    97.00", "  00   97.00"));
        assert!(refused.is_err_and(|e| e.contains("line 3: the line has 37 characters instead of 38")));
    }
}
