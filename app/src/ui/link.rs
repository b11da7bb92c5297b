//! Addresses with a way back.

use leptos_router::location::Url;

/// A form's page that leads back to `here`.
pub(crate) fn and_back(path: &str, here: &str) -> String {
    format!("{path}?next={}", Url::escape(here))
}
