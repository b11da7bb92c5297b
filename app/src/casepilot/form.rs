//! The form of a question: on its own page, and as a box on the page of a code.

use super::asking::{MOST_CHARACTERS, path_of};
use super::posted::PostedQuestion;
use crate::ui::date::with_on;
use crate::ui::text_area::escaped;
use codeset::date::{DATES_OF_SERVICE, date_of_service};
use codeset::mpfs::grouped;
use codeset::{Code, NaiveDate};
use leptos::prelude::*;

/// The form on a page of CasePilot.
#[component]
pub(super) fn AskForm(
    /// What stands in it.
    posted: PostedQuestion,
    /// What it is called.
    label: &'static str,
    /// The date of service.
    date: NaiveDate,
    /// How many questions remain.
    left: String,
    /// The date of service that the page keeps.
    kept_on: Option<String>,
    /// Why what stands in it was not answered, and what to do.
    #[prop(optional_no_strip)]
    says: Option<AnyView>,
) -> impl IntoView {
    let [first, last] = DATES_OF_SERVICE;
    let date = match posted.on.as_str() {
        "" => date.to_string(),
        on => on.to_owned(),
    };
    let goes_on = !posted.after.is_empty();
    let anew = with_on("/casepilot", kept_on.as_deref());
    let hint = format!(
        "Up to {} characters. Leave out what identifies a patient. ",
        grouped(MOST_CHARACTERS as u64)
    );
    view! {
        <form method="post" action="/casepilot" class="ask" id="ask" data-ask aria-label="Ask CasePilot">
            <div class="field">
                <label for="question" data-next="Ask on">
                    {label}
                </label>
                <textarea
                    id="question"
                    name="question"
                    rows="3"
                    aria-describedby="question-hint"
                    autocomplete="off"
                    inner_html=escaped(&posted.question)
                ></textarea>
                <p id="question-hint" class="hint">
                    {hint} <span class="keys">"Ctrl + Enter sends."</span>
                </p>
            </div>
            <div class="filters">
                <div class="field">
                    <label for="question-on">"Date of service"</label>
                    <input id="question-on" name="on" type="date" value=date min=first max=last autocomplete="off" />
                </div>
                <div class="field">
                    <label for="question-zip">"ZIP code, for payments"</label>
                    <input
                        id="question-zip"
                        name="zip"
                        value=posted.zip
                        inputmode="numeric"
                        maxlength="10"
                        autocomplete="postal-code"
                        placeholder="10001"
                    />
                </div>
            </div>
            {hidden("about", posted.about)}
            {hidden("after", posted.after)}
            <div class="ask-says" aria-live="polite">
                {says}
            </div>
            <p class="ways">
                <button type="submit" class="button">
                    "Ask"
                </button>
                <span class="hint" data-left>
                    {left}
                </span>
                // A page of its own, which the script cannot take for this one.
                <a href=anew rel="external" class="anew" data-anew hidden=!goes_on>
                    "New conversation"
                </a>
            </p>
        </form>
    }
}

/// The box on the page of a code, which knows its code.
#[component]
pub(crate) fn AskBox(
    /// The code.
    code: Code,
    /// The date of service that the page keeps.
    on: Option<String>,
) -> impl IntoView {
    let says = format!("Ask about {}…", code.as_str());
    view! {
        <section class="ask-box" data-casepilot aria-labelledby="ask-box-title">
            <h2 id="ask-box-title">
                <a href=with_on("/casepilot", on.as_deref())>"CasePilot"</a>
            </h2>
            <div class="conversation"></div>
            <form method="post" action="/casepilot" class="ask compact" data-ask aria-label="Ask CasePilot about this code">
                <label for="box-question" class="visually-hidden">
                    {format!("Question about {}", code.as_str())}
                </label>
                <textarea
                    id="box-question"
                    name="question"
                    rows="1"
                    placeholder=says
                    autocomplete="off"
                    inner_html=""
                ></textarea>
                {hidden("about", path_of(&code))}
                {hidden("after", String::new())}
                {hidden("place", "box".to_owned())}
                {on_field(on.as_deref())}
                <div class="ask-says" aria-live="polite"></div>
                <p class="ways">
                    <button type="submit" class="button quiet small">
                        "Ask"
                    </button>
                    <span class="hint" data-left></span>
                </p>
            </form>
            <p class="visually-hidden" role="status" data-told></p>
        </section>
    }
}

/// Keeps the date of service.
pub(super) fn on_field(on: Option<&str>) -> impl IntoView + use<> {
    on.filter(|on| date_of_service(on).is_some())
        .map(|on| hidden("on", on.to_owned()))
}

fn hidden(name: &'static str, value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}
