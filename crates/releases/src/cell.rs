//! One value of one row, and the ways to read it. Every reader goes through here, so that every wrong value
//! is located the same way.

use crate::error::{Column, ReadError, Spot, quoted};
use crate::html::plain_text;
use chrono::NaiveTime;
use codeset::{Code, CodeSystem, NaiveDate};
use std::borrow::Cow;

/// A value with its place. Spaces around it, also the no-break ones of Excel, are not part of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'a> {
    spot: Spot<'a>,
    column: Column<'a>,
    bytes: &'a [u8],
}

/// Text of a release file: UTF-8, or else Windows-1252, the only other encoding the publishers use.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// A number without sign, as an integer of its last decimal place: `0.29` with two places is 29.
fn fixed_point(text: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if fraction.len() > places || !digits(whole) || !digits(fraction) || (whole.len() + fraction.len()) == 0 {
        return None;
    }
    let fraction = format!("{fraction:0<places$}");
    format!("{whole}{fraction}").parse().ok()
}

/// An amount of dollars as a plain number: `$1,579.16` is `1579.16`. `None` where the commas do not stand between
/// thousands.
fn plain_amount(text: &str) -> Option<Cow<'_, str>> {
    let amount = text.strip_prefix('$').unwrap_or(text).trim_start();
    let end = amount.find('.').unwrap_or(amount.len());
    let (whole, fraction) = amount.split_at(end);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if first.len() == whole.len() {
        return Some(Cow::Borrowed(amount));
    }
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    is_grouped.then(|| Cow::Owned(whole.replace(',', "") + fraction))
}

/// A date without separators.
fn compact_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    NaiveDate::from_ymd_opt(
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        text[6..].parse().ok()?,
    )
}

/// A date as year and day of the year.
fn ordinal_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 7 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    NaiveDate::from_yo_opt(text[..4].parse().ok()?, text[4..].parse().ok()?)
}

/// The day of a date with a time of day, `YYYY-MM-DD HH:MM:SS` with or without fractions of a second.
fn day_of_time(text: &str) -> Option<NaiveDate> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    NaiveTime::parse_from_str(time, "%H:%M:%S%.f").ok()?;
    let parts: Vec<_> = date.split('-').collect();
    if parts.iter().map(|part| part.len()).ne([4, 2, 2]) {
        return None;
    }
    compact_date(&parts.concat())
}

impl<'a> Cell<'a> {
    pub fn new(spot: Spot<'a>, column: Column<'a>, bytes: &'a [u8]) -> Self {
        Self { spot, column, bytes }
    }

