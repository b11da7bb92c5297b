//! Questions that go on from the one before.

use super::text::pattern;
use super::{Reading, is_procedure};
use crate::topic::{Kind, Topic, TopicLine};
use case2code::table::Table;
use codeset::{Code, CodeSystem};

pattern!(
    GOES_ON,
    r"^(?:and|also|but|or|then|so|ok(?:ay)?|what about|how about|how bout|hows about|n now|now|what if|same|is it|is that|does it|does that|do they|are they|would|will it|can it|for|in|with|without|on|at|now|why|instead|only|even|if|when|therapist also|swap|replace|change|since when|left|right|nationally|facility|non-?facility)\b"
);
pattern!(
    POINTS_BACK,
    r"\b(?:it|its|that|those|them|these|so|same|instead|there|then|this)\b"
);
pattern!(ENCOUNTER, r"\b(initial|subsequent|sequela)\b");

/// As many words of a question without a code are taken for the rest of the one before.
const SHORT: usize = 7;

/// Whether a question begins as the continuation of another.
pub(crate) fn speaks_as_one(plain: &str) -> bool {
    GOES_ON.is_in(plain)
}

/// Completes a topic out of the one before it, where the question goes on from it. Whether it did.
pub(crate) fn complete(topic: &mut Topic, reading: &Reading, before: &Topic, table: &Table) -> bool {
    let names_codes = !topic.lines.is_empty() || !reading.unknown.is_empty() || !topic.icd9.is_empty();
    // A code and nothing else is the next one to be asked about.
    let is_bare = names_codes && topic.words.is_empty() && reading.plain.len() <= 12;
    let goes_on = reading.is_follow_up
        || is_bare
        || (!names_codes
            && (POINTS_BACK.is_in(&reading.plain) || reading.plain.split_whitespace().count() <= SHORT));
    let own = if names_codes {
        topic.kind
    } else {
        own_kind(topic, reading, before)
    };
    // `what about 97140` says nothing of its own.
    let is_weak = matches!(own, None | Some(Kind::WhatIs));
    let continues = joins_a_pair(topic, own, before)
        || exchanges(reading, topic, before)
        || adds_minutes(topic, own, before);
    if !(goes_on || continues) || (names_codes && !is_weak && !continues) {
        return false;
    }
    if is_a_new_subject(topic, own, reading) {
        return false;
    }
    let kind = match (own, before.kind) {
        // `and with modifier 59?` behind a pair is still about the pair.
        (Some(Kind::Modifier), Some(Kind::Pair)) => before.kind,
        (Some(Kind::Changes), Some(Kind::Pair)) => before.kind,
        (_, Some(Kind::Pair)) if exchanges(reading, topic, before) || !topic.modifiers.is_empty() => {
            before.kind
        }
        (Some(Kind::Modifier), Some(Kind::Fee)) if !topic.modifiers.is_empty() => before.kind,
        (Some(Kind::WhatIs) | None, Some(_)) => before.kind,
        (own, before) => own.or(before),
    };
    if before.kind == Some(Kind::FindCode) && kind == Some(Kind::FindCode) && !names_codes {
        // The same search with other words.
        topic.words = exchanged(&before.words, &topic.words);
    } else {
        complete_lines(topic, before, kind);
        if topic.words.is_empty() || matches!(kind, Some(Kind::Manual | Kind::Guidelines)) {
            topic.words = format!("{} {}", before.words, topic.words).trim().to_owned();
        }
    }
    exchange_encounter(topic, reading, table);
    if kind == Some(Kind::TherapyUnits) {
        match (reading.timed.as_slice(), topic.lines.as_mut_slice()) {
            ([], _) => exchange_minutes(topic, reading),
            // `what if it had been 55 minutes`
            ([timed], [line]) if timed.code.is_none() => line.minutes = Some(timed.minutes),
            _ => {}
        }
    }
    // `and the technical part?` puts another modifier in the place of the one before.
    pattern!(
        PART,
        r"\b(?:technical|professional)\b|\bglobal(?:ly)?\b|\bwithout (?:the )?modifier\b"
    );
    if kind == Some(Kind::Fee) && topic.modifiers.is_empty() && PART.is_in(&reading.plain) {
        for line in &mut topic.lines {
            line.modifiers
                .retain(|modifier| !matches!(modifier.as_str(), "26" | "TC"));
        }
    }
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
    if topic.modifiers.is_empty() && kind == Some(Kind::Modifier) {
        topic.modifiers.clone_from(&before.modifiers);
    }
    true
}

