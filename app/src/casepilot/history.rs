//! What a reader has asked.

use crate::ui::date::{long_date, with_on};
use leptos::prelude::*;
use store::entity::question;

/// So many questions are looked at.
pub(super) const MOST: u64 = 200;

/// A conversation in the list.
struct Conversation {
    id: i64,
    /// Its first question.
    text: String,
    /// When it was asked last.
    last: String,
    /// How many questions follow the first.
    more: usize,
}

/// The conversations of questions that come with the last one first.
fn conversations(questions: Vec<question::Model>) -> Vec<Conversation> {
    let mut all: Vec<Conversation> = Vec::new();
    for question in questions {
        match all.iter_mut().find(|one| one.id == question.conversation_id) {
            Some(one) => {
                one.text = question.text;
                one.more += 1;
            }
            None => all.push(Conversation {
                id: question.conversation_id,
                text: question.text,
                last: long_date(question.asked_at.date_naive()),
                more: 0,
            }),
        }
    }
    all
}

/// The list, with ways to delete.
pub(super) fn history(
    questions: Vec<question::Model>,
    is_guest: bool,
    on: Option<&str>,
) -> Option<impl IntoView + use<>> {
    if questions.is_empty() {
        return None;
    }
    let on = on.map(str::to_owned);
    let rows = conversations(questions).into_iter().map(|one| {
        let short = shortened(&one.text, 160);
        let more = match one.more {
            0 => String::new(),
            1 => ", 1 more question".to_owned(),
            more => format!(", {more} more questions"),
        };
        let delete = format!("Delete “{}”", shortened(&one.text, 40));
        view! {
            <li>
                <a href=with_on(&format!("/casepilot/{}", one.id), on.as_deref())>{short}</a>
                <span class="hint">{one.last} {more}</span>
                {delete_form(one.id.to_string(), "Delete", Some(delete))}
            </li>
        }
    });
    let note = if is_guest {
        "Kept for 30 days in this browser’s name; an account keeps them until you delete them."
    } else {
        "Kept until you delete them. Deleting gives no question back."
    };
    Some(view! {
        <section class="asked-before" aria-labelledby="asked-before-title">
            <h2 id="asked-before-title">"Your questions"</h2>
            <p class="hint">{note}</p>
            <ul class="asked-list">{rows.collect_view()}</ul>
            <details class="delete-all">
                <summary>"Delete all"</summary>
                {delete_form("all".to_owned(), "Delete all of my questions", None)}
            </details>
        </section>
    })
}

/// A button that deletes a conversation, or `all`.
pub(super) fn delete_form(conversation: String, label: &'static str, says: Option<String>) -> impl IntoView {
    view! {
        <form method="post" action="/casepilot/delete" class="delete">
            <input type="hidden" name="conversation" value=conversation />
            <button type="submit" class="button quiet small" aria-label=says>
                {label}
            </button>
        </form>
    }
}

/// The beginning of a text.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