    /// The value as it stands, without the spaces around it.
    pub fn raw(self) -> Cow<'a, str> {
        match decoded(self.bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// Whether nothing stands there.
    pub fn is_blank(self) -> bool {
        self.raw().is_empty()
    }

    /// An error about this value.
    pub fn problem(self, problem: impl Into<String>) -> ReadError {
        self.spot.problem_in(self.column, problem)
    }

    fn not(self, expected: &str) -> ReadError {
        let value = self.raw();
        if value.is_empty() {
            self.problem(format!("is empty; {expected} is expected"))
        } else {
            self.problem(format!("{} is not {expected}", quoted(&value)))
        }
    }

    /// A text that may be empty. Control characters, which no publisher prints, are refused.
    pub fn text(self) -> Result<String, ReadError> {
        let value = self.raw();
        if value.chars().any(char::is_control) {
            return Err(self.problem(format!("{} holds a control character", quoted(&value))));
        }
        Ok(value.replace('\u{a0}', " "))
    }

    /// A text that must say something.
    pub fn some_text(self) -> Result<String, ReadError> {
        if self.is_blank() {
            Err(self.not("a text"))
        } else {
            self.text()
        }
    }

    /// The same, of at most so many bytes.
    pub fn some_text_within(self, longest: usize) -> Result<String, ReadError> {
        let text = self.some_text()?;
        if text.len() > longest {
            let start = quoted(&text);
            return Err(self.problem(format!(
                "{start} is longer than {longest} bytes, which no text here is"
            )));
        }
        Ok(text)
    }

    fn scaled(self, places: usize, expected: &str) -> Result<i32, ReadError> {
        fixed_point(&self.raw(), places)
            .and_then(|number| i32::try_from(number).ok())
            .ok_or_else(|| self.not(expected))
    }

    /// A number of at most two decimals, in hundredths (RVUs, shares).
    pub fn hundredths(self) -> Result<i32, ReadError> {
        self.scaled(2, "a number with two decimals")
    }

    /// A number of at most three decimals, in thousandths (GPCIs).
    pub fn thousandths(self) -> Result<i32, ReadError> {
        self.scaled(3, "a number with at most three decimals")
    }

    /// A number of at most four decimals, in ten-thousandths (conversion factors in dollars).
    pub fn ten_thousandths(self) -> Result<i32, ReadError> {
        self.scaled(4, "a number with at most four decimals")
    }

    /// A number of at most six decimals, in ten-thousandths, to which it is rounded (national anesthesia factors,
    /// which rules print with four decimals).
    pub fn rounded_ten_thousandths(self) -> Result<i32, ReadError> {
        let expected = "a number with at most six decimals";
        let millionths = fixed_point(&self.raw(), 6).ok_or_else(|| self.not(expected))?;
        i32::try_from(millionths.saturating_add(50) / 100).map_err(|_| self.not(expected))
    }

    fn dollars(self, places: usize, expected: &str) -> Result<i64, ReadError> {
        plain_amount(&self.raw())
            .and_then(|amount| fixed_point(&amount, places))
            .ok_or_else(|| self.not(expected))
    }

    /// An amount in dollars with at most two decimals, like `$1,579.16`, in cents.
    pub fn cents(self) -> Result<i32, ReadError> {
        let expected = "an amount in dollars and cents";
        i32::try_from(self.dollars(2, expected)?).map_err(|_| self.not(expected))
    }

    /// A price in dollars with at most four decimals, like `$10.5545`, in ten-thousandths of a dollar.
    pub fn price(self) -> Result<i64, ReadError> {
        self.dollars(4, "a price in dollars with at most four decimals")
    }

    /// A whole number, 0 included.
    pub fn whole(self) -> Result<i32, ReadError> {
        self.scaled(0, "a whole number")
    }

    /// A date, `YYYYMMDD`.
    pub fn date(self) -> Result<NaiveDate, ReadError> {
        compact_date(&self.raw()).ok_or_else(|| self.not("a date (YYYYMMDD)"))
    }

    /// A date as its year and the day within it, `YYYYDDD`: 2024366 is the last day of 2024.
    pub fn ordinal_date(self) -> Result<NaiveDate, ReadError> {
        ordinal_date(&self.raw()).ok_or_else(|| self.not("a date (YYYYDDD)"))
    }

    /// The day of a date with a time, `YYYY-MM-DD HH:MM:SS`, or without.
    pub fn day(self) -> Result<NaiveDate, ReadError> {
        day_of_time(&self.raw()).ok_or_else(|| self.not("a date (YYYY-MM-DD HH:MM:SS)"))
    }

    /// What `read` makes of the value, or nothing where nothing stands.
    pub fn optional<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        if self.is_blank() {
            Ok(None)
        } else {
            read(self).map(Some)
        }
    }

    /// The plain text of HTML, which may be empty: a line for each paragraph, item of a list and row of a table.
    pub fn html(self) -> Result<String, ReadError> {
        plain_text(&self.raw()).map_err(|error| self.problem(error.to_string()))
    }

    /// The plain text of HTML on one line, which must say something.
    pub fn html_line(self) -> Result<String, ReadError> {
        let text = self.html()?;
        if text.is_empty() {
            return Err(self.not("a text"));
        }
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A word: at most `longest` printable characters of ASCII, none of them a space.
    pub fn word(self, longest: usize) -> Result<String, ReadError> {
        let value = self.raw();
        if (1..=longest).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(value.into_owned())
        } else {
            Err(self.not(&format!("a word of at most {longest} letters, digits or signs")))
        }
    }

