//! Codes and modifiers, with or without dots, alone or on a line.

use super::text::{Left, pattern};
use super::{MOST_CODES, Reading};
use crate::topic::TopicLine;
use case2code::table::Table;
use codeset::claim::is_cpt_modifier;
use codeset::modifier::card;
use codeset::{Code, CodeSystem, icd9};

pattern!(
    SHAPES,
    r"(?x)\b(?:
        (?P<procedure>\d{5}|\d{4}[ftuma]|[a-v]\d{4})
            (?P<modifiers>(?:\s?-\s?[a-z0-9]{2}\b)+)?
            (?:\s?(?:x|\*)\s?(?P<times>\d{1,3})\b)?
      | (?P<padded>[a-z][0-9a][0-9a-z]\.[0-9a-z]{1,3}[x_-]{1,3})
      | (?P<dotted>[a-z][0-9a][0-9a-z]\.[0-9a-z]{1,4})
      | (?P<ninth>[ve]?\d{2,3}\.\d{1,2})
      | (?P<bare>[a-z]\d[0-9a-z]{1,5})
      | (?P<inpatient>[0-9a-hj-np-z]{7})
      | (?P<odd>\d{4}[a-z]|\d{5}[a-z])
    )\b"
);
pattern!(NINTH_CUE, r"\bicd[- ]?9\b|\bninth revision\b|\bi9\b|\bicd nine\b");
pattern!(
    MEASURED,
    r"^\s?(?:mg|mcg|ml|cm|mm|kg|lbs?|%|g|percent|units?|dollars|usd)\b"
);
pattern!(NINTH_BARE, r"\b(?:v\d{4}|v\d{2}|e\d{4}|e\d{3}|\d{3,5})\b");
pattern!(UNITS, r"^\s?(?:(?:x|for)\s?)?(\d{1,3})\s?(?:units?|u)\b");
pattern!(
    UNITS_BEFORE,
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\s?(?:units?|x|u)\s?(?:of\s)?(?:cpt\s|hcpcs\s|code\s)*$"
);
// `four 97110 units`
pattern!(
    NUMBER_BEFORE,
    r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s$"
);
pattern!(UNITS_ALONE, r"^\s(?:units?|u)\b");
pattern!(
    MODIFIERS,
    r"(?x)
      \bmod(?:ifier)?s?\.?\s*-?(?P<behind>[a-z0-9]{2}(?:(?:\s*(?:,|/|or|and|&|vs\.?|versus)\s*-?)[a-z0-9]{2})*)\b
    | (?:^|[\s(,/])-?(?P<before>[a-z0-9]{2})(?:\s*(?:,|/|or|and)\s*(?P<second>[a-z0-9]{2}))?\s+mod(?:ifier)?s?\b
    | \b(?:with|append|appended|add|added|adding|use|used|using|tried|put|puts|putting|stick|sticks|sticking|slap|slaps|slapping|on|without|a|an|need|needs|needed|attach|w)\s+(?:an?\s+|the\s+)?-?(?P<with>\d{2}|[a-z][a-z0-9])\b
    | \b(?:bilateral|assistant|professional|technical)\s+-?(?P<named>\d{2})\b
    | \b(?:is|does|can|should|may|would|will)\s+-?(?P<asked>\d{2})\s+(?:ok|okay|allowed|valid|right|correct|go|apply|be|good|fine|work|needed|required|payable|get|stand|mean|fix|help|solve|save|bypass|pass)\b
    | \bwhat\s+(?:does|is|do)\s+-?(?P<said>[a-z][a-z0-9]|\d{2})\s+(?:mean|stand|say|indicate|tell|on|for|signal)\b
    | (?:^|\s)-(?P<dash>[a-z0-9]{2})\b
    | (?:^|[\s(,/])(?P<alone>[a-z][a-z0-9]|\d{2})\b"
);

/// Categories that are something else in most questions.
const MEASURES: [&str; 12] = [
    "b12", "b15", "t10", "t11", "t12", "l10", "d10", "c10", "h20", "n95", "v04", "x10",
];

/// Numbers that people write as words.
const NUMBERS: [(&str, u32); 9] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
];

pattern!(
    MEASURE,
    r"^\s?(?:days?|weeks?|months?|years?|yo|hours?|minutes?|mins?|units?|visits?|mg|ml|cm|mm|percent)\b"
);
pattern!(
    TIMES_A_DAY,
    r"\b(twice|(?:two|three|four|five|six|\d{1,2}) times)\b"
);
pattern!(
    MODIFIER_BEHIND,
    r"^\s+(\d{2}|[a-z][a-z0-9])\b(?:\s*[,?]|\s+(?:in|at|for|on|national\w*|ok|okay|modifier|and|payment|fee|rate|rvu|allowed|pay\w*)\b|\s*$)"
);

/// Takes codes and modifiers out of a question.
pub(crate) fn take(left: &mut Left, table: &Table, reading: &mut Reading) {
    let Some(shapes) = SHAPES.get() else { return };
    let text = left.text().to_owned();
    let about_ninth = NINTH_CUE.is_in(&text);
    let about_icd = text.contains("icd");
    for captures in shapes.captures_iter(&text) {
        let Some(whole) = captures.get(0) else { continue };
        if is_part_of_more(&text, whole.start(), whole.end()) {
            continue;
        }
        let part = |name: &str| captures.name(name);
        if let Some(ninth) = part("ninth") {
            // A decimal of three digits before the point is little else: a measure has its unit behind it.
            let is_measure = MEASURED.is_in(&text[ninth.end()..]);
            let has_shape = ninth.as_str().find('.') == Some(3) || about_ninth || about_icd;
            if has_shape
                && !is_measure
                && let Some(code) = icd9::spelled(ninth.as_str())
            {
                add_ninth(reading, code);
                left.take(whole.range());
            }
            continue;
        }
        if let Some(procedure) = part("procedure") {
            let Ok(code) = Code::parse_procedure(procedure.as_str()) else {
                continue;
            };
            // `E1165` may be a diagnosis without its dot.
            let known = table.find(&code).is_some();
            let as_diagnosis = Code::parse(CodeSystem::Icd10cm, procedure.as_str())
                .ok()
                .filter(|diagnosis| !known && table.find(diagnosis).is_some());
            if about_ninth && !known && icd9_of(procedure.as_str()).is_some() {
                continue;
            }
            left.take(whole.range());
            if let Some(diagnosis) = as_diagnosis {
                add(reading, line(diagnosis));
                continue;
            }
            if !known {
                add_unknown(reading, code.as_str());
                continue;
            }
            let mut modifiers = part("modifiers").map_or(Vec::new(), |modifiers| {
                modifiers
                    .as_str()
                    .split('-')
                    .map(|modifier| modifier.trim().to_ascii_uppercase())
                    .filter(|modifier| !modifier.is_empty())
                    .collect()
            });
            if modifiers.is_empty() {
                modifiers.extend(modifier_behind(&text, whole.end(), table, left));
            }
            let units = part("times")
                .and_then(|times| times.as_str().parse().ok())
                .or_else(|| units_beside(&text, whole.start(), whole.end(), left));
            add(
                reading,
                TopicLine {
                    code,
                    modifiers,
                    units,
                    minutes: None,
                },
            );
            continue;
        }
        // `M80.08X` and `H40.113_` ask for the seventh character of `M80.08` and `H40.113`.
        if let Some(padded) = part("padded") {
            let base = padded.as_str().trim_end_matches(['x', '_', '-']);
            let code = Code::parse(CodeSystem::Icd10cm, base).ok();
            if let Some(code) = code.filter(|code| table.find(code).is_some()) {
                left.take(whole.range());
                add(reading, line(code));
                continue;
            }
        }
        let written = whole.as_str();
        if part("dotted").is_some() || part("bare").is_some() {
            let diagnosis = Code::parse(CodeSystem::Icd10cm, written).ok();
            let exists = diagnosis.as_ref().is_some_and(|code| table.find(code).is_some());
            // Some categories are vertebrae and vitamins as well: they need to be named a code.
            let is_named = written.len() > 3
                || !MEASURES.contains(&written)
                || is_named_a_code(&text, whole.start(), whole.end());
            match diagnosis {
                Some(code) if exists && is_named => {
                    left.take(whole.range());
                    add(reading, line(code));
                }
                // `V58.69` and `E927.0` are of the ninth revision, where the tenth has no such code.
                _ if written.starts_with(['v', 'e'])
                    && icd9_of(written).is_some_and(|ninth| ninth.contains('.')) =>
                {
                    left.take(whole.range());
                    if let Some(code) = icd9_of(written) {
                        add_ninth(reading, code);
                    }
                }
                _ if part("dotted").is_some() => {
                    left.take(whole.range());
                    add_unknown(reading, &written.to_ascii_uppercase());
                }
                _ if written.len() == 7 => inpatient(written, whole.range(), left, table, reading),
                _ if written.len() >= 5 && written.bytes().filter(u8::is_ascii_digit).count() >= 2 => {
                    left.take(whole.range());
                    add_unknown(reading, &written.to_ascii_uppercase());
                }
                _ => {}
            }
            continue;
        }
        if part("inpatient").is_some() {
            inpatient(written, whole.range(), left, table, reading);
            continue;
        }
        left.take(whole.range());
        add_unknown(reading, &written.to_ascii_uppercase());
    }
    if about_ninth {
        take_bare_ninths(left, reading);
    }
    take_modifiers(left, table, reading);
    if let [line] = reading.lines.as_mut_slice()
        && line.units.is_none()
        && let Some(captures) = TIMES_A_DAY.get().and_then(|regex| regex.captures(&text))
        && let Some(times) = captures.get(1)
    {
        line.units = match times.as_str() {
            "twice" => Some(2),
            times => times.split(' ').next().and_then(number),
        };
    }
    // Sides in words are no modifiers: `heel spur rt foot`.
    let is_side = |modifier: &String| modifier == "LT" || modifier == "RT";
    if reading.lines.is_empty() && reading.modifiers.iter().all(is_side) && !text.contains("mod") {
        for side in std::mem::take(&mut reading.modifiers) {
            reading.side = Some(if side == "LT" { "left" } else { "right" });
        }
    }
}

fn inpatient(
    written: &str,
    span: std::ops::Range<usize>,
    left: &mut Left,
    table: &Table,
    reading: &mut Reading,
) {
    let has_digits = written.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let code = Code::parse(CodeSystem::Icd10pcs, written).ok();
    match code.filter(|code| has_digits && table.find(code).is_some()) {
        Some(code) => {
            left.take(span);
            add(reading, line(code));
        }
        None if has_digits && written.bytes().any(|b| b.is_ascii_alphabetic()) => {
            left.take(span);
            add_unknown(reading, &written.to_ascii_uppercase());
        }
        None => {}
    }
}

fn line(code: Code) -> TopicLine {
    TopicLine {
        code,
        modifiers: Vec::new(),
        units: None,
        minutes: None,
    }
}

fn add(reading: &mut Reading, new: TopicLine) {
    let count = reading.lines.len();
    match reading.lines.iter_mut().find(|line| line.code == new.code) {
        Some(known) => {
            for modifier in new.modifiers {
                if !known.modifiers.contains(&modifier) {
                    known.modifiers.push(modifier);
                }
            }
            known.units = known.units.or(new.units);
        }
        None if count <= MOST_CODES => reading.lines.push(new),
        None => {}
    }
}

fn add_unknown(reading: &mut Reading, text: &str) {
    if reading.unknown.len() < MOST_CODES && !reading.unknown.iter().any(|known| known == text) {
        reading.unknown.push(text.to_owned());
    }
}

fn add_ninth(reading: &mut Reading, code: String) {
    if reading.icd9.len() < MOST_CODES && !reading.icd9.contains(&code) {
        reading.icd9.push(code);
    }
}

fn icd9_of(text: &str) -> Option<String> {
    icd9::spelled(&text.to_ascii_uppercase())
}

/// ICD-9-CM codes without their dot, where the question is about such codes.
fn take_bare_ninths(left: &mut Left, reading: &mut Reading) {
    let Some(bare) = NINTH_BARE.get() else { return };
    let text = left.text().to_owned();
    for found in bare.find_iter(&text) {
        if let Some(code) = icd9_of(found.as_str()) {
            add_ninth(reading, code);
            left.take(found.range());
        }
    }
}

/// A modifier right behind a code: `71046 26 in Houston`.
fn modifier_behind(text: &str, end: usize, table: &Table, left: &mut Left) -> Option<String> {
    let captures = MODIFIER_BEHIND.get()?.captures(&text[end..])?;
    let found = captures.get(1)?;
    let modifier = found.as_str().to_ascii_uppercase();
    let is_digits = modifier.bytes().all(|byte| byte.is_ascii_digit());
    let exists = Code::parse(CodeSystem::Modifier, &modifier).is_ok_and(|code| table.find(&code).is_some());
    // Who asks for the national amount names no state: `97535 CO payment national`.
    let is_no_state = modifier == "CO" && text.contains("national");
    if (is_digits && is_cpt_modifier(&modifier))
        || (!is_digits && exists && (is_clear(&modifier) || is_no_state))
    {
        left.take(end + found.start()..end + found.end());
        return Some(modifier);
    }
    None
}

/// Whether what has the shape of a code is a part of a sum of money, a longer number or a word.
fn is_part_of_more(text: &str, start: usize, end: usize) -> bool {
    let before = &text[..start];
    let behind = &text[end..];
    before.ends_with(['$', '.', '_', '@'])
        || behind.starts_with(['_', '@', '%'])
        || (behind.starts_with(['.', ',']) && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit()))
        || (before.ends_with(',') && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()) && {
            let digits = before[..before.len() - 1]
                .bytes()
                .rev()
                .take_while(u8::is_ascii_digit)
                .count();
            // `$1,000.00` and `1,000`, not `99213,97110`.
            let (found, behind) = (&text[start..end], text.as_bytes().get(start + 3));
            digits <= 3 && (found.len() == 3 || behind == Some(&b'.'))
        })
}

