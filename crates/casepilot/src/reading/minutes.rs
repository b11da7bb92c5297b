//! Minutes, and the services that they belong to.

use super::text::{Left, pattern};
use codeset::Code;
use codeset::claim::is_cpt_modifier;
use codeset::therapy::{Timing, timing};
use regex::Regex;
use std::sync::LazyLock;

/// Minutes in a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timed {
    /// The code that stands beside them, if any.
    pub code: Option<Code>,
    /// Minutes.
    pub minutes: u32,
}

pattern!(
    MINUTES,
    r"(?x)
    \b(?:(?P<hours>\d{1,2}|one|two|three|an?|half\ an|half\ a)\s*-?\s*(?:h|hr|hrs|hour|hours)\b
        (?:\s*(?:and|,)?\s*(?P<rest>\d{1,3}|ten|fifteen|twenty|thirty|forty|a\ quarter|a\ half)\b(?:\s*-?\s*(?:m|min|mins|minute|minutes)\b)?)?
    | (?:minutes?|mins?)\s*[=:]\s*(?P<after>\d{1,3})\b
    | (?P<minutes>\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\ ](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|three|four|five|six|seven|eight|nine)\s*-?\s*(?:(?:timed|total|treatment|billable|one[- ]on[- ]one|direct)\s+){0,3}(?:min(?:s|utes?|uts?|uets?|ets)?|m)\b)"
);
pattern!(
    RULE,
    r"\b(?:8|eight)[- ]?min(?:ute)?s?[- ]rule\b|\b(?:8|eight)-min(?:ute)?s?\b|\b(?:one|1) unit (?:is|=) 15 min\w*|\b15[- ]min(?:ute)?s? (?:unit|increment|code|each)\w*|\beach 15 min\w*"
);
pattern!(
    NO_SPAN,
    r"^\s*(?:later|ago|after|before|apart|prior|earlier|rule)\b"
);
pattern!(
    OF_CODE,
    r"\b(\d{1,3}|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\s+(?:of|on|for)\s+(\d{5})\b"
);
// `97530 for 8`, `G0283 estim unattended for 15`
pattern!(
    CODE_FOR,
    r"\b(\d{5}|g\d{4})(?:\s[a-z]+){0,3}?\sfor\s(\d{1,3})\b(?:\s*(?:,|and\b|what\b|how\b|[?.]|$))"
);
// `17 min each of 97110, 97112 and 97140`
pattern!(
    EACH,
    r"^\s*(?:each|apiece|per code|of each)\b|^[^.?]{0,60}\b(?:each|apiece)\b"
);
pattern!(
    ONLY,
    r"\bminutes?\b.{0,24}\bonly (\d{1,3})\b(?: min\w*)? (?:of (?:them|those|it|that|these|this|which)|were|was)\b"
);
pattern!(TOTAL, r"^\s*(?:in )?(?:total|altogether|in all|all together)\b");
pattern!(CODE, r"\b(?:\d{5}|g\d{4})\b");
// `97110 19, 97140 16`
pattern!(
    CODE_NUMBER,
    r"\b(\d{5})\s(\d{1,2})(?:\s*(?:[,.;+]|and\b|plus\b)|$)"
);

/// So many characters behind minutes a code still belongs to them.
const NEAR: usize = 24;

