//! The two forms. They post without JavaScript, and with it they work in place.

use super::SignedIn;
use super::api::{Register, SignIn};
use crate::PublicError;
use crate::ui::error_view::ErrorView;
use crate::ui::field::Field;
use leptos::prelude::*;

/// What a form's action came to, once it has.
type Outcome = Signal<Option<Result<(), PublicError>>>;

/// Calls back once when an action has succeeded, after everything that depends on who is signed in was told.
fn when_done(result: Outcome, then: Option<Callback<()>>) {
    let signed_in = use_context::<SignedIn>();
    Effect::new(move |_| {
        if matches!(result.get(), Some(Ok(()))) {
            if let Some(signed_in) = signed_in {
                signed_in.changed();
            }
            if let Some(then) = then {
                then.run(());
            }
        }
    });
}

fn error_of(result: Outcome, field: Option<&'static str>) -> Signal<Option<PublicError>> {
    Signal::derive(move || {
        let error = result.get().and_then(Result::err)?;
        (error.field.as_deref() == field).then_some(error)
    })
}

fn text_of(error: Signal<Option<PublicError>>) -> Signal<Option<String>> {
    Signal::derive(move || error.get().map(|error| error.to_string()))
}

/// Create a free account.
#[component]
pub(crate) fn RegisterForm(
    /// Prefix of the ids in the form: several may stand on a page.
    id: &'static str,
    /// Where a form on a page of its own leads; in place without.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// Called when the account is there.
    #[prop(optional_no_strip)]
    done: Option<Callback<()>>,
) -> impl IntoView {
    let action = ServerAction::<Register>::new();
    let result = action.value().into();
    when_done(result, done);
    let pending = action.pending();
    let general = error_of(result, None);
    view! {
        <ActionForm action=action attr:class="form">
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <Field
                name="email"
                label="E-mail address"
                id=format!("{id}-email")
                kind="email"
                autocomplete="email"
                error=text_of(error_of(result, Some("email")))
            />
            <Field
                name="password"
                label="Password"
                id=format!("{id}-password")
                kind="password"
                autocomplete="new-password"
                hint="At least 10 characters."
                error=text_of(error_of(result, Some("password")))
            />
            {move || general.get().map(|error| view! { <ErrorView error /> })}
            <button type="submit" class="button" disabled=pending>
                {move || if pending.get() { "Creating the account…" } else { "Create free account" }}
            </button>
        </ActionForm>
    }
    .into_any()
}

/// Sign in.
#[component]
pub(crate) fn SignInForm(
    /// Prefix of the ids in the form: several may stand on a page.
    id: &'static str,
    /// Where a form on a page of its own leads; in place without.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// Called when the reader is signed in.
    #[prop(optional_no_strip)]
    done: Option<Callback<()>>,
) -> impl IntoView {
    let action = ServerAction::<SignIn>::new();
    let result = action.value().into();
    when_done(result, done);
    let pending = action.pending();
    let general = error_of(result, None);
    view! {
        <ActionForm action=action attr:class="form">
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <Field
                name="email"
                label="E-mail address"
                id=format!("{id}-email")
                kind="email"
                autocomplete="username"
                error=text_of(error_of(result, Some("email")))
            />
            <Field
                name="password"
                label="Password"
                id=format!("{id}-password")
                kind="password"
                autocomplete="current-password"
                error=text_of(error_of(result, Some("password")))
            />
            {move || general.get().map(|error| view! { <ErrorView error /> })}
            <button type="submit" class="button" disabled=pending>
                {move || if pending.get() { "Signing in…" } else { "Log in" }}
            </button>
        </ActionForm>
    }
    .into_any()
}