/// Whether a code of three characters is called a code, or stands alone.
fn is_named_a_code(text: &str, start: usize, end: usize) -> bool {
    pattern!(
        NAMES,
        r"(?:codes?|dx|icd|icd-?10|icd-?10-cm|category|diagnosis|is|under|for|of|about|and|,)\s*$"
    );
    NAMES.is_in(&text[..start]) || (text[..start].trim().is_empty() && text[end..].trim().len() < 4)
}

/// Units written beside a code: `97110 x 4`, `4 units of 97110`, `97110 for 4 units`.
fn units_beside(text: &str, start: usize, end: usize, left: &mut Left) -> Option<u32> {
    if let Some(captures) = UNITS.get()?.captures(&text[end..]) {
        let whole = captures.get(0)?;
        left.take(end + whole.start()..end + whole.end());
        return captures.get(1)?.as_str().parse().ok();
    }
    let before = if UNITS_ALONE.is_in(&text[end..]) {
        &NUMBER_BEFORE
    } else {
        &UNITS_BEFORE
    };
    let captures = before.get()?.captures(&text[..start])?;
    let whole = captures.get(0)?;
    left.take(whole.range());
    number(captures.get(1)?.as_str())
}

/// A number in digits or as a word.
fn number(text: &str) -> Option<u32> {
    let word = NUMBERS.iter().find(|(word, _)| *word == text);
    word.map(|(_, number)| *number).or_else(|| text.parse().ok())
}

