//! `/account`: what an account says of itself, and the way out.

use super::api::{SignOut, draw_account};
use super::forms::{take_fields, when_done};
use super::{SignInForm, SignedIn};
use crate::ui::date::{use_on, with_on};
use crate::ui::drawn::DrawnView;
use crate::ui::error_view::ErrorView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

/// The account of who is signed in, or the form to sign in.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let account = Resource::new_blocking(SignedIn::version, |_| draw_account());
    let sign_out = ServerAction::<SignOut>::new();
    when_done(sign_out.value().into(), None);
    let send = move |event| {
        let [next] = take_fields(&event, ["next"]);
        sign_out.dispatch(SignOut { next });
    };
    let on = use_on();
    let next = move |path| with_on(path, on.get_untracked().as_deref());
    view! {
        <Title text="Account" />
        <main class="page narrow" id="content">
            <h1>"Your account"</h1>
            <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    match account.await {
                        Ok(Some(drawn)) => {
                            view! {
                                <DrawnView drawn />
                                <form method="post" action=SignOut::url() class="form" on:submit=send>
                                    <input type="hidden" name="next" value=next("/") />
                                    <button type="submit" class="button quiet">
                                        "Sign out"
                                    </button>
                                </form>
                            }
                                .into_any()
                        }
                        Ok(None) => {
                            view! {
                                <p>"You are not signed in."</p>
                                <SignInForm id="account" next=Some(next("/account")) />
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </main>
    }
    .into_any()
}
