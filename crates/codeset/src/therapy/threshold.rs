//! The yearly amounts above which therapy claims carry KX, and above which they may be reviewed.
//!
//! Source: Social Security Act, section 1833(g) as amended by section 50202 of the Bipartisan Budget Act of 2018; the
//! amount of each year from CMS's yearly notice "KX modifier thresholds". No release file carries them.

use crate::NaiveDate;
use chrono::Datelike;

/// The thresholds of a calendar year: per patient, and each of the two groups for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The calendar year, which it counts for as a whole.
    pub year: i32,
    /// Cents for physical therapy and speech-language pathology together, and the same again for occupational
    /// therapy: above it, each line carries KX.
    pub kx_cents: i64,
    /// Cents for the same two groups: above it, a claim may be chosen for review.
    pub review_cents: i64,
}

impl Threshold {
    /// Where the amounts come from.
    pub const SOURCE: &'static str =
        "Social Security Act, section 1833(g); CMS, KX modifier thresholds of the year";
}

/// Year and dollars up to which no KX is needed.
const KX_DOLLARS: [(i32, i64); 9] = [
    (2018, 2010),
    (2019, 2040),
    (2020, 2080),
    (2021, 2110),
    (2022, 2150),
    (2023, 2230),
    (2024, 2330),
    (2025, 2410),
    (2026, 2480),
];

/// The law fixes it for every year listed above; from 2028 it follows the Medicare Economic Index.
const REVIEW_DOLLARS: i64 = 3000;

/// The thresholds of a day's year; `None` for a year whose amount is not known here.
pub fn threshold(on: NaiveDate) -> Option<Threshold> {
    let (year, dollars) = KX_DOLLARS.into_iter().find(|(year, _)| *year == on.year())?;
    Some(Threshold {
        year,
        kx_cents: dollars * 100,
        review_cents: REVIEW_DOLLARS * 100,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_its_own_threshold_and_an_unknown_one_none() {
        let kx = |day: &str| threshold(day.parse().unwrap()).map(|threshold| threshold.kx_cents);
        assert_eq!(kx("2024-12-31"), Some(233_000));
        assert_eq!(kx("2025-01-01"), Some(241_000));
        assert_eq!(kx("2026-11-23"), Some(248_000));
        assert_eq!(kx("2017-12-31"), None);
        assert_eq!(kx("2027-01-01"), None);
    }
}
