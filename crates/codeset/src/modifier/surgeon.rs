//! Several surgeons, and assistants: 62, 66, 80, 81, 82 and AS.

use super::indicator::Indicator;
use super::ruling::{Indicators, Ruling, Situation, Verdict};
use crate::CodeSystem;
use crate::ncci::is_visit;

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let mut rulings = vec![
        surgeons(
            "62",
            fee.cosurgeon,
            Indicator::Cosurgeon.reason(fee),
            "62.5% of the amount for each of the two surgeons",
        ),
        surgeons(
            "66",
            fee.team,
            Indicator::Team.reason(fee),
            "The contractor prices it by the report",
        ),
    ];
    let mut reason = Indicator::Assistant.reason(fee);
    let verdict = match fee.assistant {
        "2" => Verdict::Applies,
        "0" if is_operation(situation, fee) => Verdict::Conditions,
        "0" => {
            reason.push_str(" This is no operation, so there is nothing to assist at.");
            Verdict::RuledOut
        }
        _ => Verdict::RuledOut,
    };
    for (modifier, who, effect) in [
        ("80", "A physician assists.", "16% of the amount"),
        ("81", "A physician assists for a part of it.", "16% of the amount"),
        (
            "82",
            "A physician assists in a teaching hospital when no qualified resident is available.",
            "16% of the amount",
        ),
        (
            "AS",
            "A physician assistant, nurse practitioner or clinical nurse specialist assists.",
            "13.6% of the amount: 85% of 16%",
        ),
    ] {
        rulings.push(match verdict {
            Verdict::RuledOut => Ruling::out(modifier, reason.clone()),
            verdict => Ruling::new(modifier, verdict, format!("{reason} {who}"), effect),
        });
    }
    rulings
}

/// Whether somebody may assist at it. Indicator 0 stands on visits and treatments as well.
fn is_operation(situation: &Situation<'_>, fee: &Indicators<'_>) -> bool {
    let code = situation.code;
    let is_of_surgery = code.system() == CodeSystem::Cpt && ("10004"..="69990").contains(&code.as_str());
    let has_period = matches!(fee.global_days, "000" | "010" | "090" | "MMM" | "YYY" | "ZZZ");
    !is_visit(code) && fee.pctc != "7" && (is_of_surgery || has_period)
}

fn surgeons(modifier: &'static str, indicator: &str, reason: String, effect: &'static str) -> Ruling {
    match indicator {
        "2" => Ruling::new(modifier, Verdict::Applies, reason, effect),
        "1" => Ruling::new(modifier, Verdict::Conditions, reason, effect),
        _ => Ruling::out(modifier, reason),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;

    #[test]
    fn nobody_assists_at_a_visit_or_a_treatment() {
        let zero = Indicators {
            assistant: "0",
            ..NONE
        };
        for (code, fee) in [
            ("99213", zero),
            ("97150", Indicators { pctc: "7", ..zero }),
            ("73221", zero),
        ] {
            assert_eq!(verdict(&of(code, fee), "80"), Some(Verdict::RuledOut), "{code}");
        }
        let heart = Indicators {
            global_days: "000",
            ..zero
        };
        assert_eq!(verdict(&of("92920", heart), "80"), Some(Verdict::Conditions));
    }

    #[test]
    fn each_indicator_decides_on_its_own_modifiers() {
        use Verdict::{Applies, Conditions, RuledOut};
        for (indicator, assistant, surgeons) in [
            ("0", Conditions, RuledOut),
            ("1", RuledOut, Conditions),
            ("2", Applies, Applies),
            ("9", RuledOut, RuledOut),
        ] {
            let rulings = of(
                "27447",
                Indicators {
                    assistant: indicator,
                    cosurgeon: indicator,
                    team: indicator,
                    ..NONE
                },
            );
            for modifier in ["80", "81", "82", "AS"] {
                assert_eq!(
                    verdict(&rulings, modifier),
                    Some(assistant),
                    "{modifier} {indicator}"
                );
            }
            for modifier in ["62", "66"] {
                assert_eq!(
                    verdict(&rulings, modifier),
                    Some(surgeons),
                    "{modifier} {indicator}"
                );
            }
        }
    }
}
