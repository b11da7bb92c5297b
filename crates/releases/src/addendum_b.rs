//! Addendum B of the hospital outpatient prospective payment system: one payment for each code. The codes' short
//! descriptors are the AMA's and are not read.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::row::{Reading, Row, RowSource, Seen};
use crate::table::{Columns, Found, Record, Table};
use codeset::rows::OppsRateRow;
use std::io::BufRead;

/// The caption at which the row of captions is known.
const CODE: &str = "HCPCS Code";

/// The CSV or sheet: notices, a row of captions, then the codes.
pub(crate) struct RateTable<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    status: Found,
    change: Found,
    apc: Found,
    weight: Found,
    payment: Found,
    national_copay: Found,
    minimum_copay: Found,
    seen: Seen<String>,
}

impl<R: BufRead> RateTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let has_code = |row: Record<'_>| (0..row.len()).any(|at| row.plain(at).eq_ignore_ascii_case(CODE));
        let all = table.captions("Addendum B as CSV or sheet", has_code)?;
        let spot = table.here();
        let find = |caption| all.find(spot, caption);
        Ok(Self {
            code: find(CODE)?,
            status: find("SI")?,
            apc: find("APC")?,
            weight: find("Relative Weight")?,
            payment: find("Payment Rate")?,
            national_copay: find("National Unadjusted Copayment")?,
            minimum_copay: find("Minimum Unadjusted Copayment")?,
            // The first in the quarterly addenda, the second in those of a rule.
            change: all.find_by(spot, "* Indicates a Change", |caption| {
                let caption = caption.to_ascii_uppercase();
                caption.contains("INDICATES A CHANGE") || caption == "CI"
            })?,
            seen: Seen::new(),
            all,
            table,
        })
    }
}

