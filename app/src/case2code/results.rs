//! What a look-up found.

use super::CodeList;
use leptos::prelude::*;
use reference::look_up::Found;

/// The codes found, or what else to try.
#[component]
pub(super) fn Results(text: String, found: Found, on: Option<String>) -> impl IntoView {
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
            format!("More than {count} codes; the closest {count} are listed. Add a word to narrow them down.")
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
