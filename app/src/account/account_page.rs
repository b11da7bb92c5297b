//! `/account`: what an account says of itself, and the way out.

use super::api::{SignOut, draw_account};
use super::forms::when_done;
use super::{SignInForm, SignedIn};
use crate::ui::drawn::DrawnView;
use crate::ui::error_view::ErrorView;
use leptos::prelude::*;
use leptos_meta::Title;

/// The account of who is signed in, or the form to sign in.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let account = Resource::new_blocking(SignedIn::version, |_| draw_account());
    let sign_out = ServerAction::<SignOut>::new();
    when_done(sign_out.value().into(), None);
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
                                <ActionForm action=sign_out attr:class="form">
                                    <input type="hidden" name="next" value="/" />
                                    <button type="submit" class="button quiet">
                                        "Sign out"
                                    </button>
                                </ActionForm>
                            }
                                .into_any()
                        }
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
    .into_any()
}
