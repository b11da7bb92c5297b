//! The two descriptions.

use super::block::EvidenceLine;
use crate::ui::date::long_date;
use codeset::Code;
use leptos::prelude::*;
use reference::page::{OfficialDescription, Prose};

/// The official description with its owner's line.
#[component]
pub(crate) fn Official(official: OfficialDescription) -> impl IntoView {
    view! {
        <section id="official-description" class="description" aria-labelledby="official-title">
            <h2 id="official-title">"Official description"</h2>
            {official.text.map(|text| view! { <p class="official-text">{text}</p> })}
            {official.missing.map(|missing| view! { <p class="notice">{missing}</p> })}
            {official.copyright.clone().map(|line| view! { <p class="copyright">{line}</p> })}
            {official.evidence.map(|evidence| view! { <EvidenceLine evidence /> })}
            {official
                .further
                .into_iter()
                .map(|further| {
                    view! {
                        <h3>{further.kind}</h3>
                        <p class="official-text">{further.text}</p>
                        {official.copyright.clone().map(|line| view! { <p class="copyright">{line}</p> })}
                        <EvidenceLine evidence=further.evidence />
                    }
                })
                .collect_view()}
        </section>
    }
}

/// The common-language description.
#[component]
pub(crate) fn CommonLanguage(prose: Option<Prose>, code: Code, site: String) -> impl IntoView {
    view! {
        <section id="common-language-description" class="description" aria-labelledby="common-title">
            <h2 id="common-title">"Common language"</h2>
            {match prose {
                Some(prose) => {
                    view! {
                        <ProseView prose />
                        <p class="copyright">{format!("© {site}. Our own words, not the official description.")}</p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <p class="notice">
                            {format!("No editor has described {code} in common language yet.")}
                        </p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// An editorial text with what it rests on.
#[component]
pub(crate) fn ProseView(prose: Prose) -> impl IntoView {
    let reviewed = format!(
        "Editorial text, revision {}, reviewed {}.",
        prose.revision,
        long_date(prose.reviewed_on)
    );
    let sources = prose.sources;
    view! {
        <div class="prose" inner_html=prose.html></div>
        <div class="evidence">
            <p>{reviewed}</p>
            {(!sources.is_empty())
                .then(|| {
                    let items = sources.into_iter().map(|source| view! { <li>{source}</li> }).collect_view();
                    view! {
                        <details class="sources">
                            <summary>"What it rests on"</summary>
                            <ul>{items}</ul>
                        </details>
                    }
                })}
        </div>
    }
}
