//! The time by which a visit may be chosen: total minutes of the practitioner on the day of the encounter.
//!
//! Sources: the AMA's guidelines of 2021 for office visits, of 2023 for hospital care; CMS's adoption of both in the
//! physician fee schedules of 2021, 2023 and 2024. Since 2024 one minimum must be met or exceeded; before that an
//! office visit had a range.

use crate::{Code, CodeSystem, NaiveDate};

/// The total minutes of a visit's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitTime {
    /// The least minutes.
    pub least: u32,
    /// The most minutes, until 2023; `None` where one minimum is met or exceeded.
    pub most: Option<u32>,
    /// The first day of the rule.
    pub since: NaiveDate,
}

const fn first_of(year: i32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// Of each level the least minutes, and the most of the ranges of 2021 to 2023.
const OFFICE: [(&str, u32, u32); 8] = [
    ("99202", 15, 29),
    ("99203", 30, 44),
    ("99204", 45, 59),
    ("99205", 60, 74),
    ("99212", 10, 19),
    ("99213", 20, 29),
    ("99214", 30, 39),
    ("99215", 40, 54),
];

const HOSPITAL: [(&str, u32); 6] = [
    ("99221", 40),
    ("99222", 55),
    ("99223", 75),
    ("99231", 25),
    ("99232", 35),
    ("99233", 50),
];

/// The time of a visit's level on a day; `None` where none is known, or where time does not choose the level.
pub fn visit_time(code: &Code, on: NaiveDate) -> Option<VisitTime> {
    if code.system() != CodeSystem::Cpt {
        return None;
    }
    let (ranges, office_minimum, hospital_minimum) = (first_of(2021), first_of(2024), first_of(2023));
    let office = OFFICE.into_iter().find(|(known, ..)| *known == code.as_str());
    if let Some((_, least, most)) = office {
        return (on >= ranges).then(|| {
            let is_range = on < office_minimum;
            VisitTime {
                least,
                most: is_range.then_some(most),
                since: if is_range { ranges } else { office_minimum },
            }
        });
    }
    let hospital = HOSPITAL.into_iter().find(|(known, _)| *known == code.as_str());
    hospital
        .filter(|_| on >= hospital_minimum)
        .map(|(_, least)| VisitTime {
            least,
            most: None,
            since: hospital_minimum,
        })
}

/// Whether a code is of an emergency department visit, whose level time never chooses.
pub fn is_emergency_visit(code: &Code) -> bool {
    code.system() == CodeSystem::Cpt && ("99281"..="99285").contains(&code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(code: &str, on: &str) -> Option<(u32, Option<u32>)> {
        let time = visit_time(&Code::parse_procedure(code).unwrap(), on.parse().unwrap())?;
        Some((time.least, time.most))
    }

    #[test]
    fn the_minimum_is_met_or_exceeded_since_2024() {
        for (code, least) in [
            ("99202", 15),
            ("99203", 30),
            ("99204", 45),
            ("99205", 60),
            ("99212", 10),
            ("99213", 20),
            ("99214", 30),
            ("99215", 40),
        ] {
            assert_eq!(minutes(code, "2024-01-01"), Some((least, None)), "{code}");
        }
        assert_eq!(minutes("99223", "2026-01-01"), Some((75, None)));
        assert_eq!(minutes("99231", "2023-01-01"), Some((25, None)));
    }

    #[test]
    fn before_that_an_office_visit_had_a_range_and_earlier_days_are_not_known() {
        assert_eq!(minutes("99213", "2023-12-31"), Some((20, Some(29))));
        assert_eq!(minutes("99213", "2020-12-31"), None);
        assert_eq!(minutes("99221", "2022-12-31"), None);
    }

    #[test]
    fn no_time_chooses_an_emergency_visit_or_a_nurse_visit() {
        for code in ["99211", "99283", "97150"] {
            assert_eq!(minutes(code, "2026-01-01"), None, "{code}");
        }
        assert!(is_emergency_visit(&Code::parse_procedure("99283").unwrap()));
        assert!(!is_emergency_visit(&Code::parse_procedure("99291").unwrap()));
    }
}
