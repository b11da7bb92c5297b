//! From which release and row a fact comes.

use crate::page::Evidence;
use codeset::release::Source;
use codeset::{NaiveDate, long_date};
use store::entity::release;
use store::releases::{Released, Span};

/// The evidence of a row: its release, its span of days and its key in the file.
pub fn of_row(
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

/// The evidence of a row with its release.
pub fn of<M: Span>(found: &Released<M>, row: impl Into<String>) -> Evidence {
    of_row(&found.release, found.row.valid_from(), found.row.valid_to(), row)
}

/// The evidence of several rows of a source: the release that began the last of their spans, and the days on which
/// all of them stood. `None` without any.
pub fn of_all<'a, M: Span + 'a>(
    rows: impl IntoIterator<Item = (&'a M, &'a release::Model)>,
    row: impl Into<String>,
) -> Option<Evidence> {
    let mut all: Option<(NaiveDate, Option<NaiveDate>, &release::Model)> = None;
    for (span, release) in rows {
        let (from, to) = (span.valid_from(), span.valid_to());
        all = Some(match all {
            None => (from, to, release),
            Some((first, last, known)) => {
                let end = match (last, to) {
                    (Some(last), Some(to)) => Some(last.min(to)),
                    (one, other) => one.or(other),
                };
                if from > first {
                    (from, end, release)
                } else {
                    (first, end, known)
                }
            }
        });
    }
    all.map(|(from, to, release)| of_row(release, from, to, row))
}

/// The same for rows with their releases.
pub fn of_rows<M: Span>(rows: &[Released<M>], row: impl Into<String>) -> Option<Evidence> {
    of_all(rows.iter().map(|found| (&found.row, &found.release)), row)
}

/// `Medicare Physician Fee Schedule, 2025 October`.
pub fn release_name(release: &release::Model) -> String {
    format!("{}, {}", source_title(release), release.label)
}

/// That a row is missing: "not found" in the release that answers for the day, or "not loaded". How far the loaded
/// releases reach is said once a page, by [`crate::gaps`].
pub fn missing(what: &str, source: Source, release: Option<&release::Model>, on: NaiveDate) -> String {
    match release {
        Some(release) => format!("{what} not found in {}.", release_name(release)),
        None => none_loaded(what, &[source], on).unwrap_or_default(),
    }
}

/// The same of several sources, of none of which a release answers for the day; `None` without any.
pub fn none_loaded(what: &str, sources: &[Source], on: NaiveDate) -> Option<String> {
    let titles: Vec<_> = sources.iter().map(|source| source.title()).collect();
    let titles = match titles.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join("; ")),
    };
    Some(format!(
        "{what} not loaded: no release of {titles} for {} (an operator adds one with “coding-ahead import”).",
        long_date(on)
    ))
}

fn source_title(release: &release::Model) -> String {
    Source::from_slug(&release.source).map_or_else(|| release.source.clone(), |source| source.title().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Days(&'static str, Option<&'static str>);

    impl Span for Days {
        fn valid_from(&self) -> NaiveDate {
            self.0.parse().unwrap()
        }

        fn valid_to(&self) -> Option<NaiveDate> {
            self.1.map(|day| day.parse().unwrap())
        }
    }

    fn release(label: &str) -> release::Model {
        release::Model {
            id: 1,
            source: "mpfs".into(),
            label: label.into(),
            valid_from: NaiveDate::MIN,
            file_name: "x".into(),
            sha256: String::new(),
            imported_at: Default::default(),
            rows_read: 1,
            revision: 0,
            licence_holder: None,
        }
    }

    #[test]
    fn several_rows_stand_on_the_days_of_all_of_them() {
        let (old, new) = (release("old"), release("new"));
        let spans = [
            Days("2024-01-01", None),
            Days("2025-01-01", Some("2026-01-01")),
            Days("2023-01-01", Some("2027-01-01")),
        ];
        let rows = [(&spans[0], &old), (&spans[1], &new), (&spans[2], &old)];
        let evidence = of_all(rows, "key").unwrap();
        assert_eq!(
            (evidence.release.as_str(), evidence.valid_from, evidence.valid_to),
            (
                "new",
                "2025-01-01".parse().unwrap(),
                Some("2026-01-01".parse().unwrap())
            )
        );
        assert_eq!(of_all::<Days>([], "key"), None);
    }
}
