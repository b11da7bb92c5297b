//! The global period: 24, 25, 57 on visits; 58, 78, 79 on procedures within another's period; 54, 55, 56 when the care
//! is shared.

use super::indicator::Indicator;
use super::ruling::{Indicators, Ruling, Situation, Verdict};
use crate::ncci::is_visit;
use crate::ncci::may_be_visit;

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let is_visit = is_visit(situation.code);
    let mut rulings = if is_visit {
        visit("An evaluation and management code")
    } else if may_be_visit(situation.code) && fee.pctc != "7" {
        visit("If this code stands for a visit, which its number does not tell")
    } else {
        beside_a_visit(fee)
    };
    rulings.extend(within_another(is_visit, fee));
    rulings.extend(shared(fee));
    rulings
}

/// The modifiers of a visit.
fn visit(what: &str) -> Vec<Ruling> {
    let whole = "The visit is paid in full beside the procedure";
    vec![
        Ruling::new(
            "24",
            Verdict::Conditions,
            format!(
                "{what}: a visit within the global period of another procedure, by the same \
             practitioner or group, for something else."
            ),
            "The visit is paid though the global period runs",
        ),
        Ruling::new(
            "25",
            Verdict::Conditions,
            format!(
                "{what}: substantial work of its own on the day of a procedure with global \
             days 000, 010 or XXX."
            ),
            whole,
        ),
        Ruling::new(
            "57",
            Verdict::Conditions,
            format!(
                "{what}: the decision for a procedure with global days 090, on its day or the \
             day before."
            ),
            whole,
        ),
    ]
}

/// They stand on the visit, not on the procedure: the reason says which one.
fn beside_a_visit(fee: &Indicators<'_>) -> Vec<Ruling> {
    let days = fee.global_days;
    let only = "Only on an evaluation and management code.";
    let on_visit = |modifier, is_it: bool| {
        Ruling::out(
            modifier,
            if is_it {
                format!("{only} A separate visit beside this code (global days {days}) takes it.")
            } else {
                only.to_owned()
            },
        )
    };
    vec![
        on_visit("24", matches!(days, "010" | "090")),
        on_visit("25", matches!(days, "000" | "010" | "XXX")),
        on_visit("57", days == "090"),
    ]
}

fn within_another(is_visit: bool, fee: &Indicators<'_>) -> Vec<Ruling> {
    const MODIFIERS: [&str; 3] = ["58", "78", "79"];
    if is_visit {
        return Ruling::all(
            &MODIFIERS,
            Verdict::RuledOut,
            "For procedures; a visit within a global period takes 24.",
            "",
        );
    }
    if fee.pctc == "7" {
        return Ruling::all(
            &MODIFIERS,
            Verdict::RuledOut,
            "Therapy is not part of a surgeon’s global period.",
            "",
        );
    }
    let reason = Indicator::GlobalDays.short_reason(fee);
    let has_period = fee.global_days != "XXX";
    [
        (
            "58",
            "Within the global period of an earlier procedure: planned, more extensive, or treatment after a \
             diagnostic procedure.",
            "Paid in full; a new global period begins",
        ),
        (
            "78",
            "Within the global period of an earlier procedure: back in the operating room to treat a \
             complication of it.",
            "The intraoperative share only; no new global period",
        ),
        (
            "79",
            "Within the global period of an earlier procedure by the same practitioner, for something that has nothing to do with it.",
            "Paid in full; a new global period begins",
        ),
    ]
    .map(|(modifier, when, effect)| {
        let rare = if has_period { "" } else { " Rare here, as the code has no global period of its own." };
        Ruling::new(modifier, Verdict::Conditions, format!("{reason} {when}{rare}"), effect)
    })
    .into()
}

fn shared(fee: &Indicators<'_>) -> Vec<Ruling> {
    const MODIFIERS: [&str; 3] = ["54", "55", "56"];
    if !matches!(fee.global_days, "010" | "090") {
        let reason = Indicator::GlobalDays.reason(fee);
        return Ruling::all(&MODIFIERS, Verdict::RuledOut, &reason, "");
    }
    let reason = Indicator::GlobalDays.short_reason(fee);
    [
        (
            "54",
            "Another practitioner takes over the care after it, by a written transfer.",
            "The preoperative and intraoperative shares",
        ),
        (
            "55",
            "The care after it was taken over from the surgeon, by a written transfer.",
            "The postoperative share, by the days of care",
        ),
        (
            "56",
            "The care before it alone. Medicare pays that share with 54, so that 56 is mostly for other payers.",
            "The preoperative share, where the payer divides it",
        ),
    ]
    .map(|(modifier, when, effect)| {
        Ruling::new(modifier, Verdict::Conditions, format!("{reason} {when}"), effect)
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;
    use Verdict::{Conditions, RuledOut};

    #[test]
    fn a_visit_takes_24_25_and_57_and_none_of_the_procedures_modifiers() {
        let visit = of("99213", NONE);
        for modifier in ["24", "25", "57"] {
            assert_eq!(verdict(&visit, modifier), Some(Conditions), "{modifier}");
        }
        for modifier in ["54", "55", "56", "58", "78", "79"] {
            assert_eq!(verdict(&visit, modifier), Some(RuledOut), "{modifier}");
        }
    }

    #[test]
    fn a_g_code_may_be_a_visit_and_a_therapy_service_is_none() {
        let wellness = of("G0439", NONE);
        for modifier in ["24", "25", "57"] {
            assert_eq!(verdict(&wellness, modifier), Some(Conditions), "{modifier}");
        }
        let stimulation = of("G0283", Indicators { pctc: "7", ..NONE });
        assert_eq!(verdict(&stimulation, "25"), Some(RuledOut));
    }

    #[test]
    fn a_procedure_says_which_modifier_the_visit_beside_it_takes() {
        for (global_days, taken) in [
            ("000", vec!["25"]),
            ("010", vec!["24", "25"]),
            ("090", vec!["24", "57"]),
            ("XXX", vec!["25"]),
            ("ZZZ", vec![]),
        ] {
            let procedure = of("27447", Indicators { global_days, ..NONE });
            for modifier in ["24", "25", "57"] {
                let ruling = procedure
                    .iter()
                    .find(|ruling| ruling.modifier == modifier)
                    .unwrap();
                assert_eq!(ruling.verdict, RuledOut);
                let says = ruling.reason.contains("A separate visit beside this code");
                assert_eq!(says, taken.contains(&modifier), "{global_days} {modifier}");
            }
        }
    }

    #[test]
    fn only_a_period_of_days_after_it_can_be_shared() {
        for (global_days, expected) in [
            ("000", RuledOut),
            ("010", Conditions),
            ("090", Conditions),
            ("MMM", RuledOut),
            ("ZZZ", RuledOut),
        ] {
            let procedure = of("27447", Indicators { global_days, ..NONE });
            for modifier in ["54", "55", "56"] {
                assert_eq!(verdict(&procedure, modifier), Some(expected), "{global_days}");
            }
        }
        let therapy = of("97110", Indicators { pctc: "7", ..NONE });
        assert_eq!(verdict(&therapy, "79"), Some(RuledOut));
    }
}
