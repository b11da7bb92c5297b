//! Addresses with a way back.

use leptos_router::location::Url;

/// A form's page that leads back to `here`.
pub(crate) fn and_back(path: &str, here: &str) -> String {
    format!("{path}?next={}", Url::escape(here))
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
    use super::is_own_path;

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
