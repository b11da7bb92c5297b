//! The professional and the technical part of a service: 26 and TC.

use super::indicator::Indicator;
use super::ruling::{Indicators, Ruling, Situation, Verdict};

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> [Ruling; 2] {
    let reason = Indicator::Pctc.reason(fee);
    let (professional, technical) = match fee.pctc {
        "1" => (true, true),
        "6" => (true, false),
        _ => (false, false),
    };
    let ruling = |modifier, applies, effect| {
        // The row of the whole test may say 9 where the row of its interpretation says 6.
        if situation.own_rows.contains(&modifier) {
            let reason = format!("The fee schedule has a line {modifier} for this code.");
            Ruling::new(modifier, Verdict::Applies, reason, effect)
        } else if applies {
            Ruling::new(modifier, Verdict::Applies, reason.clone(), effect)
        } else {
            Ruling::out(modifier, reason.clone())
        }
    };
    [
        ruling(
            "26",
            professional,
            "Paid by the fee schedule’s line 26: interpretation and report",
        ),
        ruling(
            "TC",
            technical,
            "Paid by the fee schedule’s line TC: equipment, staff and supplies",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::ruling::rulings;
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;
    use crate::Code;

    #[test]
    fn only_a_diagnostic_test_is_split_into_both_parts() {
        for (pctc, professional, technical) in [
            ("0", Verdict::RuledOut, Verdict::RuledOut),
            ("1", Verdict::Applies, Verdict::Applies),
            ("2", Verdict::RuledOut, Verdict::RuledOut),
            ("3", Verdict::RuledOut, Verdict::RuledOut),
            ("4", Verdict::RuledOut, Verdict::RuledOut),
            ("6", Verdict::Applies, Verdict::RuledOut),
            ("7", Verdict::RuledOut, Verdict::RuledOut),
            ("9", Verdict::RuledOut, Verdict::RuledOut),
        ] {
            let rulings = of("73221", Indicators { pctc, ..NONE });
            let found = ["26", "TC"].map(|modifier| verdict(&rulings, modifier));
            assert_eq!(found, [Some(professional), Some(technical)], "{pctc}");
        }
    }

    #[test]
    fn a_laboratory_test_with_a_line_of_interpretation_takes_26() {
        let code = Code::parse_procedure("83020").unwrap();
        let found = rulings(&Situation {
            code: &code,
            fee: Some(Indicators { pctc: "9", ..NONE }),
            own_rows: &["", "26"],
            edits: None,
        });
        assert_eq!(verdict(&found, "26"), Some(Verdict::Applies));
        assert_eq!(verdict(&found, "TC"), Some(Verdict::RuledOut));
    }
}
