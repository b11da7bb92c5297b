//! The look-up box: a form that works with and without JavaScript.

use leptos::prelude::*;
use leptos_router::components::Form;
use leptos_router::hooks::use_query_map;

/// The box.
#[component]
pub(crate) fn LookUpBox(
    /// Unique on the page.
    id: &'static str,
) -> impl IntoView {
    let query = use_query_map();
    let text = move || query.read().get("q").unwrap_or_default();
    view! {
        <Form method="GET" action="/case2code" attr:class="look-up" attr:role="search">
            <label for=id class="visually-hidden">
                "Code or words of a title"
            </label>
            <input
                id=id
                name="q"
                type="search"
                placeholder="97150, M54.5 or low back pain"
                value=text
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="200"
            />
            <button type="submit" class="button">
                "Look up"
            </button>
        </Form>
    }
}
