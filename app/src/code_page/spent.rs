//! What stands in place of a page when no view is left.

use crate::account::RegisterForm;
use crate::ui::drawn::{Drawn, DrawnView};
use leptos::prelude::*;

/// The prompt, and for a guest the form that opens the page in place.
#[component]
pub(crate) fn SpentPrompt(prompt: Drawn, can_register: bool) -> impl IntoView {
    view! {
        <section class="spent" aria-labelledby="spent-title">
            <h2 id="spent-title">"No code page views remaining"</h2>
            <DrawnView drawn=prompt />
            {can_register.then(|| view! { <RegisterForm id="spent" /> })}
        </section>
    }
}
