//! Citations: from rows, rules and passages to what a reader can open.

use crate::answer::Citation;
use codeset::{Code, NaiveDate, long_date};
use reference::evidence;
use reference::page::Evidence;
use store::entity::release;
use store::releases::{Released, Span};

/// The citation of a row of a release.
pub(crate) fn of_evidence(
    evidence: &Evidence,
    path: impl Into<String>,
    quote: impl Into<String>,
) -> Citation {
    Citation {
        source: format!("{}, {}", evidence.source, evidence.release),
        place: evidence.row.clone(),
        dates: dates(evidence.valid_from, evidence.valid_to),
        path: path.into(),
        quote: quote.into(),
    }
}

/// The citation of a row, by its key.
pub(crate) fn of_row<M: Span>(
    found: &Released<M>,
    key: impl Into<String>,
    path: impl Into<String>,
    quote: impl Into<String>,
) -> Citation {
    of_evidence(&evidence::of(found, key), path, quote)
}

/// The citation of a release in which a row was looked for.
pub(crate) fn of_release(
    release: &release::Model,
    place: impl Into<String>,
    path: impl Into<String>,
) -> Citation {
    Citation {
        source: evidence::release_name(release),
        place: place.into(),
        dates: dates(release.valid_from, None),
        path: path.into(),
        quote: String::new(),
    }
}

/// The citation of a rule that no release carries.
pub(crate) fn of_rule(
    source: impl Into<String>,
    place: impl Into<String>,
    path: impl Into<String>,
    quote: impl Into<String>,
) -> Citation {
    Citation {
        source: source.into(),
        place: place.into(),
        dates: String::new(),
        path: path.into(),
        quote: quote.into(),
    }
}

fn dates(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to.and_then(|to| to.pred_opt()) {
        Some(last) => format!("{} to {}", long_date(from), long_date(last)),
        None => format!("since {}", long_date(from)),
    }
}

/// The address of a section of a code's page.
pub(crate) fn section(code: &Code, section: codeset::page::SectionId) -> String {
    format!("{}#{}", code.path(), section.slug())
}

/// The address of a tool with the lines of a claim.
pub(crate) fn tool(tool: &str, lines: &[String]) -> String {
    format!("/tools/{tool}?lines={}", lines.join("%0A").replace(' ', "+"))
}
