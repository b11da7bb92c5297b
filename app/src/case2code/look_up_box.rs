//! The look-up box: a form that works with and without JavaScript.

use codeset::date::date_of_service;
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
        <form method="get" action="/case2code" class="look-up" role="search" aria-label="Look up">
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

/// The box in the head of every page. Where a page has one of its own, this one is hidden.
#[component]
pub(crate) fn HeadLookUpBox(on: Option<String>) -> impl IntoView {
    // The browser writes another date into it, so the field stands there also where there is none to keep.
    let on = on.filter(|on| date_of_service(on).is_some());
    let has_none = on.is_none();
    view! {
        <form method="get" action="/case2code" class="look-up compact" role="search" aria-label="Look up from any page">
            <label for="head-look-up" class="visually-hidden">
                "Code or words of a title"
            </label>
            <input
                id="head-look-up"
                name="q"
                type="search"
                placeholder="Look up"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="200"
            />
            <input type="hidden" name="on" value=on.unwrap_or_default() disabled=has_none />
            <button type="submit" aria-label="Look up">
                <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
                    <path
                        d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="2.2"
                        stroke-linecap="round"
                    />
                </svg>
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
