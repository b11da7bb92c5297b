//! Therapy: GN, GO, GP, KX, CQ and CO.

use super::ruling::{Indicators, Ruling, Situation, Verdict, is_evaluation};
use crate::therapy::{Discipline, TherapyKind, discipline, is_assessment};

const MODIFIERS: [&str; 6] = ["GN", "GO", "GP", "KX", "CQ", "CO"];

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let kind = situation.therapy();
    let is_surgery = matches!(fee.global_days, "010" | "090" | "MMM" | "YYY" | "ZZZ");
    let is_test = matches!(fee.pctc, "1" | "2" | "3" | "4" | "6" | "8");
    let is_other = is_evaluation(situation.code) || is_surgery || is_test;
    if kind == TherapyKind::NotTold && is_other {
        return Ruling::all(&MODIFIERS, Verdict::RuledOut, "Not a therapy service.", "");
    }
    let (verdict, reason) = match kind {
        TherapyKind::Always => (
            Verdict::Applies,
            "Multiple procedure indicator 5, a therapy service whoever furnishes it: one of GN, GO and GP on every line.",
        ),
        TherapyKind::Perhaps => (
            Verdict::Conditions,
            "PC/TC indicator 7: under a therapy plan of care one of GN, GO and GP.",
        ),
        TherapyKind::NotTold => (
            Verdict::Conditions,
            "Only under a therapy plan of care, if Medicare lists the code as “sometimes therapy”; that list is not \
             loaded.",
        ),
    };
    let mut rulings = plans(situation, verdict, reason);
    rulings.push(Ruling::new(
        "KX",
        Verdict::Conditions,
        "Beside GN, GO or GP, once the year’s threshold is passed and the record supports more treatment.",
        "Without it, the line above the threshold is denied",
    ));
    rulings.extend(assistants(situation));
    rulings
}

fn plans(situation: &Situation<'_>, verdict: Verdict, reason: &str) -> Vec<Ruling> {
    let only = discipline(situation.code.as_str());
    Discipline::ALL
        .map(|plan| match only {
            Some(only) if only != plan => Ruling::out(
                plan.modifier(),
                format!(
                    "An evaluation of {}, which takes {}.",
                    only.name(),
                    only.modifier()
                ),
            ),
            _ => Ruling::new(
                plan.modifier(),
                verdict,
                format!("{reason} {} is {}.", plan.modifier(), plan.name()),
                "None, but a line without one is returned; it says to which threshold the amount counts",
            ),
        })
        .into()
}

fn assistants(situation: &Situation<'_>) -> [Ruling; 2] {
    [("CQ", "GP", "physical"), ("CO", "GO", "occupational")].map(|(modifier, plan, name)| {
        if is_assessment(situation.code.as_str()) {
            return Ruling::out(modifier, "An evaluation is the therapist’s own: an assistant does not furnish it.");
        }
        Ruling::new(
            modifier,
            Verdict::Conditions,
            format!(
                "Behind {plan}, when a {name} therapy assistant furnished more than 10% of the minutes of the unit or \
                 of an untimed service."
            ),
            "85% of what Medicare would pay, for services from 1 January 2022",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;
    use Verdict::{Applies, Conditions, RuledOut};

    const THERAPY: Indicators<'static> = Indicators {
        pctc: "7",
        multiple: "5",
        ..NONE
    };

    #[test]
    fn a_therapy_service_always_names_its_plan() {
        let exercise = of("97110", THERAPY);
        for modifier in ["GN", "GO", "GP"] {
            assert_eq!(verdict(&exercise, modifier), Some(Applies), "{modifier}");
        }
        for modifier in ["KX", "CQ", "CO"] {
            assert_eq!(verdict(&exercise, modifier), Some(Conditions), "{modifier}");
        }
    }

    #[test]
    fn an_evaluation_has_one_discipline_and_no_assistant() {
        let evaluation = of("97161", THERAPY);
        let found = MODIFIERS.map(|modifier| verdict(&evaluation, modifier));
        assert_eq!(
            found,
            [RuledOut, RuledOut, Applies, Conditions, RuledOut, RuledOut].map(Some)
        );
    }

    #[test]
    fn what_is_no_therapy_is_ruled_out_and_what_is_not_told_is_said_so() {
        for (code, fee) in [
            ("99213", NONE),
            (
                "27447",
                Indicators {
                    global_days: "090",
                    ..NONE
                },
            ),
            ("73221", Indicators { pctc: "1", ..NONE }),
        ] {
            assert_eq!(verdict(&of(code, fee), "GP"), Some(RuledOut), "{code}");
        }
        let perhaps = of(
            "97597",
            Indicators {
                global_days: "000",
                ..NONE
            },
        );
        let ruling = perhaps.iter().find(|ruling| ruling.modifier == "GP").unwrap();
        assert_eq!(ruling.verdict, Conditions);
        assert!(ruling.reason.contains("not loaded"), "{}", ruling.reason);
    }
}
