//! An answer as a reader sees it: whole, and piece by piece while it is made.

use super::answer_text::answer_text;
use super::asking::{code_of, path_of};
use super::linked::{codes_of, linked};
use crate::ui::copy::CopyButton;
use crate::ui::date::{long_date, with_on};
use crate::ui::link::{and_back, is_own_path};
use casepilot::answer::{Answer, AnswerTable, Author, Citation, Outcome, Role, Sentence, Way};
use codeset::{Code, NaiveDate};
use leptos::prelude::*;
use store::entity::question;
use store::questions::Verdict;

/// A longer passage, in characters, stands beside an answer with its beginning alone.
const LONG_QUOTE: usize = 220;
const QUOTE_BEGINNING: usize = 140;

/// A question as it stands above its answer.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Its id.
    pub id: i64,
    /// Its text.
    pub text: String,
    /// The code that it is about.
    pub about: Option<Code>,
    /// The date of service, unless today.
    pub on: Option<NaiveDate>,
    /// The ZIP code.
    pub zip: Option<String>,
}

impl Asked {
    /// A question that was kept.
    pub fn of(kept: &question::Model) -> Self {
        Self {
            id: kept.id,
            text: kept.text.clone(),
            about: code_of(&kept.about),
            on: kept.on_date,
            zip: kept.zip.clone(),
        }
    }

    /// The question, what it is about, and for when.
    fn head(&self, on: Option<NaiveDate>) -> impl IntoView + use<> {
        let says = on.map(|on| format!("Answered for {}.", long_date(on)));
        view! {
            {self.heading()}
            <p class="asked-for">{self.about()} {says}</p>
        }
    }

    fn heading(&self) -> impl IntoView + use<> {
        view! {
            <h2 id=format!("asked-{}", self.id) class="asked">
                {self.text.clone()}
            </h2>
        }
    }

    /// The code that it is about.
    fn about(&self) -> impl IntoView + use<> {
        let kept = self.on.map(|on| on.to_string());
        self.about.clone().map(|code| {
            let address = with_on(&code.path(), kept.as_deref());
            view! {
                "About " <a href=address class="code">{code.as_str().to_owned()}</a> ". "
            }
        })
    }
}

/// The place of an answer that is being made.
pub(super) fn begun(asked: &Asked) -> impl IntoView {
    view! {
        <article
            class="answer is-under-way"
            id=format!("question-{}", asked.id)
            aria-labelledby=format!("asked-{}", asked.id)
            aria-busy="true"
        >
            {asked.heading()}
            // The line that says for when it is answered once it is, so that nothing moves then.
            <div class="asked-for">
                {asked.about()} <ol class="steps" aria-live="polite" aria-label="What is being checked"></ol>
            </div>
            <div class="answer-columns">
                <div class="answer-text"></div>
                <div class="sources" hidden>
                    <h3>"Sources"</h3>
                    <ol></ol>
                </div>
            </div>
            <p class="ways">
                <button type="button" class="button quiet small" data-stop>
                    "Stop"
                </button>
            </p>
        </article>
    }
}

/// A step.
pub(super) fn step(text: String) -> impl IntoView {
    view! { <li>{text}</li> }
}

/// What pieces of an answer have in common.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    /// The question.
    pub id: i64,
    /// The codes that lead to their pages.
    pub codes: &'a [Code],
    /// The date of service that links keep.
    pub on: Option<&'a str>,
}

