//! What was found in the text of a case: phrases, their codes, and what is still open.

use super::marked::class;
use crate::case2code::hits::Hits;
use crate::ui::date::with_on;
use case2code::case_text::{Finding, Prompt, Status};
use codeset::NaiveDate;
use leptos::prelude::*;

/// The findings in two lists: what the text states, and the rest.
#[component]
pub(super) fn Findings(findings: Vec<Finding>, on: Option<String>, date: NaiveDate) -> impl IntoView {
    let (stated, others): (Vec<_>, Vec<_>) = (1..)
        .zip(findings)
        .partition(|(_, finding)| finding.status == Status::Affirmed);
    let list = |heading: &'static str, findings: Vec<(usize, Finding)>| {
        (!findings.is_empty()).then(|| {
            let items = findings
                .into_iter()
                .map(|(number, finding)| view! { <FindingItem number finding on=on.clone() date /> });
            view! {
                <h2>{heading}</h2>
                <ol class="findings">{items.collect_view()}</ol>
            }
        })
    };
    view! {
        {list("Stated", stated)}
        {list("Not to be coded as it stands", others)}
    }
}

#[component]
fn FindingItem(number: usize, finding: Finding, on: Option<String>, date: NaiveDate) -> impl IntoView {
    let Finding {
        words,
        status,
        advice,
        candidates,
        prompts,
        ..
    } = finding;
    let label = (status != Status::Affirmed)
        .then(|| view! { <span class=format!("status {}", class(status))>{status.label()}</span> });
    let advice = (!advice.is_empty()).then(|| view! { <p class="finding-advice">{advice}</p> });
    let prompts = prompts
        .into_iter()
        .map(|prompt| view! { <PromptView prompt on=on.clone() /> })
        .collect_view();
    view! {
        <li id=format!("finding-{number}") class="finding" value=number.to_string()>
            <h3>
                <span class="finding-number">{number}</span>
                {words}
                {label}
            </h3>
            {advice}
            <Hits hits=candidates on=on.clone() date />
            {prompts}
        </li>
    }
}

/// A question that the text leaves open.
#[component]
fn PromptView(prompt: Prompt, on: Option<String>) -> impl IntoView {
    let choices = prompt.choices.into_iter().map(|(label, code)| {
        view! {
            <li>
                <a href=with_on(&code.path(), on.as_deref())>
                    {label} " " <span class="code">{code.as_str().to_owned()}</span>
                </a>
            </li>
        }
    });
    view! {
        <div class="prompt">
            <p>{prompt.question}</p>
            <ul class="choices">{choices.collect_view()}</ul>
        </div>
    }
}
