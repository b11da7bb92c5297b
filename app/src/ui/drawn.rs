//! Parts of a page that the server draws and the browser only shows: lists, tables, texts.
//!
//! They travel as HTML, not as data. The browser needs no code to draw them, which keeps its file small, and
//! takes them over without walking through thousands of cells. Links in them work without a reload, since
//! the router listens to all links.

use super::error_view::ErrorView;
use crate::PublicError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// HTML from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn(String);

/// What a server function that draws gives.
pub(crate) type Drawing = Result<Drawn, PublicError>;

#[cfg(feature = "ssr")]
impl Drawn {
    /// Draws a view. It may hold plain links, but nothing that listens.
    pub(crate) fn of(view: impl IntoView) -> Self {
        Self(view.into_view().to_html())
    }
}

/// Shows a drawing.
#[component]
pub(crate) fn DrawnView(drawn: Drawn) -> impl IntoView {
    view! { <div class="drawn" inner_html=drawn.0></div> }
}

/// Shows a drawing that is loaded, and meanwhile says so.
#[component]
pub(crate) fn DrawnResource(drawing: Resource<Drawing>) -> impl IntoView {
    view! {
        <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
            {move || Suspend::new(async move {
                match drawing.await {
                    Ok(drawn) => view! { <DrawnView drawn /> }.into_any(),
                    Err(error) => view! { <ErrorView error /> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}
