//! The page: a field for the text, and what was read in it.

use super::findings::Findings;
use super::marked::Marked;
use super::posted::PostedCase;
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use crate::ui::text_area::TextArea;
use case2code::case_text::{CaseReading, Identifier, MOST_CHARACTERS, find_identifiers, redact};
use case2code::life::State;
use codeset::NaiveDate;
use codeset::mpfs::grouped;
use leptos::prelude::*;
use tokio::sync::Semaphore;

/// The path of the page.
const PATH: &str = "/case2code/case";

/// So many cases are read at a time: a long one takes a core for a tenth of a second.
static READERS: Semaphore = Semaphore::const_new(2);

/// Draws the page, with the reading of the text that its form has sent.
pub(crate) async fn draw(on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let posted = use_context::<PostedCase>().unwrap_or_default();
    let mut text: String = posted.text.replace("\r\n", "\n");
    if !posted.redact.is_empty() {
        let end = text
            .char_indices()
            .nth(MOST_CHARACTERS)
            .map_or(text.len(), |(end, _)| end);
        text = redact(&text[..end], &find_identifiers(&text[..end]));
    }
    let found = if text.trim().is_empty() {
        ().into_any()
    } else {
        match backend.case2code.state().await.map_err(failure)? {
            State::Ready(search) => {
                let _one_of_few = READERS.acquire().await.map_err(failure)?;
                let case = text.clone();
                let reading = tokio::task::spawn_blocking(move || search.read_case(&case, date))
                    .await
                    .map_err(failure)?
                    .map_err(failure)?;
                view! { <Reading text=text.clone() reading on=on.clone() date /> }.into_any()
            }
            State::Building(per_cent) => view! {
                <p class="notice" role="status">
                    {format!("The search index is being built: {per_cent} per cent are done. Send the text again in a few seconds.")}
                </p>
            }
            .into_any(),
        }
    };
    let main = Drawn::of(view! {
        <nav class="crumbs" aria-label="Where this page belongs">
            <a href=with_on("/case2code", on.as_deref())>"Case2Code"</a>
        </nav>
        <h1>"Read a case"</h1>
        <p>
            "Paste a note: the phrases that carry a code are found, with what is said of them, the codes, and what is left open. The text is read and forgotten; it is neither stored nor logged."
        </p>
        <form method="post" action=with_on(PATH, on.as_deref()) class="case-form">
            <label for="case-text">"Text of the case"</label>
            <TextArea
                id="case-text"
                name="text"
                text
                rows=10
                max_length=MOST_CHARACTERS
                described_by="case-text-hint"
            />
            <p id="case-text-hint" class="hint">
                {format!("Up to {} characters. Leave out names, dates and numbers that identify a patient.", grouped(MOST_CHARACTERS as u64))}
            </p>
            <p class="ways">
                <button type="submit" class="button">
                    "Find codes"
                </button>
                <button type="submit" name="redact" value="yes" class="button quiet">
                    "Take out identifiers, then find codes"
                </button>
            </p>
        </form>
        {found}
    });
    Ok(DrawnPage {
        title: "Read a case".to_owned(),
        main,
        is_wide: true,
    })
}

/// What was read.
#[component]
fn Reading(text: String, reading: CaseReading, on: Option<String>, date: NaiveDate) -> impl IntoView {
    let end = text
        .char_indices()
        .nth(MOST_CHARACTERS)
        .map_or(text.len(), |(end, _)| end);
    let mut notes = Vec::new();
    if reading.is_cut {
        let most = grouped(MOST_CHARACTERS as u64);
        notes.push(format!(
            "The text is longer than {most} characters: only its beginning was read."
        ));
    }
    if reading.is_crowded {
        notes.push("There are more phrases than one reading looks up: send the rest by itself.".to_owned());
    }
    if reading.findings.is_empty() {
        notes.push(
            "No phrase was found that a loaded code is named by. Search for single words instead.".to_owned(),
        );
    }
    let notes = notes
        .into_iter()
        .map(|note| view! { <p class="search-note">{note}</p> })
        .collect_view();
    let identifiers = identifiers(&reading.identifiers);
    let marked = view! { <Marked text=&text[..end] reading=&reading /> };
    view! {
        <section class="case" aria-label="What was read">
            {identifiers}
            {notes}
            <div class="case-columns">
                <div>
                    <h2>"The text"</h2>
                    {marked}
                </div>
                <div>
                    <Findings findings=reading.findings on date />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The warning about likely identifiers.
fn identifiers(identifiers: &[Identifier]) -> Option<impl IntoView + use<>> {
    if identifiers.is_empty() {
        return None;
    }
    let mut kinds: Vec<(char, &str, usize)> = Vec::new();
    for identifier in identifiers {
        let (letter, label) = (identifier.kind.letter(), identifier.kind.label());
        match kinds.iter_mut().find(|(_, known, _)| *known == label) {
            Some((.., count)) => *count += 1,
            None => kinds.push((letter, label, 1)),
        }
    }
    kinds.sort_unstable();
    let list: Vec<String> = kinds
        .into_iter()
        .map(|(letter, label, count)| match count {
            1 => format!("{label} ({letter})"),
            count => format!("{label} ({letter}), {count} times"),
        })
        .collect();
    let line = format!(
        "The text may identify a person: {}. The letters are those of 45 CFR 164.514(b)(2)(i). Patterns miss names in prose: look yourself before a text goes anywhere.",
        list.join("; ")
    );
    Some(view! {
        <p class="notice warning" role="status">
            {line}
        </p>
    })
}
