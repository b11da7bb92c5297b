//! Addresses with a way back.

use super::date::with_on;
use leptos_router::location::Url;

/// A form's page on a date of service, which leads back to `here`.
pub(crate) fn and_back(path: &str, here: &str, on: Option<&str>) -> String {
    with_on(&format!("{path}?next={}", Url::escape(here)), on)
}

/// Whether an address that a form or a query names stays on this site. A browser takes `//host`, `/\host`
/// and, dropping the tab, `/\t/host` for another one.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.len() <= 2_000
        && path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\')
}

#[cfg(test)]
mod tests {
    use super::{and_back, is_own_path};

    #[test]
    fn the_way_to_a_form_keeps_the_date_of_service() {
        let on = Some("2025-03-01");
        assert_eq!(and_back("/sign-in", "/codes", None), "/sign-in?next=%2Fcodes");
        assert_eq!(
            and_back("/sign-in", "/codes", on),
            "/sign-in?next=%2Fcodes&on=2025-03-01"
        );
    }

    #[test]
    fn a_form_never_leads_to_another_site() {
        for own in ["/", "/codes/cpt/97150?on=2025-01-01#modifiers"] {
            assert!(is_own_path(own), "{own}");
        }
        for foreign in [
            "",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "/a b",
            "/\r\nX: y",
        ] {
            assert!(!is_own_path(foreign), "{foreign:?}");
        }
    }
}
