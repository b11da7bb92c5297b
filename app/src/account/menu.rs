//! The corner of the head that says who is signed in.

use super::SignedIn;
use super::api::is_signed_in;
use crate::ui::link::and_back;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Log in and Register, or the account.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let signed_in = Resource::new_blocking(SignedIn::version, |_| is_signed_in());
    let location = use_location();
    let here = move || {
        let path = location.pathname.get();
        // From a form's page the reader wants to get away, not back.
        if matches!(path.as_str(), "/sign-in" | "/register") {
            "/".to_owned()
        } else {
            path
        }
    };
    view! {
        <div class="account-menu">
            <Transition>
                {move || Suspend::new(async move {
                    if matches!(signed_in.await, Ok(true)) {
                        view! { <a href="/account">"Account"</a> }.into_any()
                    } else {
                        view! {
                            <a href=move || and_back("/sign-in", &here())>"Log in"</a>
                            <a href=move || and_back("/register", &here()) class="button small">
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