    /// A code of one system.
    pub fn code(self, system: CodeSystem) -> Result<Code, ReadError> {
        let value = self.raw();
        Code::parse(system, &value).map_err(|_| self.not(&format!("a code like {}", system.example())))
    }

    /// A CPT or HCPCS code.
    pub fn procedure(self) -> Result<Code, ReadError> {
        Code::parse_procedure(&self.raw()).map_err(|_| self.not("a CPT or HCPCS code"))
    }

    /// A modifier of two characters, or empty.
    pub fn modifier(self) -> Result<String, ReadError> {
        Ok(self.optional(|cell| cell.indicator(2))?.unwrap_or_default())
    }

    /// A capital letter.
    pub fn letter(self) -> Result<String, ReadError> {
        self.characters(1, u8::is_ascii_uppercase, ["capital letter", "capital letters"])
    }

    /// A name without the stars behind it, which point to footnotes.
    pub fn unstarred(self) -> Result<String, ReadError> {
        let name = self.some_text()?;
        Ok(name.trim_end_matches('*').trim_end().to_owned())
    }

    /// An indicator of exactly so many digits or capital letters.
    pub fn indicator(self, length: usize) -> Result<String, ReadError> {
        let fits = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
        self.characters(
            length,
            fits,
            ["digit or capital letter", "digits or capital letters"],
        )
    }

    /// An indicator of exactly so many digits, kept as text for its leading zeros.
    pub fn digits(self, length: usize) -> Result<String, ReadError> {
        self.characters(length, u8::is_ascii_digit, ["digit", "digits"])
    }

