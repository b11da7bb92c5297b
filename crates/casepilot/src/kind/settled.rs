//! Where what a question names decides its kind, whatever is likeliest by its words.

use crate::reading::{Reading, asks, kinds};
use crate::topic::Kind;

/// A question that names two procedures is about both of them where that is so likely.
const OF_A_PAIR: f32 = 0.08;

/// Situations that are told for the sake of their modifier alone.
const TOLD_BY_MODIFIER: [&str; 15] = [
    "AT", "JW", "JZ", "QW", "GA", "GX", "GY", "GZ", "54", "55", "56", "LC", "LD", "LM", "RC",
];

/// A question as the rules see it.
struct Seen<'a> {
    reading: &'a Reading,
    plain: &'a str,
    /// Its likeliest kind.
    best: Option<Kind>,
    /// How many CPT and HCPCS codes it names.
    procedures: usize,
    /// Whether it names no code that is loaded.
    names_no_code: bool,
    /// How likely it is about a pair.
    pair: f32,
}

/// A rule: of some kinds (of any, where none is listed), when it holds, the kind is another one.
struct Rule {
    of: &'static [Option<Kind>],
    when: fn(&Seen<'_>) -> bool,
    is: Kind,
}

const NONE: Option<Kind> = None;
const ANY: &[Option<Kind>] = &[];

/// The first that holds counts.
const RULES: [Rule; 19] = [
    // Who names the manual asks it, whatever of.
    Rule {
        of: &[NONE],
        when: |seen| asks::names_the_manual(seen.plain),
        is: Kind::Manual,
    },
    // `are O codes allowed on the newborn record`
    Rule {
        of: &[NONE],
        when: |seen| asks::names_codes_by_their_letter(seen.plain),
        is: Kind::Guidelines,
    },
    // `NCD 240.4` has the shape of a code of ICD-9-CM,
    Rule {
        of: ANY,
        when: |seen| {
            seen.names_no_code && !seen.reading.icd9.is_empty() && kinds::names_a_document(seen.plain)
        },
        is: Kind::Coverage,
    },
    // which is one to be mapped.
    Rule {
        of: ANY,
        when: |seen| seen.names_no_code && !seen.reading.icd9.is_empty(),
        is: Kind::Crosswalk,
    },
    // A place of service needs no other word.
    Rule {
        of: ANY,
        when: |seen| {
            seen.names_no_code
                && seen.reading.modifiers.is_empty()
                && !seen.reading.places_of_service.is_empty()
        },
        is: Kind::WhatIs,
    },
    // `at how many minutes can I bill the third unit`
    Rule {
        of: &[Some(Kind::VisitLevel), Some(Kind::Manual), NONE],
        when: |seen| seen.names_no_code && asks::asks_for_minutes_of_units(seen.plain),
        is: Kind::TherapyUnits,
    },
    // `PTA furnished 6 of the 30 minutes of 97110: does the assistant modifier apply`
    Rule {
        of: &[Some(Kind::TherapyUnits)],
        when: |seen| asks::names_modifiers(seen.plain) && !seen.reading.situation.is_empty(),
        is: Kind::Modifier,
    },
    Rule {
        of: &[Some(Kind::Compliance)],
        when: |seen| seen.procedures > 0 && asks::names_the_adjudication_indicator(seen.plain),
        is: Kind::UnitLimit,
    },
    // A sum, or a national amount, is none of an edit or a limit.
    Rule {
        of: &[Some(Kind::Pair), Some(Kind::UnitLimit)],
        when: |seen| seen.procedures > 0 && asks::asks_for_a_sum(seen.plain),
        is: Kind::Fee,
    },
    // `does KX get a therapy code past an NCCI edit`
    Rule {
        of: ANY,
        when: |seen| {
            seen.best.is_some()
                && seen.procedures < 2
                && !seen.reading.modifiers.is_empty()
                && asks::asks_to_bypass(seen.plain)
        },
        is: Kind::Modifier,
    },
    Rule {
        of: &[
            Some(Kind::Manual),
            Some(Kind::WhatIs),
            Some(Kind::Guidelines),
            Some(Kind::GlobalPeriod),
            NONE,
        ],
        when: |seen| {
            let is_told = |modifier: &&str| TOLD_BY_MODIFIER.contains(modifier);
            !asks::names_the_manual(seen.plain) && seen.reading.situation.iter().any(is_told)
        },
        is: Kind::Modifier,
    },
    // `pre intra post percentages 27130`
    Rule {
        of: &[
            Some(Kind::WhatIs),
            Some(Kind::Fee),
            Some(Kind::Manual),
            Some(Kind::Compliance),
        ],
        when: |seen| seen.procedures == 1 && asks::asks_for_shares(seen.plain),
        is: Kind::GlobalPeriod,
    },
    // The edit between two codes has a history of its own.
    Rule {
        of: &[Some(Kind::Changes)],
        when: |seen| seen.procedures >= 2 && asks::names_an_edit(seen.plain),
        is: Kind::Pair,
    },
    // The answer about a pair has what the manual says of it, and the modifiers.
    Rule {
        of: &[Some(Kind::Manual), Some(Kind::Modifier), Some(Kind::WhatIs)],
        when: |seen| seen.procedures >= 2 && seen.pair >= OF_A_PAIR,
        is: Kind::Pair,
    },
    // `99223 how many min`
    Rule {
        of: &[
            Some(Kind::UnitLimit),
            Some(Kind::TherapyUnits),
            Some(Kind::WhatIs),
            Some(Kind::Pair),
            Some(Kind::Manual),
            Some(Kind::Compliance),
            Some(Kind::Modifier),
        ],
        when: |seen| {
            seen.procedures > 0
                && seen.reading.procedures().all(codeset::ncci::is_visit)
                && asks::asks_for_minutes(seen.plain)
        },
        is: Kind::VisitLevel,
    },
    Rule {
        of: ANY,
        when: |seen| {
            seen.best.is_some_and(|best| best != Kind::Modifier)
                && seen.names_no_code
                && asks::names_threshold(seen.plain)
        },
        is: Kind::Compliance,
    },
    Rule {
        of: ANY,
        when: |seen| {
            seen.best.is_some() && seen.procedures == 1 && asks::names_an_endoscopic_base(seen.plain)
        },
        is: Kind::Compliance,
    },
    // Two days are there to be compared.
    Rule {
        of: &[Some(Kind::Fee), Some(Kind::Compliance)],
        when: |seen| seen.reading.days.len() == 2 && kinds::compares(seen.plain),
        is: Kind::Changes,
    },
    // No code has a conversion factor.
    Rule {
        of: ANY,
        when: |seen| {
            seen.names_no_code
                && seen.reading.unknown.is_empty()
                && seen.reading.days.len() < 2
                && asks::names_a_conversion_factor(seen.plain)
        },
        is: Kind::Fee,
    },
];

/// The kind that is answered: the likeliest, unless what the question names decides.
pub(crate) fn settled(likely: &[(Option<Kind>, f32)], reading: &Reading) -> Option<Kind> {
    let best = likely.first().and_then(|(kind, _)| *kind);
    let pair = likely.iter().find(|(kind, _)| *kind == Some(Kind::Pair));
    let seen = Seen {
        reading,
        plain: &reading.plain,
        best,
        procedures: reading.procedures().count(),
        names_no_code: reading.lines.is_empty(),
        pair: pair.map_or(0.0, |(_, likelihood)| *likelihood),
    };
    // What has the shape of a code is asked for as one, though it does not exist; only a document of coverage is not.
    let asks_for_unknown = seen.names_no_code && !reading.unknown.is_empty() && reading.icd9.is_empty();
    let holds = |rule: &&Rule| (rule.of.is_empty() || rule.of.contains(&best)) && (rule.when)(&seen);
    match RULES.iter().find(holds) {
        Some(rule) => Some(rule.is),
        None if asks_for_unknown && best.is_some_and(|best| best != Kind::Coverage) => Some(Kind::WhatIs),
        None => best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::situations::for_situation;
    use crate::topic::TopicLine;
    use codeset::Code;

    /// The kind of a question that names some procedures and is likeliest of `best`.
    fn kind(plain: &str, codes: &[&str], best: Option<Kind>) -> Option<Kind> {
        let line = |code: &&str| TopicLine::of(Code::parse_procedure(code).unwrap());
        let reading = Reading {
            plain: plain.to_owned(),
            lines: codes.iter().map(line).collect(),
            situation: for_situation(plain),
            ..Reading::default()
        };
        settled(&[(best, 0.9)], &reading)
    }

    #[test]
    fn what_is_named_decides() {
        for (plain, codes, best, settled) in [
            ("what does the ncci manual say", &[][..], None, Kind::Manual),
            ("o codes for the newborn", &[], None, Kind::Guidelines),
            (
                "minutes for the third unit",
                &[],
                Some(Kind::Manual),
                Kind::TherapyUnits,
            ),
            ("17003 x 6 national", &["17003"], Some(Kind::UnitLimit), Kind::Fee),
            (
                "mai of 64493",
                &["64493"],
                Some(Kind::Compliance),
                Kind::UnitLimit,
            ),
            (
                "98941 chiro active treatment",
                &["98941"],
                Some(Kind::Manual),
                Kind::Modifier,
            ),
            (
                "27130 pre intra post",
                &["27130"],
                Some(Kind::WhatIs),
                Kind::GlobalPeriod,
            ),
            (
                "ncci edit 97110 97140 deleted",
                &["97110", "97140"],
                Some(Kind::Changes),
                Kind::Pair,
            ),
            (
                "99285 typical time",
                &["99285"],
                Some(Kind::Compliance),
                Kind::VisitLevel,
            ),
            (
                "45380 endoscopic base code",
                &["45380"],
                Some(Kind::Guidelines),
                Kind::Compliance,
            ),
            ("therapy threshold", &[], Some(Kind::Fee), Kind::Compliance),
            ("conversion factor", &[], Some(Kind::Changes), Kind::Fee),
        ] {
            assert_eq!(kind(plain, codes, best), Some(settled), "{plain}");
        }
        assert_eq!(
            kind("mue of 97110", &["97110"], Some(Kind::UnitLimit)),
            Some(Kind::UnitLimit)
        );
        assert_eq!(kind("knock knock", &[], None), None);
    }
}
