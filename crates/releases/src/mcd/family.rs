//! The three families of documents, each with an export of its own.

use super::reader::Header;
use crate::error::ReadError;
use crate::table::{Found, Record};
use codeset::release::Source;

/// A family of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Local coverage determinations.
    Lcd,
    /// Articles, which hold the lists of codes.
    Article,
    /// National coverage determinations.
    Ncd,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lcd, Self::Article, Self::Ncd];

    /// The source of their releases.
    pub fn source(self) -> Source {
        match self {
            Self::Lcd => Source::Lcd,
            Self::Article => Source::CoverageArticle,
            Self::Ncd => Source::Ncd,
        }
    }

    /// How links name it, and the beginning of its tables' names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Lcd => "lcd",
            Self::Article => "article",
            Self::Ncd => "ncd",
        }
    }

    /// The columns of a document's number and version.
    pub fn key(self) -> [&'static str; 2] {
        match self {
            Self::Lcd => ["lcd_id", "lcd_version"],
            Self::Article => ["article_id", "article_version"],
            Self::Ncd => ["NCD_id", "NCD_vrsn_num"],
        }
    }
}

/// The columns that say which document a row belongs to.
pub(super) struct DocumentKey([Found; 2]);

impl DocumentKey {
    /// Those of a family.
    pub fn find(header: &Header<'_>, family: Family) -> Result<Self, ReadError> {
        let [number, version] = family.key();
        Ok(Self([header.find(number)?, header.find(version)?]))
    }

    /// Number and version.
    pub fn read(&self, row: Record<'_>) -> Result<(i32, i32), ReadError> {
        let [number, version] = &self.0;
        Ok((row.cell(number).whole()?, row.cell(version).whole()?))
    }
}