/// Takes minutes out of a question. A code stands beside minutes when it is the nearest before them, or, where none is
/// before, the nearest behind.
pub(crate) fn take(left: &mut Left) -> Vec<Timed> {
    let (Some(rule), Some(code)) = (RULE.get(), CODE.get()) else {
        return Vec::new();
    };
    // The name of the rule is no time.
    let mut text = with_codes_for_names(left.text());
    for found in rule.find_iter(left.text()).collect::<Vec<_>>() {
        text.replace_range(found.range(), &" ".repeat(found.len()));
    }
    let codes: Vec<(usize, usize, Code)> = code
        .find_iter(&text)
        .filter_map(|found| {
            Some((
                found.start(),
                found.end(),
                Code::parse_procedure(found.as_str()).ok()?,
            ))
        })
        .collect();
    let mut found = minutes_in(&text);
    // `lasted 60 minutes but only 35 of them were skilled`
    if let Some(only) = ONLY
        .get()
        .and_then(|only| only.captures(&text))
        .and_then(|captures| captures.get(1))
        && let Ok(minutes) = only.as_str().parse()
    {
        for (start, end, _) in &found {
            left.take(*start..*end);
        }
        left.take(only.range());
        let code = codes.first().map(|(_, _, code)| code.clone());
        return vec![Timed { code, minutes }];
    }
    // Behind one service with minutes the others may have a bare number: `33 minutes 97110 and seven of 97140`.
    let mut bare = of_codes(&text);
    let behind_codes = codes_for(&text);
    bare.extend(behind_codes.iter().map(|(_, number)| *number));
    // One alone may be units.
    if bare.len() > 1 || !found.is_empty() {
        found.extend(bare);
        found.sort_unstable();
        found.dedup_by_key(|(start, ..)| *start);
    }
    if let ([(start, end, minutes)], [_, _, ..]) = (found.as_slice(), codes.as_slice())
        && EACH.is_in(&text[*end..])
    {
        left.take(*start..*end);
        let of_each = |(_, _, code): &(usize, usize, Code)| Timed {
            code: Some(code.clone()),
            minutes: *minutes,
        };
        return codes.iter().map(of_each).collect();
    }
    // `35 min total: 97110 19, 97140 16`
    let total = found.iter().position(|(_, end, minutes)| {
        let others = found.iter().map(|(.., other)| *other).sum::<u32>() - minutes;
        TOTAL.is_in(&text[*end..]) && others >= *minutes
    });
    if let Some(at) = total {
        let (start, end, _) = found.remove(at);
        left.take(start..end);
    }
    // "97110 for 20 min" or "20 min of 97110": the order of the first pair tells for all.
    let minutes_first = match (found.first(), codes.first()) {
        (Some((at, ..)), Some((code, ..))) => at < code,
        _ => false,
    };
    let mut timed = Vec::new();
    let mut used = vec![false; codes.len()];
    for (start, end, minutes) in &found {
        let own = behind_codes.iter().find(|(_, (at, ..))| at == start);
        let place = if let Some((code, _)) = own {
            codes.iter().position(|(at, ..)| at == code)
        } else if minutes_first {
            codes.iter().position(|(at, ..)| at >= end)
        } else {
            codes.iter().rposition(|(_, behind, _)| behind <= start)
        };
        // `97161 took half an hour, then 15 min 97110`: the one before is taken, the one right behind is not.
        let is_behind = |at: &usize| codes[*at].0 >= *end && codes[*at].0 - *end <= NEAR;
        let place = place
            .filter(|at| !used[*at])
            .or_else(|| (0..codes.len()).find(|at| !used[*at] && is_behind(at)));
        let code = place.map(|at| {
            used[at] = true;
            codes[at].2.clone()
        });
        timed.push(Timed {
            code,
            minutes: *minutes,
        });
        left.take(*start..*end);
    }
    timed
}

/// Where minutes stand, and how many they are.
fn minutes_in(text: &str) -> Vec<(usize, usize, u32)> {
    let Some(minutes) = MINUTES.get() else {
        return Vec::new();
    };
    minutes
        .captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let number = |name: &str| captures.name(name).map(|part| part.as_str());
            if NO_SPAN.is_in(&text[whole.end()..]) {
                return None;
            }
            let hours = match number("hours") {
                Some("a" | "an" | "one") => 60,
                Some("two") => 120,
                Some("three") => 180,
                Some("half an" | "half a") => 30,
                Some(digits) => digits.parse::<u32>().ok()?.checked_mul(60)?,
                None => 0,
            };
            let rest = match number("minutes").or(number("after")).or(number("rest")) {
                Some(rest) => in_words(rest).or_else(|| rest.parse().ok())?,
                None => 0,
            };
            Some((whole.start(), whole.end(), hours + rest))
        })
        .collect()
}

