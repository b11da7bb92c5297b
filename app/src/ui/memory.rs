//! What the browser remembers between visits.

use leptos::prelude::window;

/// Whether the browser lets this site remember anything. Where it does not, gloo-storage throws.
pub(crate) fn is_there() -> bool {
    window().local_storage().is_ok_and(|storage| storage.is_some())
}
