//! A section that waits for its reader: how much is inside, and the form.

use super::section::LastUnlocked;
use crate::account::RegisterForm;
use codeset::page::SectionId;
use leptos::prelude::*;

/// The prompt in place of a section's content.
#[component]
pub(crate) fn LockedSection(id: SectionId, summary: String) -> impl IntoView {
    let last = use_context::<LastUnlocked>();
    let done = Callback::new(move |()| {
        if let Some(last) = last {
            last.set(id);
        }
    });
    view! {
        <p class="inside">{summary}</p>
        <details class="unlock">
            <summary>
                <span>"Register to view content"</span>
                " "
                <span class="unlock-note">"Create a free account to unlock this content"</span>
            </summary>
            <RegisterForm id=id.slug() done=Some(done) />
        </details>
    }
}
