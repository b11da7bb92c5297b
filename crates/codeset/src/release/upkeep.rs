//! What an operator should load: which sources a site needs, and which releases are missing or late.

use super::{Cadence, Source};
use chrono::{Months, NaiveDate};
use std::iter;

/// Something that is not loaded and could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The source it is about.
    pub source: Source,
    /// What is not as it could be.
    pub problem: Problem,
}

/// What is not as it could be with the releases of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// None is loaded.
    Missing,
    /// All that are loaded count from a later day.
    Ahead {
        /// The earliest first day among them.
        first: NaiveDate,
    },
    /// The newest no longer answers for the day: another one was due.
    Late {
        /// The first day of the newest.
        newest: NaiveDate,
        /// Since when another one is due.
        since: NaiveDate,
    },
    /// Between two that are loaded others were published. For their days the earlier of the two answers.
    Gap {
        /// The first day of the earlier one.
        after: NaiveDate,
        /// The first days of those between.
        missed: Vec<NaiveDate>,
    },
}

impl Finding {
    /// Whether pages lack something that every site needs. Everything else is a hint.
    pub fn is_failure(&self) -> bool {
        self.source.is_essential() && !matches!(self.problem, Problem::Gap { .. })
    }
}

impl Source {
    /// Whether a site cannot do without it: the code sets that anybody may load, and what the sections of a code
    /// page are drawn from. The AMA's descriptors need a licence, which not every site has.
    pub fn is_essential(self) -> bool {
        matches!(
            self,
            Self::Hcpcs
                | Self::Icd10cm
                | Self::Icd10cmTabular
                | Self::Mpfs
                | Self::Gpci
                | Self::PtpPractitioner
                | Self::MuePractitioner
        )
    }

    /// Whether each release repeats what the ones before it said, with dates of its own for every row. Then the
    /// newest answers for all days, and the ones between are not missed.
    pub fn catches_up(self) -> bool {
        matches!(
            self,
            Self::PtpPractitioner
                | Self::PtpHospital
                | Self::AddOn
                | Self::Lcd
                | Self::CoverageArticle
                | Self::Ncd
        )
    }
}

/// Looks over the loaded releases, each with its first day, as of a day.
pub fn look_over(loaded: &[(Source, NaiveDate)], today: NaiveDate) -> Vec<Finding> {
    Source::ALL
        .into_iter()
        .flat_map(|source| {
            let mut days: Vec<_> = loaded
                .iter()
                .filter(|(of, _)| *of == source)
                .map(|(_, day)| *day)
                .collect();
            days.sort_unstable();
            problems(source, &days, today)
                .into_iter()
                .map(move |problem| Finding { source, problem })
        })
        .collect()
}

/// The problems of one source, whose releases begin on these days, the earliest first.
fn problems(source: Source, days: &[NaiveDate], today: NaiveDate) -> Vec<Problem> {
    let Some(first) = days.first() else {
        return vec![Problem::Missing];
    };
    let Some(newest) = days.iter().rfind(|day| **day <= today) else {
        return vec![Problem::Ahead { first: *first }];
    };
    let mut problems = Vec::new();
    if let Some(since) = source.cadence().due_after(*newest).filter(|due| *due <= today) {
        problems.push(Problem::Late {
            newest: *newest,
            since,
        });
    }
    if !source.catches_up() {
        // Days to come may still be filled.
        for pair in days.windows(2) {
            let &[after, next] = pair else { continue };
            let missed = due_between(source.cadence(), after, next);
            // Those that begin after the newest can still come.
            if next <= *newest && !missed.is_empty() {
                problems.push(Problem::Gap { after, missed });
            }
        }
    }
    problems
}

/// The first days of the releases that were due after one of them and before another.
fn due_between(cadence: Cadence, after: NaiveDate, before: NaiveDate) -> Vec<NaiveDate> {
    iter::successors(cadence.due_after(after), |day| cadence.due_after(*day))
        .take_while(|day| *day < before)
        .collect()
}

impl Cadence {
    /// The first day of the release that answers for a day when none is late; `None` where publishers keep no
    /// such days.
    pub fn first_day_of(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::Quarter => 3,
            Self::Year | Self::FiscalYear => 12,
            Self::Month | Self::Irregular => return None,
        };
        self.due_after(day)?.checked_sub_months(Months::new(months))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Problem::{Ahead, Gap, Late, Missing};

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn missed(after: &str, days: &[&str]) -> Problem {
        Gap {
            after: day(after),
            missed: days.iter().copied().map(day).collect(),
        }
    }

    fn late(newest: &str, since: &str) -> Problem {
        Late {
            newest: day(newest),
            since: day(since),
        }
    }

