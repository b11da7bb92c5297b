//! Both sides and several procedures: 50, LT, RT and 51.

use super::indicator::Indicator;
use super::ruling::{Indicators, Ruling, Situation, Verdict};
use crate::ncci::is_visit;

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let mut rulings = sides(fee, is_visit(situation.code));
    rulings.push(several(fee));
    rulings
}

fn sides(fee: &Indicators<'_>, is_visit: bool) -> Vec<Ruling> {
    let reason = Indicator::Bilateral.reason(fee);
    let both = match fee.bilateral {
        "1" => Ruling::new(
            "50",
            Verdict::Applies,
            reason.clone(),
            "One line, 1 unit: 150% of the amount for one side",
        ),
        "3" => Ruling::new(
            "50",
            Verdict::Applies,
            reason.clone(),
            "One line, 1 unit: 100% for each side, 200% in all",
        ),
        _ => Ruling::out("50", reason.clone()),
    };
    let (verdict, why, effect) = match fee.bilateral {
        _ if is_visit => (Verdict::RuledOut, "A visit has no sides.", ""),
        "1" | "3" => (
            Verdict::Applies,
            "Names the side when one was treated.",
            "100% for the side",
        ),
        "0" => (
            Verdict::Conditions,
            "Names the side where the service has one.",
            "None: paid once at 100%",
        ),
        "2" => (
            Verdict::Conditions,
            "The amount is for both sides; some payers ask for the side or for 52 when one was treated.",
            "None: the amount already covers both sides",
        ),
        _ => (Verdict::RuledOut, "The service has no sides.", ""),
    };
    let mut rulings = Ruling::all(&["LT", "RT"], verdict, &format!("{reason} {why}"), effect);
    rulings.insert(0, both);
    rulings
}

fn several(fee: &Indicators<'_>) -> Ruling {
    let reason = Indicator::Multiple.reason(fee);
    match fee.multiple {
        "1" | "2" | "3" => Ruling::new(
            "51",
            Verdict::Conditions,
            format!(
                "{reason} On the second and further procedures of one session; many Medicare contractors reduce by \
                 themselves and ask to leave 51 out."
            ),
            "The reduction of the indicator; the procedure with the highest amount stays at 100%",
        ),
        "4" | "5" | "6" | "7" => Ruling::new(
            "51",
            Verdict::RuledOut,
            format!("{reason} The payer finds the reduction by itself."),
            "The reduction takes place without the modifier",
        ),
        _ => Ruling::out("51", reason),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;

    #[test]
    fn both_sides_are_billed_where_the_indicator_is_1_or_3() {
        use Verdict::{Applies, Conditions, RuledOut};
        for (bilateral, both, side) in [
            ("0", RuledOut, Conditions),
            ("1", Applies, Applies),
            ("2", RuledOut, Conditions),
            ("3", Applies, Applies),
            ("9", RuledOut, RuledOut),
        ] {
            let rulings = of("27447", Indicators { bilateral, ..NONE });
            let found = ["50", "LT", "RT"].map(|modifier| verdict(&rulings, modifier));
            assert_eq!(found, [Some(both), Some(side), Some(side)], "{bilateral}");
        }
    }

    #[test]
    fn a_visit_has_no_sides() {
        let visit = of("99213", NONE);
        assert_eq!(verdict(&visit, "LT"), Some(Verdict::RuledOut));
    }

    #[test]
    fn only_surgical_reductions_have_a_modifier() {
        for (multiple, expected) in [
            ("0", Verdict::RuledOut),
            ("2", Verdict::Conditions),
            ("3", Verdict::Conditions),
            ("5", Verdict::RuledOut),
            ("9", Verdict::RuledOut),
        ] {
            let rulings = of("27447", Indicators { multiple, ..NONE });
            assert_eq!(verdict(&rulings, "51"), Some(expected), "{multiple}");
        }
        let therapy = of(
            "97110",
            Indicators {
                multiple: "5",
                pctc: "7",
                ..NONE
            },
        );
        let ruling = therapy.iter().find(|ruling| ruling.modifier == "51").unwrap();
        assert!(
            ruling.reason.contains("half of the practice expense"),
            "{}",
            ruling.reason
        );
    }
}
