//! `/case2code?q=`: what the look-up found.

use super::api::look_up;
use super::LookUpBox;
use crate::ui::date::use_on;
use crate::ui::drawn::DrawnResource;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The results.
#[component]
pub(crate) fn LookUpPage() -> impl IntoView {
    let query = use_query_map();
    let on = use_on();
    let text = Memo::new(move |_| query.read().get("q").unwrap_or_default().trim().to_owned());
    let drawing = Resource::new_blocking(move || (text.get(), on.get()), |(text, on)| look_up(text, on));
    view! {
        <Title text="Case2Code" />
        <main class="page narrow" id="content">
            <h1>"Case2Code"</h1>
            <p>"Finds a code by its number, by how it begins, or by words of its title. Looking up is free."</p>
            <LookUpBox id="look-up" />
            <div aria-live="polite">
                <DrawnResource drawing />
            </div>
        </main>
    }
    .into_any()
}
