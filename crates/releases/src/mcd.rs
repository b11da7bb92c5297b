//! The Medicare Coverage Database: local coverage determinations (LCDs), articles and national coverage
//! determinations (NCDs).
//!
//! The publisher's export is a zip of zips: `all_data.zip` holds `current_lcd.zip`, `all_lcd.zip`,
//! `current_article.zip`, `all_article.zip` and `ncd.zip`; each of these holds a zip of CSV tables beside the same
//! tables as an Access database. Any of the zips can be imported, a table by itself cannot: it does not tell its
//! release.
//!
//! - The tables of one folder (or innermost zip) are an [`export`] of one [`family`] of documents, and one
//!   release: it counts from the day on which the publisher last changed one of its documents.
//! - Where a file holds two exports of a family, the one with more documents is read: `all_…` holds what
//!   `current_…` does, and the retired documents with their dates.
//! - An export that lacks one of the tables that are read is refused: its rows would end.
//! - A table is recognised by its captions, and else by its name; the order of its columns does not matter.
//! - In tables with a text of their own (documents, groups, contractors) a repeated key is an error. The others
//!   list some relations twice, with another version of a code or another place in its order: one row is made
//!   of them.

mod codes;
mod contractors;
mod distinct;
mod documents;
mod export;
mod family;
mod groups;
mod links;
mod list;
mod lookups;
mod reader;
mod table_kind;
#[cfg(test)]
pub(crate) mod testing;
mod unread;

pub(crate) use export::assemble;
pub(crate) use lookups::Lookups;
pub(crate) use table_kind::TableKind;

use crate::detect::{Sample, Verdict};

/// Tells a table of the database by its captions or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    if !file.is_csv() {
        return unread::recognise(file);
    }
    match TableKind::of(&file.name, file.first_line()) {
        Some(kind) => Some(Verdict::Coverage(kind)),
        None => unread::recognise(file),
    }
}
