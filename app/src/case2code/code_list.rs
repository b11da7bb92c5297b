//! A list of codes with their titles.

use crate::ui::date::with_on;
use codeset::CodeSystem;
use codeset::page::CodeLink;
use leptos::prelude::*;

/// Codes, each a link to its page.
#[cfg(feature = "ssr")]
#[component]
pub(crate) fn CodeList(
    /// The codes.
    links: Vec<CodeLink>,
    /// The date of service that the links keep.
    on: Option<String>,
) -> impl IntoView {
    let items = links.into_iter().map(|link| {
        view! {
            <li>
                <CodeAnchor link on=on.clone() />
            </li>
        }
    });
    view! { <ul class="code-list">{items.collect_view()}</ul> }.into_any()
}

/// A code of a list, as a link to its page.
#[component]
pub(super) fn CodeAnchor(link: CodeLink, on: Option<String>) -> impl IntoView {
    let system = link.code.system();
    // A header cannot stand on a claim: that matters before the page is opened.
    let is_header = system == CodeSystem::Icd10cm && link.billable == Some(false);
    let title = if link.title.is_empty() {
        "No title is loaded".to_owned()
    } else {
        link.title
    };
    view! {
        <a href=with_on(&link.code.path(), on.as_deref())>
            <span class="code">{link.code.as_str().to_owned()}</span>
            <span class="list-title">{title}</span>
            <span class="list-system">{system.label()} {is_header.then_some(", header")}</span>
        </a>
    }
}
