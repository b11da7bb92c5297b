//! The corner of the head that says who is signed in.

use super::{SignedIn, find_reader};
use crate::ui::link::and_back;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// Log in and Register, or the account.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let reader = Resource::new_blocking(SignedIn::version, |_| find_reader());
    let location = use_location();
    let here = move || {
        let path = location.pathname.get();
        // From a form's page the reader wants to get away, not back.
        if matches!(path.as_str(), "/sign-in" | "/register") { "/".to_owned() } else { path }
    };
    view! {
        <div class="account-menu">
            <Transition>
                {move || Suspend::new(async move {
                    let signed_in = matches!(reader.await, Ok(Some(_)));
                    if signed_in {
                        view! { <A href="/account">"Account"</A> }.into_any()
                    } else {
                        view! {
                            <A href=move || and_back("/sign-in", &here())>"Log in"</A>
                            <A href=move || and_back("/register", &here()) attr:class="button small">
                                "Register"
                            </A>
                        }
                            .into_any()
                    }
                })}
            </Transition>
        </div>
    }
}
