//! `/documents/{document}/{chapter}`: a chapter to read.

use super::codes::written_codes;
use super::parts::{Crumbs, NeedsAccount, OtherDays, address, chapter_name, find_document, name};
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use codeset::Code;
use leptos::prelude::*;
use std::collections::HashSet;
use store::documents::{Chapter, DocumentInfo, Passage};

/// Draws a chapter of a document.
pub(crate) async fn draw_chapter(
    slug: &str,
    chapter_slug: &str,
    on: Option<String>,
) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let (document, is_open) = find_document(slug).await?;
    if !is_open {
        // Of what it holds, nothing is told, not even whether there is such a chapter.
        let title = name(&document);
        let main = Drawn::of(view! {
            <Crumbs document=None on=on.clone() />
            <h1>{title.clone()}</h1>
            <NeedsAccount here=format!("{}/{chapter_slug}", address(&document)) on />
        });
        return Ok(DrawnPage {
            title,
            main,
            is_wide: false,
        });
    }
    let chapters = backend.store.list_chapters(document.id).await.map_err(failure)?;
    let place = chapters
        .iter()
        .position(|chapter| chapter.slug == chapter_slug)
        .ok_or_else(|| {
            PublicError::new(
                404,
                "There is no such chapter in this document.",
                "Choose one from its contents.",
            )
            .with_status()
        })?;
    let passages = backend
        .store
        .list_passages(document.id, chapter_slug)
        .await
        .map_err(failure)?;
    let known = known_codes(&backend, &passages).await?;
    let chapter = &chapters[place];
    let title = chapter_name(chapter, &document);
    let before = place.checked_sub(1).and_then(|place| chapters.get(place));
    let after = chapters.get(place + 1);
    let main = Drawn::of(view! {
        <Crumbs document=Some(&document) on=on.clone() />
        <h1>{title.clone()}</h1>
        <OtherDays document=&document date />
        <div class="reading">{draw_passages(&passages, &known, on.as_deref())}</div>
        <Ways document=&document before after on=on.clone() />
    });
    Ok(DrawnPage {
        title: format!("{title}, {}", name(&document)),
        main,
        is_wide: false,
    })
}

/// The codes in passages that have a page.
async fn known_codes(backend: &Backend, passages: &[Passage]) -> Result<HashSet<Code>, PublicError> {
    let written: HashSet<Code> = passages
        .iter()
        .flat_map(|passage| written_codes(&passage.text))
        .map(|(_, code)| code)
        .collect();
    let written: Vec<Code> = written.into_iter().collect();
    let known = backend.store.list_known(&written).await.map_err(failure)?;
    Ok(known.into_iter().collect())
}

/// The headings in the path of a section, without the number of an item.
pub(super) fn headings(section: &str) -> impl Iterator<Item = &str> {
    section
        .split(" › ")
        .filter(|heading| !heading.is_empty() && !is_number(heading))
}

/// Whether a part of a path is the number of an item: `12.`, `b.`, `(3)`.
fn is_number(part: &str) -> bool {
    let Some(number) = part.strip_suffix(['.', ')']) else {
        return false;
    };
    let number = number.strip_prefix('(').unwrap_or(number);
    number.len() <= 4 && !number.is_empty() && number.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Passages below their headings. A heading is written where it begins, a page where it does.
fn draw_passages(passages: &[Passage], known: &HashSet<Code>, on: Option<&str>) -> impl IntoView + use<> {
    let mut above: Vec<&str> = Vec::new();
    let mut page = "";
    let mut drawn = Vec::with_capacity(passages.len());
    for passage in passages {
        let path: Vec<&str> = headings(&passage.section).collect();
        let same = above.iter().zip(&path).take_while(|(a, b)| a == b).count();
        let new: Vec<AnyView> = path
            .iter()
            .enumerate()
            .skip(same)
            // A heading that is all there is to its section is its text.
            .filter(|(_, heading)| **heading != passage.text)
            .map(|(level, heading)| {
                let heading = (*heading).to_owned();
                match level {
                    0 => view! { <h2>{heading}</h2> }.into_any(),
                    _ => view! { <h3>{heading}</h3> }.into_any(),
                }
            })
            .collect();
        above = path;
        let label = (passage.page != page && !passage.page.is_empty()).then(|| {
            view! {
                <span class="page-label">
                    <span class="visually-hidden">"Page "</span>
                    {passage.page.clone()}
                </span>
            }
        });
        page = match passage.page_end.as_str() {
            "" => &passage.page,
            end => end,
        };
        let paragraphs: Vec<AnyView> = passage
            .text
            .split("\n\n")
            .map(|paragraph| view! { <p>{draw_text(paragraph, known, on)}</p> }.into_any())
            .collect();
        drawn.push(view! {
            <section id=format!("p{}", passage.position) class="passage">
                {new}
                {label}
                {paragraphs}
            </section>
        });
    }
    drawn
}

/// A paragraph with its lines; codes that have a page lead there.
fn draw_text(text: &str, known: &HashSet<Code>, on: Option<&str>) -> Vec<AnyView> {
    let mut pieces: Vec<AnyView> = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            pieces.push(view! { <br /> }.into_any());
        }
        let mut at = 0;
        for ((from, to), code) in written_codes(line) {
            if !known.contains(&code) {
                continue;
            }
            pieces.push(line.get(at..from).unwrap_or_default().to_owned().into_any());
            let address = format!("/codes/{}/{}", code.system().slug(), code.as_str());
            let words = line.get(from..to).unwrap_or_default().to_owned();
            pieces.push(view! { <a href=with_on(&address, on) class="code">{words}</a> }.into_any());
            at = to;
        }
        pieces.push(line.get(at..).unwrap_or_default().to_owned().into_any());
    }
    pieces
}

/// To the chapters before and after, and to the contents.
#[component]
fn Ways<'a>(
    document: &'a DocumentInfo,
    before: Option<&'a Chapter>,
    after: Option<&'a Chapter>,
    on: Option<String>,
) -> impl IntoView {
    let way = |chapter: &Chapter, which: &'static str| {
        let address = format!("{}/{}", address(document), chapter.slug);
        view! {
            <a href=with_on(&address, on.as_deref()) class="button quiet">
                {which}
                {chapter_name(chapter, document)}
            </a>
        }
    };
    view! {
        <nav class="pager document-ways" aria-label="Chapters">
            {before.map(|chapter| way(chapter, "Previous: "))}
            <a href=with_on(&address(document), on.as_deref()) class="button quiet">
                "Contents"
            </a>
            {after.map(|chapter| way(chapter, "Next: "))}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::headings;

    #[test]
    fn numbers_of_items_are_no_headings() {
        let told = |section| headings(section).collect::<Vec<_>>();
        assert_eq!(told("A. Introduction › 12."), ["A. Introduction"]);
        assert_eq!(
            told("B. Coding › Medical Examples › (3)"),
            ["B. Coding", "Medical Examples"]
        );
        assert!(told("").is_empty());
    }
}
