//! What is said in place of an answer, inside the form of the question.

use super::asking::Refusal;
use super::left::{Left, questions};
use crate::PublicError;
use crate::ui::date::long_date;
use crate::ui::error_view::ErrorView;
use crate::ui::link::and_back;
use case2code::case_text::{Identifier, redact};
use codeset::access::Plan;
use leptos::prelude::*;

/// Why a question was not answered, and what to do. `field` is the id of the question's field.
pub(super) fn refusal_view(refusal: Refusal, field: &str) -> AnyView {
    match refusal {
        Refusal::Error(error) => view! { <ErrorView error /> }.into_any(),
        Refusal::Identifiers { text, found } => identifiers(&text, &found, field),
        Refusal::Spent(left, _) => spent(&left, "", None),
    }
}

/// What may identify a person, marked, and what can be done about it.
fn identifiers(text: &str, found: &[Identifier], field: &str) -> AnyView {
    let mut pieces: Vec<AnyView> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let mut at = 0;
    for one in found {
        let (from, to) = one.span;
        let label = one.kind.label();
        if !labels.contains(&label) {
            labels.push(label);
        }
        pieces.push(text[at..from].to_owned().into_any());
        let words = text[from..to].to_owned();
        pieces.push(view! { <mark class="identifier" title=label>{words}</mark> }.into_any());
        at = to;
    }
    pieces.push(text[at..].to_owned().into_any());
    let line = format!(
        "The question may identify a person: {}. It was not sent on, counted or kept.",
        labels.join(", ")
    );
    let edit = format!("#{field}");
    view! {
        <div class="private">
            <p class="notice warning">{line}</p>
            <p class="private-text">{pieces}</p>
            <p class="private-without">
                <span class="hint">"Without them: "</span>
                <span class="private-text">{redact(text, found)}</span>
            </p>
            <p class="ways">
                <button type="submit" name="identifiers" value="redact" class="button small">
                    "Ask without them"
                </button>
                // The browser's own way, which takes the keyboard along.
                <a href=edit rel="external" class="button quiet small" data-edit>
                    "Edit"
                </a>
                <button type="submit" name="identifiers" value="keep" class="plain">
                    "These are not identifiers: ask as written"
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// That no question is left; for a guest with the account that gives more. It stands in the form, so that the question
/// is sent along with the registration.
pub(super) fn spent(left: &Left, email: &str, error: Option<PublicError>) -> AnyView {
    let resets = long_date(left.resets_on);
    if left.plan != Plan::Guest {
        let line = format!(
            "Free accounts have {} a month. The count starts anew on {resets}; what you asked this month can be asked again, and the tools and the search are free.",
            questions(left.limit.unwrap_or_default())
        );
        return view! {
            <div class="spent-questions">
                <p class="notice">
                    <strong>"No questions remaining. "</strong>
                    {line}
                </p>
            </div>
        }
        .into_any();
    }
    let why = if left.network_exhausted {
        "Many new guests came from your network today. ".to_owned()
    } else {
        format!(
            "Guests have {} a month. ",
            questions(left.limit.unwrap_or_default())
        )
    };
    let more = format!(
        "A free account has {}, and what you typed is asked with it.",
        questions(left.with_account)
    );
    let field_error = |field: &str| {
        let about = error
            .as_ref()
            .filter(|error| error.field.as_deref() == Some(field));
        about.map(|error| view! { <p class="field-error">{error.to_string()}</p> })
    };
    let (email_error, password_error) = (field_error("email"), field_error("password"));
    let general = error
        .clone()
        .filter(|error| error.field.is_none())
        .map(|error| view! { <ErrorView error /> });
    view! {
        <div class="spent-questions">
            <p class="notice">
                <strong>"No questions remaining. "</strong>
                {why}
                {more}
            </p>
            {general}
            <div class="field">
                <label for="ask-email">"E-mail address"</label>
                <input
                    id="ask-email"
                    name="email"
                    type="email"
                    value=email.to_owned()
                    autocomplete="email"
                    maxlength="256"
                />
                {email_error}
            </div>
            <div class="field">
                <label for="ask-password">"Password"</label>
                <input
                    id="ask-password"
                    name="password"
                    type="password"
                    autocomplete="new-password"
                    maxlength="256"
                    aria-describedby="ask-password-hint"
                />
                <p class="hint" id="ask-password-hint">
                    "At least 10 characters."
                </p>
                {password_error}
            </div>
            <p class="ways">
                <button type="submit" class="button small" name="with" value="account">
                    "Create free account and ask"
                </button>
                <a href=and_back("/sign-in", "/casepilot", None)>"Log in"</a>
            </p>
        </div>
    }
    .into_any()
}
