//! `/documents`: what there is to read.

use super::parts::{address, days, name};
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;
use store::documents::DocumentInfo;

/// Draws the list of documents.
pub(crate) async fn draw_list(on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    crate::on_date(on.as_deref(), backend.today())?;
    let documents = backend.store.list_documents().await.map_err(failure)?;
    let main = Drawn::of(view! {
        <h1>"Documents"</h1>
        <p>"Manuals that answers quote, with chapter, section and page."</p>
        <List documents on />
    });
    Ok(DrawnPage {
        title: "Documents".to_owned(),
        main,
        is_wide: false,
    })
}

#[component]
fn List(documents: Vec<DocumentInfo>, on: Option<String>) -> impl IntoView {
    if documents.is_empty() {
        return view! {
            <p class="notice">
                "No document is loaded. An operator loads them with “coding-ahead documents import”."
            </p>
        }
        .into_any();
    }
    let items = documents.into_iter().map(|document| {
        let pages = match document.pages {
            0 => String::new(),
            1 => ", 1 page".to_owned(),
            pages => format!(", {pages} pages"),
        };
        let said = format!("Counts {}{pages}", days(&document));
        let gate = document
            .needs_account
            .then(|| view! { <span class="meaning">"Needs a free account"</span> });
        view! {
            <li>
                <a href=with_on(&address(&document), on.as_deref())>{name(&document)}</a>
                <span class="document-days">{said}</span>
                {gate}
            </li>
        }
    });
    view! { <ul class="document-list">{items.collect_view()}</ul> }.into_any()
}
