//! From what a form sends to an answer: who may ask, what is kept, and the way through the engine.

use super::at_once::UnderWay;
use super::left::Left;
use super::posted::PostedQuestion;
use super::private::{identifying, mentions};
use crate::PublicError;
use crate::backend::{Asker, Backend, failure, new_guest, not_written};
use crate::meter::{Gate, has_room_for_guest};
use case2code::case_text::{Identifier, redact};
use casepilot::answer::Answer;
use casepilot::ask::Ask;
use casepilot::event::Event;
use casepilot::topic::Topic;
use codeset::access::Window;
use codeset::mpfs::grouped;
use codeset::zip::five_digits;
use codeset::{Code, CodeSystem, NaiveDate};
use http::HeaderValue;
use http::request::Parts;
use std::time::Duration;
use store::questions::{NewAnswer, NewQuestion};

/// The longest question, in characters.
pub(super) const MOST_CHARACTERS: usize = 4_000;
/// No answer takes longer on a healthy database.
const LONGEST_ANSWER: Duration = Duration::from_secs(25);

/// A question that was granted and is kept.
pub(super) struct Granted {
    /// Its id.
    pub id: i64,
    /// As it is answered.
    pub text: String,
    /// As it is kept: without identifiers.
    pub kept: String,
    /// The code that it is about.
    pub about: Option<Code>,
    /// The date of service, unless today.
    pub on: Option<NaiveDate>,
    /// What is left after it.
    pub left: Left,
    /// The cookie that a new guest has to be sent.
    pub cookie: Option<HeaderValue>,
    /// The ZIP code.
    pub zip: Option<String>,
    /// Whether who asks has an account.
    pub has_account: bool,
    identifiers: Vec<Identifier>,
    before: Option<Topic>,
    gate: Gate,
    _under_way: UnderWay,
}

/// Why a question is not answered.
pub(super) enum Refusal {
    /// Something that the reader can mend, or an error of ours.
    Error(PublicError),
    /// It may identify a person; the reader decides.
    Identifiers {
        /// The question.
        text: String,
        /// What may identify a person.
        found: Vec<Identifier>,
    },
    /// No question is left; with the cookie that a new guest has to be sent.
    Spent(Left, Option<HeaderValue>),
}

impl From<PublicError> for Refusal {
    fn from(error: PublicError) -> Self {
        Self::Error(error)
    }
}

/// Grants a question and keeps it, or says why not; `parts` is the head of the request.
pub(super) async fn grant(
    backend: &Backend,
    parts: &Parts,
    asker: Asker,
    posted: &PostedQuestion,
) -> Result<Granted, Refusal> {
    let text = checked(posted.text())?;
    let today = backend.today();
    let on = match posted.on.trim() {
        "" | crate::ui::date::TODAY => None,
        on => Some(crate::on_date(Some(on), today)?).filter(|on| *on != today),
    };
    let zip = checked_zip(&posted.zip)?;
    let about = code_of(&posted.about);

    let found = identifying(&text);
    let kept = redact(&text, &found);
    let (text, identifiers) = match posted.identifiers.as_str() {
        _ if found.is_empty() => (text, found),
        "redact" => (kept.clone(), Vec::new()),
        "keep" => (text, found),
        _ => return Err(Refusal::Identifiers { text, found }),
    };

    let plan = asker.plan();
    let (reader_id, cookie) = match &asker {
        Asker::Account(account) => (account.reader_id, None),
        Asker::Guest(Some(reader)) => (*reader, None),
        Asker::Guest(None) if has_room_for_guest(backend, parts).await? => new_guest(backend).await?,
        Asker::Guest(None) => {
            let left = Left {
                network_exhausted: true,
                ..Left::new(backend, plan, 0)
            };
            return Err(Refusal::Spent(left, None));
        }
    };
    let Some(under_way) = backend.at_once.begin(reader_id) else {
        return Err(too_many_at_once().into());
    };
    let gate = Gate::of(backend, &asker).await?;
    let after = posted.after.parse().ok();
    let before = match after {
        Some(after) => backend
            .store
            .find_question(after, reader_id)
            .await
            .map_err(failure)?
            .and_then(|before| serde_json::from_str(&before.topic?).ok()),
        None => None,
    };
    let new = NewQuestion {
        reader_id,
        window_start: Window::of(today).start,
        after,
        text: kept.clone(),
        about: about.as_ref().map(path_of).unwrap_or_default(),
        on_date: on,
        zip: zip.clone(),
        plan,
        now: backend.clock.now(),
    };
    let limit = backend.settings.questions.limit(plan).unwrap_or(u32::MAX);
    let asked = backend
        .store
        .record_question(new, limit)
        .await
        .map_err(not_written)?;
    let left = Left::new(backend, plan, asked.used);
    let Some(id) = asked.granted else {
        return Err(Refusal::Spent(left, cookie));
    };
    Ok(Granted {
        id,
        text,
        kept,
        about,
        on,
        left,
        cookie,
        identifiers,
        zip,
        before,
        gate,
        has_account: matches!(asker, Asker::Account(_)),
        _under_way: under_way,
    })
}

