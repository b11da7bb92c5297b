//! The codes, numbers, amounts and dates of a text, in one spelling each, with what stands beside them.

use super::words::{Shape, Token, plain, tokens};
use codeset::NaiveDate;
use codeset::date::MONTHS;
use std::collections::BTreeSet;

/// What a figure says, in one spelling for every way to write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Value {
    /// A code or whatever else mixes letters and digits; upper case, without dots. Five digits are one, too.
    Code(String),
    /// A modifier, after that word or behind a code; or two capital letters, which may be one.
    Modifier(String),
    /// A number, without separators and without zeros that say nothing.
    Number(String),
    /// Dollars.
    Money(String),
    /// Percent.
    Percent(String),
    /// A day.
    Day(NaiveDate),
    /// A month of a year.
    Month(i32, u32),
    /// A day of a month, whichever year: month, day.
    MonthDay(u32, u32),
    /// A year.
    Year(i32),
    /// A figure that has no one value, such as a dozen: only the same word supports it.
    Odd(String),
}

impl Value {
    /// Whether it is a value of something, and not the name of a thing or of a time.
    pub fn is_quantity(&self) -> bool {
        matches!(
            self,
            Self::Number(_) | Self::Money(_) | Self::Percent(_) | Self::Odd(_)
        )
    }

    /// Whether it is a day or part of one.
    pub fn is_time(&self) -> bool {
        matches!(
            self,
            Self::Day(_) | Self::Month(..) | Self::MonthDay(..) | Self::Year(_)
        )
    }

    /// Whether evidence with this value supports a text with that one.
    pub fn supports(&self, said: &Self) -> bool {
        match (self, said) {
            (Self::Day(day), Self::Month(year, month)) => {
                (day.year_ce().1, day.month0() + 1) == (year.unsigned_abs(), *month)
            }
            (Self::Day(day), Self::MonthDay(month, of_month)) => {
                (day.month0() + 1, day.day0() + 1) == (*month, *of_month)
            }
            (Self::Day(day), Self::Year(year)) => day.year_ce().1 == year.unsigned_abs(),
            (Self::Month(of, _), Self::Year(year)) => of == year,
            // An amount of a table stands in its cell without a sign; with cents nothing else is meant.
            (Self::Number(number), Self::Money(money)) | (Self::Money(money), Self::Number(number)) => {
                number == money && number.contains('.')
            }
            // A list of modifiers names that word once.
            (Self::Number(number), Self::Modifier(modifier)) => number == modifier,
            _ => self == said,
        }
    }
}

use chrono::Datelike;

/// A figure and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// What it says.
    pub value: Value,
    /// What is counted, e.g. `unit`; only of numbers.
    pub noun: Option<&'static str>,
    /// Its first token and the one after its last.
    pub place: std::ops::Range<usize>,
}

/// A text with its figures.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its figures in order.
    pub figures: Vec<Figure>,
}

/// What numbers count, by their first letters; a number with one of them is supported by the same number of the same.
const NOUNS: &[&str] = &[
    "unit",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "time",
    "visit",
    "session",
    "rvu",
    "mile",
    "dose",
    "patient",
    "point",
    "encounter",
];

const NUMBER_WORDS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] = &[
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ODD: &[&str] = &[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "dozen",
    "dozens",
    "half",
    "double",
    "twice",
    "triple",
    "couple",
];

const QUARTERS: &[&str] = &["first", "second", "third", "fourth"];

impl Reading {
    /// Reads any text.
    pub fn of(text: &str) -> Self {
        let tokens = tokens(&plain(text));
        let figures = figures(&tokens);
        Self { tokens, figures }
    }

    /// The codes that it names.
    pub fn codes(&self) -> BTreeSet<&str> {
        self.figures
            .iter()
            .filter_map(|figure| match &figure.value {
                Value::Code(code) => Some(code.as_str()),
                _ => None,
            })
            .collect()
    }
}

fn figures(tokens: &[Token]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (value, length) = date(tokens, at)
            .or_else(|| quarter(tokens, at))
            .or_else(|| number(tokens, at))
            .or_else(|| name(tokens, at, figures.last()))
            .unzip();
        let (Some(value), Some(length)) = (value, length) else {
            at += 1;
            continue;
        };
        let place = at..at + length;
        at = place.end;
        let noun = match value {
            Value::Number(_) => noun(tokens, at),
            _ => None,
        };
        // "one" is a pronoun unless it counts something.
        if tokens[place.start].lower == "one" && length == 1 && noun.is_none() {
            continue;
        }
        figures.push(Figure { value, noun, place });
    }
    figures
}

