//! The head of a code page, which every reader sees.

use crate::browse::Crumbs;
use crate::case2code::PinButton;
use codeset::CodeSystem;
use codeset::page::CodeLink;
use leptos::prelude::*;
use reference::browse::Place;

/// Where the code belongs, the code with its title, and what to know before reading on.
#[component]
pub(super) fn CodeHead(
    link: CodeLink,
    /// The places around it, the widest first.
    path: Vec<Place>,
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
        <Crumbs label="Where this code belongs" system path on=on.clone() />
        <h1>
            <span class="code">{link.code.as_str().to_owned()}</span>
            " "
            <span class="code-title">{link.title.clone()}</span>
        </h1>
        <div class="code-marks">
            {badge.map(|badge| view! { <p class="badge">{badge}</p> })}
            <PinButton code=link.code is_pinned=false />
        </div>
        {notice.map(|notice| view! { <p class="notice" role="note">{notice}</p> })}
    }
}
