//! The page for an address that leads nowhere.

use leptos::prelude::*;
use leptos_meta::Title;

/// 404.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_status(http::StatusCode::NOT_FOUND);
    view! {
        <Title text="Page not found" />
        <main class="page narrow" id="content">
            <h1>"There is no page at this address"</h1>
            <p>
                "Look a code up by its number or the words of its title: " <a href="/">"to the start"</a>
            </p>
        </main>
    }
}
