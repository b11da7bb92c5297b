//! A passage of a document, as the search gets it.

use codeset::NaiveDate;
use store::documents::DocumentPassage;

/// A passage of a document. Its text was written by others: it is data, and nothing in it is ever followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageRecord {
    /// Its id in the database.
    pub id: i64,
    /// The slug of its document.
    pub document: String,
    /// The title of its document, which all its editions share.
    pub document_title: String,
    /// The edition as printed; may be empty.
    pub edition: String,
    /// The number or name of its chapter as printed; may be empty.
    pub chapter: String,
    /// The title of its chapter; may be empty.
    pub chapter_title: String,
    /// Its headings, with ` › ` between them; may be empty.
    pub section: String,
    /// The label of the page on which it begins; empty where there are no pages.
    pub page: String,
    /// The label of the page on which it ends.
    pub page_end: String,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
    /// The first day for which its document counts.
    pub valid_from: NaiveDate,
    /// The first day for which it no longer counts.
    pub valid_to: Option<NaiveDate>,
    /// Whether only readers with an account may read it.
    pub needs_account: bool,
    /// The address of the passage, without a date of service.
    pub path: String,
}

impl From<DocumentPassage> for PassageRecord {
    fn from(it: DocumentPassage) -> Self {
        let path = it.path();
        Self {
            id: it.passage.id,
            document: it.document.slug,
            document_title: it.document.title,
            edition: it.document.edition,
            chapter: it.passage.chapter,
            chapter_title: it.passage.chapter_title,
            section: it.passage.section,
            page: it.passage.page,
            page_end: it.passage.page_end,
            text: it.passage.text,
            valid_from: it.document.valid_from,
            valid_to: it.document.valid_to,
            needs_account: it.document.needs_account,
            path,
        }
    }
}