impl Within<'_> {
    /// A sentence with the numbers of what it rests on.
    pub fn sentence(self, sentence: &Sentence) -> AnyView {
        let text = linked(&sentence.text, self.codes, self.on);
        let cites = self.cites(&sentence.cites);
        match sentence.role {
            Role::Verdict => view! { <p class="verdict">{text}{cites}</p> }.into_any(),
            Role::Fact => view! { <p>{text}{cites}</p> }.into_any(),
            Role::Quote => view! {
                <blockquote class="quoted">
                    <p>{text}{cites}</p>
                </blockquote>
            }
            .into_any(),
            Role::Caution => view! {
                <p class="caution">
                    <strong>"Note: "</strong>
                    {text}
                    {cites}
                </p>
            }
            .into_any(),
            Role::Next => view! {
                <p class="next">
                    <strong>"Next: "</strong>
                    {text}
                    {cites}
                </p>
            }
            .into_any(),
        }
    }

    fn cites(self, cites: &[usize]) -> Option<impl IntoView + use<>> {
        if cites.is_empty() {
            return None;
        }
        let id = self.id;
        let links = cites.iter().map(|cite| {
            let number = cite + 1;
            view! {
                // The browser's own way to a fragment, so that the source is its target.
                <a href=format!("#source-{id}-{number}") rel="external" aria-label=format!("Source {number}")>
                    {number}
                </a>
            }
        });
        Some(view! {
            " "
            <span class="cites">{links.collect_view()}</span>
        })
    }

    /// A table.
    pub fn table(self, table: &AnswerTable) -> AnyView {
        let cells = |row: &Vec<String>| {
            row.iter()
                .zip(&table.columns)
                .map(|(cell, column)| {
                    view! { <td data-label=column.clone()>{linked(cell, self.codes, self.on)}</td> }
                })
                .collect_view()
        };
        let rows = table.rows.iter().map(|row| view! { <tr>{cells(row)}</tr> });
        let rows = rows.collect_view();
        let columns = table.columns.iter().cloned();
        // Several answers of a page may have tables of one name.
        let label = format!("{}, question {}", table.caption, self.id);
        view! {
            <h3>{table.caption.clone()} {self.cites(&table.cites)}</h3>
            <div class="table-frame" role="region" aria-label=label tabindex="0">
                <table class="table">
                    <thead>
                        <tr>{columns.map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    /// A source, by its number from 0.
    pub fn source(self, number: usize, citation: &Citation) -> AnyView {
        let number = number + 1;
        let place = [&citation.place, &citation.dates];
        let place: Vec<&str> = place
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let quote = (!citation.quote.is_empty()).then(|| quoted(&citation.quote));
        let open = is_own_path(&citation.path).then(|| {
            let address = with_on(&citation.path, self.on);
            view! {
                <p>
                    <a href=address aria-label=format!("Open source {number}")>
                        "Open"
                    </a>
                </p>
            }
        });
        view! {
            <li id=format!("source-{}-{number}", self.id)>
                <p class="source-name">{citation.source.clone()}</p>
                <p class="source-place">{place.join(" · ")}</p>
                {quote}
                {open}
            </li>
        }
        .into_any()
    }
}

/// What a source says: all of it, or its beginning where it is long.
fn quoted(quote: &str) -> AnyView {
    let whole = quote.to_owned();
    if quote.chars().count() <= LONG_QUOTE {
        return view! { <blockquote>{whole}</blockquote> }.into_any();
    }
    let words: String = quote.chars().take(QUOTE_BEGINNING).collect();
    let beginning = words.rsplit_once(' ').map_or(words.as_str(), |(words, _)| words);
    view! {
        <details>
            <summary>
                <span class="beginning">{format!("{beginning}… ")}</span>
                <span class="more"></span>
            </summary>
            <blockquote>{whole}</blockquote>
        </details>
    }
    .into_any()
}

/// What a reader said of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: Option<String>,
}

impl Judged {
    /// Of a question that was kept.
    pub fn of(kept: &question::Model) -> Self {
        Self {
            verdict: kept.verdict.as_deref().and_then(Verdict::from_slug),
            reason: kept.reason.clone(),
        }
    }
}

/// For whom and when an answer is drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    /// Today.
    pub today: NaiveDate,
    /// The site's address.
    pub site: &'a str,
    /// Whether an account would show more.
    pub is_guest: bool,
}

/// A question with its answer.
pub(super) fn answered(asked: &Asked, answer: &Answer, judged: Judged, drawing: Drawing<'_>) -> AnyView {
    let on = (answer.on != drawing.today).then(|| answer.on.to_string());
    let codes = codes_of(answer);
    let within = Within {
        id: asked.id,
        codes: &codes,
        on: on.as_deref(),
    };
    let sentences = answer.sentences.iter().map(|sentence| within.sentence(sentence));
    let sentences = sentences.collect_view();
    let tables = answer
        .tables
        .iter()
        .map(|table| within.table(table))
        .collect_view();
    let sources = answer.citations.iter().enumerate();
    let sources = sources.map(|(number, citation)| within.source(number, citation));
    let sources = (!answer.citations.is_empty()).then(|| {
        view! {
            <div class="sources">
                <h3>"Sources"</h3>
                <ol>{sources.collect_view()}</ol>
            </div>
        }
    });
    let author = match &answer.author {
        Author::Composed => None,
        Author::Model(model) => Some(view! {
            <p class="hint">{format!("Phrased by {model}, checked against the rows below.")}</p>
        }),
    };
    let again = (answer.outcome == Outcome::Locked).then(|| {
        let account = drawing.is_guest.then(|| {
            let here = format!("/casepilot/{0}#question-{0}", asked.id);
            view! {
                <p>
                    <a href=and_back("/register", &here, on.as_deref())>"Create a free account"</a>
                    ", then ask again: that is not counted."
                </p>
            }
        });
        view! {
            {account}
            {ask_again(asked)}
        }
    });
    view! {
        <article
            class="answer"
            id=format!("question-{}", asked.id)
            data-outcome=answer.outcome.slug()
            aria-labelledby=format!("asked-{}", asked.id)
        >
            {asked.head(Some(answer.on))}
            <div class="answer-columns">
                <div class="answer-text">
                    {label(answer.outcome).map(|label| view! { <p class="badge">{label}</p> })}
                    {sentences}
                    {author}
                    {tables}
                    {ways(asked, answer, on.as_deref())}
                    {again}
                    <div class="answer-foot">
                        <CopyButton
                            label="Copy with sources"
                            text=answer_text(&asked.text, answer, drawing.site)
                        />
                        {judge_form(asked.id, judged)}
                    </div>
                </div>
                {sources}
            </div>
        </article>
    }
    .into_any()
}