/// Answers a question and keeps the answer. Whoever drops this stops the work.
pub(super) async fn answer(
    backend: &Backend,
    granted: &Granted,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Answer, PublicError> {
    let told = ask(backend, granted, &granted.text, tell).await?;
    let mut written = serde_json::to_string(&told).map_err(failure)?;
    let mut topic = serde_json::to_string(&told.topic).map_err(failure)?;
    let mut outcome = told.outcome;
    if mentions(&written, &granted.text, &granted.identifiers) {
        // What is kept is the answer to the question as it is kept.
        let without = ask(backend, granted, &granted.kept, &|_| {}).await?;
        written = serde_json::to_string(&without).map_err(failure)?;
        topic = serde_json::to_string(&without.topic).map_err(failure)?;
        outcome = without.outcome;
    }
    let kept = NewAnswer {
        outcome: outcome.slug(),
        topic: &topic,
        answer: &written,
    };
    backend
        .store
        .save_answer(granted.id, kept)
        .await
        .map_err(not_written)?;
    Ok(told)
}

async fn ask(
    backend: &Backend,
    granted: &Granted,
    text: &str,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Answer, PublicError> {
    let shows = |code: &Code| granted.gate.shows(code);
    let mut casepilot = backend.casepilot.clone();
    if !granted.identifiers.is_empty() {
        // What may identify a person goes to no server but this one.
        casepilot = casepilot.without_model();
    }
    let answer = casepilot.answer(Ask {
        text,
        about: granted.about.clone(),
        on: granted.on,
        today: backend.today(),
        zip: granted.zip.as_deref(),
        before: granted.before.as_ref(),
        shows: &shows,
        has_account: granted.has_account,
        tell,
    });
    match tokio::time::timeout(LONGEST_ANSWER, answer).await {
        Ok(answer) => answer.map_err(failure),
        Err(_) => Err(PublicError::new(
            504,
            "The answer takes too long.",
            "Ask for less at once, such as one pair of codes. Asking the same again is not counted.",
        )
        .with_status()),
    }
}

fn checked(text: String) -> Result<String, PublicError> {
    if text.is_empty() {
        return Err(PublicError::new(
            422,
            "There is no question yet.",
            "Type one, such as: What is CPT code 99213?",
        )
        .about("question"));
    }
    let length = text.chars().count();
    if length > MOST_CHARACTERS {
        return Err(PublicError::new(
            422,
            format!("The question has {} characters.", grouped(length as u64)),
            format!(
                "Up to {} are read: shorten it. Whole notes are read at Case2Code. Nothing was counted.",
                grouped(MOST_CHARACTERS as u64)
            ),
        )
        .about("question"));
    }
    Ok(text)
}

fn checked_zip(typed: &str) -> Result<Option<String>, PublicError> {
    match typed.trim() {
        "" => Ok(None),
        typed => match five_digits(typed) {
            Some(zip) => Ok(Some(zip.to_owned())),
            None => Err(PublicError::new(
                422,
                "This is not a ZIP code.",
                "Write five digits, or leave the field empty.",
            )
            .about("zip")),
        },
    }
}

fn too_many_at_once() -> PublicError {
    PublicError::new(
        429,
        "Several of your questions are being answered.",
        "Wait until one of them is done, then send this one again. Nothing was counted.",
    )
}

/// The code of an address such as `cpt/97150`.
pub(super) fn code_of(about: &str) -> Option<Code> {
    let (system, code) = about.split_once('/')?;
    Code::parse(CodeSystem::from_slug(system)?, code).ok()
}

/// The address of a code, such as `cpt/97150`.
pub(super) fn path_of(code: &Code) -> String {
    format!("{}/{}", code.system().slug(), code.as_str())
}
