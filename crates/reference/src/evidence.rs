//! From which release and row a fact comes.

use crate::page::Evidence;
use codeset::release::Source;
use codeset::{NaiveDate, long_date};
use store::entity::release;

/// The evidence of a row: its release, its span of days and its key in the file.
pub(crate) fn of_row(
    release: &release::Model,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    row: impl Into<String>,
) -> Evidence {
    Evidence {
        source: source_title(release),
        release: release.label.clone(),
        valid_from,
        valid_to,
        file: release.file_name.clone(),
        row: row.into(),
    }
}

/// `Medicare Physician Fee Schedule, 2025 October`.
pub(crate) fn release_name(release: &release::Model) -> String {
    format!("{}, {}", source_title(release), release.label)
}

/// That a row is missing: "not found" in the release that answers for the day, or "not loaded". How far the loaded
/// releases reach is said once a page, by [`crate::gaps`].
pub(crate) fn missing(what: &str, source: Source, release: Option<&release::Model>, on: NaiveDate) -> String {
    match release {
        Some(release) => format!("{what} not found in {}.", release_name(release)),
        None => format!(
            "{what} not loaded: no release of {source} for {}. An operator loads it with “coding-ahead import”.",
            long_date(on)
        ),
    }
}

fn source_title(release: &release::Model) -> String {
    Source::from_slug(&release.source).map_or_else(|| release.source.clone(), |source| source.title().into())
}
