//! What passes an NCCI edit: 59, XE, XS, XP and XU.

use super::ruling::{Ruling, Situation, Verdict};
use crate::ncci::is_visit;

const MODIFIERS: [(&str, &str); 5] = [
    (
        "59",
        "Use it where no other modifier says more, and never beside an X modifier on one line.",
    ),
    ("XE", "At another encounter of the day."),
    ("XS", "On another organ or structure."),
    ("XP", "By another practitioner."),
    ("XU", "Does not overlap the usual parts of the other service."),
];

pub(super) fn rulings(situation: &Situation<'_>) -> Vec<Ruling> {
    let Some(edits) = situation.edits else {
        return Vec::new();
    };
    let out = |reason: &str| {
        MODIFIERS
            .map(|(modifier, _)| Ruling::out(modifier, reason))
            .into()
    };
    if is_visit(situation.code) {
        return out("Never on an evaluation and management code: 25 is for a separate visit.");
    }
    match (edits.passable, edits.hard) {
        (0, 0) => out("No edit of the loaded release names the code, so that there is nothing to pass."),
        (0, hard) => out(&format!("{} indicator 0, which no modifier passes.", have(hard))),
        (passable, _) => MODIFIERS
            .map(|(modifier, when)| {
                Ruling::new(
                    modifier,
                    Verdict::Conditions,
                    format!("{} indicator 1. {when}", have(passable)),
                    "The edit is passed, and both codes are paid",
                )
            })
            .into(),
    }
}

fn have(edits: u64) -> String {
    match edits {
        1 => "1 edit that names the code has".into(),
        _ => format!("{edits} edits that name the code have"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::super::ruling::{EditCounts, rulings};
    use super::*;
    use crate::Code;

    #[test]
    fn an_edit_with_indicator_1_can_be_passed_and_no_other() {
        let code = Code::parse_procedure("97110").unwrap();
        for (passable, hard, expected, says) in [
            (
                1,
                5,
                Verdict::Conditions,
                "1 edit that names the code has indicator 1",
            ),
            (
                0,
                5,
                Verdict::RuledOut,
                "5 edits that name the code have indicator 0",
            ),
            (0, 0, Verdict::RuledOut, "nothing to pass"),
        ] {
            let rulings = rulings(&Situation {
                code: &code,
                fee: None,
                own_rows: &[],
                edits: Some(EditCounts { passable, hard }),
            });
            assert_eq!(rulings.len(), 5);
            for ruling in rulings {
                assert_eq!(ruling.verdict, expected);
                assert!(ruling.reason.contains(says), "{}", ruling.reason);
            }
        }
    }

    #[test]
    fn a_visit_never_takes_them() {
        for visit in ["99213", "92014"] {
            let rulings = of(visit, NONE);
            for (modifier, _) in MODIFIERS {
                assert_eq!(verdict(&rulings, modifier), Some(Verdict::RuledOut));
            }
        }
    }
}
