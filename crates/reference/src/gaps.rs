//! Days that the loaded releases of a source do not answer for: before the first of them, or from the day on which
//! one was due that is not loaded.

use crate::ReferenceError;
use codeset::access::Access;
use codeset::release::Source;
use codeset::release::upkeep::{Finding, Problem, look_over};
use codeset::{CodeSystem, NaiveDate, long_date};
use std::fmt;
use store::Store;
use store::entity::release;

/// What is loaded of a source in place of the release that would answer for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The day lies before everything that is loaded.
    Before {
        /// The source.
        source: Source,
        /// The first day of the earliest loaded release.
        begins: NaiveDate,
    },
    /// An older release answers: a later one was due before the day or on it.
    After {
        /// The source.
        source: Source,
        /// The release that answers.
        label: String,
        /// Whether no later one is loaded at all.
        is_newest: bool,
        /// The day on which the next one was due.
        due: NaiveDate,
    },
}

impl Gap {
    /// The source that has it.
    fn source(&self) -> Source {
        match self {
            Self::Before { source, .. } | Self::After { source, .. } => *source,
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before { source, begins } => write!(
                f,
                "{source}: not loaded for that date; the earliest loaded release begins on {}.",
                long_date(*begins)
            ),
            Self::After {
                source,
                label,
                is_newest,
                due,
            } => {
                let which = if *is_newest {
                    "newest loaded release"
                } else {
                    "last loaded release before that date"
                };
                let due = long_date(*due);
                write!(
                    f,
                    "{source}: {label} is the {which}; the one due on {due} is not loaded."
                )
            }
        }
    }
}

/// The source of a system's codes and titles.
pub fn code_source(system: CodeSystem) -> Source {
    match system {
        CodeSystem::Cpt => Source::CptDescriptors,
        CodeSystem::Hcpcs | CodeSystem::Modifier => Source::Hcpcs,
        CodeSystem::Icd10cm => Source::Icd10cm,
        CodeSystem::Icd10pcs => Source::Icd10pcs,
    }
}

/// The sources of all codes and titles.
pub const CODE_SOURCES: [Source; 4] = [
    Source::CptDescriptors,
    Source::Hcpcs,
    Source::Icd10cm,
    Source::Icd10pcs,
];

/// What the sections of a procedure's page draw on.
const OF_PROCEDURES: [Source; 12] = [
    Source::Mpfs,
    Source::OppsCap,
    Source::OppsAddendumB,
    Source::PtpPractitioner,
    Source::PtpHospital,
    Source::MuePractitioner,
    Source::MueOutpatient,
    Source::MueDme,
    Source::AddOn,
    Source::Lcd,
    Source::CoverageArticle,
    Source::Ncd,
];

/// What the sections of a diagnosis' page draw on.
const OF_DIAGNOSES: [Source; 2] = [Source::Icd10cmTabular, Source::CoverageArticle];

/// The sources that a code's page draws on, as far as its reader may know what is in them.
pub(crate) fn page_sources(system: CodeSystem, access: Access) -> Vec<Source> {
    let mut sources = vec![code_source(system)];
    match system {
        CodeSystem::Cpt | CodeSystem::Hcpcs => sources.extend(OF_PROCEDURES),
        CodeSystem::Icd10cm => sources.extend(OF_DIAGNOSES),
        CodeSystem::Icd10pcs | CodeSystem::Modifier => {}
    }
    sources.retain(|source| access == Access::Open || !source.is_gated());
    sources
}

/// The gaps of sources on a day. A source of which nothing is loaded has none: that is said where it is missing.
///
/// # Errors
/// Only the database's.
pub async fn find_gaps(store: &Store, sources: &[Source], on: NaiveDate) -> Result<Vec<Gap>, ReferenceError> {
    let mut asked = sources.to_vec();
    asked.push(Source::Icd10cmTabular);
    Ok(gaps_of(&store.list_releases_of(&asked).await?, sources, on))
}