/// Takes modifiers that stand by themselves. What is also an English word has to be called a modifier.
fn take_modifiers(left: &mut Left, table: &Table, reading: &mut Reading) {
    const WORDS: [&str; 34] = [
        "am", "an", "as", "at", "be", "by", "co", "do", "ed", "em", "et", "ev", "go", "he", "if", "in", "is",
        "it", "me", "my", "no", "of", "on", "or", "pt", "so", "st", "to", "up", "us", "vs", "we", "qp", "fy",
    ];
    let Some(modifiers) = MODIFIERS.get() else { return };
    // One match can begin where another ended, so that the text is gone through again after each.
    let mut at = 0;
    pattern!(DENIAL, r"\b(?:co|pr|oa|pi)-?\s?\d{1,3}\b");
    let mut text = left.text().to_owned();
    if let Some(denial) = DENIAL.get() {
        for found in denial.find_iter(left.text()).collect::<Vec<_>>() {
            text.replace_range(found.range(), &" ".repeat(found.len()));
        }
    }
    while let Some(captures) = text.get(at..).and_then(|rest| modifiers.captures(rest)) {
        let Some(whole) = captures.get(0) else { break };
        let offset = at;
        at += whole.end().max(1);
        // `what is modifier 59`: the word before names none, what stands behind may.
        if let Some(before) = captures
            .name("before")
            .filter(|word| WORDS.contains(&word.as_str()))
        {
            at = offset + before.end();
        }
        while !text.is_char_boundary(at) && at < text.len() {
            at += 1;
        }
        for (name, is_called) in [
            ("behind", true),
            ("before", true),
            ("second", true),
            ("named", true),
            ("asked", true),
            ("said", true),
            ("with", false),
            ("dash", true),
            ("alone", false),
        ] {
            let Some(part) = captures.name(name) else { continue };
            for (from, word) in words_of_two(part.as_str()) {
                let modifier = word.to_ascii_uppercase();
                let exists = card(&modifier).is_some()
                    || is_cpt_modifier(&modifier)
                    || Code::parse(CodeSystem::Modifier, &modifier)
                        .is_ok_and(|code| table.find(&code).is_some());
                let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
                // `a 90-day period`, `25% of it`.
                let behind = text
                    .get(offset + part.start() + from + word.len()..)
                    .unwrap_or_default();
                // `which modifiers go with it` names none.
                let is_verb = WORDS.contains(&word)
                    && behind.trim_start().split(' ').next().is_some_and(|next| {
                        matches!(
                            next,
                            "with"
                                | "on"
                                | "to"
                                | "for"
                                | "i"
                                | "we"
                                | "the"
                                | "a"
                                | "beside"
                                | "along"
                                | "next"
                        )
                    });
                let is_measure =
                    is_verb || is_digits && (behind.starts_with(['-', '%']) || MEASURE.is_in(behind));
                // An E/M modifier is one for visits.
                let is_visit = word == "em" && behind.trim_start().starts_with("mod");
                // `97530 with CO` is no state, and `with AS` at the end no comparison.
                let is_behind_with = text[..offset + part.start() + from].ends_with("with ");
                let ends = behind.trim_matches(['?', '.', '!', ',', ' ']).is_empty();
                let is_assistants = is_behind_with && (word == "co" || word == "as" && ends);
                let fits = !is_measure
                    && !is_visit
                    && match name {
                        // A number alone is no modifier, and a word is none.
                        "alone" => !is_digits && !WORDS.contains(&word) && exists && is_clear(&modifier),
                        "with" => {
                            exists
                                && (is_assistants
                                    || !WORDS.contains(&word) && (is_digits || is_clear(&modifier)))
                        }
                        _ => is_called && (exists || word.bytes().any(|byte| byte.is_ascii_digit())),
                    };
                if fits && !(is_called && !exists && WORDS.contains(&word)) {
                    if !reading.modifiers.contains(&modifier) && reading.modifiers.len() < MOST_CODES {
                        reading.modifiers.push(modifier);
                    }
                    let start = offset + part.start() + from;
                    left.take(start..start + word.len());
                }
            }
        }
    }
}

/// Modifiers that mean nothing else in a question.
fn is_clear(modifier: &str) -> bool {
    const CLEAR: [&str; 31] = [
        "JW", "JZ", "Q5", "Q6", "GP", "GO", "GN", "KX", "CQ", "LT", "RT", "TC", "XE", "XS", "XP", "XU", "GA",
        "GX", "GY", "GZ", "AS", "LC", "LD", "LM", "RC", "RI", "FA", "TA", "GC", "GT", "QW",
    ];
    CLEAR.contains(&modifier) && modifier != "AS"
}

/// The words of two characters of a list such as `59, xs or gp`.
fn words_of_two(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                if word.len() == 2 && !matches!(word, "or" | "vs") {
                    words.push((from, word));
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}
