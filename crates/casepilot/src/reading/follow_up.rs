//! Questions that go on from the one before.

use super::text::pattern;
use super::{Reading, is_procedure};
use crate::topic::{Kind, Topic, TopicLine};

pattern!(
    GOES_ON,
    r"^(?:and|also|but|or|then|so|ok(?:ay)?|what about|how about|what if|same|is it|does it|do they|are they|is that|does that|for|in|with|without|on|at|now|why|instead|only|even|if|would it|will it|can it|what does it|when)\b"
);

/// Whether a question begins as the continuation of another.
pub(crate) fn speaks_as_one(plain: &str) -> bool {
    GOES_ON.is_in(plain)
}

/// Completes a topic out of the one before it, where the question goes on from it. Whether it did.
pub(crate) fn complete(topic: &mut Topic, reading: &Reading, before: &Topic) -> bool {
    let names_codes = !topic.lines.is_empty() || !reading.unknown.is_empty() || !topic.icd9.is_empty();
    let is_whole = topic.kind.is_some_and(|kind| kind != Kind::Modifier && !is_about_the_place_alone(reading)) && (names_codes || needs_no_code(topic));
    if is_whole && !(reading.is_follow_up && topic.kind.is_none()) {
        return false;
    }
    let words = reading.words.split_whitespace().count();
    // A new subject in words of its own.
    if !reading.is_follow_up && !names_codes && topic.kind.is_some_and(|kind| matches!(kind, Kind::FindCode | Kind::Manual)) && words > 1 {
        return false;
    }
    if !reading.is_follow_up && names_codes && topic.kind.is_some() {
        return false;
    }
    if !reading.is_follow_up && topic.kind.is_none() && !names_codes && words > 5 {
        return false;
    }
    let kind = match (topic.kind, before.kind) {
        // `and with modifier 59?` behind a pair is still about the pair.
        (Some(Kind::Modifier), Some(Kind::Pair | Kind::Fee)) if !topic.modifiers.is_empty() => before.kind,
        (Some(own), Some(_)) if is_about_the_place_alone(reading) && own == Kind::Fee => before.kind,
        (Some(own), _) => Some(own),
        (None, before) => before,
    };
    complete_lines(topic, before, kind);
    topic.kind = kind;
    topic.on = topic.on.or(before.on);
    topic.setting = topic.setting.or(before.setting);
    topic.facility = topic.facility.or(before.facility);
    if topic.place.is_none() {
        topic.place.clone_from(&before.place);
    }
    if topic.icd9.is_empty() && topic.lines.is_empty() {
        topic.icd9.clone_from(&before.icd9);
    }
    if topic.words.is_empty() || matches!(kind, Some(Kind::FindCode | Kind::Manual | Kind::Guidelines)) {
        topic.words = format!("{} {}", before.words, topic.words).trim().to_owned();
    }
    if topic.modifiers.is_empty() && kind == Some(Kind::Modifier) {
        topic.modifiers.clone_from(&before.modifiers);
    }
    true
}

/// Kinds that can stand without a code.
fn needs_no_code(topic: &Topic) -> bool {
    match topic.kind {
        Some(Kind::FindCode | Kind::Manual | Kind::Guidelines) => topic.words.split_whitespace().count() > 0,
        Some(Kind::TherapyUnits | Kind::VisitLevel | Kind::Compliance | Kind::Changes) => true,
        Some(Kind::Modifier) => !topic.modifiers.is_empty(),
        _ => false,
    }
}

/// Whether nothing but a place, a day or a setting was said.
fn is_about_the_place_alone(reading: &Reading) -> bool {
    let names = reading.place.is_some() || !reading.days.is_empty() || reading.setting.is_some() || reading.facility.is_some();
    names && reading.lines.is_empty() && reading.words.split_whitespace().count() <= 2
}

/// The codes of a follow-up: those before, where it names none; behind a pair, the one that it exchanges.
fn complete_lines(topic: &mut Topic, before: &Topic, kind: Option<Kind>) {
    match topic.lines.as_mut_slice() {
        [] => {
            topic.lines.clone_from(&before.lines);
            if kind == Some(Kind::Pair) && !topic.modifiers.is_empty() {
                add_modifiers(&mut topic.lines, &topic.modifiers);
                topic.modifiers.clear();
            }
        }
        [one] if kind == Some(Kind::Pair) && before.kind == Some(Kind::Pair) && before.lines.len() > 1 => {
            let mut own = one.clone();
            if let Some(known) = before.lines.iter().find(|line| line.code == own.code) {
                // `and with 59 on 97530?`
                let mut lines = before.lines.clone();
                let mut modifiers = own.modifiers.clone();
                modifiers.append(&mut topic.modifiers);
                if let Some(line) = lines.iter_mut().find(|line| line.code == known.code) {
                    line.modifiers = modifiers;
                }
                topic.lines = lines;
            } else {
                own.modifiers.append(&mut topic.modifiers);
                let first = before.lines.first().cloned();
                topic.lines = first.into_iter().chain([own]).collect();
            }
        }
        [one] if kind == Some(Kind::Pair) && before.lines.len() == 1 && is_procedure(&one.code) => {
            let own = one.clone();
            topic.lines = before.lines.iter().cloned().chain([own]).collect();
        }
        _ => {}
    }
}

/// Puts modifiers on the last line that is a procedure: which of two it belongs on does not matter since July 2019.
fn add_modifiers(lines: &mut [TopicLine], modifiers: &[String]) {
    if let Some(line) = lines.iter_mut().rfind(|line| is_procedure(&line.code)) {
        line.modifiers = modifiers.to_vec();
    }
}
