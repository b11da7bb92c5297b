//! Which modifiers could bypass an edit, and what the documentation has to show for each.

use super::bypass::LinePair;
use super::visit::{is_laboratory_test, is_visit};
use super::{Column, Setting};
use crate::NaiveDate;

/// A modifier, or several of one kind, that could bypass an edit with indicator 1 where the documentation supports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// E.g. `XS` or `LT, RT`.
    pub modifiers: &'static str,
    /// The line that it goes on; `None` where either will do.
    pub column: Option<Column>,
    /// What the documentation has to show.
    pub shows: &'static str,
}

const SEPARATE: [(&str, &str); 4] = [
    ("XE", "a separate encounter on the same day, with its own time"),
    ("XS", "a separate organ or structure, not one next to the other"),
    ("XP", "another practitioner"),
    (
        "XU",
        "a service that does not overlap the usual components of the other one",
    ),
];

impl LinePair<'_> {
    /// What could bypass an edit with indicator 1 between the codes of the lines.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let anywhere = |(modifiers, shows)| Suggestion {
            modifiers,
            column: None,
            shows,
        };
        match [&self.column1.code, &self.column2.code].map(is_visit) {
            [false, false] => {
                let mut suggestions = Vec::new();
                if NaiveDate::from_ymd_opt(2015, 1, 1) <= Some(self.on) {
                    suggestions.extend(SEPARATE.map(anywhere));
                }
                suggestions.push(anywhere((
                    "59",
                    "a distinct service that no other modifier describes better: another session, another site, or \
                     separate blocks of time for timed codes",
                )));
                suggestions.push(anywhere((
                    "LT, RT and the other anatomical ones",
                    "different sites, each line with its own modifier",
                )));
                if is_laboratory_test(&self.column2.code) {
                    suggestions.push(anywhere((
                        "91",
                        "a test repeated for another result on the same day",
                    )));
                } else {
                    suggestions.push(anywhere((
                        "58, 78, 79",
                        "a staged, a return or an unrelated procedure in the postoperative period of the other",
                    )));
                }
                suggestions
            }
            [true, true] => {
                let mut suggestions = vec![anywhere((
                    "25",
                    "a second E/M service that is significant and separately identifiable",
                ))];
                if self.setting == Setting::Hospital {
                    suggestions.push(anywhere((
                        "27",
                        "separate and distinct outpatient hospital encounters on the same day",
                    )));
                }
                suggestions
            }
            [visit_is_first, _] => {
                let column = Some(if visit_is_first { Column::One } else { Column::Two });
                [
                    (
                        "25",
                        "an E/M service that is significant and separately identifiable, beyond the work before and \
                         after the procedure",
                    ),
                    ("57", "the decision for a procedure with a global period of 90 days"),
                    (
                        "24",
                        "an E/M service in a postoperative period that is unrelated to the operation",
                    ),
                ]
                .map(|(modifiers, shows)| Suggestion {
                    modifiers,
                    column,
                    shows,
                })
                .to_vec()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::read_line;

    fn suggested(
        setting: Setting,
        on: &str,
        column1: &str,
        column2: &str,
    ) -> Vec<(&'static str, Option<Column>)> {
        let lines = LinePair {
            column1: &read_line(column1).unwrap(),
            column2: &read_line(column2).unwrap(),
            setting,
            on: on.parse().unwrap(),
        };
        lines
            .suggestions()
            .iter()
            .map(|suggestion| (suggestion.modifiers, suggestion.column))
            .collect()
    }

    #[test]
    fn what_is_suggested_fits_the_codes_and_the_day() {
        let today = "2026-11-23";
        let suggest = |column1, column2| suggested(Setting::Practitioner, today, column1, column2);
        let first = suggest("97150", "97110");
        assert_eq!(first[0], ("XE", None));
        assert!(first.contains(&("59", None)));
        assert_eq!(
            suggest("20610", "99213"),
            ["25", "57", "24"].map(|modifier| (modifier, Some(Column::Two)))
        );
        assert_eq!(suggest("99215", "96372")[0], ("25", Some(Column::One)));
        assert_eq!(suggest("99215", "99213"), [("25", None)]);
        assert_eq!(
            suggested(Setting::Hospital, today, "99215", "99213"),
            [("25", None), ("27", None)]
        );
        assert!(suggest("80053", "82947").contains(&("91", None)));
        let old = suggested(Setting::Practitioner, "2014-12-31", "97150", "97110");
        assert_eq!(old[0], ("59", None));
    }
}
