//! The two descriptions.

use super::block::EvidenceLine;
use crate::ui::date::{long_date, with_on};
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
pub(crate) fn CommonLanguage<'a>(
    prose: Option<Prose>,
    code: Code,
    site: String,
    /// The date of service that links keep.
    on: Option<&'a str>,
) -> AnyView {
    view! {
        <section id="common-language-description" class="description" aria-labelledby="common-title">
            <h2 id="common-title">"Common language"</h2>
            {match prose {
                Some(prose) => {
                    view! {
                        <ProseView prose on />
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
    .into_any()
}

/// An editorial text with what it rests on.
#[component]
pub(crate) fn ProseView<'a>(
    prose: Prose,
    /// The date of service that links keep.
    on: Option<&'a str>,
) -> AnyView {
    let reviewed = format!(
        "Editorial text, revision {}, reviewed {}.",
        prose.revision,
        long_date(prose.reviewed_on)
    );
    let sources = prose.sources;
    view! {
        <div class="prose" inner_html=links_with_on(&prose.html, on)></div>
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
    .into_any()
}

/// Sanitized HTML whose links to pages of this site keep the date of service.
fn links_with_on(html: &str, on: Option<&str>) -> String {
    const LINK: &str = "href=\"";
    let mut parts = html.split(LINK);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(LINK);
        match part.split_once('"') {
            Some((address, rest)) if address.starts_with('/') => {
                kept.push_str(&with_on(address, on));
                kept.push('"');
                kept.push_str(rest);
            }
            _ => kept.push_str(part),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::links_with_on;

    #[test]
    fn links_in_a_text_keep_the_date_of_service() {
        let html = "<p>See <a href=\"/codes/cpt/97530\" rel=\"x\">97530</a>, <a href=\"https://cms.gov/\">CMS</a> and \
                    <a href=\"/codes/cpt/97110#family\">97110</a>.</p>";
        assert_eq!(links_with_on(html, None), html);
        assert_eq!(
            links_with_on(html, Some("2025-03-01")),
            "<p>See <a href=\"/codes/cpt/97530?on=2025-03-01\" rel=\"x\">97530</a>, <a href=\"https://cms.gov/\">CMS</a> \
             and <a href=\"/codes/cpt/97110?on=2025-03-01#family\">97110</a>.</p>"
        );
    }
}
