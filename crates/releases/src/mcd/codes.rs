//! Lists of codes: `*_x_hcpc_code.csv`, `article_x_icd10_covered.csv` and the like.

use super::distinct::{Distinct, fixed};
use super::family::{DocumentKey, Family};
use super::list::{GroupColumn, List};
use super::reader::{Header, ReadRow};
use crate::cell::Cell;
use crate::error::ReadError;
use crate::row::Row;
use crate::table::{Found, Record};
use codeset::rows::CoverageCodeRow;
use std::collections::VecDeque;

/// No code is longer.
const LONGEST_CODE: usize = 12;

/// No mark is longer, the asterisk aside.
const LONGEST_MARK: usize = 7;

/// Document, version, group, code and mark. The largest table has half a million.
type Key = (i32, i32, i32, [u8; LONGEST_CODE], [u8; LONGEST_MARK + 1]);

/// A table of codes.
pub(super) struct Codes {
    list: List,
    document: DocumentKey,
    code: Found,
    group: GroupColumn,
    range: Option<Found>,
    asterisk: Option<Found>,
    known: Distinct<Key>,
}

impl Codes {
    pub fn find(header: &Header<'_>, family: Family, list: List) -> Result<Self, ReadError> {
        Ok(Self {
            list,
            document: DocumentKey::find(header, family)?,
            code: header.find(list.code())?,
            group: GroupColumn::find(header, list)?,
            range: header.find_optional(list.range())?,
            asterisk: header.find_optional(list.asterisk().map(|[of_code, _]| of_code))?,
            known: Distinct::new(),
        })
    }

    fn mark(&self, row: Record<'_>) -> Result<String, ReadError> {
        let mut mark = said(self.range.as_ref().map(|range| row.cell(range)))?;
        if !said(self.asterisk.as_ref().map(|asterisk| row.cell(asterisk)))?.is_empty() {
            mark.push('*');
        }
        Ok(mark)
    }
}

/// What a flag says, or nothing where it says no.
fn said(flag: Option<Cell<'_>>) -> Result<String, ReadError> {
    let flag = flag.map(|cell| cell.optional(|cell| cell.word(LONGEST_MARK)));
    let flag = flag.transpose()?.flatten().unwrap_or_default();
    let is_no = matches!(flag.as_str(), "N" | "-" | "0" | "False");
    Ok(if is_no { String::new() } else { flag })
}

impl ReadRow for Codes {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (document, version) = self.document.read(row)?;
        let group = self.group.read(row)?;
        let code = self.list.spelled(row.cell(&self.code).word(LONGEST_CODE)?);
        let mark = self.mark(row)?;
        let key = (document, version, group, fixed(&code), fixed(&mark));
        if self.known.is_new(row.spot, key)? {
            rows.push_back(Row::CoverageCode(CoverageCodeRow {
                document,
                version,
                list: self.list.name().to_owned(),
                group,
                code,
                mark,
            }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::mcd::testing::{insert_after, read, replaced, table};
    use crate::row::Row;

    /// Group, code and mark of each row.
    fn codes(file: &str, text: &str) -> Result<Vec<(i32, String, String)>, String> {
        let rows = read(file, text)?.into_iter();
        Ok(rows
            .filter_map(|row| match row {
                Row::CoverageCode(row) => Some((row.group, row.code, row.mark)),
                _ => None,
            })
            .collect())
    }

    fn is(group: i32, code: &str, mark: &str) -> (i32, String, String) {
        (group, code.to_owned(), mark.to_owned())
    }

    const COVERED: &str = "article_x_icd10_covered.csv";

    #[test]
    fn a_code_keeps_its_group_its_dot_and_its_marks() {
        assert_eq!(
            codes(COVERED, &table(COVERED)),
            Ok(vec![
                is(1, "M54.50", ""),
                is(1, "M54.59", "*"),
                is(2, "G80.0", ""),
                is(2, "XX000", ""),
            ])
        );
    }

    #[test]
    fn lists_without_groups_have_one() {
        let file = "article_x_revenue_code.csv";
        assert_eq!(
            codes(file, &table(file)),
            Ok(vec![is(1, "0420", "B"), is(1, "0429", "E")])
        );
        let file = "article_x_bill_code.csv";
        assert_eq!(
            codes(file, &table(file)),
            Ok(vec![is(1, "012x", ""), is(1, "013x", "")])
        );
    }

    #[test]
    fn a_code_that_is_listed_twice_is_one_row_and_one_with_another_mark_is_two() {
        let whole = codes(COVERED, &table(COVERED));
        let again = "53060,12,M54.50,9,1,N,2026-08-20 10:00:00,77,Another text,N\r\n";
        assert_eq!(codes(COVERED, &insert_after(COVERED, "M54.59", again)), whole);
        let marked = again.replace("text,N", "text,Y");
        let both = codes(COVERED, &insert_after(COVERED, "M54.59", &marked));
        assert!(both.is_ok_and(|rows| rows.len() == 5 && rows[2] == is(1, "M54.50", "*")));
    }

    #[test]
    fn damage_is_located() {
        let refused = codes(
            COVERED,
            &replaced(COVERED, "M54.59", "a text where a code should be"),
        );
        assert_eq!(
            refused,
            Err(
                "article_x_icd10_covered.csv, line 3, column icd10_code_id: \"a text where a code should be\" \
                 is not a word of at most 12 letters, digits or signs"
                    .into()
            )
        );
        let refused = codes(COVERED, &replaced(COVERED, "M54.59", ""));
        assert!(refused.is_err_and(|e| e.contains("column icd10_code_id: is empty")));
        let refused = codes(COVERED, &replaced(COVERED, "53060,12,M54.59", "A53060,12,M54.59"));
        assert!(refused.is_err_and(|e| e.contains("column article_id: \"A53060\" is not a whole number")));
        let refused = codes(COVERED, &replaced(COVERED, "icd10_covered_group", "group"));
        assert!(refused.is_err_and(|e| e.contains("the header has no column \"icd10_covered_group\"")));
        let refused = codes(COVERED, &replaced(COVERED, "M54.59,", ""));
        assert!(refused.is_err_and(|e| e.contains("line 3: the row has 9 columns and the header 10")));
    }
}