/// Names of timed services, and their codes.
const SERVICES: [(&str, &str); 10] = [
    (r"ther(?:apeutic)?\.? ?ex(?:ercises?)?", "97110"),
    (r"neuro(?:muscular)?[- ]?re-?ed(?:ucation)?", "97112"),
    (r"gait(?: training)?", "97116"),
    (r"aquatic(?: therapy)?", "97113"),
    (r"manual(?: therapy)?", "97140"),
    (r"massage", "97124"),
    (r"ther(?:apeutic)?\.? ?act(?:ivit(?:y|ies))?", "97530"),
    (r"self[- ]care(?: training)?", "97535"),
    (r"ultrasound", "97035"),
    (r"iontophoresis", "97033"),
];

/// A text with the code in place of the name of a service, unless its code stands beside it; of the same length.
fn with_codes_for_names(text: &str) -> String {
    static NAMES: LazyLock<Vec<(Option<Regex>, &str)>> = LazyLock::new(|| {
        let named = |(name, code): (&str, &'static str)| (Regex::new(&format!(r"\b{name}\b")).ok(), code);
        SERVICES.into_iter().map(named).collect()
    });
    let mut text = text.to_owned();
    for (name, code) in NAMES.iter() {
        let Some(name) = name else { continue };
        let found: Vec<_> = name.find_iter(&text).map(|found| found.range()).collect();
        for range in found {
            // `neuro re-ed (97112)`, `97110 ther ex`
            let behind = text[range.end..].trim_start_matches([' ', '(', '-', ':']);
            let before = text[..range.start].trim_end_matches([' ', '(', '-', ':']);
            let is_code = |word: &str| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
            let has_code = is_code(behind.get(..5).unwrap_or_default())
                || is_code(before.get(before.len().saturating_sub(5)..).unwrap_or_default());
            if !has_code && range.len() >= code.len() {
                let filled = format!("{code:<width$}", width = range.len());
                text.replace_range(range, &filled);
            }
        }
    }
    text
}

/// Numbers that stand before several timed codes, without a word for minutes: `20 of 97110, 21 of 97112`.
fn of_codes(text: &str) -> Vec<(usize, usize, u32)> {
    let Some(of_code) = OF_CODE.get() else {
        return Vec::new();
    };
    of_code
        .captures_iter(text)
        .filter_map(|captures| {
            let (number, code) = (captures.get(1)?, captures.get(2)?);
            let is_timed = timing(code.as_str()) == Some(Timing::QuarterHours);
            let minutes = in_words(number.as_str()).or_else(|| number.as_str().parse().ok())?;
            is_timed.then_some((number.start(), number.end(), minutes))
        })
        .collect()
}

/// Where codes begin, and the numbers behind them without a word for minutes: `97530 for 8`.
fn codes_for(text: &str) -> Vec<(usize, (usize, usize, u32))> {
    let Some(code_for) = CODE_FOR.get() else {
        return Vec::new();
    };
    let is_timed = |captures: &regex::Captures<'_>| {
        captures
            .get(1)
            .is_some_and(|code| timing(code.as_str()) == Some(Timing::QuarterHours))
    };
    let is_modifier = |captures: &regex::Captures<'_>| {
        captures
            .get(2)
            .is_some_and(|number| is_cpt_modifier(number.as_str()))
    };
    let numbers = CODE_NUMBER
        .get()
        .into_iter()
        .flat_map(|pattern| pattern.captures_iter(text));
    code_for
        .captures_iter(text)
        .chain(numbers.filter(|captures| is_timed(captures) && !is_modifier(captures)))
        .filter_map(|captures| {
            let (code, number) = (captures.get(1)?, captures.get(2)?);
            let minutes = number.as_str().parse().ok()?;
            Some((code.start(), (number.start(), number.end(), minutes)))
        })
        .collect()
}

