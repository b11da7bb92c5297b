//! `/documents/{document}`: its chapters with their sections.

use super::parts::{Crumbs, NeedsAccount, OtherDays, address, chapter_name, days, find_document, name};
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;
use store::documents::{DocumentInfo, PassagePlace, chapters_of};

/// Draws the contents of a document.
pub(crate) async fn draw_contents(slug: &str, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let (document, is_open) = find_document(slug).await?;
    let contents = if is_open {
        let places = backend
            .store
            .list_passage_places(document.id)
            .await
            .map_err(failure)?;
        view! { <Contents document=&document places on=on.clone() /> }.into_any()
    } else {
        view! { <NeedsAccount here=address(&document) on=on.clone() /> }.into_any()
    };
    let pages = match document.pages {
        0 => String::new(),
        1 => ", 1 page".to_owned(),
        pages => format!(", {pages} pages"),
    };
    let main = Drawn::of(view! {
        <Crumbs document=None on=on.clone() />
        <h1>{name(&document)}</h1>
        <p class="document-days">{format!("Counts {}{pages}", days(&document))}</p>
        <OtherDays document=&document date />
        {contents}
    });
    Ok(DrawnPage {
        title: name(&document),
        main,
        is_wide: false,
    })
}

/// The chapters, each with its sections: the first heading of the path of each passage.
#[component]
fn Contents<'a>(document: &'a DocumentInfo, places: Vec<PassagePlace>, on: Option<String>) -> impl IntoView {
    let chapters = chapters_of(&places).into_iter().map(|chapter| {
        let address = format!("{}/{}", address(document), chapter.slug);
        let of_chapter: Vec<&PassagePlace> = places
            .iter()
            .filter(|place| place.chapter_slug == chapter.slug)
            .collect();
        let sections = of_chapter
            .chunk_by(|a, b| heading(a) == heading(b))
            .filter_map(|passages| passages.first())
            .filter(|place| !heading(place).is_empty())
            .map(|place| {
                let address = with_on(&format!("{address}#p{}", place.position), on.as_deref());
                view! {
                    <li>
                        <a href=address>{heading(place).to_owned()}</a>
                        <span class="page-label">{place.page.clone()}</span>
                    </li>
                }
            })
            .collect_view();
        let sections =
            (!sections.is_empty()).then(|| view! { <ol class="document-sections">{sections}</ol> });
        view! {
            <li>
                <h2>
                    <a href=with_on(&address, on.as_deref())>{chapter_name(&chapter, document)}</a>
                </h2>
                {sections}
            </li>
        }
    });
    view! { <ol class="document-contents">{chapters.collect_view()}</ol> }
}

/// The highest heading above a passage; empty where it has none.
fn heading(place: &PassagePlace) -> &str {
    super::chapter::headings(&place.section)
        .next()
        .unwrap_or_default()
}
