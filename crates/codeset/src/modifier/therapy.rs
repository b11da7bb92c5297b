//! Therapy: GN, GO, GP, KX, CQ and CO.

use super::ruling::{Indicators, Ruling, Situation, Verdict};
use crate::ncci::is_visit;
use crate::therapy::{Discipline, TherapyKind, discipline, is_assessment};
use crate::{Code, CodeSystem};

/// Treatment of swallowing, which occupational therapists give as well.
const SWALLOWING: &str = "92526";

const MODIFIERS: [&str; 6] = ["GN", "GO", "GP", "KX", "CQ", "CO"];

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let kind = situation.therapy();
    let is_split = matches!(fee.pctc, "1" | "2" | "3" | "4" | "6" | "8");
    let is_other = is_visit(situation.code) || is_split || !may_be_therapy(situation.code);
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
    let code = situation.code.as_str();
    let only = discipline(code);
    Discipline::ALL
        .map(|plan| {
            let modifier = plan.modifier();
            match only {
                Some(only) if only != plan => {
                    return Ruling::out(
                        modifier,
                        format!(
                            "An evaluation of {}, which takes {}.",
                            only.name(),
                            only.modifier()
                        ),
                    );
                }
                _ => {}
            }
            if (code, plan) == ("97150", Discipline::Speech) {
                return Ruling::out(
                    modifier,
                    "Group treatment under a plan of speech-language pathology is 92508.",
                );
            }
            let (verdict, rare) = if is_usual(code, plan) {
                (verdict, "")
            } else {
                (verdict.max(Verdict::Conditions), ", which is rare for this code")
            };
            Ruling::new(
                modifier,
                verdict,
                format!("{reason} {modifier} is {}{rare}.", plan.name()),
                "None, but a line without one is returned; it says to which threshold the amount counts",
            )
        })
        .into()
}

/// Whether a code is usual under a plan: the codes of speech and swallowing begin with 92, those of physical medicine
/// with 97.
fn is_usual(code: &str, plan: Discipline) -> bool {
    match plan {
        Discipline::Speech => code.starts_with("92") || matches!(code, "96105" | "96125" | "97129" | "97130"),
        Discipline::Occupational => code == SWALLOWING || !code.starts_with("92"),
        Discipline::Physical => !code.starts_with("92"),
    }
}

/// Where the codes of therapy stand; those of CMS's list of "sometimes therapy" codes are among them.
fn may_be_therapy(code: &Code) -> bool {
    let text = code.as_str();
    let in_range = |first, last| (first..=last).contains(&text);
    match code.system() {
        CodeSystem::Cpt => {
            in_range("92502", "92700")
                || in_range("95851", "96146")
                || in_range("97010", "97999")
                || in_range("98966", "98985")
        }
        _ => text.starts_with('G'),
    }
}

fn assistants(situation: &Situation<'_>) -> [Ruling; 2] {
    let code = situation.code.as_str();
    [("CQ", "GP", "physical"), ("CO", "GO", "occupational")].map(|(modifier, plan, name)| {
        if is_assessment(code) {
            return Ruling::out(
                modifier,
                "An assessment is the therapist’s own: an assistant does not furnish it.",
            );
        }
        if code.starts_with("92") && (code, modifier) != (SWALLOWING, "CO") {
            return Ruling::out(
                modifier,
                "For services of physical and occupational therapy; assistants of speech-language pathologists have \
                 no modifier.",
            );
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
        let plans = |code| {
            let rulings = of(code, THERAPY);
            ["GN", "GO", "GP"].map(|modifier| verdict(&rulings, modifier))
        };
        assert_eq!(plans("97110"), [Conditions, Applies, Applies].map(Some));
        assert_eq!(plans("97150"), [RuledOut, Applies, Applies].map(Some));
        assert_eq!(plans("92507"), [Applies, Conditions, Conditions].map(Some));
        assert_eq!(plans("92526"), [Applies, Applies, Conditions].map(Some));
        assert_eq!(plans("96125"), [Applies; 3].map(Some));
        assert_eq!(plans("G0283"), [Conditions, Applies, Applies].map(Some));
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
    fn assistants_have_no_modifier_for_speech() {
        let of_assistants = |code| {
            let rulings = of(code, THERAPY);
            ["CQ", "CO"].map(|modifier| verdict(&rulings, modifier))
        };
        assert_eq!(of_assistants("92507"), [RuledOut, RuledOut].map(Some));
        assert_eq!(of_assistants("92526"), [RuledOut, Conditions].map(Some));
        assert_eq!(of_assistants("97755"), [RuledOut, RuledOut].map(Some));
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
            ("96372", NONE),
            ("95886", Indicators { pctc: "1", ..NONE }),
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