/// The kind of a question without a code, when it is about the codes before it.
fn own_kind(topic: &Topic, reading: &Reading, before: &Topic) -> Option<Kind> {
    if before.lines.is_empty() {
        return topic.kind;
    }
    let says_where = reading.place.is_some() || reading.facility.is_some() || !reading.days.is_empty();
    let with_code = reading.kind_with_code();
    match with_code {
        // A place, a day or a setting alone says nothing of its own.
        Some(Kind::Fee) if before.kind == Some(Kind::Fee) => None,
        Some(Kind::Coverage) if before.kind == Some(Kind::Coverage) => None,
        // `and subsequent encounter` behind a diagnosis is about its seventh character.
        Some(Kind::VisitLevel) if before.lines.iter().all(|line| !is_procedure(&line.code)) => None,
        None | Some(Kind::WhatIs) if says_where => None,
        // `done on March 2, when is it over`
        Some(Kind::Changes) if before.kind == Some(Kind::GlobalPeriod) && !reading.days.is_empty() => None,
        // `can two surgeons share it`
        None | Some(Kind::WhatIs | Kind::Compliance)
            if matches!(before.kind, Some(Kind::GlobalPeriod | Kind::Modifier))
                && !reading.situation.is_empty() =>
        {
            Some(Kind::Modifier)
        }
        with_code => with_code.or(topic.kind.filter(|kind| *kind != Kind::Manual)),
    }
}

/// Whether a code of its own belongs beside those of a pair.
fn joins_a_pair(topic: &Topic, own: Option<Kind>, before: &Topic) -> bool {
    before.kind == Some(Kind::Pair)
        && topic.lines.len() == 1
        && matches!(own, Some(Kind::Pair | Kind::Modifier))
}

/// Whether it puts another code in the place of one before: `swap the 97597 for 11720`.
fn exchanges(reading: &Reading, topic: &Topic, before: &Topic) -> bool {
    pattern!(
        SWAP,
        r"\b(?:swap|replace|exchange|instead of|rather than|change)\b"
    );
    let known = topic
        .lines
        .iter()
        .filter(|line| before.lines.iter().any(|other| other.code == line.code))
        .count();
    topic.lines.len() == 2 && known == 1 && SWAP.is_in(&reading.plain)
}

/// Whether it adds minutes of another service to those before.
fn adds_minutes(topic: &Topic, own: Option<Kind>, before: &Topic) -> bool {
    before.kind == Some(Kind::TherapyUnits)
        && own == Some(Kind::TherapyUnits)
        && topic.lines.iter().all(|line| line.minutes.is_some())
}

/// Whether it looks for another code or asks the manuals in words of its own.
fn is_a_new_subject(topic: &Topic, own: Option<Kind>, reading: &Reading) -> bool {
    let words = topic.words.split_whitespace().count();
    match own {
        Some(Kind::FindCode | Kind::Manual) => {
            !reading.is_follow_up && !POINTS_BACK.is_in(&reading.plain) && words > 1
        }
        _ => false,
    }
}

