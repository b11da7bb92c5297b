//! The kind by which a question is answered, and a second one where the first is not sure.

use crate::look_up::{self, Look};
use crate::reading::{Reading, kinds};
use crate::topic::Kind;

/// A kind that is likelier than this is the only one that is answered;
const SURE: f32 = 0.6;
/// else one that is at least so likely is answered, too.
const SECOND: f32 = 0.2;
/// What is asked in so many words needs no more than this.
const ALSO: f32 = 0.02;
/// The same of a rule of a manual.
const SURE_OF_MANUAL: f32 = 0.85;
const BESIDE_MANUAL: f32 = 0.1;

/// A question that names two procedures is about both of them where that is so likely.
const OF_A_PAIR: f32 = 0.08;

/// Situations that are told for the sake of their modifier alone.
const TOLD_BY_MODIFIER: [&str; 15] = [
    "AT", "JW", "JZ", "QW", "GA", "GX", "GY", "GZ", "54", "55", "56", "LC", "LD", "LM", "RC",
];

/// The kind that is answered: the likeliest, unless what the question names decides.
pub(crate) fn settled(likely: &[(Option<Kind>, f32)], reading: &Reading) -> Option<Kind> {
    let of = |kind: Kind| {
        let found = likely.iter().find(|(known, _)| *known == Some(kind));
        found.map_or(0.0, |(_, likelihood)| *likelihood)
    };
    let best = likely.first().and_then(|(kind, _)| *kind);
    match best {
        // Who names the manual asks it, whatever of.
        None if kinds::names_the_manual(&reading.plain) => Some(Kind::Manual),
        // `NCD 240.4` has the shape of a code of ICD-9-CM,
        _ if reading.lines.is_empty()
            && !reading.icd9.is_empty()
            && kinds::names_a_document(&reading.plain) =>
        {
            Some(Kind::Coverage)
        }
        // which is one to be mapped.
        _ if reading.lines.is_empty() && !reading.icd9.is_empty() => Some(Kind::Crosswalk),
        // A place of service needs no other word.
        _ if reading.lines.is_empty()
            && reading.modifiers.is_empty()
            && !reading.places_of_service.is_empty() =>
        {
            Some(Kind::WhatIs)
        }
        Some(Kind::VisitLevel | Kind::Manual) | None
            if reading.lines.is_empty() && kinds::asks_for_minutes_of_units(&reading.plain) =>
        {
            Some(Kind::TherapyUnits)
        }
        Some(Kind::TherapyUnits)
            if kinds::names_modifiers(&reading.plain) && !look_up::situation(&reading.plain).is_empty() =>
        {
            Some(Kind::Modifier)
        }
        Some(Kind::Compliance)
            if reading.procedures().next().is_some()
                && kinds::names_the_adjudication_indicator(&reading.plain) =>
        {
            Some(Kind::UnitLimit)
        }
        // A sum, or a national amount, is none of an edit or a limit.
        Some(Kind::Pair | Kind::UnitLimit)
            if reading.procedures().next().is_some() && kinds::asks_for_a_sum(&reading.plain) =>
        {
            Some(Kind::Fee)
        }
        Some(_)
            if kinds::asks_to_bypass(&reading.plain)
                && reading.procedures().count() < 2
                && !reading.modifiers.is_empty() =>
        {
            Some(Kind::Modifier)
        }
        Some(Kind::Manual | Kind::WhatIs | Kind::Guidelines | Kind::GlobalPeriod) | None
            if !kinds::names_the_manual(&reading.plain)
                && look_up::situation(&reading.plain)
                    .iter()
                    .any(|modifier| TOLD_BY_MODIFIER.contains(modifier)) =>
        {
            Some(Kind::Modifier)
        }
        Some(Kind::WhatIs | Kind::Fee | Kind::Manual | Kind::Compliance)
            if reading.procedures().count() == 1 && look_up::asks_for_shares(&reading.plain) =>
        {
            Some(Kind::GlobalPeriod)
        }
        // The edit between two codes has a history of its own.
        Some(Kind::Changes) if reading.procedures().count() >= 2 && kinds::names_an_edit(&reading.plain) => {
            Some(Kind::Pair)
        }
        // The answer about a pair has what the manual says of it, and the modifiers.
        Some(Kind::Manual | Kind::Modifier | Kind::WhatIs)
            if reading.procedures().count() >= 2 && of(Kind::Pair) >= OF_A_PAIR =>
        {
            Some(Kind::Pair)
        }
        Some(
            Kind::UnitLimit
            | Kind::TherapyUnits
            | Kind::WhatIs
            | Kind::Pair
            | Kind::Manual
            | Kind::Compliance
            | Kind::Modifier,
        ) if reading.procedures().next().is_some()
            && reading.procedures().all(codeset::ncci::is_visit)
            && kinds::asks_for_minutes(&reading.plain) =>
        {
            Some(Kind::VisitLevel)
        }
        Some(_)
            if reading.lines.is_empty()
                && look_up::names_threshold(&reading.plain)
                && best != Some(Kind::Modifier) =>
        {
            Some(Kind::Compliance)
        }
        Some(_) if reading.procedures().count() == 1 && kinds::names_an_endoscopic_base(&reading.plain) => {
            Some(Kind::Compliance)
        }
        // Two days are there to be compared.
        Some(Kind::Fee | Kind::Compliance) if reading.days.len() == 2 && kinds::compares(&reading.plain) => {
            Some(Kind::Changes)
        }
        // What has the shape of a code is asked for as one, though it does not exist; only a document of coverage is not.
        Some(kind)
            if kind != Kind::Coverage
                && reading.lines.is_empty()
                && !reading.unknown.is_empty()
                && reading.icd9.is_empty() =>
        {
            Some(Kind::WhatIs)
        }
        _ if reading.lines.is_empty()
            && reading.days.len() < 2
            && kinds::names_a_conversion_factor(&reading.plain) =>
        {
            Some(Kind::Fee)
        }
        best => best,
    }
}

/// The second kind that a question may be of, where the first is not sure.
pub(crate) fn second(look: &Look<'_>, first: Option<Kind>) -> Option<Kind> {
    let first = first?;
    // Beside a code that does not exist nothing is told of another.
    if look.reading.lines.is_empty() && !look.reading.unknown.is_empty() {
        return None;
    }
    // Where what the question names decided, nothing is unsure.
    if look
        .likely
        .first()
        .is_some_and(|(likeliest, _)| *likeliest != Some(first))
    {
        return None;
    }
    // A pair is looked up for itself.
    if first == Kind::Pair {
        return None;
    }
    // What a manual says stands behind each answer anyway; beside it a row says more than another rule.
    let (sure, least) = match first {
        Kind::Manual => (SURE_OF_MANUAL, BESIDE_MANUAL),
        _ => (SURE, SECOND),
    };
    // A question that also asks in so many words is of that kind, too.
    let asked = [
        Kind::WhatIs,
        Kind::Fee,
        Kind::Guidelines,
        Kind::Changes,
        Kind::Compliance,
    ]
    .into_iter()
    .find(|kind| {
        *kind != first && look.likelihood(*kind) >= ALSO && kinds::asks_also(*kind, &look.reading.plain)
    });
    if let Some(asked) = asked.filter(|_| look.topic.lines.len() == 1) {
        return Some(asked);
    }
    let is_next = |other: &&(Option<Kind>, f32)| other.0 != Some(first) && other.1 >= least;
    let (other, _) = look.likely.iter().find(is_next)?;
    other.filter(|other| look.likelihood(first) < sure && *other != Kind::Manual)
}
