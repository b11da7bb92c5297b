//! The field for the reader's ZIP code.

use crate::case2code::KeepOn;
use leptos::prelude::*;

/// Asks for the page at hand again, for where the reader is.
#[component]
pub(super) fn YourZip<'a>(
    /// The page.
    path: String,
    /// What stands in the field.
    zip: String,
    /// What becomes of it.
    says: String,
    /// The date of service that the page keeps.
    on: Option<&'a str>,
) -> AnyView {
    let on = on.map(str::to_owned);
    view! {
        <form method="get" action=path class="your-zip" data-stays>
            <label for="zip">"Your ZIP code"</label>
            <input
                id="zip"
                name="zip"
                value=zip
                inputmode="numeric"
                maxlength="10"
                autocomplete="postal-code"
                placeholder="10001"
                aria-describedby="zip-says"
            />
            <KeepOn on />
            <button type="submit" class="button quiet small">
                "Show"
            </button>
            <p id="zip-says" class="hint" role="status">
                {if says.is_empty() { "Adds the payments of your locality; empty it to forget it.".to_owned() } else { says }}
            </p>
        </form>
    }
    .into_any()
}
