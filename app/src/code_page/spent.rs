//! What stands in place of a page when no view is left.

use crate::account::RegisterForm;
use crate::ui::date::long_date;
use crate::ui::link::and_back;
use codeset::access::{MeterState, Plan};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// The prompt and the day on which the count starts anew.
#[component]
pub(crate) fn SpentPrompt(meter: MeterState) -> impl IntoView {
    let resets = long_date(meter.resets_on);
    let here = use_location().pathname;
    view! {
        <section class="spent" aria-labelledby="spent-title">
            <h2 id="spent-title">"No code page views remaining"</h2>
            {if meter.plan == Plan::Guest {
                view! {
                    <p>
                        {format!(
                            "Create a free account to read on here, with {} more views. Without one, the count starts anew on {resets}.",
                            meter.more_with_account,
                        )}
                    </p>
                    <RegisterForm id="spent" />
                    <p class="other-way">
                        "You have an account? " <A href=move || and_back("/sign-in", &here.get())>"Log in"</A>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <p>
                        {format!(
                            "The count starts anew on {resets}. Until then the pages you have opened this month stay open to you; search and the lists are free.",
                        )}
                    </p>
                    <p>
                        <A href="/">"Look up another code"</A>
                    </p>
                }
                    .into_any()
            }}
        </section>
    }
}
