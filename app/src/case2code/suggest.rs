//! `/case2code/suggest?q=`: what the look-up box offers while somebody types, drawn as a part of a page.

use super::asked::{Asked, address};
use super::hits::shown_title;
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::parameters;
use crate::ui::date::{on_of, with_on};
use crate::ui::drawn::Drawn;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use case2code::answer::{Answer, Count, Hit, Why};
use case2code::life::State as SearchState;
use case2code::record::TermKind;
use case2code::search::Request;
use case2code::text::{Stems, is_silent, words};
use codeset::CodeSystem;
use codeset::mpfs::grouped;
use http::StatusCode;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use std::collections::HashSet;

/// How many codes are offered.
const OFFERED: usize = 8;

/// So many characters are looked at; the box takes no more.
const LONGEST_TYPED: usize = 200;

/// Offers codes for what is typed. Opens no page and counts none.
pub async fn suggest(State(backend): State<Backend>, RawQuery(query): RawQuery) -> Response {
    match draw(&backend, &parameters(&query.unwrap_or_default())).await {
        // Marks for the program, which does not take this over.
        Ok(drawn) => Html(drawn.into_html().replace("<!>", "")).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{error}\n")).into_response()
        }
    }
}

async fn draw(backend: &Backend, query: &ParamsMap) -> Result<Drawn, PublicError> {
    let on = on_of(query);
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let typed = query.get("q").unwrap_or_default();
    let typed: String = typed.trim_start().chars().take(LONGEST_TYPED).collect();
    let search = match backend.case2code.state().await.map_err(failure)? {
        SearchState::Ready(search) => search,
        SearchState::Building(per_cent) => {
            return Ok(drawn(|| {
                view! {
                    <p class="suggest-note" data-says="" data-again>
                        {format!("The search index is being built: {per_cent} per cent are done.")}
                    </p>
                }
            }));
        }
    };
    let request = Request {
        text: typed.clone(),
        on: date,
        filters: Default::default(),
        skip: 0,
        take: OFFERED,
        is_typing: true,
    };
    // Words of a whole code set take their milliseconds: other requests do not wait for them.
    let answer = tokio::task::spawn_blocking(move || search.find(&request))
        .await
        .map_err(failure)?
        .map_err(failure)?;
    Ok(drawn(|| view! { <Offer typed answer on /> }))
}

/// Draws outside a page.
fn drawn<V: IntoView>(view: impl FnOnce() -> V) -> Drawn {
    Owner::new().with(|| Drawn::of(view()))
}

/// The list of codes, or why there is none.
#[component]
fn Offer(typed: String, answer: Answer, on: Option<String>) -> impl IntoView {
    if answer.hits.is_empty() {
        let words = if typed.trim().is_empty() {
            "Type a code or words.".to_owned()
        } else if answer.only_silent {
            "These words stand in nearly every title. Add what the code is about.".to_owned()
        } else {
            format!("No code found for “{}”.", shortened(&typed))
        };
        return view! {
            <p class="suggest-note" data-says="No code found">
                {words}
            </p>
        }
        .into_any();
    }
    let says = match answer.hits.len() {
        1 => "1 suggestion".to_owned(),
        count => format!("{count} suggestions"),
    };
    let note = note(&answer).map(|note| view! { <p class="suggest-note">{note}</p> });
    let marker = Marker::new(&typed, &answer);
    let all = Asked {
        text: typed.trim().to_owned(),
        page: 1,
        ..Asked::default()
    };
    let all = address("/case2code", &all, on.as_deref());
    let typed = shortened(typed.trim());
    let all_words = match answer.count {
        Count::Exactly(1) => format!("The result for “{typed}”"),
        Count::Exactly(count) => format!("All {} results for “{typed}”", grouped(count as u64)),
        Count::MoreThan(count) => format!("More than {} results for “{typed}”", grouped(count as u64)),
    };
    let last = answer.hits.len() + 1;
    let options = answer.hits.into_iter().enumerate().map(|(at, hit)| {
        let address = with_on(&hit.code.path(), on.as_deref());
        view! { <Offered number=at + 1 address hit marker=marker.clone() /> }
    });
    view! {
        {note}
        <ul role="listbox" id="suggestions" aria-label="Suggestions" data-says=says>
            {options.collect_view()}
            <li role="option" id=format!("suggestion-{last}") aria-selected="false" class="suggest-all" data-address=all>
                {all_words}
            </li>
        </ul>
    }
    .into_any()
}

/// A code to choose.
#[component]
fn Offered(number: usize, address: String, hit: Hit, marker: Marker) -> impl IntoView {
    let title = if hit.title.is_empty() {
        shown_title(&hit).into_any()
    } else {
        marker
            .pieces(&hit.title)
            .into_iter()
            .map(|(piece, is_met)| match is_met {
                true => view! { <mark>{piece}</mark> }.into_any(),
                false => piece.into_any(),
            })
            .collect_view()
            .into_any()
    };
    view! {
        <li role="option" id=format!("suggestion-{number}") aria-selected="false" data-address=address>
            <span class="code">{hit.code.as_str().to_owned()}</span>
            " "
            <span class="list-title">{title}</span>
            " "
            <span class="list-system">
                {hit.code.system().label()} {standing(&hit).map(|words| format!(", {words}"))}
            </span>
            {why(&hit.why).map(|why| view! { <span class="suggest-why">" " {why}</span> })}
        </li>
    }
}

