//! A document as it was read.

use crate::DocumentError;
use crate::block::Block;
use crate::{passages, titles};
use chrono::{Datelike, NaiveDate};

/// What is known better than by the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Its title.
    pub title: Option<String>,
    /// Its edition.
    pub edition: Option<String>,
    /// The first day for which it counts.
    pub valid_from: Option<NaiveDate>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its edition, e.g. `2026`; empty where it names none.
    pub edition: String,
    /// The first day for which it counts, where it says so.
    pub valid_from: Option<NaiveDate>,
    /// How many pages the file has; 0 where it has none.
    pub pages: usize,
    /// Pages that hold more than is read of one, or nothing that could be read.
    pub unread_pages: usize,
    /// Its text, in order.
    pub passages: Vec<Passage>,
}

impl Document {
    /// How many chapters it has.
    pub fn chapters(&self) -> usize {
        self.passages
            .chunk_by(|a, b| (&a.chapter, &a.chapter_title) == (&b.chapter, &b.chapter_title))
            .count()
    }
}

/// A passage: some paragraphs of one section, or one item of a numbered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The number or name of its chapter as printed, e.g. `XI` or `Intro`; empty where it has none.
    pub chapter: String,
    /// The title of its chapter; empty where there are no chapters.
    pub chapter_title: String,
    /// The headings above it and the number of its item, with ` › ` between them; may be empty.
    pub section: String,
    /// The label of the page on which it begins, as printed or else counted; empty where there are no pages.
    pub page: String,
    /// The label of the page on which it ends.
    pub page_end: String,
    /// Its text: paragraphs with an empty line between them, items of lists with their markers.
    pub text: String,
}

/// A document before it is cut.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) valid_from: Option<NaiveDate>,
    pub(crate) blocks: Vec<Block>,
    /// The label of each page.
    pub(crate) labels: Vec<String>,
    pub(crate) unread_pages: usize,
}

impl Draft {
    pub(crate) fn finish(self, file_name: &str, overrides: &Overrides) -> Result<Document, DocumentError> {
        let valid_from = overrides.valid_from.or(self.valid_from);
        let title = [
            overrides.title.as_deref().unwrap_or_default(),
            &titles::shortened(&self.title),
        ]
        .map(str::trim)
        .into_iter()
        .find(|title| !title.is_empty())
        .map_or_else(|| titles::of_file(file_name), str::to_owned);
        let edition = match &overrides.edition {
            Some(edition) => edition.trim().to_owned(),
            None if self.edition.is_empty() => {
                valid_from.map_or_else(String::new, |day| day.year().to_string())
            }
            None => self.edition,
        };
        let passages = passages::cut(self.blocks, &self.labels);
        if passages.is_empty() {
            return Err(DocumentError::NoPassage);
        }
        Ok(Document {
            title,
            edition,
            valid_from,
            pages: self.labels.len(),
            unread_pages: self.unread_pages,
            passages,
        })
    }
}