/// A question whose answer was broken off.
pub(super) fn unanswered(asked: &Asked) -> AnyView {
    view! {
        <article
            class="answer"
            id=format!("question-{}", asked.id)
            aria-labelledby=format!("asked-{}", asked.id)
        >
            {asked.head(None)}
            <p class="notice">"The answer was broken off. Asking again is not counted."</p>
            {ask_again(asked)}
        </article>
    }
    .into_any()
}

/// The outcome as a mark, where the answer is not simply one.
fn label(outcome: Outcome) -> Option<&'static str> {
    Some(match outcome {
        Outcome::Answered => return None,
        Outcome::NotLoaded => "Not loaded",
        Outcome::NotFound => "Not found",
        Outcome::NotCoding => "Not about coding",
        Outcome::MedicalAdvice => "No medical advice",
        Outcome::Unclear => "Needs more",
        Outcome::Locked => "Needs an opened code page",
    })
}

/// Where to go from an answer: pages, and questions that follow it.
fn ways(asked: &Asked, answer: &Answer, on: Option<&str>) -> AnyView {
    if answer.ways.is_empty() {
        return ().into_any();
    }
    let one = |way: &Way| match way {
        Way::Page { label, path } => view! {
            <a href=with_on(path, on) class="button quiet small">
                {label.clone()}
            </a>
        }
        .into_any(),
        Way::Question(text) => view! {
            <button type="submit" name="chosen" value=text.clone() class="button quiet small">
                {text.clone()}
            </button>
        }
        .into_any(),
    };
    view! {
        <form method="post" action="/casepilot" class="ways" data-ask>
            {kept_fields(asked)}
            {answer.ways.iter().map(one).collect_view()}
        </form>
    }
    .into_any()
}

/// Asks the same once more.
fn ask_again(asked: &Asked) -> impl IntoView {
    view! {
        <form method="post" action="/casepilot" class="ways" data-ask>
            {kept_fields(asked)}
            <button type="submit" name="chosen" value=asked.text.clone() class="button quiet small">
                "Ask again"
            </button>
        </form>
    }
}

/// What a question after another one keeps of it.
fn kept_fields(asked: &Asked) -> impl IntoView {
    let fields = [
        ("after", Some(asked.id.to_string())),
        ("about", asked.about.as_ref().map(path_of)),
        ("on", asked.on.map(|on| on.to_string())),
        ("zip", asked.zip.clone()),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some(view! { <input type="hidden" name=name value=value? /> }))
        .collect_view()
}

/// Whether it helped.
pub(super) fn judge_form(id: i64, judged: Judged) -> AnyView {
    let says = judged.verdict.map(|verdict| {
        match verdict {
            Verdict::Helpful => "You found this helpful.",
            Verdict::Wrong => "You said that this is wrong. That is kept with the question.",
        }
        .to_owned()
    });
    let reason = judged.reason.unwrap_or_default();
    let reason_id = format!("reason-{id}");
    // A form each: Enter in the field of the reason sends the verdict beside it.
    view! {
        <div class="judge">
            <p class="judged" role="status">
                {says}
            </p>
            <form method="post" action="/casepilot/judge" data-judge>
                <input type="hidden" name="id" value=id.to_string() />
                <button type="submit" name="verdict" value="helpful" class="button quiet small">
                    "Helpful"
                </button>
            </form>
            <details>
                <summary class="button quiet small">"Wrong"</summary>
                <form method="post" action="/casepilot/judge" data-judge>
                    <input type="hidden" name="id" value=id.to_string() />
                    <div class="field">
                        <label for=reason_id.clone()>"What is wrong? (Nothing that identifies a patient.)"</label>
                        <input id=reason_id name="reason" value=reason maxlength="1000" autocomplete="off" />
                    </div>
                    <button type="submit" name="verdict" value="wrong" class="button small">
                        "Say so"
                    </button>
                </form>
            </details>
        </div>
    }
    .into_any()
}
