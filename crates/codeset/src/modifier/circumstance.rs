//! Unusual circumstances: 22, 52, 53, 76, 77 and 91.

use super::indicator::Indicator;
use super::ruling::{Indicators, Ruling, Situation, Verdict};
use crate::ncci::is_laboratory_test;
use crate::ncci::is_visit;

/// What may be stopped, shortened or repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Service {
    Visit,
    Laboratory,
    Therapy,
    Procedure,
}

pub(super) fn rulings(situation: &Situation<'_>, fee: &Indicators<'_>) -> Vec<Ruling> {
    let service = match situation.code {
        code if is_visit(code) => Service::Visit,
        code if is_laboratory_test(code) => Service::Laboratory,
        _ if fee.pctc == "7" => Service::Therapy,
        _ => Service::Procedure,
    };
    let mut rulings = vec![increased(fee), reduced(service), stopped(situation, service)];
    rulings.extend(repeated(service));
    rulings
}

fn increased(fee: &Indicators<'_>) -> Ruling {
    match fee.global_days {
        "000" | "010" | "090" => Ruling::new(
            "22",
            Verdict::Conditions,
            format!(
                "{} Substantially more work than usual, with a report that says why.",
                Indicator::GlobalDays.short_reason(fee)
            ),
            "The contractor may add to the amount after review",
        ),
        _ => Ruling::out(
            "22",
            format!(
                "{} Medicare takes it on procedures with global days 000, 010 or 090 only.",
                Indicator::GlobalDays.short_reason(fee)
            ),
        ),
    }
}

fn reduced(service: Service) -> Ruling {
    match service {
        Service::Visit => Ruling::out(
            "52",
            "A visit of less work is reported with the code of its level.",
        ),
        Service::Therapy => Ruling::out(
            "52",
            "Short treatment is a matter of units, not of this modifier.",
        ),
        Service::Laboratory | Service::Procedure => Ruling::new(
            "52",
            Verdict::Conditions,
            "A part of the service was left out by the practitioner’s decision, and no code describes what was done.",
            "The contractor lowers the amount by the report",
        ),
    }
}

fn stopped(situation: &Situation<'_>, service: Service) -> Ruling {
    let when = "Begun and stopped because going on would have endangered the patient.";
    match service {
        _ if situation.own_rows.contains(&"53") => Ruling::new(
            "53",
            Verdict::Applies,
            format!("The fee schedule has a line 53 for this code. {when}"),
            "Paid by the fee schedule’s line 53",
        ),
        Service::Procedure => Ruling::new(
            "53",
            Verdict::Conditions,
            when,
            "The contractor lowers the amount by the report",
        ),
        Service::Visit | Service::Laboratory | Service::Therapy => {
            Ruling::out("53", "For surgical and diagnostic procedures only.")
        }
    }
}

fn repeated(service: Service) -> Vec<Ruling> {
    const SAME: &str = "Paid again; a payer may ask why";
    let mut rulings = match service {
        Service::Visit => Ruling::all(
            &["76", "77"],
            Verdict::RuledOut,
            "A second visit of the day is no repeated procedure.",
            "",
        ),
        Service::Therapy => Ruling::all(
            &["76", "77"],
            Verdict::RuledOut,
            "More treatment on the day is more units on the line.",
            "",
        ),
        Service::Laboratory => Ruling::all(
            &["76", "77"],
            Verdict::RuledOut,
            "A laboratory test that is repeated takes 91.",
            "",
        ),
        Service::Procedure => vec![
            Ruling::new(
                "76",
                Verdict::Conditions,
                "The same procedure again, by the same practitioner, where it had to be done anew.",
                SAME,
            ),
            Ruling::new(
                "77",
                Verdict::Conditions,
                "The same procedure again, by another practitioner.",
                SAME,
            ),
        ],
    };
    rulings.push(match service {
        Service::Laboratory => Ruling::new(
            "91",
            Verdict::Conditions,
            "A laboratory test repeated on the day for a further result, not to confirm the first or to mend a fault.",
            "Paid again",
        ),
        _ => Ruling::out("91", "For clinical laboratory tests only (8xxxx and codes ending in U)."),
    });
    rulings
}

#[cfg(test)]
mod tests {
    use super::super::ruling::rulings;
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::*;
    use crate::Code;
    use Verdict::{Applies, Conditions, RuledOut};

    #[test]
    fn each_kind_of_service_has_its_own_circumstances() {
        let therapy = Indicators { pctc: "7", ..NONE };
        let surgery = Indicators {
            global_days: "090",
            ..NONE
        };
        for (code, fee, expected) in [
            (
                "99213",
                NONE,
                [RuledOut, RuledOut, RuledOut, RuledOut, RuledOut, RuledOut],
            ),
            (
                "97110",
                therapy,
                [RuledOut, RuledOut, RuledOut, RuledOut, RuledOut, RuledOut],
            ),
            (
                "80053",
                NONE,
                [RuledOut, Conditions, RuledOut, RuledOut, RuledOut, Conditions],
            ),
            (
                "0001U",
                NONE,
                [RuledOut, Conditions, RuledOut, RuledOut, RuledOut, Conditions],
            ),
            (
                "27447",
                surgery,
                [
                    Conditions, Conditions, Conditions, Conditions, Conditions, RuledOut,
                ],
            ),
        ] {
            let rulings = of(code, fee);
            let found = ["22", "52", "53", "76", "77", "91"].map(|modifier| verdict(&rulings, modifier));
            assert_eq!(found, expected.map(Some), "{code}");
        }
    }

    #[test]
    fn a_line_of_its_own_says_that_a_stopped_procedure_is_paid() {
        let code = Code::parse_procedure("45378").unwrap();
        let found = rulings(&Situation {
            code: &code,
            fee: Some(NONE),
            own_rows: &["53"],
            edits: None,
        });
        assert_eq!(verdict(&found, "53"), Some(Applies));
    }
}
