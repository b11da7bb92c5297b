//! `/case2code?q=`: what the search found.

use super::LookUpBox;
use super::asked::{Asked, ON_A_PAGE, address, asked};
use super::hits::Hits;
use super::narrow::Narrow;
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use case2code::answer::{Answer, Count};
use case2code::life::State;
use case2code::search::{MOST_RANKED, Request};
use codeset::NaiveDate;
use codeset::mpfs::grouped;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reference::gaps::{CODE_SOURCES, find_gaps};

/// Draws the search that an address asks for.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let asked = asked(query);
    let gaps = find_gaps(&backend.store, &CODE_SOURCES, date)
        .await
        .map_err(failure)?;
    let found = match backend.case2code.state().await.map_err(failure)? {
        _ if asked.text.is_empty() => ().into_any(),
        State::Ready(search) => {
            let answer = search
                .find(&Request {
                    text: asked.text.clone(),
                    on: date,
                    filters: asked.filters.clone(),
                    skip: (asked.page - 1) * ON_A_PAGE,
                    take: ON_A_PAGE,
                    is_typing: false,
                })
                .map_err(failure)?;
            view! { <Found asked=asked.clone() answer on=on.clone() date /> }.into_any()
        }
        State::Building(per_cent) => view! {
            <p class="notice" role="status">
                {format!("The search index is being built: {per_cent} per cent are done. Reload this page in a few seconds; codes can be browsed meanwhile.")}
            </p>
        }
        .into_any(),
    };
    let main = Drawn::of(view! {
        <h1>"Case2Code"</h1>
        <p>
            "Finds codes by number, by how they begin, by range (97110-97150) or pattern (S83.2*), and by words: official, plain or abbreviated. Searching is free."
        </p>
        <LookUpBox id="look-up" text=asked.text.clone() on=on.clone() />
        <p class="examples">
            "A whole note? " <a href=with_on("/case2code/case", on.as_deref())>"Paste it and have its codes found"</a> "."
        </p>
        <GapsNotice gaps date />
        {found}
    });
    Ok(DrawnPage {
        title: match asked.text.as_str() {
            "" => "Case2Code".to_owned(),
            text => format!("{} – Case2Code", text.chars().take(60).collect::<String>()),
        },
        main,
        is_wide: true,
    })
}

/// The answer: notices, counts, codes, pages.
#[component]
fn Found(asked: Asked, answer: Answer, on: Option<String>, date: NaiveDate) -> impl IntoView {
    let notices = notices(&asked, &answer);
    let notices = notices
        .into_iter()
        .map(|notice| view! { <p class="search-note">{notice}</p> })
        .collect_view();
    if answer.hits.is_empty() {
        let is_narrowed = !asked.filters.is_empty();
        let advice = match (&answer, is_narrowed) {
            (_, true) => "No code has all of this with these filters.".to_owned(),
            (answer, _) if answer.only_silent => {
                "These words stand in nearly every title. Add what the code is about.".to_owned()
            }
            (_, _) if asked.page > 1 => "There is no such page of this list.".to_owned(),
            _ => format!(
                "Nothing loaded has the code or the words “{}”. Try fewer or other words, or only the beginning of the code.",
                shortened(&asked.text)
            ),
        };
        return view! {
            <div class="search">
                <Narrow asked counts=answer.counts on />
                <div class="search-found">
                    {notices}
                    <p class="notice">{advice}</p>
                </div>
            </div>
        }
        .into_any();
    }
    let first = (asked.page - 1) * ON_A_PAGE + 1;
    let last = first + answer.hits.len() - 1;
    let (said, reachable) = match answer.count {
        Count::Exactly(1) => ("1 code".to_owned(), 1),
        Count::Exactly(count) => (format!("{} codes", grouped(count as u64)), count),
        Count::MoreThan(count) => (
            format!(
                "More than {} codes; the closest {} are listed. Add a word, or narrow them down.",
                grouped(count as u64),
                grouped(count as u64)
            ),
            count,
        ),
    };
    view! {
        <div class="search">
            <Narrow asked=asked.clone() counts=answer.counts on=on.clone() />
            <div class="search-found">
                {notices}
                <p class="count" role="status">{said}</p>
                <Hits hits=answer.hits on=on.clone() date />
                <Pager asked first last reachable on />
            </div>
        </div>
    }
    .into_any()
}

/// What a reader has to know of how the text was read.
fn notices(asked: &Asked, answer: &Answer) -> Vec<String> {
    let mut notices: Vec<String> = answer
        .corrections
        .iter()
        .map(|correction| {
            format!(
                "No loaded text has “{}”: it was read as “{}”.",
                correction.typed, correction.taken
            )
        })
        .collect();
    let unknown: Vec<String> = answer
        .unknown
        .iter()
        .filter(|word| !answer.corrections.iter().any(|known| known.typed == **word))
        .take(5)
        .map(|word| format!("“{}”", shortened(word)))
        .collect();
    if !unknown.is_empty() && !answer.hits.is_empty() {
        notices.push(format!("No loaded text has {}.", unknown.join(", ")));
    }
    if answer.is_partial && !answer.hits.is_empty() {
        notices.push("No code has all of these words; those with most of them follow.".to_owned());
    }
    if asked.is_cut || answer.is_cut {
        notices.push("The text is longer than a search needs: only its beginning was looked up.".to_owned());
    }
    notices
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The ways to the other pages of the list, and to the list as a file.
#[component]
fn Pager(asked: Asked, first: usize, last: usize, reachable: usize, on: Option<String>) -> impl IntoView {
    let to = |page: usize, label: &'static str| {
        let other = Asked {
            page,
            ..asked.clone()
        };
        view! {
            <a href=address("/case2code", &other, on.as_deref()) class="button quiet small">
                {label}
            </a>
        }
    };
    let whole = Asked {
        page: 1,
        ..asked.clone()
    };
    let file = address("/case2code.csv", &whole, on.as_deref());
    let shown = format!(
        "{}–{} of {}",
        grouped(first as u64),
        grouped(last as u64),
        grouped(reachable.max(last) as u64)
    );
    let label = if reachable > MOST_RANKED {
        "All as CSV"
    } else {
        "CSV"
    };
    view! {
        <nav class="pager" aria-label="Pages">
            {(asked.page > 1).then(|| to(asked.page - 1, "Previous"))} <span class="count">{shown}</span>
            {(last < reachable).then(|| to(asked.page + 1, "Next"))}
            <a href=file class="button quiet small" rel="external" download>
                {label}
            </a>
        </nav>
    }
}
