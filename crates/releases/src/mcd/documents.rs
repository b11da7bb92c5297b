//! The documents themselves: `lcd.csv`, `article.csv`, `ncd_trkg.csv`.

use super::family::{DocumentKey, Family};
use super::lookups::Lookups;
use super::reader::{Header, ReadRow, Records};
use crate::cell::Cell;
use crate::error::ReadError;
use crate::row::{Row, Seen};
use crate::table::{Found, Record};
use codeset::NaiveDate;
use codeset::rows::CoverageDocumentRow;
use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::Arc;

/// The captions of what is read of a document.
struct Captions {
    display: &'static str,
    title: &'static str,
    status: &'static str,
    kind: Option<&'static str>,
    /// The first of these that is filled.
    effective: &'static [&'static str],
    /// The earliest of these.
    ended: &'static [&'static str],
    retired: Option<&'static str>,
    /// The first of these that says anything.
    text: &'static [&'static str],
    /// The latest of these.
    updated: &'static [&'static str],
}

/// Those of a family.
const fn captions(family: Family) -> Captions {
    match family {
        Family::Lcd => Captions {
            display: "display_id",
            title: "title",
            status: "status",
            kind: None,
            effective: &["rev_eff_date", "orig_det_eff_date"],
            ended: &["rev_end_date", "ent_det_end_date"],
            retired: Some("date_retired"),
            text: &["indication"],
            updated: &["last_updated"],
        },
        Family::Article => Captions {
            display: "display_id",
            title: "title",
            status: "status",
            kind: Some("article_type"),
            effective: &["article_eff_date"],
            ended: &["article_rev_end_date", "article_end_date"],
            retired: Some("date_retired"),
            text: &["description"],
            updated: &["last_updated"],
        },
        Family::Ncd => Captions {
            display: "NCD_mnl_sect",
            title: "NCD_mnl_sect_title",
            status: "cvrg_lvl_cd",
            kind: None,
            effective: &["NCD_efctv_dt"],
            ended: &["NCD_trmntn_dt"],
            retired: None,
            text: &["indctn_lmtn", "itm_srvc_desc"],
            updated: &["last_updt_tmstmp", "last_clrnc_tmstmp"],
        },
    }
}

/// A table of documents.
pub(super) struct Documents {
    family: Family,
    document: DocumentKey,
    display: Found,
    title: Found,
    status: Found,
    kind: Option<Found>,
    effective: Vec<Found>,
    ended: Vec<Found>,
    retired: Option<Found>,
    text: Vec<Found>,
    updated: Vec<Found>,
    lookups: Arc<Lookups>,
    seen: Seen<(i32, i32)>,
}

impl Documents {
    pub fn find(header: &Header<'_>, family: Family, lookups: &Arc<Lookups>) -> Result<Self, ReadError> {
        let captions = captions(family);
        Ok(Self {
            family,
            document: DocumentKey::find(header, family)?,
            display: header.find(captions.display)?,
            title: header.find(captions.title)?,
            status: header.find(captions.status)?,
            kind: header.find_optional(captions.kind)?,
            effective: header.find_all(captions.effective)?,
            ended: header.find_all(captions.ended)?,
            retired: header.find_optional(captions.retired)?,
            text: header.find_all(captions.text)?,
            updated: header.find_all(captions.updated)?,
            lookups: Arc::clone(lookups),
            seen: Seen::new(),
        })
    }

    /// What readers call a document: as printed, or else made of its number.
    fn display(&self, row: Record<'_>, document: i32) -> Result<String, ReadError> {
        let display = row.cell(&self.display);
        match self.family {
            Family::Ncd => display.some_text(),
            Family::Lcd | Family::Article if !display.is_blank() => display.text(),
            Family::Lcd => Ok(format!("L{document}")),
            Family::Article => Ok(format!("A{document}")),
        }
    }

    fn kind(&self, row: Record<'_>) -> Result<String, ReadError> {
        let kind = self.kind.as_ref().map(|kind| row.cell(kind).text());
        let kind = kind.transpose()?.unwrap_or_default();
        Ok(match self.lookups.article_type(&kind) {
            Some(name) => name.to_owned(),
            None => kind,
        })
    }

    fn text(&self, row: Record<'_>) -> Result<String, ReadError> {
        for column in &self.text {
            let text = row.cell(column).html()?;
            if !text.is_empty() {
                return Ok(text);
            }
        }
        Ok(String::new())
    }
}

/// The days in these columns that are given.
fn days(row: Record<'_>, columns: &[Found]) -> Result<Vec<NaiveDate>, ReadError> {
    let days = columns.iter().map(|column| row.cell(column).optional(Cell::day));
    days.filter_map(Result::transpose).collect()
}

impl ReadRow for Documents {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (document, version) = self.document.read(row)?;
        let display = self.display(row, document)?;
        self.seen.once(row.spot, (document, version), || {
            format!("document {display}, version {version},")
        })?;
        let title = row.cell(&self.title).html_line()?;
        let effective_on = days(row, &self.effective)?.into_iter().next();
        let ended_on = days(row, &self.ended)?.into_iter().min();
        let retired_on = match &self.retired {
            Some(retired) => row.cell(retired).optional(Cell::day)?,
            None if title.contains("RETIRED") => ended_on.or(effective_on),
            None => None,
        };
        rows.push_back(Row::CoverageDocument(Box::new(CoverageDocumentRow {
            document,
            version,
            display,
            title,
            status: row.cell(&self.status).text()?,
            kind: self.kind(row)?,
            effective_on,
            ended_on,
            retired_on,
            text: self.text(row)?,
            updated_on: days(row, &self.updated)?.into_iter().max(),
        })));
        Ok(())
    }
}

