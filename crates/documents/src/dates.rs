//! From which day a document counts, as it says.

use chrono::NaiveDate;
use codeset::date::MONTHS;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    Regex::new(&format!(
        r"(?i)\b(?:revision date|revised|rev\.|effective(?: date)?|valid from)(?: \([a-z ]{{1,30}}\))?[:\s]{{0,3}}(?:on |from )?(?:(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})|(\d{{4}})-(\d\d)-(\d\d)|({months}) (\d{{1,2}}), (\d{{4}}))"
    ))
    .ok()
});

/// The day that most of some lines name as the one from which they count, or on which they were revised.
pub(crate) fn stated<'a>(lines: impl Iterator<Item = &'a str>) -> Option<NaiveDate> {
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for line in lines {
        if let Some(day) = dated(line) {
            *counts.entry(day).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(day, count)| (*count, *day))
        .map(|(day, _)| day)
}

fn dated(line: &str) -> Option<NaiveDate> {
    let found = DATED.as_ref()?.captures(line)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let year = |group: usize| number(group).and_then(|year| i32::try_from(year).ok());
    if let Some(year) = year(3) {
        return NaiveDate::from_ymd_opt(year, number(1)?, number(2)?);
    }
    if let Some(year) = year(4) {
        return NaiveDate::from_ymd_opt(year, number(5)?, number(6)?);
    }
    let month = found.get(7)?.as_str();
    let month = (1..)
        .zip(MONTHS)
        .find(|(_, name)| name.eq_ignore_ascii_case(month))?
        .0;
    NaiveDate::from_ymd_opt(year(9)?, month, number(8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for line in [
            "Revision Date (Medicare): 1/1/2026",
            "Effective January 1, 2026",
            "Valid from: 2026-01-01",
            "Effective date: 01/01/2026 and later",
        ] {
            assert_eq!(dated(line), NaiveDate::from_ymd_opt(2026, 1, 1), "{line}");
        }
        for line in ["Revision Date: 13/13/2026", "on 1/1/2026", "effective"] {
            assert_eq!(dated(line), None, "{line}");
        }
        let lines = ["revised 1/1/2025", "revised 1/1/2026", "revised 1/1/2025"];
        assert_eq!(stated(lines.into_iter()), NaiveDate::from_ymd_opt(2025, 1, 1));
    }
}