    /// A number of any length that only identifies something, as text.
    pub fn number(self) -> Result<String, ReadError> {
        let value = self.raw();
        if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
            Ok(value.into_owned())
        } else {
            Err(self.not("a number"))
        }
    }

    fn characters(
        self,
        length: usize,
        fits: impl Fn(&u8) -> bool,
        [one, many]: [&str; 2],
    ) -> Result<String, ReadError> {
        let value = self.raw();
        if value.len() == length && value.as_bytes().iter().all(fits) {
            Ok(value.into_owned())
        } else {
            let expected = if length == 1 {
                format!("a {one}")
            } else {
                format!("{length} {many}")
            };
            Err(self.not(&expected))
        }
    }

    /// A number of so many digits that has lost its leading zeros.
    pub fn padded_digits(self, length: usize) -> Result<String, ReadError> {
        let value = self.raw();
        if (1..=length).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()) {
            Ok(format!("{value:0>length$}"))
        } else {
            Err(self.not(&format!("a number of at most {length} digits")))
        }
    }

    /// One of a few values.
    pub fn one_of(self, values: &[&'static str]) -> Result<&'static str, ReadError> {
        let value = self.raw();
        values
            .iter()
            .find(|known| **known == value)
            .copied()
            .ok_or_else(|| {
                let known: Vec<_> = values
                    .iter()
                    .map(|v| {
                        if v.is_empty() {
                            "empty".into()
                        } else {
                            format!("\"{v}\"")
                        }
                    })
                    .collect();
                self.problem(format!("{} is not one of: {}", quoted(&value), known.join(", ")))
            })
    }

    /// Whether a mark stands there that either stands there or does not.
    pub fn mark(self, mark: &'static str) -> Result<bool, ReadError> {
        Ok(!self.one_of(&["", mark])?.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(bytes: &[u8]) -> Cell<'_> {
        Cell::new(Spot { file: "f", line: 7 }, Column::Caption("C"), bytes)
    }

    #[test]
    fn numbers_are_read_without_rounding() {
        for (text, hundredths) in [
            ("0.29", 29),
            (".10", 10),
            ("1", 100),
            ("1.", 100),
            ("1.5", 150),
            (" 0.54", 54),
        ] {
            assert_eq!(
                cell(text.as_bytes()).hundredths().ok(),
                Some(hundredths),
                "{text}"
            );
        }
        for text in [
            "",
            ".",
            "0.2x",
            "0.295",
            "-1",
            "+1",
            "1e3",
            "1,000.00",
            "٣",
            "99999999999",
            "0.2 9",
        ] {
            assert!(cell(text.as_bytes()).hundredths().is_err(), "{text}");
        }
        assert_eq!(cell(b"32.3465").ten_thousandths().ok(), Some(323_465));
        assert_eq!(cell(b"0.869").thousandths().ok(), Some(869));
        assert!(cell(b"1.0").whole().is_err());
    }

    #[test]
    fn a_letter_in_a_number_is_located() {
        let message = cell(b"0.2x").hundredths().map_err(|e| e.to_string());
        assert_eq!(
            message,
            Err("f, line 7, column C: \"0.2x\" is not a number with two decimals".into())
        );
    }

    #[test]
    fn amounts_are_read_with_or_without_their_dress() {
        for (text, cents) in [
            ("$1,579.16", 157_916),
            ("$ 12", 1_200),
            ("1579.1", 157_910),
            ("1,234,567.89", 123_456_789),
            ("0", 0),
            ("$.05 ", 5),
        ] {
            assert_eq!(cell(text.as_bytes()).cents().ok(), Some(cents), "{text}");
        }
        for text in [
            "",
            "$",
            ".",
            "1,57.16",
            "1579,160",
            ",100",
            "1,000.0,0",
            "$$1",
            "-1",
            "(1.00)",
            "1.005",
            "21,474,836.48",
        ] {
            assert!(cell(text.as_bytes()).cents().is_err(), "{text}");
        }
        assert_eq!(cell(b"$10.5545").price().ok(), Some(105_545));
        assert_eq!(cell(b"492,900").price().ok(), Some(4_929_000_000));
        assert!(cell(b"0.00001").price().is_err());
        for (text, rounded) in [
            (&b"20.3178"[..], 203_178),
            (b"20.599835", 205_998),
            (b"20.49755", 204_976),
        ] {
            assert_eq!(cell(text).rounded_ten_thousandths().ok(), Some(rounded));
        }
        for text in [&b"20.1234567"[..], b"9223372036854.775807", b"CF"] {
            assert!(cell(text).rounded_ten_thousandths().is_err());
        }
    }

    #[test]
    fn what_may_be_missing_is_read_only_where_it_stands() {
        assert_eq!(cell(b" \xa0").optional(Cell::cents).ok(), Some(None));
        assert_eq!(cell(b"1").optional(Cell::cents).ok(), Some(Some(100)));
        assert!(cell(b"x").optional(Cell::cents).is_err());
        assert_eq!(cell(b"").modifier().ok().as_deref(), Some(""));
        assert_eq!(cell(b"TC").modifier().ok().as_deref(), Some("TC"));
        assert!(cell(b"T").modifier().is_err());
        assert!(cell(b"1").letter().is_err() && cell(b"").letter().is_err());
        assert_eq!(cell(b"MONTANA** ").unstarred().ok().as_deref(), Some("MONTANA"));
    }

    #[test]
    fn dates_exist_in_the_calendar() {
        assert_eq!(
            cell(b"20240229").date().ok(),
            NaiveDate::from_ymd_opt(2024, 2, 29)
        );
        for text in ["20230229", "2024-2-9", "00000000", "*", "", "2024022"] {
            assert!(cell(text.as_bytes()).date().is_err(), "{text}");
        }
        assert_eq!(cell(b" \xa0").optional(Cell::date).ok(), Some(None));
        assert!(cell(b"0").optional(Cell::date).is_err());
    }

    #[test]
    fn numbers_that_identify_keep_their_zeros() {
        assert_eq!(
            cell(b" 0010031990123 ").number().ok().as_deref(),
            Some("0010031990123")
        );
        for text in ["", "1.0", "-1", "1 2"] {
            assert!(cell(text.as_bytes()).number().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_of_a_year_exists_in_that_year() {
        assert_eq!(
            cell(b"2024366").ordinal_date().ok(),
            NaiveDate::from_ymd_opt(2024, 12, 31)
        );
        for text in [
            "2023366", "2024000", "20240101", "202401", "2024-01", "é24001", "",
        ] {
            assert!(cell(text.as_bytes()).ordinal_date().is_err(), "{text}");
        }
        assert_eq!(cell(b" \xa0").optional(Cell::ordinal_date).ok(), Some(None));
        assert!(cell(b"x").optional(Cell::ordinal_date).is_err());
    }

    #[test]
    fn of_a_date_with_a_time_the_day_counts() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 28);
        for text in [
            "2026-08-28",
            "2026-08-28 00:00:00",
            "2026-08-28 11:49:28.133000",
            "2026-08-28T11:49:28",
        ] {
            assert_eq!(cell(text.as_bytes()).day().ok(), day, "{text}");
        }
        for text in [
            "",
            "2026-8-28",
            "2026-02-30 00:00:00",
            "2026-08-28 25:00:00",
            "2026-08-28 noon",
            "20260828",
            "08/28/2026",
            "2026-08-28-01",
        ] {
            assert!(cell(text.as_bytes()).day().is_err(), "{text}");
        }
        assert_eq!(cell(b" ").optional(Cell::day).ok(), Some(None));
        assert!(cell(b"x").optional(Cell::day).is_err());
    }

    #[test]
    fn html_is_read_as_text() {
        assert_eq!(
            cell(b"<p>Caf\xe9 &amp; more</p><p>b</p>").html().ok().as_deref(),
            Some("Caf\u{e9} & more\nb")
        );
        assert_eq!(cell(b"<p>a</p><p>b</p>").html_line().ok().as_deref(), Some("a b"));
        assert!(cell(b"<p> </p>").html_line().is_err());
    }

    #[test]
    fn a_word_is_short_and_without_spaces() {
        assert_eq!(cell(b" 012x ").word(12).ok().as_deref(), Some("012x"));
        for text in ["", "two words", "x\ny", "\u{e9}", "0123456789abc"] {
            assert!(cell(text.as_bytes()).word(12).is_err(), "{text}");
        }
    }

    #[test]
    fn text_is_utf8_or_else_windows_1252() {
        assert_eq!(cell("Ménière".as_bytes()).text().ok().as_deref(), Some("Ménière"));
        assert_eq!(cell(b"CPT\xae").text().ok().as_deref(), Some("CPT®"));
        assert_eq!(cell(b"a\xa0b\xa0").text().ok().as_deref(), Some("a b"));
        assert!(cell(b"a\x00b").text().is_err());
        assert!(cell(b"a\x81b").text().is_err(), "undefined in Windows-1252");
        assert!(cell(b" ").some_text().is_err());
        assert_eq!(cell(b"abc").some_text_within(3).ok().as_deref(), Some("abc"));
        assert!(cell(b"abc").some_text_within(2).is_err());
    }

    proptest! {
        #[test]
        fn amounts_read_back(cents in 0..i32::MAX, is_grouped in any::<bool>()) {
            let mut whole = (cents / 100).to_string();
            let mut end = whole.len();
            while is_grouped && end > 3 {
                end -= 3;
                whole.insert(end, ',');
            }
            let text = format!("${whole}.{:02} ", cents % 100);
            prop_assert_eq!(cell(text.as_bytes()).cents().ok(), Some(cents));
            prop_assert_eq!(cell(text.as_bytes()).price().ok(), Some(i64::from(cents) * 100));
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let cell = cell(&bytes);
            let _ = (cell.text(), cell.hundredths(), cell.date(), cell.procedure(), cell.indicator(2));
            let _ = (cell.digits(2), cell.mark("NA"), cell.code(CodeSystem::Icd10cm), cell.whole());
            let _ = (cell.cents(), cell.price(), cell.modifier(), cell.letter(), cell.unstarred());
            let _ = (cell.ordinal_date(), cell.optional(Cell::date));
            let _ = (cell.day(), cell.html(), cell.html_line(), cell.word(4));
        }
    }
}