impl<R: BufRead> RowSource for RateTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let code = row.cell(&self.code).procedure()?;
        self.seen
            .once(row.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
        let payment = row.cell(&self.payment).optional(Cell::price)?;
        Ok(Some(Row::OppsRate(OppsRateRow {
            code,
            status: status(row.cell(&self.status))?,
            change: row
                .cell(&self.change)
                .one_of(&["", "*", "CH", "NC", "NF", "NP"])?
                .to_owned(),
            apc: row
                .cell(&self.apc)
                .optional(|cell| cell.padded_digits(4))?
                .unwrap_or_default(),
            weight: row.cell(&self.weight).optional(Cell::ten_thousandths)?,
            national_copay: copay(row.cell(&self.national_copay), payment)?,
            minimum_copay: copay(row.cell(&self.minimum_copay), payment)?,
            payment,
        })))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// A letter, or a letter and a digit.
fn status(cell: Cell<'_>) -> Result<String, ReadError> {
    let length = cell.raw().len().clamp(1, 2);
    let status = cell.indicator(length)?;
    if status.starts_with(|first: char| first.is_ascii_uppercase()) {
        Ok(status)
    } else {
        Err(cell.problem("a status indicator begins with a letter"))
    }
}

/// A copayment in cents; the publisher's program prints a point for one that is missing. It is a part of the
/// payment, in ten-thousandths: a larger one is in the wrong column.
fn copay(cell: Cell<'_>, payment: Option<i64>) -> Result<Option<i32>, ReadError> {
    if cell.raw() == "." {
        return Ok(None);
    }
    let copay = cell.optional(Cell::cents)?;
    if copay.is_some_and(|cents| i64::from(cents) * 100 > payment.unwrap_or_default()) {
        return Err(cell.problem(format!("the copayment {} is larger than the payment", cell.raw())));
    }
    Ok(copay)
}

/// The CSV or sheet.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(RateTable::new(input, file)?))));

/// Tells a file of this kind by its title or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let title = file.first_line();
    if title.starts_with("StatusIndicator,") {
        return not("a list of the status indicators of Addendum B, which is not read");
    }
    let is_titled = title.to_ascii_uppercase().contains("OPPS PAYMENT BY HCPCS CODE");
    let is_named = ["addendum_b", "addendum b", "addendum-b"]
        .iter()
        .any(|part| file.named(part));
    if !is_titled && !is_named {
        return None;
    }
    if !file.is_csv() {
        return not("Addendum B as text: give its .csv or .xlsx");
    }
    let title = if is_titled { title } else { "" };
    release_or(
        naming::addendum_b(title, &file.name),
        TABLE,
        "Addendum B of the outpatient payments",
        "2023_January_Web_Addendum_B.12212022.csv",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::fees::ADDENDUM_B;
    use crate::testing::{read, recognised};
    use codeset::rows::OppsRateRow;

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "B.csv", text.as_bytes())
    }

    fn rates(text: &str) -> Vec<OppsRateRow> {
        let rows = table(text).unwrap_or_default().into_iter();
        rows.filter_map(|row| match row {
            Row::OppsRate(row) => Some(row),
            _ => None,
        })
        .collect()
    }

    #[test]
    fn the_rows_of_the_csv() {
        insta::assert_debug_snapshot!(table(ADDENDUM_B));
    }

    #[test]
    fn an_empty_price_is_none_and_not_0() {
        let rates = rates(ADDENDUM_B);
        let told: Vec<_> = rates
            .iter()
            .map(|row| (row.payment, row.national_copay, row.minimum_copay))
            .collect();
        assert_eq!(
            told,
            [
                (Some(15_791_600), Some(31_583), Some(31_584)),
                (None, None, None),
                (Some(105_545), None, Some(211)),
                (Some(100), Some(0), Some(0)),
            ]
        );
        assert_eq!((rates[0].weight, rates[1].weight), (Some(184_500), None));
        assert_eq!((rates[0].apc.as_str(), rates[1].apc.as_str()), ("5114", ""));
        assert_eq!((rates[0].change.as_str(), rates[1].change.as_str()), ("", "*"));
    }

    #[test]
    fn descriptors_are_not_read() {
        assert!(ADDENDUM_B.contains("Invented"));
        assert!(!format!("{:?}", table(ADDENDUM_B)).contains("Invented"));
    }

    #[test]
    fn the_addenda_of_a_rule_have_another_column_of_changes() {
        let rule = ADDENDUM_B
            .replace("* Indicates a Change ", "CI")
            .replace(",*\r\n", ",NC\r\n");
        let changes: Vec<_> = rates(&rule).into_iter().map(|row| row.change).collect();
        assert_eq!(changes, ["", "NC", "", ""]);
    }

    #[test]
    fn the_release_is_that_of_name_and_title() {
        let named = |name: &str, text: &str| {
            recognised(name, text.as_bytes(), |info, _| {
                format!("{} {} {}", info.source.slug(), info.label, info.revision)
            })
        };
        let name = "2023_January_Web_Addendum_B.12212022.xlsx";
        assert_eq!(named(name, ADDENDUM_B), "opps-addendum-b 2023 January 20221221");
        assert_eq!(
            named("january 2023.csv", ADDENDUM_B),
            "opps-addendum-b 2023 January 0"
        );
        assert!(named("2022_January_Web_Addendum_B.csv", ADDENDUM_B).contains("like 2023_January"));
        assert!(named("prices.csv", ADDENDUM_B).contains("like 2023_January"));
        assert!(named("2023_January_Web_Addendum_B.txt", "HCPCS Code\tSI").contains(".csv or .xlsx"));
        let indicators = "StatusIndicator,Paid,Description\r\nA,  Sometimes, Services\r\n";
        assert!(named("status-indicators.csv", indicators).contains("status indicators"));
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&ADDENDUM_B.replace("$1,579.16", "$1,57.16"));
        assert!(refused.is_err_and(|e| {
            e.starts_with("B.csv, line 5, column Payment Rate: \"$1,57.16\" is not a price")
        }));
        let refused = table(&ADDENDUM_B.replace("$315.84", "\"$1,579.17\""));
        assert!(refused.is_err_and(|e| {
            e.starts_with(
                "B.csv, line 5, column Minimum Unadjusted Copayment: the copayment $1,579.17 is larger",
            )
        }));
        let refused = table(&ADDENDUM_B.replace("Payment Rate,National Unadjusted", "National Unadjusted"));
        assert!(refused.is_err_and(|e| e.contains("line 4: the header has no column \"Payment Rate\"")));
        let refused = table(&ADDENDUM_B.replace(" SI,", "APC,").replace("\"APC\u{a0}\"", "SI"));
        assert!(refused.is_err_and(|e| e.starts_with("B.csv, line 5, column SI: \"5114\"")));
        let refused = table(&ADDENDUM_B.replace("G0001", "97001"));
        assert!(refused.is_err_and(|e| e.contains("line 6: the code 97001 is already on line 5")));
        let refused = table(&ADDENDUM_B.replace(",J1,", ",11,"));
        assert!(refused.is_err_and(|e| e.contains("column SI: a status indicator begins with a letter")));
        let refused = table(&ADDENDUM_B.replace("HCPCS Code", "Code"));
        assert!(refused.is_err_and(|e| e.contains("this is not Addendum B")));
    }
}