/// What keeps a code from a claim on the day, in a word.
fn standing(hit: &Hit) -> Option<String> {
    if let Some(ended) = hit.ended {
        return Some(format!("ended {ended}"));
    }
    if let Some(begins) = hit.begins {
        return Some(format!("begins {begins}"));
    }
    if !hit.is_in_force {
        return Some("not in force".to_owned());
    }
    let has_headers = matches!(hit.code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs);
    (has_headers && hit.billable == Some(false)).then(|| "header".to_owned())
}

/// Why a code is offered, where its title alone does not say so.
fn why(why: &Why) -> Option<String> {
    if !why.read_as.is_empty() {
        let read_as = why
            .read_as
            .iter()
            .map(|(typed, wording)| format!("{typed} → {wording}"));
        return Some(read_as.collect::<Vec<_>>().join(", "));
    }
    match why.kind? {
        TermKind::Title => None,
        TermKind::Descriptor => Some("by another official description".to_owned()),
        TermKind::CommonLanguage => Some("by its common-language description".to_owned()),
        TermKind::ShortTitle => Some(format!("short title: {}", why.text)),
        TermKind::Inclusion => Some(format!("includes {}", why.text)),
        TermKind::Index => Some(format!("index: {}", why.text)),
        TermKind::Thesaurus => Some(format!("also called {}", why.text)),
    }
}

/// What has to be known of how the text was read.
fn note(answer: &Answer) -> Option<String> {
    if let Some(correction) = answer.corrections.first() {
        return Some(format!(
            "“{}” read as “{}”",
            shortened(&correction.typed),
            correction.taken
        ));
    }
    answer
        .is_partial
        .then(|| "No code has all of these words.".to_owned())
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Finds in a title what was looked for.
#[derive(Clone, Debug)]
struct Marker {
    stems: HashSet<String>,
    /// The word that may go on.
    begin: Option<String>,
}

impl Marker {
    fn new(typed: &str, answer: &Answer) -> Self {
        let mut known = Stems::default();
        let read_as = answer.hits.iter().flat_map(|hit| &hit.why.read_as);
        let wordings = read_as
            .map(|(_, wording)| wording)
            .chain(answer.corrections.iter().map(|correction| &correction.taken));
        let stems = std::iter::once(typed)
            .chain(wordings.map(String::as_str))
            .flat_map(|text| known.of(text))
            .collect();
        let is_at_end = typed.ends_with(char::is_alphanumeric);
        let begin = words(typed)
            .pop()
            .map(|word| word.plain)
            .filter(|word| is_at_end && word.chars().count() > 1);
        Self { stems, begin }
    }

    /// A title in pieces, and which of them were looked for.
    fn pieces(&self, title: &str) -> Vec<(String, bool)> {
        let mut stems = Stems::default();
        let mut pieces = Vec::new();
        let mut done = 0;
        for word in words(title) {
            let (start, end) = word.span;
            let written = &title[start..end];
            let end = if !is_silent(&word.plain) && self.stems.contains(&stems.stem(&word.plain)) {
                end
            } else if let Some(begin) = &self.begin
                && word.plain.starts_with(begin.as_str())
                && !is_silent(&word.plain)
            {
                // Where a word is written in other letters, a part of it cannot be told.
                match written.is_ascii() {
                    true => start + begin.len().min(written.len()),
                    false => end,
                }
            } else {
                continue;
            };
            if done < start {
                pieces.push((title[done..start].to_owned(), false));
            }
            pieces.push((title[start..end].to_owned(), true));
            done = end;
        }
        if done < title.len() {
            pieces.push((title[done..].to_owned(), false));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, title: &str) -> String {
        let pieces = Marker::new(typed, &Answer::default()).pieces(title);
        assert_eq!(
            pieces.iter().map(|(text, _)| text.as_str()).collect::<String>(),
            title
        );
        pieces
            .into_iter()
            .map(|(text, is_met)| if is_met { format!("[{text}]") } else { text })
            .collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_in_titles() {
        assert_eq!(
            marked("low back pa", "Low back pain, unspecified"),
            "[Low] [back] [pa]in, unspecified"
        );
        assert_eq!(
            marked("fracture", "Fractures of the femur"),
            "[Fractures] of the femur"
        );
        assert_eq!(
            marked("of the", "Fractures of the femur"),
            "Fractures of the femur"
        );
        assert_eq!(marked("meniere ", "Ménière's disease"), "[Ménière's] disease");
        assert_eq!(marked("meni", "Ménière's disease"), "[Ménière's] disease");
        assert_eq!(marked("", "Cholera"), "Cholera");
        assert_eq!(marked("x", ""), "");
    }
}
