//! What stands above the groups of a list of codes: `*_group.csv`.

use super::family::{DocumentKey, Family};
use super::list::{GroupColumn, List};
use super::reader::{Header, ReadRow};
use crate::error::ReadError;
use crate::row::{Row, Seen};
use crate::table::{Found, Record};
use codeset::rows::CoverageGroupRow;
use std::collections::VecDeque;

/// A table of groups.
pub(super) struct Groups {
    list: List,
    document: DocumentKey,
    group: GroupColumn,
    paragraph: Found,
    /// What the asterisk of a code in the group means.
    asterisk: Option<Found>,
    seen: Seen<(i32, i32, i32)>,
}

impl Groups {
    pub fn find(header: &Header<'_>, family: Family, list: List) -> Result<Self, ReadError> {
        Ok(Self {
            list,
            document: DocumentKey::find(header, family)?,
            group: GroupColumn::find(header, list)?,
            paragraph: header.find("paragraph")?,
            asterisk: header.find_optional(list.asterisk().map(|[_, of_group]| of_group))?,
            seen: Seen::new(),
        })
    }
}

impl ReadRow for Groups {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (document, version) = self.document.read(row)?;
        let group = self.group.read(row)?;
        self.seen.once(row.spot, (document, version, group), || {
            format!("group {group} of document {document}, version {version},")
        })?;
        let mut paragraph = row.cell(&self.paragraph).html()?;
        if let Some(asterisk) = &self.asterisk {
            let meaning = row.cell(asterisk).html()?;
            if !paragraph.is_empty() && !meaning.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(&meaning);
        }
        rows.push_back(Row::CoverageGroup(CoverageGroupRow {
            document,
            version,
            list: self.list.name().to_owned(),
            group,
            paragraph,
        }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::mcd::testing::{read, replaced, table};
    use crate::row::Row;

    const COVERED: &str = "article_x_icd10_covered_group.csv";

    fn paragraphs(file: &str, text: &str) -> Result<Vec<String>, String> {
        let rows = read(file, text)?.into_iter();
        Ok(rows
            .filter_map(|row| match row {
                Row::CoverageGroup(row) => Some(row.paragraph),
                _ => None,
            })
            .collect())
    }

    #[test]
    fn the_meaning_of_the_asterisk_follows_the_paragraph() {
        assert_eq!(
            paragraphs(COVERED, &table(COVERED)),
            Ok(vec![
                "Back pain:\n- first,\n- second.\n* Only with a second code.".to_owned(),
                String::new(),
            ])
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = paragraphs(COVERED, &replaced(COVERED, "53060,12,2,", "53060,12,1,"));
        assert_eq!(
            refused,
            Err(
                "article_x_icd10_covered_group.csv, line 4: group 1 of document 53060, version 12, is already \
                 on line 2"
                    .into()
            )
        );
        let refused = paragraphs(COVERED, &replaced(COVERED, "53060,12,2,", "53060,12,two,"));
        assert!(refused.is_err_and(|e| e.contains("column icd10_covered_group: \"two\" is not a whole")));
    }
}
