//! The date of service of the address, and how links keep it.

use codeset::date::date_of_service;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

#[cfg(feature = "ssr")]
pub(crate) use codeset::long_date;

/// What an address says in place of a date to ask for today, whatever the browser remembers.
pub(crate) const TODAY: &str = "today";

/// The `on=` of an address as it stands there, which may be no date; `None` for today.
pub(crate) fn on_of(query: &ParamsMap) -> Option<String> {
    query.get("on").filter(|on| !on.is_empty() && on != TODAY)
}

/// The `on=` of the address at hand.
pub(crate) fn use_on() -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| on_of(&query.read()))
}

/// An address that keeps the date of service.
pub(crate) fn with_on(address: &str, on: Option<&str>) -> String {
    // What is no date is not carried on.
    let Some(on) = on.filter(|on| date_of_service(on).is_some()) else {
        return address.to_owned();
    };
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}on={on}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_service_stays_on_links_and_nothing_else_does() {
        let with = |address| with_on(address, Some("2025-03-01"));
        assert_eq!(with("/codes/cpt/97150"), "/codes/cpt/97150?on=2025-03-01");
        assert_eq!(with("/case2code?q=back"), "/case2code?q=back&on=2025-03-01");
        assert_eq!(
            with("/codes/cpt/97150#family"),
            "/codes/cpt/97150?on=2025-03-01#family"
        );
        for none in [
            Some("2025-03-01&x=<script>"),
            Some("2025-02-30"),
            Some(TODAY),
            None,
        ] {
            assert_eq!(with_on("/codes/cpt/97150", none), "/codes/cpt/97150");
        }
    }

    #[test]
    fn today_is_no_date_to_keep() {
        let on = |on: &str| on_of(&ParamsMap::from_iter([("on".to_owned(), on.to_owned())]));
        assert_eq!(on("2025-03-01").as_deref(), Some("2025-03-01"));
        assert_eq!(on("yesterday").as_deref(), Some("yesterday"));
        assert_eq!(on(TODAY), None);
        assert_eq!(on(""), None);
    }
}
