//! The pages of the two forms, for readers who come from a link.

use super::{RegisterForm, SignInForm};
use crate::ui::date::{on_of, with_on};
use crate::ui::link::is_own_path;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Where to go afterwards: an address of this site, or the start.
fn use_next() -> String {
    use_query_map().with_untracked(|query| {
        let next = query.get("next").filter(|next| is_own_path(next));
        next.unwrap_or_else(|| with_on("/", on_of(query).as_deref()))
    })
}

fn leave_to(next: String) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| navigate(&next, Default::default()))
}

/// `/register`.
#[component]
pub(crate) fn RegisterPage() -> impl IntoView {
    let next = use_next();
    let done = leave_to(next.clone());
    view! {
        <Title text="Register" />
        <main class="page narrow" id="content">
            <h1>"Create a free account"</h1>
            <p>"It opens the six sections of a code page: guidelines, modifiers, crosswalks, NCCI edits, compliance and Medicare coverage."</p>
            <RegisterForm id="register" next=Some(next) done=Some(done) />
        </main>
    }
}

/// `/sign-in`.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let next = use_next();
    let done = leave_to(next.clone());
    view! {
        <Title text="Log in" />
        <main class="page narrow" id="content">
            <h1>"Log in"</h1>
            <SignInForm id="sign-in" next=Some(next) done=Some(done) />
        </main>
    }
}
