//! Questions to begin with, by what they ask about.

use super::form::on_field;
use crate::ui::date::with_on;
use leptos::prelude::*;

/// What can be asked about: its name in an address, for readers, and questions.
const TOPICS: [(&str, &str, &[&str]); 7] = [
    (
        "cpt-codes",
        "CPT Codes",
        &[
            "What is CPT code 99213?",
            "Which code is for group therapy?",
            "What does Medicare pay for 97110 in ZIP 10001?",
        ],
    ),
    (
        "guidelines",
        "Guidelines",
        &[
            "Guidelines for E/M services",
            "Guidelines for 97150",
            "Which level is a new patient visit of 50 minutes?",
        ],
    ),
    (
        "modifiers",
        "Modifiers",
        &[
            "Which modifiers go with 97110?",
            "What does modifier 59 do?",
            "When is modifier 25 needed?",
        ],
    ),
    (
        "crosswalks",
        "Crosswalks",
        &[
            "Which diagnoses go with 97110?",
            "What is ICD-9 code 724.2 in ICD-10-CM?",
            "Which codes are related to 97150?",
        ],
    ),
    (
        "ncci-edits",
        "NCCI Edits",
        &[
            "Can 97110 and 97140 be billed together?",
            "How many units of 97110 may be billed in a day?",
            "Can 97150 and 97530 be billed with modifier 59?",
        ],
    ),
    (
        "compliance",
        "Compliance",
        &[
            "What is the global period of 20610?",
            "97110 for 38 minutes and 97140 for 14 minutes: how many units?",
            "What does status A of 97150 mean?",
        ],
    ),
    (
        "medicare-coverage",
        "Medicare Coverage",
        &[
            "Does Medicare cover 97150?",
            "What does Medicare pay for 97150?",
            "What changed for 97110 this year?",
        ],
    ),
];

/// The chips, and the questions of the one that is chosen; some of all without.
pub(super) fn examples(chosen: &str, on: Option<&str>) -> impl IntoView + use<> {
    let topic = TOPICS.iter().find(|(slug, ..)| *slug == chosen);
    let chips = TOPICS.iter().map(|(slug, label, _)| {
        let is_chosen = topic.is_some_and(|(chosen, ..)| chosen == slug);
        let address = with_on(&format!("/casepilot?topic={slug}#ask-about"), on);
        view! {
            <li>
                <a href=address class="chip" aria-current=is_chosen.then_some("true")>
                    {*label}
                </a>
            </li>
        }
    });
    let chips = chips.collect_view();
    let questions: Vec<&str> = match topic {
        Some((_, _, questions)) => questions.to_vec(),
        None => vec![TOPICS[0].2[0], TOPICS[1].2[0], TOPICS[4].2[0], TOPICS[6].2[1]],
    };
    let questions = questions.into_iter().map(|question| {
        view! {
            <li>
                <button type="submit" name="chosen" value=question class="example">
                    {question}
                </button>
            </li>
        }
    });
    view! {
        <section class="ask-about" id="ask-about" aria-labelledby="ask-about-title">
            <h2 id="ask-about-title">"Ask about"</h2>
            <ul class="chips">{chips}</ul>
            <form method="post" action="/casepilot" data-ask aria-label="Examples">
                {on_field(on)}
                <ul class="examples-list">{questions.collect_view()}</ul>
            </form>
        </section>
    }
}
