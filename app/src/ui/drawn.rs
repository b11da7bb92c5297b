//! Parts of a page that the server draws and the browser only shows: lists, tables, texts.
//!
//! They travel as HTML, not as data. The browser needs no code to draw them, which keeps its file small, and
//! takes them over without walking through thousands of cells. Links and forms in them work without a
//! reload: the router listens to all links, and [`super::get_forms`] to all forms that ask for a page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// HTML from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn(String);

impl Drawn {
    /// Draws a view. It may hold links and plain forms, but nothing that listens.
    #[cfg(feature = "ssr")]
    pub(crate) fn of(view: impl IntoView) -> Self {
        Self(view.into_view().to_html())
    }

    /// The HTML, for an element's inner HTML.
    pub(crate) fn into_html(self) -> String {
        self.0
    }
}

/// Shows a drawing.
#[component]
pub(crate) fn DrawnView(drawn: Drawn) -> impl IntoView {
    view! { <div class="drawn" inner_html=drawn.into_html()></div> }
}
