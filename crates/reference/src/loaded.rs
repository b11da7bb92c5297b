//! Which releases the answers of a page rest on.

use crate::gaps::{Gap, gaps_of};
use crate::{ReferenceError, evidence};
use codeset::NaiveDate;
use codeset::release::Source;
use store::Store;
use store::entity::release;

/// Of each source the release that answers for a day, and the newest one; perhaps others, too.
pub struct Loaded {
    on: NaiveDate,
    releases: Vec<release::Model>,
}

impl Loaded {
    /// Of every source the release that answers for a day, and the newest one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find(store: &Store, on: NaiveDate) -> Result<Self, ReferenceError> {
        let releases = store.list_answering_releases(&Source::ALL, on).await?;
        Ok(Self { on, releases })
    }

    /// The same of some sources, with all their other releases.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_all(store: &Store, sources: &[Source], on: NaiveDate) -> Result<Self, ReferenceError> {
        let releases = store.list_releases_of(sources).await?;
        Ok(Self { on, releases })
    }

    /// The gaps of sources, where all their releases are known.
    pub fn gaps(&self, sources: &[Source]) -> Vec<Gap> {
        gaps_of(&self.releases, sources, self.on)
    }

    /// The earliest loaded release, where all are known.
    pub fn first(&self, source: Source) -> Option<&release::Model> {
        self.of(source).next()
    }

    /// The release that answers for the day: the last one that begins on it or before.
    pub fn on_day(&self, source: Source) -> Option<&release::Model> {
        self.of(source).rfind(|release| release.valid_from <= self.on)
    }

    /// The newest release, which tells the history of rows with dates of their own.
    pub fn newest(&self, source: Source) -> Option<&release::Model> {
        self.of(source).next_back()
    }

    /// That rows are missing: "not found" in the release that answers for the day, or "not loaded".
    pub fn missing(&self, what: &str, source: Source) -> String {
        evidence::missing(what, source, self.on_day(source), self.on)
    }

    /// The same of rows with dates of their own, which the newest release tells for all days.
    pub fn missing_in_history(&self, what: &str, source: Source) -> String {
        let release = self.on_day(source).and_then(|_| self.newest(source));
        evidence::missing(what, source, release, self.on)
    }

    fn of(&self, source: Source) -> impl DoubleEndedIterator<Item = &release::Model> {
        self.releases
            .iter()
            .filter(move |release| release.source == source.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(source: Source, valid_from: &str) -> release::Model {
        release::Model {
            id: 1,
            source: source.slug().into(),
            label: format!("of {valid_from}"),
            valid_from: valid_from.parse().unwrap(),
            file_name: "x".into(),
            sha256: String::new(),
            imported_at: Default::default(),
            rows_read: 1,
            revision: 0,
            licence_holder: None,
        }
    }

    #[test]
    fn the_day_is_answered_by_one_release_and_history_by_the_newest() {
        let source = Source::PtpPractitioner;
        let loaded = Loaded {
            on: "2024-08-01".parse().unwrap(),
            releases: vec![
                release(Source::Lcd, "2026-01-01"),
                release(source, "2024-07-01"),
                release(source, "2026-07-01"),
            ],
        };
        let label = |release: Option<&release::Model>| release.map(|release| release.label.clone());
        assert_eq!(label(loaded.on_day(source)).as_deref(), Some("of 2024-07-01"));
        assert_eq!(label(loaded.newest(source)).as_deref(), Some("of 2026-07-01"));
        assert_eq!(label(loaded.on_day(Source::Lcd)), None);
        assert!(loaded.newest(Source::Lcd).is_some() && loaded.newest(Source::Ncd).is_none());
        assert_eq!(
            loaded.missing("A rate", source),
            "A rate not found in NCCI procedure-to-procedure edits, practitioner services, of 2024-07-01."
        );
        assert!(
            loaded
                .missing_in_history("An edit", source)
                .ends_with("of 2026-07-01.")
        );
        assert!(
            loaded
                .missing_in_history("A text", Source::Lcd)
                .contains("not loaded")
        );
        assert!(loaded.missing("A rate", Source::Lcd).starts_with(
            "A rate not loaded: no release of Local coverage determinations for 1 August 2024 (an operator"
        ));
    }
}
