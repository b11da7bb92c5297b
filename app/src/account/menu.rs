//! The corner of the head that says who is signed in.

use super::SignedIn;
use super::api::is_signed_in;
use crate::ui::date::{use_on, with_on};
use crate::ui::link::and_back;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Log in and Register, or the account.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let signed_in = Resource::new_blocking(SignedIn::version, |_| is_signed_in());
    let (path, on) = (use_location().pathname, use_on());
    let by = move |form: &str| {
        let (path, on) = (path.read(), on.read());
        // From a form's page the reader wants to get away, not back.
        let here = match path.as_str() {
            "/sign-in" | "/register" => "/",
            path => path,
        };
        and_back(form, &with_on(here, on.as_deref()), on.as_deref())
    };
    view! {
        <div class="account-menu">
            <Transition>
                {move || Suspend::new(async move {
                    if matches!(signed_in.await, Ok(true)) {
                        view! { <a href=move || with_on("/account", on.read().as_deref())>"Account"</a> }.into_any()
                    } else {
                        view! {
                            <a href=move || by("/sign-in")>"Log in"</a>
                            <a href=move || by("/register") class="button small">
                                "Register"
                            </a>
                        }
                            .into_any()
                    }
                })}
            </Transition>
        </div>
    }
}
