//! Which modifiers on the two lines of an edit bypass it.
//!
//! The rules are those of the NCCI Policy Manual for Medicare, chapter I, section E:
//! - Only the associated modifiers bypass an edit, and only one with indicator 1.
//! - They count on either line. Until 30 June 2019 that was not so of 59 and X{EPSU}, which counted on the line of
//!   Column 2 alone (CMS transmittal 2259, change request 11168). X{EPSU} began on 1 January 2015.
//! - 59 and X{EPSU} do not belong on E/M services, nor 59 on 77427, and not both on one line; 24, 25 and 57 belong on
//!   visits, 58, 78 and 79 on procedures, 27 on visits of outpatient hospitals, 91 on laboratory tests.
//! - Between an E/M service and something else only the modifiers of visits count: the others set procedures apart
//!   from each other.
//! - An anatomical modifier says that the sites differ. Where both lines name the same site, it does not.

use super::site::{Site, site};
use super::visit::{is_visit, may_be_laboratory_test, may_be_visit};
use super::{ASSOCIATED_MODIFIERS, Column, Setting};
use crate::claim::ClaimLine;
use crate::{Code, NaiveDate};
use std::fmt;

/// The two lines that an edit is about.
#[derive(Clone, Copy, Debug)]
pub struct LinePair<'a> {
    /// The line of the code that stays payable.
    pub column1: &'a ClaimLine,
    /// The line of the code that is denied.
    pub column2: &'a ClaimLine,
    /// Who bills.
    pub setting: Setting,
    /// The date of service.
    pub on: NaiveDate,
}

/// A modifier on one of the two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The modifier.
    pub modifier: Code,
    /// On which line.
    pub column: Column,
}

/// Why a modifier does not bypass an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unhelpful {
    /// It is none of the associated modifiers, though some take it for one.
    NotAssociated,
    /// 59 or X{EPSU} on an E/M service.
    OnVisit,
    /// 24, 25 or 57 on what is no visit.
    NotOnVisit,
    /// 58, 78 or 79 on a visit.
    NotOnProcedure,
    /// 59 on 77427.
    OnTreatmentManagement,
    /// 59 beside X{EPSU}, or two of these, on one line.
    TwoOfDistinct,
    /// 59 or X{EPSU} on Column 1 before it counted there.
    ColumnTwoOnly,
    /// X{EPSU} before it began.
    NotYet,
    /// 27 outside outpatient hospitals.
    HospitalOnly,
    /// 91 on what is no laboratory test.
    LaboratoryOnly,
    /// Both lines name the same site.
    SameSite,
    /// One line is about both sides.
    BothSides,
    /// A modifier that sets procedures apart, where one of the lines is an E/M service.
    BesideVisit,
}

impl fmt::Display for Unhelpful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAssociated => "it is not among the NCCI PTP-associated modifiers",
            Self::OnVisit => {
                "it does not belong on an E/M service, which takes 25 where it is separately identifiable"
            }
            Self::NotOnVisit => "it belongs on an E/M service",
            Self::NotOnProcedure => {
                "it belongs on a procedure in the postoperative period, not on an E/M service"
            }
            Self::OnTreatmentManagement => "the policy manual does not allow it on 77427",
            Self::TwoOfDistinct => {
                "59, XE, XS, XP and XU exclude each other on one line: keep the one that fits best"
            }
            Self::ColumnTwoOnly => "before 1 July 2019 it counted on the line of the Column 2 code only",
            Self::NotYet => "it began on 1 January 2015",
            Self::HospitalOnly => "it is for several outpatient hospital E/M encounters of one day",
            Self::LaboratoryOnly => "it is for a repeated laboratory test",
            Self::SameSite => "both lines name the same site, so it does not show different ones",
            Self::BesideVisit => {
                "it sets procedures apart from each other; an E/M service beside one takes 25, 57 or 24"
            }
            Self::BothSides => {
                "modifier 50 on one line is about both sides, so it does not show different ones"
            }
        })
    }
}