    #[test]
    fn what_is_wrong_with_a_source_follows_from_its_first_days_and_the_day() {
        use Source::{Gpci, Hcpcs, Icd10cm, Lcd, Mpfs, PlaceOfService, PtpPractitioner};
        let cases: &[(Source, &[&str], &str, Vec<Problem>)] = &[
            (Hcpcs, &[], "2026-05-01", vec![Missing]),
            (Hcpcs, &["2026-04-01"], "2026-04-01", vec![]),
            (Hcpcs, &["2026-04-01"], "2026-06-30", vec![]),
            // On the very day on which the next quarter begins.
            (
                Hcpcs,
                &["2026-04-01"],
                "2026-07-01",
                vec![late("2026-04-01", "2026-07-01")],
            ),
            (
                Hcpcs,
                &["2026-04-01"],
                "2026-03-31",
                vec![Ahead {
                    first: day("2026-04-01"),
                }],
            ),
            // What counts from a later day does not answer today.
            (
                Mpfs,
                &["2025-10-01", "2026-04-01"],
                "2026-03-31",
                vec![late("2025-10-01", "2026-01-01")],
            ),
            (
                Mpfs,
                &["2025-01-01", "2025-10-01"],
                "2025-11-23",
                vec![missed("2025-01-01", &["2025-04-01", "2025-07-01"])],
            ),
            // The order of loading says nothing.
            (
                Mpfs,
                &["2025-10-01", "2025-04-01", "2025-07-01"],
                "2025-11-23",
                vec![],
            ),
            // An ICD-10-CM year past the first of October, with or without its update in April.
            (Icd10cm, &["2024-10-01"], "2025-09-30", vec![]),
            (
                Icd10cm,
                &["2024-10-01", "2025-04-01"],
                "2025-10-01",
                vec![late("2025-04-01", "2025-10-01")],
            ),
            (
                Icd10cm,
                &["2022-10-01", "2024-10-01", "2025-04-01", "2025-10-01"],
                "2025-11-23",
                vec![missed("2022-10-01", &["2023-10-01"])],
            ),
            (
                Gpci,
                &["2023-01-01", "2025-01-01"],
                "2026-11-23",
                vec![
                    late("2025-01-01", "2026-01-01"),
                    missed("2023-01-01", &["2024-01-01"]),
                ],
            ),
            // Each release of the edits repeats those before it: it is missed only while it is the newest.
            (
                PtpPractitioner,
                &["2024-07-01", "2025-07-01"],
                "2025-09-30",
                vec![],
            ),
            (
                PtpPractitioner,
                &["2024-07-01", "2025-07-01"],
                "2025-10-01",
                vec![late("2025-07-01", "2025-10-01")],
            ),
            (Lcd, &["2026-01-01", "2026-10-25"], "2026-11-24", vec![]),
            (
                Lcd,
                &["2026-10-23"],
                "2026-11-24",
                vec![late("2026-10-23", "2026-11-23")],
            ),
            (PlaceOfService, &["2018-01-01"], "2026-11-23", vec![]),
        ];
        for (source, days, today, expected) in cases {
            let loaded: Vec<_> = days.iter().map(|text| (*source, day(text))).collect();
            let found: Vec<_> = look_over(&loaded, day(today))
                .into_iter()
                .filter(|finding| finding.source == *source)
                .map(|finding| finding.problem)
                .collect();
            assert_eq!(found, *expected, "{source} of {days:?} on {today}");
        }
    }

    #[test]
    fn an_empty_site_lacks_every_source_once_and_fails_for_the_essential_ones() {
        let findings = look_over(&[], day("2026-11-23"));
        let sources: Vec<_> = findings.iter().map(|finding| finding.source).collect();
        assert_eq!(sources, Source::ALL);
        let failures: Vec<_> = findings
            .iter()
            .filter(|finding| finding.is_failure())
            .map(|finding| finding.source.slug())
            .collect();
        assert_eq!(
            failures,
            [
                "hcpcs",
                "icd10cm",
                "icd10cm-tabular",
                "mpfs",
                "gpci",
                "ptp-practitioner",
                "mue-practitioner"
            ]
        );
        assert!(
            Source::ALL
                .iter()
                .all(|source| !(source.is_essential() && source.needs_licence()))
        );
    }

    #[test]
    fn a_gap_in_the_past_never_fails() {
        let loaded = [
            (Source::Mpfs, day("2025-01-01")),
            (Source::Mpfs, day("2025-10-01")),
        ];
        let findings = look_over(&loaded, day("2025-11-23"));
        let of_mpfs: Vec<_> = findings
            .iter()
            .filter(|finding| finding.source == Source::Mpfs)
            .collect();
        assert_eq!(of_mpfs.len(), 1);
        assert!(!of_mpfs[0].is_failure());
    }

    #[test]
    fn the_release_of_a_day_begins_with_its_quarter_or_year() {
        let first = |cadence: Cadence, text: &str| cadence.first_day_of(day(text));
        assert_eq!(first(Cadence::Quarter, "2026-11-23"), Some(day("2026-10-01")));
        assert_eq!(first(Cadence::Quarter, "2026-01-01"), Some(day("2026-01-01")));
        assert_eq!(first(Cadence::Year, "2026-12-31"), Some(day("2026-01-01")));
        assert_eq!(first(Cadence::FiscalYear, "2026-09-30"), Some(day("2025-10-01")));
        assert_eq!(first(Cadence::FiscalYear, "2026-10-01"), Some(day("2026-10-01")));
        assert_eq!(first(Cadence::Month, "2026-10-01"), None);
        assert_eq!(first(Cadence::Irregular, "2026-10-01"), None);
    }
}
