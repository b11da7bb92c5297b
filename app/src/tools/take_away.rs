//! The ways to take a result along: as text, as a file, as an address.

use crate::ui::copy::CopyButton;
use leptos::prelude::*;

/// The ways to take a result along.
#[component]
pub(super) fn TakeAway(
    /// The result as text.
    text: String,
    /// The address of its file.
    file: String,
    /// The address that restores it.
    permanent: String,
    /// The site's own address.
    site: String,
) -> impl IntoView {
    view! {
        <p class="ways take-away">
            <CopyButton label="Copy as text" text />
            <a href=file class="button quiet small" rel="external" download>
                "CSV"
            </a>
        </p>
        <p class="evidence permanent">
            "Permanent link: " <a href=permanent.clone()>{format!("{site}{permanent}")}</a>
        </p>
    }
}