/// What the modifiers of two lines do for an edit with indicator 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bypass {
    /// Those that bypass it; with one or more the edit is bypassed.
    pub by: Vec<Placed>,
    /// Those that do not, though it may seem so.
    pub unhelpful: Vec<(Placed, Unhelpful)>,
    /// Whether all there is are sites that one line names and the other leaves open.
    pub rests_on_one_site: bool,
}

/// Modifiers that the manual names as no help; of others nobody expects any.
const MISTAKEN: [&str; 4] = ["22", "51", "76", "77"];

/// The modifiers that set a visit apart.
const OF_VISITS: [&str; 4] = ["24", "25", "27", "57"];

/// 59 and the modifiers that say more than it.
pub const DISTINCT: [&str; 5] = ["59", "XE", "XS", "XP", "XU"];

/// Whether a modifier is 59 or X{EPSU}.
pub fn is_distinct(modifier: &str) -> bool {
    DISTINCT.contains(&modifier)
}

impl LinePair<'_> {
    /// What the modifiers of the lines do for an edit with indicator 1.
    pub fn bypass(&self) -> Bypass {
        let mut bypass = Bypass::default();
        for (column, line) in [(Column::One, self.column1), (Column::Two, self.column2)] {
            for modifier in &line.modifiers {
                let text = modifier.as_str();
                if !ASSOCIATED_MODIFIERS.contains(&text) && !MISTAKEN.contains(&text) {
                    continue;
                }
                let placed = Placed {
                    modifier: modifier.clone(),
                    column,
                };
                match self.judge(text, column) {
                    None => bypass.by.push(placed),
                    Some(why) => bypass.unhelpful.push((placed, why)),
                }
            }
        }
        let has_site = |line: &ClaimLine| line.modifiers.iter().any(|its| site(its.as_str()).is_some());
        bypass.rests_on_one_site = !bypass.by.is_empty()
            && bypass
                .by
                .iter()
                .all(|placed| site(placed.modifier.as_str()).is_some())
            && !(has_site(self.column1) && has_site(self.column2));
        bypass
    }

    /// Why a modifier on a line does not bypass the edit; `None` where it does.
    fn judge(&self, modifier: &str, column: Column) -> Option<Unhelpful> {
        let (line, other) = match column {
            Column::One => (self.column1, self.column2),
            Column::Two => (self.column2, self.column1),
        };
        if MISTAKEN.contains(&modifier) {
            return Some(Unhelpful::NotAssociated);
        }
        if let Some(why) = misplaced_as(modifier, line, self.setting, self.on) {
            return Some(why);
        }
        let has_visit = [line, other].into_iter().any(|line| is_visit(&line.code));
        if has_visit && !OF_VISITS.contains(&modifier) {
            return Some(Unhelpful::BesideVisit);
        }
        match site(modifier) {
            Some(its) => judge_site(its, line, other),
            None => (is_distinct(modifier) && column == Column::One && Some(self.on) < first_of(2019, 7))
                .then_some(Unhelpful::ColumnTwoOnly),
        }
    }
}

/// The modifiers of a line that do not belong there, whatever stands on other lines.
pub fn misplaced(line: &ClaimLine, setting: Setting, on: NaiveDate) -> Vec<(&Code, Unhelpful)> {
    let its = line.modifiers.iter();
    its.filter_map(|modifier| Some((modifier, misplaced_as(modifier.as_str(), line, setting, on)?)))
        .collect()
}

/// Why a modifier does not belong on a line.
fn misplaced_as(modifier: &str, line: &ClaimLine, setting: Setting, on: NaiveDate) -> Option<Unhelpful> {
    let code = &line.code;
    match modifier {
        _ if is_distinct(modifier) => {
            if modifier != "59" && Some(on) < first_of(2015, 1) {
                Some(Unhelpful::NotYet)
            } else if is_visit(code) {
                Some(Unhelpful::OnVisit)
            } else if modifier == "59" && code.as_str() == "77427" {
                Some(Unhelpful::OnTreatmentManagement)
            } else {
                let others = line.modifiers.iter().filter(|its| is_distinct(its.as_str()));
                (others.count() > 1).then_some(Unhelpful::TwoOfDistinct)
            }
        }
        "24" | "25" | "57" => (!may_be_visit(code)).then_some(Unhelpful::NotOnVisit),
        "58" | "78" | "79" => is_visit(code).then_some(Unhelpful::NotOnProcedure),
        "27" if setting != Setting::Hospital => Some(Unhelpful::HospitalOnly),
        "27" => (!may_be_visit(code)).then_some(Unhelpful::NotOnVisit),
        "91" => (!may_be_laboratory_test(code)).then_some(Unhelpful::LaboratoryOnly),
        _ => None,
    }
}

