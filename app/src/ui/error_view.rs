//! An error as the reader sees it: what happened, what to do next, and the id of an internal one.

use crate::PublicError;
use leptos::prelude::*;

/// A public error.
#[component]
pub(crate) fn ErrorView(
    /// The error.
    error: PublicError,
) -> impl IntoView {
    view! {
        <div class="error" role="alert">
            <p>
                <strong>{error.happened}</strong>
            </p>
            <p>{error.advice}</p>
            {error.id.map(|id| view! { <p class="error-id">"Error id " <code>{id}</code></p> })}
        </div>
    }
}
