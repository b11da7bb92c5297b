//! Days as people read them and as addresses write them.

use chrono::{Datelike, NaiveDate};

/// The months by their English names.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first and the last date of service, as addresses write them. Years beyond are typing errors, and not every
/// database takes them.
pub const DATES_OF_SERVICE: [&str; 2] = ["1900-01-01", "2200-12-31"];
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// `1 December 2026`.
pub fn long_date(date: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// The date of service that a text such as `2026-12-01` means; `None` for every other text.
pub fn date_of_service(text: &str) -> Option<NaiveDate> {
    let has_shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !has_shape {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| YEARS.contains(year))?;
    let (month, day) = (text[5..7].parse().ok()?, text[8..].parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1);
        assert_eq!(date.map(long_date).as_deref(), Some("1 December 2026"));
    }

    #[test]
    fn a_date_of_service_is_written_in_one_way() {
        for text in ["1900-01-01", "2024-02-29", "2026-12-01", "2200-12-31"] {
            let date = date_of_service(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(text));
        }
        for text in [
            "",
            "today",
            "2025-02-29",
            "2026-13-01",
            "2026-1-01",
            "2026-01-1",
            "26-01-01",
            "+202-01-01",
            "2026-+1-01",
            "2026-01-01 ",
            "2026-01-01T00:00",
            "1899-12-31",
            "2201-01-01",
            "-2026-01-01",
            "２０２６-01-01",
        ] {
            assert_eq!(date_of_service(text), None, "{text}");
        }
    }
}
