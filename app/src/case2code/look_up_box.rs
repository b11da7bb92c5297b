//! The look-up box: a form that works with and without JavaScript.

use leptos::prelude::*;

/// The box.
#[component]
pub(crate) fn LookUpBox(
    /// Unique on the page.
    id: &'static str,
    /// What stands in it.
    #[prop(into)]
    text: String,
    /// The date of service that the look-up keeps.
    on: Option<String>,
) -> impl IntoView {
    view! {
        <form method="get" action="/case2code" class="look-up" role="search">
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
            <KeepOn on />
            <button type="submit" class="button">
                "Look up"
            </button>
        </form>
    }
}

/// Keeps the date of service in a form that asks for a page.
#[component]
pub(crate) fn KeepOn(on: Option<String>) -> impl IntoView {
    on.filter(|on| !on.is_empty())
        .map(|on| view! { <input type="hidden" name="on" value=on /> })
}
