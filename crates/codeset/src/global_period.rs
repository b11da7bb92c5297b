//! The global period of a procedure in days.
//!
//! Source: Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.1: the day before and 90 days after
//! a major procedure, the day of a minor one and 10 days after or none.

use crate::NaiveDate;
use chrono::Days;

/// The days around a procedure whose care is paid with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlobalPeriod {
    /// Days before the procedure.
    pub before: u64,
    /// Days after the day of the procedure.
    pub after: u64,
}

impl GlobalPeriod {
    /// The period of global days `000`, `010` or `090`; `None` for those that name no number of days.
    pub fn of(global_days: &str) -> Option<Self> {
        let (before, after) = match global_days {
            "000" => (0, 0),
            "010" => (0, 10),
            "090" => (1, 90),
            _ => return None,
        };
        Some(Self { before, after })
    }

    /// All days, with the day of the procedure.
    pub fn days(self) -> u64 {
        self.before + 1 + self.after
    }

    /// The first and the last day that are included, for a procedure on a day; `None` beyond the calendar.
    pub fn first_and_last(self, procedure: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let first = procedure.checked_sub_days(Days::new(self.before))?;
        let last = procedure.checked_add_days(Days::new(self.after))?;
        Some((first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_major_procedure_has_92_days_and_a_minor_one_11_or_1() {
        for (global_days, days, first, last) in [
            ("090", 92, "2025-03-09", "2025-06-08"),
            ("010", 11, "2025-03-10", "2025-03-20"),
            ("000", 1, "2025-03-10", "2025-03-10"),
        ] {
            let period = GlobalPeriod::of(global_days).unwrap();
            assert_eq!(period.days(), days, "{global_days}");
            let ends = period.first_and_last(day("2025-03-10")).unwrap();
            assert_eq!(ends, (day(first), day(last)), "{global_days}");
            assert_eq!((ends.1 - ends.0).num_days() + 1, days.cast_signed());
        }
    }

    #[test]
    fn other_global_days_are_no_number_of_days() {
        for other in ["MMM", "XXX", "YYY", "ZZZ", "", "90"] {
            assert_eq!(GlobalPeriod::of(other), None, "{other}");
        }
        let period = GlobalPeriod::of("090").unwrap();
        assert_eq!(period.first_and_last(NaiveDate::MAX), None);
    }
}