/// The gaps of sources on a day, by the loaded releases, which are listed by their days.
pub(crate) fn gaps_of(releases: &[release::Model], sources: &[Source], on: NaiveDate) -> Vec<Gap> {
    let newest_of = |source: &str| releases.iter().rfind(|release| release.source == source);
    let is_newest =
        |release: &release::Model| newest_of(&release.source).is_some_and(|newest| newest == release);
    let days: Vec<_> = releases
        .iter()
        .filter_map(|release| Some((Source::from_slug(&release.source)?, release)))
        // What repeats the history answers for its days too.
        .filter(|(source, release)| !source.catches_up() || is_newest(release) && release.valid_from <= on)
        .map(|(source, release)| (source, release.valid_from))
        .collect();
    let gap = |Finding { source, problem }| match problem {
        Problem::Ahead { first } => Some(Gap::Before {
            source,
            begins: first,
        }),
        Problem::Late { newest, since } => {
            let of_day = |release: &&release::Model| {
                (release.source.as_str(), release.valid_from) == (source.slug(), newest)
            };
            let answering = releases.iter().find(of_day)?;
            Some(Gap::After {
                source,
                label: answering.label.clone(),
                is_newest: is_newest(answering),
                due: since,
            })
        }
        Problem::Missing | Problem::Gap { .. } => None,
    };
    // The tabular list names every code, too: see `store::titles`.
    let is_filled = |gap: &Gap| {
        let has_begun = |day: NaiveDate| match gap {
            Gap::Before { .. } => day <= on,
            Gap::After { due, .. } => *due <= day && day <= on,
        };
        gap.source() == Source::Icd10cm
            && days
                .iter()
                .any(|(source, day)| *source == Source::Icd10cmTabular && has_begun(*day))
    };
    let gaps: Vec<Gap> = look_over(&days, on).into_iter().filter_map(gap).collect();
    // Where it answers for the order file, what it lacks itself is said.
    let answers = sources.contains(&Source::Icd10cm) && gaps.iter().any(is_filled);
    let is_asked = |gap: &Gap| {
        let source = gap.source();
        sources.contains(&source) || (answers && source == Source::Icd10cmTabular)
    };
    let said = gaps.iter().filter(|gap| is_asked(gap) && !is_filled(gap));
    said.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn release(source: Source, label: &str, from: &str) -> release::Model {
        release::Model {
            id: 1,
            source: source.slug().into(),
            label: label.into(),
            valid_from: day(from),
            file_name: "x".into(),
            sha256: String::new(),
            imported_at: Default::default(),
            rows_read: 1,
            revision: 0,
            licence_holder: None,
        }
    }

    /// What is said on a day when these releases are loaded.
    fn said(source: Source, releases: &[(&str, &str)], on: &str) -> Option<String> {
        let releases: Vec<_> = releases
            .iter()
            .map(|(label, from)| release(source, label, from))
            .collect();
        let gaps: Vec<_> = gaps_of(&releases, &[source], day(on))
            .iter()
            .map(Gap::to_string)
            .collect();
        assert!(gaps.len() < 2, "{gaps:?}");
        gaps.into_iter().next()
    }

    #[test]
    fn a_day_before_the_first_release_is_not_loaded() {
        let loaded = [("2025 January", "2025-01-01"), ("2025 April", "2025-04-01")];
        assert_eq!(
            said(Source::Mpfs, &loaded, "2024-12-31").as_deref(),
            Some(
                "Medicare Physician Fee Schedule: not loaded for that date; the earliest loaded release begins on \
                 1 January 2025."
            )
        );
        assert_eq!(said(Source::Mpfs, &loaded, "2025-01-01"), None);
    }

    #[test]
    fn a_release_answers_until_the_day_on_which_the_next_is_due() {
        let loaded = [("2024 Q2", "2024-04-01"), ("2024 Q3", "2024-07-01")];
        assert_eq!(said(Source::MuePractitioner, &loaded, "2024-09-30"), None);
        assert_eq!(
            said(Source::MuePractitioner, &loaded, "2024-10-01").as_deref(),
            Some(
                "NCCI medically unlikely edits, practitioner services: 2024 Q3 is the newest loaded release; the one \
                 due on 1 October 2024 is not loaded."
            )
        );
    }

    #[test]
    fn a_release_missing_in_between_is_no_newest_one() {
        let loaded = [("2024 January", "2024-01-01"), ("2025 January", "2025-01-01")];
        let hole = said(Source::Mpfs, &loaded, "2024-05-01");
        assert_eq!(
            hole.as_deref(),
            Some(
                "Medicare Physician Fee Schedule: 2024 January is the last loaded release before that date; the one \
                 due on 1 April 2024 is not loaded."
            )
        );
        assert_eq!(said(Source::Mpfs, &loaded, "2024-03-31"), None);
        assert_eq!(said(Source::Mpfs, &loaded, "2025-02-01"), None);
    }

    #[test]
    fn a_release_that_repeats_the_history_answers_for_all_days_before() {
        let loaded = [("2024 Q1", "2024-01-01"), ("2024 Q3", "2024-07-01")];
        for on in ["2019-01-01", "2024-05-01", "2024-09-30"] {
            assert_eq!(said(Source::PtpPractitioner, &loaded, on), None, "{on}");
        }
        assert!(said(Source::PtpPractitioner, &loaded, "2024-10-01").is_some());
    }

    #[test]
    fn the_tabular_list_fills_the_gap_of_the_order_file_as_far_as_it_reaches() {
        let releases = [
            release(Source::Icd10cm, "FY 2025", "2024-10-01"),
            release(Source::Icd10cmTabular, "FY 2026 April", "2026-04-01"),
        ];
        let said = |on: &str| -> Vec<String> {
            gaps_of(&releases, &[Source::Icd10cm], day(on))
                .iter()
                .map(Gap::to_string)
                .collect()
        };
        assert_eq!(
            said("2025-12-31"),
            ["ICD-10-CM: FY 2025 is the newest loaded release; the one due on 1 October 2025 is not loaded."]
        );
        assert!(said("2026-04-01").is_empty());
        assert_eq!(
            said("2026-12-01"),
            [
                "ICD-10-CM tabular list: FY 2026 April is the newest loaded release; the one due on 1 October 2026 is \
                 not loaded."
            ]
        );
    }

    #[test]
    fn what_is_not_loaded_at_all_or_never_late_has_no_gap() {
        assert_eq!(said(Source::Mpfs, &[], "2024-10-01"), None);
        let loaded = [("2018", "2018-01-01")];
        assert_eq!(said(Source::PlaceOfService, &loaded, "2030-01-01"), None);
    }

    #[test]
    fn who_may_not_see_the_sections_learns_nothing_of_their_releases() {
        for system in CodeSystem::ALL {
            for access in [Access::Preview, Access::Spent] {
                let sources = page_sources(system, access);
                assert_eq!(sources, [code_source(system)], "{system}");
                assert!(!sources[0].is_gated());
            }
        }
        let open = page_sources(CodeSystem::Cpt, Access::Open);
        assert!(
            open.contains(&Source::CptDescriptors) && open.contains(&Source::Mpfs),
            "{open:?}"
        );
    }
}
