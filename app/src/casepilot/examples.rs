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

/// The questions that stand there before anything is chosen: some of all.
const SOME: [&str; 4] = [TOPICS[0].2[0], TOPICS[1].2[0], TOPICS[4].2[0], TOPICS[6].2[1]];

/// The chips, and the questions of the one that is chosen; some of all without. The script exchanges the lists in place,
/// so that answers above them stay.
pub(super) fn examples(chosen: &str, on: Option<&str>) -> impl IntoView + use<> {
    let is_known = TOPICS.iter().any(|(slug, ..)| *slug == chosen);
    let chosen = if is_known { chosen } else { "" };
    let chips = TOPICS.iter().map(|(slug, label, _)| {
        let address = with_on(&format!("/casepilot?topic={slug}#ask-about"), on);
        view! {
            <li>
                <a
                    href=address
                    class="chip"
                    data-topic=*slug
                    aria-current=(*slug == chosen).then_some("true")
                >
                    {*label}
                </a>
            </li>
        }
    });
    let chips = chips.collect_view();
    let lists = std::iter::once(("", &SOME[..]))
        .chain(TOPICS.iter().map(|(slug, _, questions)| (*slug, *questions)))
        .map(|(slug, questions)| list(slug, questions, slug == chosen))
        .collect_view();
    view! {
        <section class="ask-about" id="ask-about" aria-labelledby="ask-about-title">
            <h2 id="ask-about-title">"Ask about"</h2>
            <ul class="chips">{chips}</ul>
            <form method="post" action="/casepilot" data-ask aria-label="Examples">
                {on_field(on)}
                {lists}
            </form>
        </section>
    }
}

fn list(topic: &'static str, questions: &[&'static str], is_shown: bool) -> impl IntoView + use<> {
    let questions = questions.iter().map(|question| {
        view! {
            <li>
                <button type="submit" name="chosen" value=*question class="example">
                    {*question}
                </button>
            </li>
        }
    });
    view! {
        <ul class="examples-list" data-topic=topic hidden=!is_shown>
            {questions.collect_view()}
        </ul>
    }
}
