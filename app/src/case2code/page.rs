//! `/case2code?q=`: what the look-up found.

use super::{CodeList, LookUpBox};
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use leptos::prelude::*;
use reference::gaps::{CODE_SOURCES, find_gaps};
use reference::look_up::{Found, find};

/// Draws the look-up of a text.
pub(crate) async fn draw(text: &str, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let found = find(&backend.store, text, date).await.map_err(failure)?;
    let gaps = find_gaps(&backend.store, &CODE_SOURCES, date)
        .await
        .map_err(failure)?;
    let text = text.to_owned();
    let main = Drawn::of(view! {
        <h1>"Case2Code"</h1>
        <p>"Finds a code by its number, by how it begins, or by words of its title. Looking up is free."</p>
        <LookUpBox id="look-up" text=text.clone() on=on.clone() />
        <GapsNotice gaps date />
        <Results text found on />
    });
    Ok(DrawnPage {
        title: "Case2Code".to_owned(),
        main,
        is_wide: false,
    })
}

/// The codes found, or what else to try.
#[component]
fn Results(text: String, found: Found, on: Option<String>) -> impl IntoView {
    let links: Vec<_> = found.exact.into_iter().chain(found.others).collect();
    if text.is_empty() {
        return ().into_any();
    }
    if links.is_empty() {
        return view! {
            <p class="notice">
                {format!("Nothing loaded has the code or the words “{text}”. Try fewer or other words, or only the beginning of the code.")}
            </p>
        }
        .into_any();
    }
    let count = match (found.has_more, links.len()) {
        (true, count) => {
            format!(
                "More than {count} codes; the closest {count} are listed. Add a word to narrow them down."
            )
        }
        (false, 1) => "1 code".to_owned(),
        (false, count) => format!("{count} codes"),
    };
    view! {
        <p class="count">{count}</p>
        <CodeList links on />
    }
    .into_any()
}