fn first_of(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// Why the site that one line names does not differ from those of the other.
fn judge_site(its: Site, line: &ClaimLine, other: &ClaimLine) -> Option<Unhelpful> {
    if its.is_side() && [line, other].iter().any(|line| line.has("50")) {
        return Some(Unhelpful::BothSides);
    }
    let mut others = other
        .modifiers
        .iter()
        .filter_map(|modifier| site(modifier.as_str()));
    others
        .any(|other| its.overlaps(other))
        .then_some(Unhelpful::SameSite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::read_line;

    fn bypass_on(on: &str, setting: Setting, column1: &str, column2: &str) -> Bypass {
        LinePair {
            column1: &read_line(column1).unwrap(),
            column2: &read_line(column2).unwrap(),
            setting,
            on: on.parse().unwrap(),
        }
        .bypass()
    }

    fn bypass(column1: &str, column2: &str) -> Bypass {
        bypass_on("2026-11-23", Setting::Practitioner, column1, column2)
    }

    /// The only reason why a modifier does not help.
    #[track_caller]
    fn no_help(bypass: Bypass) -> Unhelpful {
        assert!(bypass.by.is_empty(), "{bypass:?}");
        assert_eq!(bypass.unhelpful.len(), 1, "{bypass:?}");
        bypass.unhelpful[0].1
    }

    #[track_caller]
    fn helps(bypass: &Bypass) {
        assert!(!bypass.by.is_empty(), "{bypass:?}");
    }

    #[test]
    fn without_an_associated_modifier_nothing_bypasses() {
        assert_eq!(bypass("97150-GP", "97110-GP-KX"), Bypass::default());
        for modifier in MISTAKEN {
            assert_eq!(
                no_help(bypass("97150", &format!("97110-{modifier}"))),
                Unhelpful::NotAssociated
            );
        }
    }

    #[test]
    fn distinct_modifiers_count_on_either_line_since_july_2019() {
        for modifier in DISTINCT {
            let marked = format!("97110-{modifier}");
            for on in ["2015-01-01", "2019-06-30", "2019-07-01"] {
                let with =
                    |column1: &str, column2: &str| bypass_on(on, Setting::Practitioner, column1, column2);
                helps(&with("97150", &marked));
                let on_column_1 = with(&marked, "97150");
                if on == "2019-07-01" {
                    helps(&on_column_1);
                } else {
                    assert_eq!(no_help(on_column_1), Unhelpful::ColumnTwoOnly, "{on}");
                }
            }
        }
    }

    #[test]
    fn the_x_modifiers_began_in_2015() {
        let on = |modifier: &str| {
            bypass_on(
                "2014-12-31",
                Setting::Practitioner,
                "97150",
                &format!("97110-{modifier}"),
            )
        };
        assert_eq!(no_help(on("XS")), Unhelpful::NotYet);
        helps(&on("59"));
    }

    #[test]
    fn distinct_modifiers_are_no_help_on_visits() {
        assert_eq!(no_help(bypass("20610", "99213-59")), Unhelpful::OnVisit);
        assert_eq!(no_help(bypass("20610", "99213-XE")), Unhelpful::OnVisit);
        helps(&bypass("20610", "99213-25"));
        assert_eq!(
            no_help(bypass("77427-59", "97110")),
            Unhelpful::OnTreatmentManagement
        );
    }

    #[test]
    fn beside_a_visit_only_the_modifiers_of_visits_count() {
        for modifier in ["59", "XS", "RT", "79"] {
            let procedure = format!("20610-{modifier}");
            assert_eq!(
                no_help(bypass(&procedure, "99213")),
                Unhelpful::BesideVisit,
                "{modifier}"
            );
            helps(&bypass(&procedure, "99213-25"));
        }
        assert_eq!(no_help(bypass("20610", "99213-RT")), Unhelpful::BesideVisit);
    }

    #[test]
    fn two_distinct_modifiers_on_one_line_exclude_each_other() {
        let both = bypass("97150", "97110-59-XS");
        assert!(both.by.is_empty());
        assert!(
            both.unhelpful
                .iter()
                .all(|(_, why)| *why == Unhelpful::TwoOfDistinct)
        );
        assert_eq!(both.unhelpful.len(), 2);
        // On two lines they do not.
        assert_eq!(bypass("97150-59", "97110-XS").by.len(), 2);
    }

    #[test]
    fn modifiers_count_where_they_belong() {
        for modifier in ["24", "25", "57"] {
            assert_eq!(
                no_help(bypass("97150", &format!("97110-{modifier}"))),
                Unhelpful::NotOnVisit
            );
            for visit in ["99213", "92014", "G0463"] {
                helps(&bypass("20610", &format!("{visit}-{modifier}")));
            }
        }
        for modifier in ["58", "78", "79"] {
            assert_eq!(
                no_help(bypass("20610", &format!("99213-{modifier}"))),
                Unhelpful::NotOnProcedure
            );
            helps(&bypass("20610", &format!("29881-{modifier}")));
            helps(&bypass(&format!("29881-{modifier}"), "20610"));
        }
        assert_eq!(no_help(bypass("99285", "99213-27")), Unhelpful::HospitalOnly);
        helps(&bypass_on("2026-11-23", Setting::Hospital, "99285", "99213-27"));
        assert_eq!(no_help(bypass("97150", "97110-91")), Unhelpful::LaboratoryOnly);
        helps(&bypass("80053", "82947-91"));
    }

    #[test]
    fn what_does_not_belong_on_a_line_is_told_without_an_edit() {
        let on = "2026-11-23".parse().unwrap();
        let told = |text| {
            let line = read_line(text).unwrap();
            let told = misplaced(&line, Setting::Practitioner, on);
            told.into_iter()
                .map(|(modifier, why)| (modifier.as_str().to_owned(), why))
                .collect::<Vec<_>>()
        };
        assert_eq!(told("97110-59-GP-LT-76"), []);
        assert_eq!(told("99213-59"), [("59".to_owned(), Unhelpful::OnVisit)]);
        assert_eq!(
            told("97110-XS-25-XU"),
            [
                ("XS".to_owned(), Unhelpful::TwoOfDistinct),
                ("25".to_owned(), Unhelpful::NotOnVisit),
                ("XU".to_owned(), Unhelpful::TwoOfDistinct),
            ]
        );
    }

    #[test]
    fn a_site_helps_only_where_the_other_line_names_another_one() {
        for same in ["LT", "F3", "T1", "E2", "LD"] {
            let both = bypass(&format!("20610-{same}"), &format!("20605-{same}"));
            assert!(both.by.is_empty(), "{same}");
            assert!(
                both.unhelpful.iter().all(|(_, why)| *why == Unhelpful::SameSite),
                "{same}"
            );
        }
        let different = bypass("20610-LT", "20605-RT");
        assert_eq!((different.by.len(), different.rests_on_one_site), (2, false));
        helps(&bypass("20610-F1", "20605-F2"));
        // A finger of the left hand is on the left.
        assert!(bypass("20610-LT", "20605-F2").by.is_empty());
        helps(&bypass("20610-RT", "20605-F2"));
        let one = bypass("20610", "20605-RT");
        assert_eq!((one.by.len(), one.rests_on_one_site), (1, true));
        assert!(!bypass("20610-59", "20605-RT").rests_on_one_site);
        assert_eq!(no_help(bypass("20610-50", "20605-RT")), Unhelpful::BothSides);
    }
}
