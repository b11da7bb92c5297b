//! The kind by which a question is answered, and a second one where the first is not sure.

mod settled;

use crate::look_up::Look;
use crate::reading::asks;
use crate::topic::Kind;
pub(crate) use settled::settled;

/// A kind that is likelier than this is the only one that is answered;
const SURE: f32 = 0.6;
/// else one that is at least so likely is answered, too.
const SECOND: f32 = 0.2;
/// What is asked in so many words needs no more than this.
const ALSO: f32 = 0.02;
/// The same of a rule of a manual.
const SURE_OF_MANUAL: f32 = 0.85;
const BESIDE_MANUAL: f32 = 0.1;

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
        *kind != first && look.likelihood(*kind) >= ALSO && asks::asks_also(*kind, &look.reading.plain)
    });
    if let Some(asked) = asked.filter(|_| look.topic.lines.len() == 1) {
        return Some(asked);
    }
    let is_next = |other: &&(Option<Kind>, f32)| other.0 != Some(first) && other.1 >= least;
    let (other, _) = look.likely.iter().find(is_next)?;
    other.filter(|other| look.likelihood(first) < sure && *other != Kind::Manual)
}
