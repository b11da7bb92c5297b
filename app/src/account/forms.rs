//! The two forms. They post without JavaScript, and with it they work in place.

use super::SignedIn;
use super::api::{Register, SignIn};
use crate::PublicError;
use crate::ui::date::{use_on, with_on};
use crate::ui::error_view::ErrorView;
use crate::ui::field::Field;
use crate::ui::link::and_back;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::web_sys::{FormData, HtmlFormElement};
use leptos_router::hooks::use_location;

/// What a form's action came to, once it has.
pub(super) type Outcome = Signal<Option<Result<(), PublicError>>>;

/// Once an action has succeeded, tells everything that depends on who is signed in, then calls back.
pub(super) fn when_done(outcome: Outcome, then: Option<Callback<()>>) {
    let signed_in = use_context::<SignedIn>();
    Effect::new(move |_| {
        if matches!(outcome.get(), Some(Ok(()))) {
            if let Some(signed_in) = signed_in {
                signed_in.changed();
            }
            if let Some(then) = then {
                then.run(());
            }
        }
    });
}

/// What stands in a form that was sent. From here on it is ours: the browser does not post it.
///
/// In place of leptos' `ActionForm`, which brings a parser of form data with it.
pub(super) fn take_fields<const N: usize>(event: &SubmitEvent, names: [&str; N]) -> [Option<String>; N] {
    event.prevent_default();
    let form: HtmlFormElement = event_target(event);
    let fields = FormData::new_with_form(&form);
    names.map(|name| fields.as_ref().ok()?.get(name).as_string())
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
    let send = move |event| {
        let [email, password, next] = take_fields(&event, ["email", "password", "next"]);
        let (email, password) = (email.unwrap_or_default(), password.unwrap_or_default());
        action.dispatch(Register {
            email,
            password,
            next,
        });
    };
    let outcome = action.value().into();
    when_done(outcome, done);
    let fields = Fields {
        id,
        autocomplete: ("email", "new-password"),
        hint: "At least 10 characters.",
        send: ("Create free account", "Creating the account…"),
        next: next.clone(),
    };
    view! {
        <form method="post" action=Register::url() class="form" on:submit=send>
            {fields.draw(outcome, action.pending())}
        </form>
        <OtherWay question="You have an account?" path="/sign-in" answer="Log in" next />
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
    let send = move |event| {
        let [email, password, next] = take_fields(&event, ["email", "password", "next"]);
        let (email, password) = (email.unwrap_or_default(), password.unwrap_or_default());
        action.dispatch(SignIn {
            email,
            password,
            next,
        });
    };
    let outcome = action.value().into();
    when_done(outcome, done);
    let fields = Fields {
        id,
        autocomplete: ("username", "current-password"),
        hint: "",
        send: ("Log in", "Signing in…"),
        next: next.clone(),
    };
    view! {
        <form method="post" action=SignIn::url() class="form" on:submit=send>
            {fields.draw(outcome, action.pending())}
        </form>
        <OtherWay question="No account yet?" path="/register" answer="Register for free" next />
    }
    .into_any()
}

/// What the two forms differ in.
struct Fields {
    id: &'static str,
    /// What a password manager fills in for the address and the password.
    autocomplete: (&'static str, &'static str),
    /// What a password must be, if anything.
    hint: &'static str,
    /// The button, and the button while it works.
    send: (&'static str, &'static str),
    next: Option<String>,
}

impl Fields {
    fn draw(self, outcome: Outcome, pending: Memo<bool>) -> AnyView {
        let error_at = move |field: Option<&'static str>| {
            Signal::derive(move || {
                let error = outcome.get().and_then(Result::err)?;
                (error.field.as_deref() == field).then_some(error)
            })
        };
        let text_at = move |field| {
            let error = error_at(Some(field));
            Signal::derive(move || error.get().map(|error| error.to_string()))
        };
        let general = error_at(None);
        let (idle, working) = self.send;
        view! {
            {self.next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <Field
                name="email"
                label="E-mail address"
                id=format!("{}-email", self.id)
                kind="email"
                autocomplete=self.autocomplete.0
                hint=""
                error=text_at("email")
            />
            <Field
                name="password"
                label="Password"
                id=format!("{}-password", self.id)
                kind="password"
                autocomplete=self.autocomplete.1
                hint=self.hint
                error=text_at("password")
            />
            {move || general.get().map(|error| view! { <ErrorView error /> })}
            <button type="submit" class="button" disabled=pending>
                {move || if pending.get() { working } else { idle }}
            </button>
        }
        .into_any()
    }
}

/// The way to the other form, which leads back to where the reader is.
#[component]
fn OtherWay(
    question: &'static str,
    path: &'static str,
    answer: &'static str,
    next: Option<String>,
) -> impl IntoView {
    let (here, on) = (use_location().pathname, use_on());
    let address = move || {
        let on = on.read();
        let back = next
            .clone()
            .unwrap_or_else(|| with_on(&here.read(), on.as_deref()));
        and_back(path, &back, on.as_deref())
    };
    view! {
        <p class="other-way">
            {question} " " <a href=address>{answer}</a>
        </p>
    }
    .into_any()
}
