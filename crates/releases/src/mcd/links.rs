//! Documents related to others: `*_related_documents.csv`, `*_related_ncd_documents.csv`.

use super::distinct::Distinct;
use super::family::{DocumentKey, Family};
use super::reader::{Header, ReadRow};
use crate::cell::Cell;
use crate::error::ReadError;
use crate::row::Row;
use crate::table::{Found, Record};
use codeset::rows::CoverageLinkRow;
use std::collections::VecDeque;

/// A table of related documents.
pub(super) struct Links {
    document: DocumentKey,
    to: Vec<Target>,
    known: Distinct<(i32, i32, usize, i32, i32)>,
}

/// The columns that name a document of one family.
struct Target {
    family: Family,
    number: Found,
    version: Found,
}

impl Links {
    /// Links to documents of these families, whose columns begin with `r_`.
    pub fn find(header: &Header<'_>, from: Family, to: &[Family]) -> Result<Self, ReadError> {
        let target = |family: &Family| {
            Ok(Target {
                family: *family,
                number: header.find(&format!("r_{}_id", family.slug()))?,
                version: header.find(&format!("r_{}_version", family.slug()))?,
            })
        };
        Ok(Self {
            document: DocumentKey::find(header, from)?,
            to: to.iter().map(target).collect::<Result<_, ReadError>>()?,
            known: Distinct::new(),
        })
    }
}

impl ReadRow for Links {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (document, version) = self.document.read(row)?;
        for (place, to) in self.to.iter().enumerate() {
            let number = |column| row.cell(column).optional(Cell::whole);
            let to_version = number(&to.version)?.unwrap_or_default();
            // 0 stands for no document.
            let Some(to_document) = number(&to.number)?.filter(|number| *number != 0) else {
                continue;
            };
            let key = (document, version, place, to_document, to_version);
            if self.known.is_new(row.spot, key)? {
                rows.push_back(Row::CoverageLink(CoverageLinkRow {
                    document,
                    version,
                    to_kind: to.family.slug().to_owned(),
                    to_document,
                    to_version,
                }));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::mcd::testing::{insert_after, read, replaced, table};
    use crate::row::Row;

    const OF_LCDS: &str = "lcd_related_documents.csv";

    /// Kind, number and version of the other document.
    fn links(file: &str, text: &str) -> Result<Vec<(String, i32, i32)>, String> {
        let rows = read(file, text)?.into_iter();
        Ok(rows
            .filter_map(|row| match row {
                Row::CoverageLink(row) => Some((row.to_kind, row.to_document, row.to_version)),
                _ => None,
            })
            .collect())
    }

    #[test]
    fn a_row_may_name_an_article_an_lcd_both_or_none() {
        let to = |kind: &str, number, version| (kind.to_owned(), number, version);
        assert_eq!(
            links(OF_LCDS, &table(OF_LCDS)),
            Ok(vec![
                to("article", 53060, 11),
                to("article", 57000, 0),
                to("lcd", 34000, 5),
            ])
        );
        let file = "lcd_related_ncd_documents.csv";
        assert_eq!(
            links(file, &table(file)),
            Ok(vec![to("ncd", 9001, 2), to("ncd", 9002, 1)])
        );
    }

    #[test]
    fn a_repeated_link_is_one_and_damage_is_located() {
        let again = "33631,46,9,53060,11,,,,2026-08-01 00:00:00\r\n";
        assert_eq!(
            links(OF_LCDS, &insert_after(OF_LCDS, "33631,46,1", again)),
            links(OF_LCDS, &table(OF_LCDS))
        );
        let refused = links(OF_LCDS, &replaced(OF_LCDS, "53060,11", "A53060,11"));
        assert!(refused.is_err_and(|e| {
            e.starts_with("lcd_related_documents.csv, line 2, column r_article_id: \"A53060\" is not a whole")
        }));
    }
}
