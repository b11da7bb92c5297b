//! A section that waits for its reader: how much is inside, and the form.

use super::section::LastUnlocked;
use crate::account::RegisterForm;
use codeset::page::SectionId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The prompt in place of a section's content.
#[component]
pub(crate) fn LockedSection(id: SectionId, summary: String) -> impl IntoView {
    let last = use_context::<LastUnlocked>();
    let done = Callback::new(move |()| {
        if let Some(last) = last {
            last.set(id);
        }
    });
    // Without JavaScript an error comes back in the address, and must not hide in a closed section.
    let has_error = use_query_map().with_untracked(|query| query.get("__err").is_some());
    view! {
        <p class="inside">{summary}</p>
        <details class="unlock" open=has_error>
            <summary>
                <span>"Register to view content"</span>
                " "
                <span class="unlock-note">"Create a free account to unlock this content"</span>
            </summary>
            <RegisterForm id=id.slug() done=Some(done) />
        </details>
    }
}
