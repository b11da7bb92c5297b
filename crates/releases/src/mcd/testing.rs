//! The miniature of the database, for the tests of its readers.

use super::family::Family;
use super::lookups::Lookups;
use super::table_kind::TableKind;
use crate::detect::Layout;
use crate::row::{Row, Rows};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use std::sync::Arc;

#[path = "../../tests/mcd/miniature.rs"]
mod miniature;

/// The first day of the releases that these tests read.
const ON: &str = "2026-08-27";

/// The tables of a family by their names.
pub(super) fn tables(family: Family) -> Vec<(&'static str, String)> {
    miniature::tables(family.slug())
}

/// A table by its name.
pub(super) fn table(file: &str) -> String {
    let mut all = Family::ALL.into_iter().flat_map(tables);
    all.find(|(name, _)| *name == file).unwrap().1
}

/// A table with its first `old` replaced.
pub(super) fn replaced(file: &str, old: &str, new: &str) -> String {
    let text = table(file);
    assert!(text.contains(old), "{old} is not in {file}");
    text.replacen(old, new, 1)
}

/// A table with another line after the first one that holds `part`.
pub(super) fn insert_after(file: &str, part: &str, line: &str) -> String {
    let text = table(file);
    let end = text
        .find(part)
        .and_then(|at| text[at..].find('\n').map(|end| at + end + 1));
    let (before, after) = text.split_at(end.unwrap());
    format!("{before}{line}{after}")
}

/// A day, as rows have it.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn kind_of(file: &str) -> TableKind {
    let mut kinds = Family::ALL.into_iter().flat_map(TableKind::of_family);
    kinds.find(|kind| kind.file_name() == file).unwrap()
}

fn open<'a>(input: crate::detect::Input<'a>, file: &str) -> Result<Rows<'a>, crate::ReadError> {
    let mut lookups = Lookups::default();
    for name in ["state_lookup.csv", "article_type_lookup.csv"] {
        lookups.read(kind_of(name), table(name).as_bytes(), name)?;
    }
    let info = ReleaseInfo::new(Source::Lcd, ON, ON.parse().unwrap());
    kind_of(file).open(input, file, &info, &Arc::new(lookups))
}

/// All rows of a table, or the first error as text.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Row>, String> {
    crate::testing::read(
        Layout::new(|input, file, _| open(input, file)),
        file,
        text.as_bytes(),
    )
}

/// Tables of each layout.
const LAYOUTS: [&str; 10] = [
    "lcd.csv",
    "article.csv",
    "ncd_trkg.csv",
    "article_x_icd10_covered.csv",
    "article_x_icd10_covered_group.csv",
    "lcd_x_contractor.csv",
    "lcd_related_documents.csv",
    "lcd_related_ncd_documents.csv",
    "contractor.csv",
    "contractor_jurisdiction.csv",
];

/// An excerpt of each layout, which is told by its name.
pub(crate) fn excerpts() -> Vec<(Layout, &'static str, Vec<u8>)> {
    let layout = Layout::new(|input, file, _| open(input, file));
    LAYOUTS
        .map(|name| (layout, name, table(name).into_bytes()))
        .into()
}

/// Whether a table may list a row twice.
pub(crate) fn may_repeat(file: &str) -> bool {
    let mut kinds = Family::ALL.into_iter().flat_map(TableKind::of_family);
    kinds.find(|kind| kind.file_name() == file).is_some_and(|kind| {
        matches!(
            kind,
            TableKind::Codes(..)
                | TableKind::Issuers(_)
                | TableKind::Related(_)
                | TableKind::RelatedNcds(_)
                | TableKind::Jurisdictions
        )
    })
}

#[test]
fn the_rows_of_the_miniature() {
    for family in Family::ALL {
        let with_rows = tables(family)
            .into_iter()
            .filter(|(name, _)| !kind_of(name).is_lookup());
        let rows: Vec<_> = with_rows.map(|(name, text)| (name, read(name, &text))).collect();
        insta::assert_debug_snapshot!(family.slug(), rows);
    }
}
