//! Days, months, quarters and years.

use super::text::{Left, pattern};
use chrono::{Datelike, Days, Months};
use codeset::NaiveDate;
use codeset::date::MONTHS;

/// How exactly a day was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The day.
    Day,
    /// Its month or quarter.
    Month,
    /// Its year.
    Year,
}

/// A day that a question names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedDay {
    /// The day; of a month, quarter or year its last, or today within the current one.
    pub day: NaiveDate,
    /// How it was named.
    pub named: Named,
    /// As written.
    pub text: String,
}

pattern!(
    DATES,
    r"(?x)
      \b(?P<iso>(?:19|20)\d{2}-\d{1,2}-\d{1,2})\b
    | \b(?P<us>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}))\b
    | \b(?P<mdy>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ (?:19|20)\d{2})\b
    | \b(?P<dmy>\d{1,2}(?:st|nd|rd|th)?\ (?:of\ )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?,?\ (?:19|20)\d{2})\b
    | \b(?P<my>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?,?\ (?:of\ )?(?:19|20)\d{2})\b
    | \b(?P<quarter>(?:20\d{2}\ ?q[1-4]|q[1-4]\ ?(?:of\ )?20\d{2}|(?:first|second|third|fourth|1st|2nd|3rd|4th)\ quarter\ (?:of\ )?20\d{2}))\b
    | \b(?P<fiscal>fy\ ?'?(?:20)?\d{2}|fiscal\ year\ 20\d{2})\b
    | \b(?P<relative>today|yesterday|tomorrow|last\ year|this\ year|next\ year)\b
    | \b(?P<year>(?:cy\ ?)?(?:19[89]|20[0-4])\d)\b"
);

/// Months with years of two digits, where two are compared: `jan 25 vs oct 25`. One alone may be a day of the month.
pub(crate) fn with_whole_years(text: &str) -> String {
    pattern!(
        COMPARED,
        r"\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)([a-z]*\.?) '?(1[5-9]|2\d|3\d)\b(.{1,24}?)\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)([a-z]*\.?) '?(1[5-9]|2\d|3\d)\b"
    );
    match COMPARED.get() {
        Some(compared) => compared.replace(text, "$1$2 20$3$4$5$6 20$7").into_owned(),
        None => text.to_owned(),
    }
}

/// Takes days out of a question.
pub(crate) fn take(left: &mut Left, today: NaiveDate) -> Vec<NamedDay> {
    let Some(dates) = DATES.get() else {
        return Vec::new();
    };
    let text = left.text().to_owned();
    let mut days: Vec<NamedDay> = Vec::new();
    for captures in dates.captures_iter(&text) {
        let Some(whole) = captures.get(0) else { continue };
        // A part of a longer number or of a sum of money.
        let before = text[..whole.start()].chars().next_back();
        let behind = text[whole.end()..].chars().next();
        if before.is_some_and(|c| matches!(c, '$' | '.' | '-') || c.is_alphanumeric())
            || behind.is_some_and(char::is_alphanumeric)
            || (behind == Some('.') && text[whole.end() + 1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            continue;
        }
        let Some((day, named)) = read(&captures, today) else {
            continue;
        };
        left.take(whole.range());
        if !days.iter().any(|known| known.day == day) {
            days.push(NamedDay {
                day,
                named,
                text: whole.as_str().to_owned(),
            });
        }
    }
    days
}

/// What looks like a day of the calendar and is none: `2025-02-30`.
pub(crate) fn impossible(text: &str, today: NaiveDate) -> Option<String> {
    let days = DATES.get()?.captures_iter(text);
    days.filter(|captures| {
        ["iso", "us", "mdy", "dmy"]
            .iter()
            .any(|name| captures.name(name).is_some())
    })
    .find(|captures| read(captures, today).is_none())
    .map(|captures| captures[0].to_owned())
}

/// The day that was found.
fn read(captures: &regex::Captures<'_>, today: NaiveDate) -> Option<(NaiveDate, Named)> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    if let Some(iso) = part("iso") {
        numbers(iso).and_then(|n| Some((day(n.first()?, n.get(1)?, n.get(2)?)?, Named::Day)))
    } else if let Some(us) = part("us") {
        numbers(us).and_then(|n| {
            let year = n
                .get(2)
                .map(|year| if *year < 100 { year + 2000 } else { *year })?;
            Some((day(&year, n.first()?, n.get(1)?)?, Named::Day))
        })
    } else if let Some(written) = part("mdy").or(part("dmy")) {
        numbers(written).and_then(|n| Some((day(n.get(1)?, &month_of(written)?, n.first()?)?, Named::Day)))
    } else if let Some(written) = part("my") {
        numbers(written).and_then(|n| {
            let first = day(n.first()?, &month_of(written)?, &1)?;
            Some((within(first, 1, today), Named::Month))
        })
    } else if let Some(quarter) = part("quarter") {
        quarter_of(quarter).map(|first| (within(first, 3, today), Named::Month))
    } else if let Some(fiscal) = part("fiscal") {
        numbers(fiscal).and_then(|n| {
            let year = n
                .first()
                .map(|year| if *year < 100 { year + 2000 } else { *year })?;
            let first = day(&(year - 1), &10, &1)?;
            Some((within(first, 12, today), Named::Year))
        })
    } else if let Some(relative) = part("relative") {
        let of_year = |years: i32| {
            day(&(today.year() + years), &1, &1).map(|first| (within(first, 12, today), Named::Year))
        };
        match relative {
            "today" => Some((today, Named::Day)),
            "yesterday" => today.checked_sub_days(Days::new(1)).map(|day| (day, Named::Day)),
            "tomorrow" => today.checked_add_days(Days::new(1)).map(|day| (day, Named::Day)),
            "last year" => of_year(-1),
            "next year" => of_year(1),
            _ => of_year(0),
        }
    } else {
        part("year").and_then(numbers).and_then(|n| {
            let first = day(n.first()?, &1, &1)?;
            Some((within(first, 12, today), Named::Year))
        })
    }
}

