//! The head of a code page, which every reader sees.

use crate::ui::date::with_on;
use codeset::CodeSystem;
use codeset::page::CodeLink;
use leptos::prelude::*;

/// Where the code belongs, the code with its title, and what to know before reading on.
#[component]
pub(super) fn CodeHead(
    link: CodeLink,
    /// That the code is not in force on the date.
    notice: Option<String>,
    /// The date of service that links keep.
    on: Option<String>,
) -> impl IntoView {
    let system = link.code.system();
    // CPT and HCPCS codes are all reportable; the mark tells something for diagnoses only.
    let badge = match (system, link.billable) {
        (CodeSystem::Icd10cm, Some(true)) => Some("Billable"),
        (CodeSystem::Icd10cm, Some(false)) => Some("Header, not billable"),
        _ => None,
    };
    view! {
        <nav class="crumbs" aria-label="Where this code belongs">
            <a href=with_on("/codes", on.as_deref())>"Codes"</a>
            <a href=with_on(&format!("/codes/{}", system.slug()), on.as_deref())>{system.label()}</a>
        </nav>
        <h1>
            <span class="code">{link.code.as_str().to_owned()}</span>
            " "
            <span class="code-title">{link.title}</span>
        </h1>
        {badge.map(|badge| view! { <p class="badge">{badge}</p> })}
        {notice.map(|notice| view! { <p class="notice" role="note">{notice}</p> })}
    }
}