/// The words of a search with sides and encounters exchanged for those of the follow-up.
fn exchanged(before: &str, words: &str) -> String {
    pattern!(
        SIDES,
        r"\b(?:left|right|bilateral|initial|subsequent|sequela|unspecified)\b"
    );
    let kept = match SIDES.get() {
        Some(sides) if sides.is_match(words) => sides.replace_all(before, " ").into_owned(),
        _ => before.to_owned(),
    };
    pattern!(FILLING, r"\b(?:instead|side|then|now|and|but|same|also)\b");
    let own = FILLING.get().map_or_else(
        || words.to_owned(),
        |filling| filling.replace_all(words, " ").into_owned(),
    );
    format!("{kept} {own}")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A bare number behind minutes is minutes: `if it was 45 instead`.
fn exchange_minutes(topic: &mut Topic, reading: &Reading) {
    pattern!(NUMBER, r"\b(\d{1,3})\b");
    let number = NUMBER.get().and_then(|regex| regex.find(&reading.plain));
    let minutes = number.and_then(|found| found.as_str().parse().ok());
    if let (Some(minutes), Some(line)) = (minutes, topic.lines.last_mut()) {
        line.minutes = Some(minutes);
    }
}

/// The code of the encounter that the question names, where the code before it has a seventh character.
fn exchange_encounter(topic: &mut Topic, reading: &Reading, table: &Table) {
    let named = ENCOUNTER.get().and_then(|regex| regex.find(&reading.plain));
    let character = match named.map(|found| found.as_str()) {
        Some("initial") => "A",
        Some("subsequent") => "D",
        Some("sequela") => "S",
        _ => return,
    };
    for line in &mut topic.lines {
        let text = line.code.as_str();
        if line.code.system() != CodeSystem::Icd10cm || text.len() != 8 {
            continue;
        }
        let other = Code::parse(CodeSystem::Icd10cm, &format!("{}{character}", &text[..7])).ok();
        if let Some(other) = other.filter(|code| table.find(code).is_some()) {
            line.code = other;
        }
    }
}

/// The codes of a follow-up: those before, where it names none; behind a pair, the one that it exchanges.
fn complete_lines(topic: &mut Topic, before: &Topic, kind: Option<Kind>) {
    if kind == Some(Kind::TherapyUnits) && before.kind == kind && !topic.lines.is_empty() {
        let mut lines = before.lines.clone();
        lines.retain(|line| topic.lines.iter().all(|own| own.code != line.code));
        lines.append(&mut topic.lines);
        topic.lines = lines;
        return;
    }
    let is_known = |line: &TopicLine| before.lines.iter().any(|other| other.code == line.code);
    if kind == Some(Kind::Pair)
        && topic.lines.len() == 2
        && topic.lines.iter().any(is_known)
        && !topic.lines.iter().all(is_known)
    {
        let old = topic
            .lines
            .iter()
            .find(|line| is_known(line))
            .map(|line| line.code.clone());
        let new: Vec<TopicLine> = topic
            .lines
            .iter()
            .filter(|line| !is_known(line))
            .cloned()
            .collect();
        topic.lines = before
            .lines
            .iter()
            .filter(|line| Some(&line.code) != old.as_ref())
            .cloned()
            .chain(new)
            .collect();
        return;
    }
    match topic.lines.as_mut_slice() {
        [] => {
            topic.lines.clone_from(&before.lines);
            if matches!(kind, Some(Kind::Pair | Kind::Fee)) && !topic.modifiers.is_empty() {
                add_modifiers(&mut topic.lines, &topic.modifiers);
                topic.modifiers.clear();
            }
        }
        [one] if kind == Some(Kind::Pair) && before.kind == Some(Kind::Pair) && before.lines.len() > 1 => {
            let mut own = one.clone();
            if before.lines.iter().any(|line| line.code == own.code) {
                // `and with 59 on 97530?`
                let mut modifiers = own.modifiers.clone();
                modifiers.append(&mut topic.modifiers);
                let mut lines = before.lines.clone();
                if let Some(line) = lines.iter_mut().find(|line| line.code == own.code) {
                    line.modifiers = modifiers;
                }
                topic.lines = lines;
            } else {
                own.modifiers.append(&mut topic.modifiers);
                topic.lines = before.lines.first().cloned().into_iter().chain([own]).collect();
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
