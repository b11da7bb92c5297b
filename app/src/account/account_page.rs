//! `/account`: what an account says of itself, and the way out.

use super::api::SignOut;
use super::{Reader, SignInForm, SignedIn, find_reader};
use crate::ui::date::long_date;
use crate::ui::error_view::ErrorView;
use codeset::access::Plan;
use leptos::prelude::*;
use leptos_meta::Title;

/// The account of who is signed in, or the form to sign in.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let reader = Resource::new_blocking(SignedIn::version, |_| find_reader());
    view! {
        <Title text="Account" />
        <main class="page narrow" id="content">
            <h1>"Your account"</h1>
            <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    match reader.await {
                        Ok(Some(reader)) => view! { <Details reader /> }.into_any(),
                        Ok(None) => {
                            view! {
                                <p>"You are not signed in."</p>
                                <SignInForm id="account" next=Some("/account".to_owned()) />
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </main>
    }
}

#[component]
fn Details(reader: Reader) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    let signed_in = use_context::<SignedIn>();
    Effect::new(move |_| {
        if let (Some(Ok(())), Some(signed_in)) = (sign_out.value().get(), signed_in) {
            signed_in.changed();
        }
    });
    let views = match reader.limit {
        Some(limit) => {
            format!("{} of {limit} used; the count starts anew on {}", reader.used, long_date(reader.resets_on))
        }
        None => "Unlimited".to_owned(),
    };
    let plan = match reader.plan {
        Plan::Guest | Plan::Free => "Free",
        Plan::Member => "Member",
        Plan::Staff => "Staff",
    };
    view! {
        <dl class="facts">
            <div>
                <dt>"E-mail address"</dt>
                <dd>{reader.email}</dd>
            </div>
            <div>
                <dt>"Plan"</dt>
                <dd>{plan}</dd>
            </div>
            <div>
                <dt>"Code page views"</dt>
                <dd>{views}</dd>
            </div>
            <div>
                <dt>"Registered"</dt>
                <dd>{long_date(reader.since)}</dd>
            </div>
        </dl>
        <ActionForm action=sign_out attr:class="form">
            <input type="hidden" name="next" value="/" />
            <button type="submit" class="button quiet">
                "Sign out"
            </button>
        </ActionForm>
    }
}
