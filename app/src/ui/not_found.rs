//! The page for an address that leads nowhere.

use super::date::{use_on, with_on};
use leptos::prelude::*;
use leptos_meta::Title;

/// 404.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::backend::set_status(http::StatusCode::NOT_FOUND);
    let on = use_on();
    view! {
        <Title text="Page not found" />
        <main class="page narrow" id="content">
            <h1>"There is no page at this address"</h1>
            <p>
                "Look a code up by its number or the words of its title: " <a href=move || with_on("/", on.read().as_deref())>"to the start"</a>
            </p>
        </main>
    }
}
