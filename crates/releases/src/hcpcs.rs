//! HCPCS Level II as a CSV of five columns: code, kind, long and short description, date added. (The
//! published layouts are not read yet.)

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::CodeSystem;
use codeset::rows::CodeRow;
use std::io::BufRead;

/// The CSV.
pub(crate) struct HcpcsTable<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    kind: Found,
    long: Found,
    short: Found,
    added: Found,
    position: i32,
    seen: Seen<String>,
}

impl<R: BufRead> HcpcsTable<R> {
    /// Reads the header, which is the first row.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let Some(header) = table.next()? else {
            return Err(table.here().problem("the file is empty"));
        };
        let (spot, all) = (header.spot, Columns::of(header));
        let code = all.find(spot, "code")?;
        let kind = all.find(spot, "kind")?;
        let long = all.find(spot, "long_description")?;
        let short = all.find(spot, "short_description")?;
        let added = all.find(spot, "add_date")?;
        Ok(Self {
            table,
            all,
            code,
            kind,
            long,
            short,
            added,
            position: 0,
            seen: Seen::new(),
        })
    }
}

impl<R: BufRead> RowSource for HcpcsTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let system = match row.cell(&self.kind).one_of(&["procedure", "modifier"])? {
            "modifier" => CodeSystem::Modifier,
            _ => CodeSystem::Hcpcs,
        };
        let code = row.cell(&self.code).code(system)?;
        self.seen
            .once(row.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
        // It is not kept, but a row in which it is no date is not whole.
        row.cell(&self.added).date()?;
        let short = row.cell(&self.short).text()?;
        self.position += 1;
        Ok(Some(Row::Code(CodeRow {
            code,
            position: self.position,
            billable: true,
            short_title: (!short.is_empty()).then_some(short),
            long_title: row.cell(&self.long).some_text()?,
            ended_on: None,
        })))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The CSV of five columns.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(HcpcsTable::new(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let first = file.first_line();
    if first.starts_with("HCPC,SEQNUM,RECID,") {
        return not("HCPCS in its published CSV layout, which is not read yet");
    }
    if !(first.starts_with("code,kind,") || (file.named("hcpcs") && file.is_csv())) {
        return None;
    }
    release_or(
        naming::hcpcs_name(&file.name),
        TABLE,
        "a HCPCS file",
        "hcpcs_2025_oct.csv",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{HCPCS, read};
    use codeset::CodeSystem;

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "hcpcs.csv", text.as_bytes())
    }

    #[test]
    fn modifiers_and_procedures_are_told_apart() {
        let rows = table(HCPCS).unwrap_or_default();
        let [Row::Code(first), Row::Code(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((first.code.system(), first.position), (CodeSystem::Modifier, 1));
        assert_eq!(first.long_title, "One, two");
        assert_eq!(
            (second.code.system(), second.code.as_str()),
            (CodeSystem::Hcpcs, "G0001")
        );
        assert_eq!(
            (second.position, second.billable, second.short_title.clone()),
            (2, true, None)
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&HCPCS.replace("procedure", "produce"));
        assert!(refused.is_err_and(|e| e.contains("line 3, column kind: \"produce\" is not one of")));
        let refused = table(&HCPCS.replace("19900101", "1990"));
        assert!(refused.is_err_and(|e| e.contains("line 3, column add_date: \"1990\" is not a date")));
        let refused = table(&HCPCS.replace("G0001", "G000l"));
        assert!(
            refused.is_err_and(|e| e.contains("line 3, column code: \"G000l\" is not a code like G0283"))
        );
    }
}
