//! What the pages of a document share.

use crate::PublicError;
use crate::backend::{Asker, Backend, failure, find_asker};
use crate::ui::date::{long_date, with_on};
use crate::ui::link::and_back;
use codeset::NaiveDate;
use leptos::prelude::*;
use store::documents::{Chapter, DocumentInfo};

/// The document of a slug, and whether the reader may read it.
pub(super) async fn find_document(slug: &str) -> Result<(DocumentInfo, bool), PublicError> {
    let backend = Backend::from_context()?;
    let document = backend
        .store
        .find_document(slug)
        .await
        .map_err(failure)?
        .ok_or_else(|| {
            PublicError::new(
                404,
                "There is no such document here.",
                "Choose one from the list of documents.",
            )
            .with_status()
        })?;
    let is_open = !document.needs_account || matches!(find_asker(&backend).await?, Asker::Account(_));
    Ok((document, is_open))
}

/// The address of a document.
pub(super) fn address(document: &DocumentInfo) -> String {
    format!("/documents/{}", document.slug)
}

/// Title and edition: `Medicare NCCI Policy Manual, 2026`.
pub(super) fn name(document: &DocumentInfo) -> String {
    let title = &document.title;
    match document.edition.as_str() {
        "" => title.clone(),
        edition if title.contains(edition) => title.clone(),
        edition => format!("{title}, {edition}"),
    }
}

/// The days for which a document counts, in words.
pub(super) fn days(document: &DocumentInfo) -> String {
    let from = long_date(document.valid_from);
    match document.valid_to.and_then(|day| day.pred_opt()) {
        Some(last) => format!("{from} to {}", long_date(last)),
        None => format!("from {from}"),
    }
}

/// A chapter as it is called: `Chapter XI: Medicine`, or by its title alone.
pub(super) fn chapter_name(chapter: &Chapter, document: &DocumentInfo) -> String {
    let is_number = |name: &str| {
        !name.is_empty()
            && (name.chars().all(|c| "IVXLCDM".contains(c)) || name.chars().all(|c| c.is_ascii_digit()))
    };
    match (chapter.chapter.as_str(), chapter.title.as_str()) {
        ("", "") => document.title.clone(),
        (name, "") if is_number(name) => format!("Chapter {name}"),
        (name, title) if is_number(name) => format!("Chapter {name}: {title}"),
        (name, "") => name.to_owned(),
        (_, title) => title.to_owned(),
    }
}

/// Says that a document does not count on a day.
#[component]
pub(super) fn OtherDays<'a>(document: &'a DocumentInfo, date: NaiveDate) -> impl IntoView {
    let counts = document.valid_from <= date && document.valid_to.is_none_or(|day| date < day);
    (!counts).then(|| {
        let said = format!(
            "This document counts {}. It does not count on {}.",
            days(document),
            long_date(date)
        );
        view! { <p class="notice">{said}</p> }
    })
}

/// In place of a document that needs an account.
#[component]
pub(super) fn NeedsAccount(here: String, on: Option<String>) -> impl IntoView {
    let here = with_on(&here, on.as_deref());
    view! {
        <div class="notice">
            <p>"This document needs a free account."</p>
            <p>
                <a href=and_back("/register", &here, on.as_deref())>"Create a free account"</a> " or "
                <a href=and_back("/sign-in", &here, on.as_deref())>"sign in"</a> "."
            </p>
        </div>
    }
}

/// The way from all documents to here.
#[component]
pub(super) fn Crumbs<'a>(
    /// The document above the page, where it is one of its chapters.
    document: Option<&'a DocumentInfo>,
    on: Option<String>,
) -> impl IntoView {
    let document = document.map(|document| {
        view! { <a href=with_on(&address(document), on.as_deref())>{document.title.clone()}</a> }
    });
    view! {
        <nav class="crumbs" aria-label="Where this document belongs">
            <a href=with_on("/documents", on.as_deref())>"Documents"</a>
            {document}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(edition: &str, until: Option<&str>) -> DocumentInfo {
        DocumentInfo {
            id: 1,
            slug: "manual".into(),
            title: "Manual".into(),
            edition: edition.into(),
            valid_from: "2026-01-01".parse().unwrap_or_default(),
            valid_to: until.and_then(|day| day.parse().ok()),
            file_name: String::new(),
            sha256: String::new(),
            imported_at: chrono::DateTime::default(),
            pages: 1,
            passages: 1,
            needs_account: false,
        }
    }

    #[test]
    fn documents_and_chapters_are_called_as_people_call_them() {
        assert_eq!(name(&document("2026", None)), "Manual, 2026");
        assert_eq!(name(&document("", None)), "Manual");
        assert_eq!(days(&document("", None)), "from 1 January 2026");
        assert_eq!(
            days(&document("", Some("2027-01-01"))),
            "1 January 2026 to 31 December 2026"
        );
        let called = |chapter: &str, title: &str| {
            let chapter = Chapter {
                slug: String::new(),
                chapter: chapter.into(),
                title: title.into(),
                first_page: String::new(),
                first_position: 1,
                passages: 1,
            };
            chapter_name(&chapter, &document("", None))
        };
        assert_eq!(called("XI", "Medicine"), "Chapter XI: Medicine");
        assert_eq!(called("3", ""), "Chapter 3");
        assert_eq!(called("Intro", "Introduction"), "Introduction");
        assert_eq!(called("", ""), "Manual");
    }
}