/// Minutes in words.
fn in_words(text: &str) -> Option<u32> {
    const NUMBERS: [(&str, u32); 30] = [
        ("a quarter", 15),
        ("a half", 30),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("hundred", 100),
    ];
    let number = |word: &str| {
        NUMBERS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, number)| *number)
    };
    number(text).or_else(|| {
        let (tens, ones) = text.split_once(['-', ' '])?;
        Some(number(tens)? + number(ones)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, u32)> {
        take(&mut Left::of(text))
            .into_iter()
            .map(|timed| {
                (
                    timed.code.map_or(String::new(), |code| code.to_string()),
                    timed.minutes,
                )
            })
            .collect()
    }

    #[test]
    fn minutes_belong_to_the_code_beside_them() {
        let of = |pairs: &[(&str, u32)]| {
            pairs
                .iter()
                .map(|(code, m)| ((*code).to_owned(), *m))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("97110 for 20 minutes and 97140 for 15 min"),
            of(&[("97110", 20), ("97140", 15)])
        );
        assert_eq!(
            read("24 min of 97110 and 23 min of 97112"),
            of(&[("97110", 24), ("97112", 23)])
        );
        assert_eq!(read("1 hour 10 minutes of 97530"), of(&[("97530", 70)]));
        assert_eq!(
            read("how many units is 38 minutes by the 8-minute rule"),
            of(&[("", 38)])
        );
        assert_eq!(read("an hour of therapy"), of(&[("", 60)]));
        assert_eq!(read("an hour and a quarter of 97113"), of(&[("97113", 75)]));
        assert_eq!(read("forty minutes of 97530"), of(&[("97530", 40)]));
        assert_eq!(
            read("20 of 97110, 21 of 97112"),
            of(&[("97110", 20), ("97112", 21)])
        );
        assert_eq!(read("53 timed minutes"), of(&[("", 53)]));
        assert_eq!(
            read("sixty-eight direct one-on-one timed minutes"),
            of(&[("", 68)])
        );
        assert_eq!(
            read("manual therapy 7 min, neuro re-ed (97112) 6 min, 97110 5 min"),
            of(&[("97140", 7), ("97112", 6), ("97110", 5)])
        );
        assert_eq!(
            read("if i do 97110 for 24 minutes, 97530 for 8 and 97140 for 7 what goes on the claim"),
            of(&[("97110", 24), ("97530", 8), ("97140", 7)])
        );
        assert_eq!(
            read("45 min 97530 and g0283 estim unattended for 15"),
            of(&[("97530", 45), ("G0283", 15)])
        );
        assert_eq!(
            read("17 min each of 97110, 97112 and 97140"),
            of(&[("97110", 17), ("97112", 17), ("97140", 17)])
        );
        assert_eq!(
            read("97110 and 97140, 10 minutes each"),
            of(&[("97110", 10), ("97140", 10)])
        );
        assert_eq!(
            read("97110 for 4 units, 97140 for 15 minutes"),
            of(&[("97140", 15)])
        );
        assert_eq!(
            read("35 min total: 97110 19, 97140 16. plus g0283 15 min and a hot pack"),
            of(&[("97110", 19), ("97140", 16), ("G0283", 15)])
        );
        assert_eq!(
            read("pt eval 97162 took 40 minutes, then 16 min of exercise 97110"),
            of(&[("97162", 40), ("97110", 16)])
        );
        assert_eq!(
            read("visit lasted 60 minutes but only 35 of them were skilled 97530, rest was waiting"),
            of(&[("97530", 35)])
        );
        assert_eq!(read("97110 59, 97140 for 15 minutes"), of(&[("97140", 15)]));
        assert_eq!(read("seen again two hours later"), of(&[]));
        assert_eq!(read("what is the 8 minute rule"), of(&[]));
        assert_eq!(read("99213 minutes"), of(&[]));
        assert_eq!(read("fifty-three minuts of 97530"), of(&[("97530", 53)]));
        assert_eq!(
            read("33 minutes 97110 and seven of 97140"),
            of(&[("97110", 33), ("97140", 7)])
        );
    }
}
