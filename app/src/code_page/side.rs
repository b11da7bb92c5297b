//! Beside the text: the list of sections.

use codeset::page::SectionId;
use leptos::prelude::*;

/// The list of the page's sections.
#[component]
pub(crate) fn Contents(
    /// Whether the page has a history.
    has_history: bool,
) -> impl IntoView {
    let link = |id: &'static str, title: &'static str| {
        view! {
            <li>
                <a href=format!("#{id}")>{title}</a>
            </li>
        }
    };
    view! {
        <nav class="contents" aria-label="Sections of this page">
            <ul>
                {link("official-description", "Official description")}
                {link("common-language-description", "Common language")}
                {SectionId::ALL.map(|id| link(id.slug(), id.title())).collect_view()}
                {has_history.then(|| link("history", "History"))}
                {link("family", "Codes next to it")}
            </ul>
        </nav>
    }
}