/// The day on which one of the documents of a table was last changed.
pub(super) fn last_change(input: impl BufRead, file: &str, family: Family) -> Result<NaiveDate, ReadError> {
    let find = |header: &Header<'_>| header.find_all(captions(family).updated);
    let (mut records, columns) = Records::open(input, file, find)?;
    let mut last = None;
    while let Some(row) = records.next()? {
        last = last.max(days(row, &columns)?.into_iter().max());
    }
    last.ok_or_else(|| {
        records
            .here()
            .problem("no document tells when it was changed: the day of the release is not known")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcd::testing::{day, read, replaced, table};

    fn documents(file: &str, text: &str) -> Result<Vec<CoverageDocumentRow>, String> {
        let rows = read(file, text)?.into_iter();
        Ok(rows
            .filter_map(|row| match row {
                Row::CoverageDocument(row) => Some(*row),
                _ => None,
            })
            .collect())
    }

    #[test]
    fn an_lcd_counts_from_its_revision_to_the_earlier_end() {
        let rows = documents("lcd.csv", &table("lcd.csv")).unwrap_or_default();
        let [first, second] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((first.display.as_str(), first.version), ("L33631", 46));
        assert_eq!(first.title, "Outpatient Invented & Other Therapy");
        assert_eq!(
            (first.effective_on, first.ended_on, first.retired_on),
            (day("2026-01-01"), None, None)
        );
        assert_eq!(
            first.text,
            "It is covered when:\n1. one, \"quoted\",\n2. two.\nNot otherwise."
        );
        assert_eq!(first.updated_on, day("2026-08-20"));
        // Without a display number, without a revision, and with both ends.
        assert_eq!(second.display, "L34000");
        assert_eq!(
            (second.effective_on, second.ended_on, second.retired_on),
            (day("2015-10-01"), day("2025-06-30"), day("2025-07-01"))
        );
    }

    #[test]
    fn an_article_has_its_kind_in_words() {
        let rows = documents("article.csv", &table("article.csv")).unwrap_or_default();
        let kinds: Vec<_> = rows
            .iter()
            .map(|row| (row.display.as_str(), row.kind.as_str()))
            .collect();
        assert_eq!(kinds, [("A53060", "Billing and Coding"), ("A57000", "77")]);
        assert_eq!(rows[0].text, "Café rules apply.");
    }

    #[test]
    fn an_ncd_keeps_its_section_and_counts_on_no_day_once_it_is_retired() {
        let rows = documents("ncd_trkg.csv", &table("ncd_trkg.csv")).unwrap_or_default();
        let [valid, ended, retired] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (valid.display.as_str(), valid.status.as_str(), valid.retired_on),
            ("240.4.10", "4", None)
        );
        assert_eq!(
            valid.text, "From the general section.",
            "nothing but spaces in the other"
        );
        assert_eq!(valid.updated_on, day("2026-08-28"), "the clearance is later");
        assert_eq!(
            (ended.effective_on, ended.ended_on, ended.retired_on),
            (day("2023-04-10"), day("2021-01-01"), day("2021-01-01"))
        );
        assert_eq!(
            (retired.effective_on, retired.ended_on, retired.retired_on),
            (day("2014-12-18"), None, day("2014-12-18"))
        );
    }

    #[test]
    fn damage_is_located() {
        let refused = documents(
            "lcd.csv",
            &replaced("lcd.csv", "2026-08-20 09:30:00.123456", "August"),
        );
        assert!(refused.is_err_and(|e| {
            e == "lcd.csv, line 2, column last_updated: \"August\" is not a date (YYYY-MM-DD HH:MM:SS)"
        }));
        let refused = documents("ncd_trkg.csv", &replaced("ncd_trkg.csv", "240.4.10", ""));
        assert!(refused.is_err_and(|e| e.contains("column NCD_mnl_sect: is empty")));
        let refused = documents(
            "ncd_trkg.csv",
            &replaced("ncd_trkg.csv", "\r\n9002,1,", "\r\n9001,2,"),
        );
        assert!(refused.is_err_and(|e| e.contains("document 20.97, version 2, is already on line 2")));
        let refused = documents(
            "article.csv",
            &replaced("article.csv", "article_eff_date", "eff_date"),
        );
        assert!(refused.is_err_and(|e| e.contains("the header has no column \"article_eff_date\"")));
    }

    #[test]
    fn the_last_change_of_a_document_is_that_of_the_table() {
        let last = |file, text: String, family| {
            last_change(text.as_bytes(), file, family).map_err(|error| error.to_string())
        };
        let found = last("ncd_trkg.csv", table("ncd_trkg.csv"), Family::Ncd);
        assert_eq!(found.ok(), day("2026-08-28"));
        let header = table("lcd.csv").lines().next().unwrap_or_default().to_owned() + "\r\n";
        assert!(last("lcd.csv", header, Family::Lcd).is_err_and(|e| e.contains("line 1: no document tells")));
    }
}