/// The numbers of a text.
fn numbers(text: &str) -> Option<Vec<i32>> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect()
}

fn day(year: &i32, month: &i32, day: &i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(*year, u32::try_from(*month).ok()?, u32::try_from(*day).ok()?)
}

fn month_of(text: &str) -> Option<i32> {
    let word = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|word| word.len() >= 3)?;
    let at = MONTHS
        .iter()
        .position(|month| month.to_ascii_lowercase().starts_with(&word[..3]))?;
    i32::try_from(at + 1).ok()
}

fn quarter_of(text: &str) -> Option<NaiveDate> {
    let year = numbers(text)?.into_iter().find(|number| *number > 1900)?;
    let has = |word: &str| text.contains(word);
    let quarter = if has("q1") || has("first") || has("1st") {
        1
    } else if has("q2") || has("second") || has("2nd") {
        2
    } else if has("q3") || has("third") || has("3rd") {
        3
    } else {
        4
    };
    day(&year, &(quarter * 3 - 2), &1)
}

/// The day of a span that answers for it: today, where it lies in the span, else its last.
fn within(first: NaiveDate, months: u32, today: NaiveDate) -> NaiveDate {
    let end = first.checked_add_months(Months::new(months)).unwrap_or(first);
    if first <= today && today < end {
        today
    } else {
        end.pred_opt().unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let today = "2026-04-15".parse().unwrap();
        take(&mut Left::of(text), today)
            .into_iter()
            .map(|named| named.day.to_string())
            .collect()
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for (text, day) in [
            ("on 2025-01-31", "2025-01-31"),
            ("dos 1/31/2025?", "2025-01-31"),
            ("on 1/31/25", "2025-01-31"),
            ("on january 31st, 2025", "2025-01-31"),
            ("on 31 jan 2025", "2025-01-31"),
            ("in january 2025", "2025-01-31"),
            ("in 2024", "2024-12-31"),
            ("in 2026", "2026-04-15"),
            ("2024 q3", "2024-09-30"),
            ("q2 2026", "2026-04-15"),
            ("fy 2025", "2025-09-30"),
            ("last year", "2025-12-31"),
        ] {
            assert_eq!(read(text), [day], "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_told() {
        let today = "2026-04-15".parse().unwrap();
        for (text, day) in [
            ("fee on 2025-02-30", Some("2025-02-30")),
            ("on 31/12/2025", Some("31/12/2025")),
            ("april 31, 2026?", Some("april 31, 2026")),
            ("on 2025-02-28", None),
            ("97110 in 2025", None),
        ] {
            assert_eq!(impossible(text, today).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn numbers_of_other_kinds_are_no_days() {
        for text in [
            "99213",
            "$2024",
            "m54.50",
            "97110-59",
            "20 minutes",
            "icd 724.2",
            "2025-13-45",
            "1/2 tab",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