/// A whole number written in digits alone.
fn digits(token: Option<&Token>) -> Option<u32> {
    let text = &token?.text;
    (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn day_of_month(token: Option<&Token>) -> Option<u32> {
    let text = &token?.lower;
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    let is_day = (1..=2).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    is_day
        .then(|| bare.parse().ok())?
        .filter(|day| (1..=31).contains(day))
}

fn month(token: Option<&Token>) -> Option<u32> {
    let token = token?;
    let is_name = |name: &str| {
        let name = name.to_lowercase();
        // May is a verb in lower case.
        (token.lower == name && (token.lower != "may" || token.text == "May"))
            || (token.lower.len() >= 3
                && token.lower.len() <= 4
                && name.len() > 4
                && name.starts_with(&token.lower))
    };
    (1..)
        .zip(MONTHS)
        .find_map(|(number, name)| is_name(name).then_some(number))
}

fn year(token: Option<&Token>) -> Option<i32> {
    let number = digits(token)?;
    (token?.text.len() == 4 && (1900..=2200).contains(&number)).then_some(number.cast_signed())
}

/// A day, a month or a year, and of how many tokens.
fn date(tokens: &[Token], at: usize) -> Option<(Value, usize)> {
    let get = |steps: usize| tokens.get(at + steps);
    let is = |steps: usize, mark: &str| get(steps).is_some_and(|token| token.is(mark) && !token.spaced);
    // 2026-12-01
    if let (Some(year), true, true) = (year(get(0)), is(1, "-"), is(3, "-"))
        && let (Some(month), Some(day)) = (digits(get(2)), digits(get(4)))
        && let Some(day) = NaiveDate::from_ymd_opt(year, month, day)
    {
        return Some((Value::Day(day), 5));
    }
    // 12/1/2026 and 12/01/26
    if is(1, "/")
        && is(3, "/")
        && let (Some(month), Some(day), Some(year)) = (digits(get(0)), digits(get(2)), digits(get(4)))
        && let Some(day) = NaiveDate::from_ymd_opt(
            if year < 100 { 2000 + year } else { year }.cast_signed(),
            month,
            day,
        )
    {
        return Some((Value::Day(day), 5));
    }
    let point = |steps: usize| usize::from(get(steps).is_some_and(|token| token.is(".") && !token.spaced));
    // 1 December 2026, 1st of December
    if let Some(day) = day_of_month(get(0)) {
        let of = usize::from(get(1).is_some_and(|token| token.lower == "of"));
        if let Some(month) = month(get(1 + of)) {
            let comma = usize::from(get(2 + of).is_some_and(|token| token.is(",")));
            return Some(match year(get(2 + of + comma)) {
                Some(year) => (
                    NaiveDate::from_ymd_opt(year, month, day)
                        .map_or(Value::Odd("no day".to_owned()), Value::Day),
                    3 + of + comma,
                ),
                None => (Value::MonthDay(month, day), 2 + of),
            });
        }
    }
    // December 1, 2026; December 2026
    if let Some(month) = month(get(0)) {
        let point = point(1);
        if let Some(year) = year(get(1 + point)) {
            return Some((Value::Month(year, month), 2 + point));
        }
        if let Some(day) = day_of_month(get(1 + point)) {
            let comma = usize::from(get(2 + point).is_some_and(|token| token.is(",")));
            return Some(match year(get(2 + point + comma)) {
                Some(year) => (
                    NaiveDate::from_ymd_opt(year, month, day)
                        .map_or(Value::Odd("no day".to_owned()), Value::Day),
                    3 + point + comma,
                ),
                None => (Value::MonthDay(month, day), 2 + point),
            });
        }
    }
    // 2025 October
    let year = year(get(0))?;
    match month(get(1)) {
        Some(month) if day_of_month(get(2)).is_none() => Some((Value::Month(year, month), 2)),
        _ => Some((Value::Year(year), 1)),
    }
}

/// `third quarter`, `quarter 3`: as release labels write it, `Q3`.
fn quarter(tokens: &[Token], at: usize) -> Option<(Value, usize)> {
    let (one, two) = (tokens.get(at)?, tokens.get(at + 1)?);
    if two.lower == "quarter"
        && let Some(number) = QUARTERS.iter().position(|name| *name == one.lower)
    {
        return Some((Value::Code(format!("Q{}", number + 1)), 2));
    }
    (one.lower == "quarter")
        .then(|| digits(Some(two)))?
        .map(|number| (Value::Code(format!("Q{number}")), 2))
}

/// A number, an amount or a percentage.
fn number(tokens: &[Token], at: usize) -> Option<(Value, usize)> {
    let token = tokens.get(at)?;
    if token.is("$") {
        let (value, length) = bare_number(tokens, at + 1)?;
        return Some((
            Value::Money(with_magnitude(tokens, at + 1 + length, value)),
            1 + length,
        ));
    }
    let (value, length) = bare_number(tokens, at)?;
    let next = tokens.get(at + length);
    let word = next.map(|token| token.lower.as_str()).unwrap_or_default();
    Some(match word {
        "%" | "percent" | "pct" => (Value::Percent(value), length + 1),
        "per"
            if tokens
                .get(at + length + 1)
                .is_some_and(|token| token.lower == "cent") =>
        {
            (Value::Percent(value), length + 2)
        }
        "dollar" | "dollars" | "usd" | "bucks" => (Value::Money(value), length + 1),
        "cents" => (Value::Odd(format!("{value} cents")), length + 1),
        _ => (Value::Number(with_magnitude(tokens, at + length, value)), length),
    })
}

/// What would make another number of it is part of it, so that only the same words support it.
fn with_magnitude(tokens: &[Token], at: usize, value: String) -> String {
    match tokens.get(at).map(|token| token.lower.as_str()) {
        Some(word @ ("hundred" | "thousand" | "million" | "billion" | "dozen" | "k" | "m" | "bn")) => {
            format!("{value} {word}")
        }
        _ => value,
    }
}

fn bare_number(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let token = tokens.get(at)?;
    if let Some(number) = NUMBER_WORDS.iter().position(|word| *word == token.lower) {
        return Some((number.to_string(), 1));
    }
    if let Some(tens) = TENS
        .iter()
        .position(|word| !word.is_empty() && *word == token.lower)
    {
        let ones = match (tokens.get(at + 1), tokens.get(at + 2)) {
            (Some(dash), Some(word)) if dash.is("-") => {
                NUMBER_WORDS.iter().position(|ones| *ones == word.lower)
            }
            _ => None,
        };
        return Some(match ones.filter(|ones| (1..10).contains(ones)) {
            Some(ones) => ((tens * 10 + ones).to_string(), 3),
            None => ((tens * 10).to_string(), 1),
        });
    }
    if token.shape != Shape::Figure {
        return None;
    }
    let text = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| token.lower.strip_suffix(ending))
        .unwrap_or(&token.lower);
    let canonical = canonical(text)?;
    // Five digits are the name of a code, or a ZIP code, unless they count.
    let is_counted = at > 0 && tokens[at - 1].is("$") || text.contains([',', '.']);
    (text.len() != 5 || is_counted).then_some((canonical, 1))
}

/// A number in one spelling: `1,234.50` is `1234.5`.
fn canonical(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| *c != ',').collect();
    let (whole, part) = bare.split_once('.').unwrap_or((&bare, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part.trim_end_matches('0');
    Some(if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    })
}

/// A code, a modifier or a figure without a value.
fn name(tokens: &[Token], at: usize, before: Option<&Figure>) -> Option<(Value, usize)> {
    let token = tokens.get(at)?;
    match token.shape {
        Shape::Figure => {
            let bare: String = token.text.chars().filter(|c| *c != '.').collect();
            Some((Value::Code(bare.to_uppercase()), 1))
        }
        Shape::Word if ODD.contains(&token.lower.as_str()) => Some((Value::Odd(token.lower.clone()), 1)),
        Shape::Word if is_after_code(tokens, at, before) || is_two_capitals(&token.text) => {
            Some((Value::Modifier(token.text.to_uppercase()), 1))
        }
        _ => None,
    }
}

/// `97150-GP`
fn is_after_code(tokens: &[Token], at: usize, before: Option<&Figure>) -> bool {
    let is_joined = at >= 2 && tokens[at - 1].is("-") && !tokens[at - 1].spaced && !tokens[at].spaced;
    let is_code =
        before.is_some_and(|figure| figure.place.end == at - 1 && matches!(figure.value, Value::Code(_)));
    is_joined && is_code && tokens[at].text.len() == 2
}

/// Two capital letters are a modifier, if they are not a word.
fn is_two_capitals(text: &str) -> bool {
    text.len() == 2
        && text.bytes().all(|byte| byte.is_ascii_uppercase())
        && !matches!(text, "US" | "II" | "OR" | "IF" | "NO")
}

/// What a number before this place counts: `3 units`, `8 to 22 minutes`, `three 15-minute units`.
fn noun(tokens: &[Token], at: usize) -> Option<&'static str> {
    let mut steps = 0;
    let mut rest = tokens.iter().skip(at);
    while let Some(token) = rest.next()
        && steps < 4
    {
        if token.shape == Shape::Word
            && let Some(noun) = NOUNS.iter().copied().find(|noun| {
                token.lower == *noun || token.lower.strip_suffix('s').is_some_and(|one| one == *noun)
            })
        {
            return Some(noun);
        }
        let goes_on = token.is("-")
            || token.is("–")
            || token.shape == Shape::Figure
            || matches!(
                token.lower.as_str(),
                "to" | "or"
                    | "and"
                    | "through"
                    | "billable"
                    | "more"
                    | "total"
                    | "full"
                    | "calendar"
                    | "timed"
                    | "therapy"
                    | "work"
                    | "global"
                    | "postoperative"
                    | "facility"
                    | "non"
            );
        if !goes_on {
            return None;
        }
        steps += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Value> {
        Reading::of(text)
            .figures
            .into_iter()
            .map(|figure| figure.value)
            .collect()
    }

    fn day(text: &str) -> Value {
        Value::Day(text.parse().unwrap())
    }

    #[test]
    fn a_day_is_one_in_every_spelling() {
        for text in [
            "2026-12-01",
            "12/1/2026",
            "12/01/26",
            "1 December 2026",
            "December 1, 2026",
            "December 1st, 2026",
            "Dec 1 2026",
            "Dec. 1, 2026",
            "1st of December 2026",
            "1 Dec 2026",
        ] {
            assert_eq!(values(text), [day("2026-12-01")], "{text}");
        }
        assert_eq!(
            values("in May 2026 it may be 2026 October"),
            [Value::Month(2026, 5), Value::Month(2026, 10)]
        );
        assert_eq!(values("the third quarter of 2026"), values("the Q3 of 2026"));
        assert_eq!(values("31 June 2026"), [Value::Odd("no day".to_owned())]);
    }

    #[test]
    fn amounts_and_numbers_have_one_spelling() {
        for text in ["$1,234.50", "$ 1234.5", "1,234.50 dollars", "$01234.500"] {
            assert_eq!(values(text), [Value::Money("1234.5".to_owned())], "{text}");
        }
        assert_eq!(values("three units"), values("3 units"));
        assert_eq!(values("twenty-five percent"), values("25%"));
        assert_eq!(
            values("$3 million"),
            [
                Value::Money("3 million".to_owned()),
                Value::Odd("million".to_owned())
            ]
        );
        assert_eq!(values("one of them"), []);
        assert_eq!(values("one unit"), [Value::Number("1".to_owned())]);
        assert_eq!(values("٣ units"), [Value::Code("٣".to_owned())]);
    }

    #[test]
    fn codes_and_modifiers_are_read() {
        assert_eq!(
            values("m54.50, 97150-59-GP."),
            [
                Value::Code("M5450".to_owned()),
                Value::Code("97150".to_owned()),
                Value::Number("59".to_owned()),
                Value::Modifier("GP".to_owned()),
            ]
        );
        assert_eq!(values("modifier XS"), [Value::Modifier("XS".to_owned())]);
    }

    #[test]
    fn numbers_know_what_they_count() {
        let nouns = |text: &str| -> Vec<_> {
            Reading::of(text)
                .figures
                .into_iter()
                .map(|figure| figure.noun)
                .collect()
        };
        assert_eq!(
            nouns("8 to 22 minutes make one unit"),
            [Some("minute"), Some("minute"), Some("unit")]
        );
        assert_eq!(nouns("MUE 3, indicator 2"), [None, None]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC*") {
            let _ = Reading::of(&text);
        }
    }
}
