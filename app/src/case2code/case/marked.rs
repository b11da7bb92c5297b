//! The text of a case with its findings and likely identifiers marked.

use case2code::case_text::{CaseReading, Status};
use leptos::prelude::*;

/// A marked place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The number of the finding, from 1, and what is said of it.
    Finding(usize, Status),
    /// A likely identifier.
    Identifier(&'static str),
}

/// The marked places in their order, none over another one.
fn marks(reading: &CaseReading, text: &str) -> Vec<((usize, usize), Mark)> {
    let identifiers = reading
        .identifiers
        .iter()
        .map(|identifier| (identifier.span, Mark::Identifier(identifier.kind.label())));
    let findings = reading.findings.iter().enumerate().flat_map(|(number, finding)| {
        let mark = Mark::Finding(number + 1, finding.status);
        finding.spans.iter().map(move |span| (*span, mark))
    });
    let mut all: Vec<_> = identifiers.chain(findings).collect();
    all.sort_by_key(|(span, _)| *span);
    let mut end = 0;
    all.retain(|((from, to), _)| {
        let fits = *from >= end && from < to && text.get(*from..*to).is_some();
        if fits {
            end = *to;
        }
        fits
    });
    all
}

/// The class of a status.
pub(super) fn class(status: Status) -> &'static str {
    match status {
        Status::Affirmed => "is-stated",
        Status::Uncertain => "is-uncertain",
        Status::History => "is-past",
        Status::Planned => "is-planned",
        Status::Family => "is-family",
        Status::Negated => "is-denied",
    }
}

/// The text; each finding leads to what was found for it.
#[component]
pub(super) fn Marked<'a>(text: &'a str, reading: &'a CaseReading) -> impl IntoView {
    let mut pieces: Vec<AnyView> = Vec::new();
    let mut at = 0;
    for ((from, to), mark) in marks(reading, text) {
        pieces.push(text[at..from].to_owned().into_any());
        let words = text[from..to].to_owned();
        pieces.push(match mark {
            Mark::Finding(number, status) => view! {
                // The browser's own way to a fragment, so that the finding is its target.
                <a href=format!("#finding-{number}") rel="external" class=format!("said {}", class(status))>
                    {words}
                    <sup>{number}</sup>
                </a>
            }
            .into_any(),
            Mark::Identifier(kind) => view! {
                <mark class="identifier" title=kind>
                    {words}
                </mark>
            }
            .into_any(),
        });
        at = to;
    }
    pieces.push(text[at..].to_owned().into_any());
    view! { <div class="case-text">{pieces}</div> }.into_any()
}
