//! The way from a tool back to all of them.

use crate::ui::date::with_on;
use leptos::prelude::*;

#[component]
pub(super) fn ToolCrumbs(on: Option<String>) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label="Where this tool belongs">
            <a href=with_on("/tools", on.as_deref())>"Tools"</a>
        </nav>
    }
}
