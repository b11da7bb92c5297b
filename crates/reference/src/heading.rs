//! The head of a code page: which title counts on the day.

use crate::page::Heading;
use codeset::NaiveDate;
use store::entity::code_version;
use store::releases::Released;

/// The version of a code that answers for a day: the one in force, else the last before it, else the first
/// after it.
pub fn version_on(
    versions: &[Released<code_version::Model>],
    on: NaiveDate,
) -> Option<&Released<code_version::Model>> {
    let began = |v: &&Released<code_version::Model>| v.row.valid_from <= on;
    versions.iter().rev().find(began).or_else(|| versions.first())
}

/// The head of the page, out of the code's versions and our own name for it.
pub(crate) fn heading(
    versions: &[Released<code_version::Model>],
    plain_name: Option<String>,
    on: NaiveDate,
) -> Heading {
    let version = version_on(versions, on).map(|v| &v.row);
    Heading {
        official_title: version.map(|v| v.long_title.clone()),
        plain_name,
        billable: version.map(|v| v.billable),
        last_day: version.and_then(|v| v.ended_on).filter(|last| *last < on),
        ended_on: version.and_then(|v| v.valid_to).filter(|end| *end <= on),
        starts_on: version.map(|v| v.valid_from).filter(|start| *start > on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::entity::release;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn version(from: &str, to: Option<&str>, title: &str) -> Released<code_version::Model> {
        Released {
            row: code_version::Model {
                system: "icd10cm".into(),
                code: "M54.5".into(),
                source: "icd10cm".into(),
                valid_from: day(from),
                valid_to: to.map(day),
                billable: true,
                short_title: None,
                long_title: title.into(),
                ended_on: None,
                release_id: 1,
            },
            release: release::Model {
                id: 1,
                source: "icd10cm".into(),
                label: "FY 2021".into(),
                valid_from: day(from),
                file_name: "x".into(),
                sha256: String::new(),
                imported_at: Default::default(),
                rows_read: 1,
                revision: 0,
                licence_holder: None,
            },
        }
    }

    #[test]
    fn the_version_in_force_on_the_day_counts() {
        let versions = [
            version("2020-10-01", Some("2021-10-01"), "old"),
            version("2022-10-01", Some("2023-10-01"), "new"),
        ];
        let on = |date| heading(&versions, None, day(date));
        assert_eq!(on("2020-10-01").official_title.as_deref(), Some("old"));
        assert_eq!(on("2021-09-30").ended_on, None);
        assert_eq!(on("2021-10-01").ended_on, Some(day("2021-10-01")));
        assert_eq!(on("2022-12-31").official_title.as_deref(), Some("new"));
        assert_eq!(on("2024-01-01").ended_on, Some(day("2023-10-01")));
        assert_eq!(on("2020-09-30").starts_on, Some(day("2020-10-01")));
    }

    #[test]
    fn a_code_that_its_own_file_ends_is_in_force_through_its_last_day() {
        let mut versions = [version("2019-01-01", None, "old")];
        versions[0].row.ended_on = Some(day("2019-12-31"));
        let on = |date| heading(&versions, None, day(date));
        assert_eq!(on("2019-12-31").last_day, None);
        assert_eq!(on("2020-01-01").last_day, Some(day("2019-12-31")));
        assert_eq!(on("2020-01-01").ended_on, None);
        assert_eq!(on("2020-01-01").official_title.as_deref(), Some("old"));
    }
}
