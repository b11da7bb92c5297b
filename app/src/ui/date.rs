//! Dates as people read them, and the date of service of the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[cfg(feature = "ssr")]
const MONTHS: [&str; 12] = [
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

/// `1 December 2026`.
#[cfg(feature = "ssr")]
pub(crate) fn long_date(date: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// The `on=` of the address as it stands there, which may be no date.
pub(crate) fn use_on() -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get("on").filter(|on| !on.is_empty()))
}

/// An address that keeps the date of service.
pub(crate) fn with_on(path: &str, on: Option<&str>) -> String {
    // What cannot be a date is not carried on.
    let has_date_shape = |on: &&str| on.len() == 10 && on.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match on.filter(has_date_shape) {
        Some(date) => format!("{path}?on={date}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn the_date_of_service_stays_on_links_and_nothing_else_does() {
        assert_eq!(
            with_on("/codes/cpt/97150", Some("2025-03-01")),
            "/codes/cpt/97150?on=2025-03-01"
        );
        assert_eq!(
            with_on("/codes/cpt/97150", Some("2025-03-01&x=<script>")),
            "/codes/cpt/97150"
        );
        assert_eq!(with_on("/codes/cpt/97150", None), "/codes/cpt/97150");
    }

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(
            NaiveDate::from_ymd_opt(2026, 12, 1).map(long_date).as_deref(),
            Some("1 December 2026")
        );
    }
}
