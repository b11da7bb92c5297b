//! `/casepilot` and `/casepilot/{id}`.

use super::answer::{Asked, Drawing, Judged, answered, unanswered};
use super::asking::{Refusal, answer, grant};
use super::examples::examples;
use super::form::AskForm;
use super::history::{MOST, delete_form, history, shortened};
use super::left::Left;
use super::posted::PostedQuestion;
use super::refusal::{refusal_view, spent};
use crate::PublicError;
use crate::account::register;
use crate::backend::{Asker, Backend, failure, find_asker, parts, send_cookie};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use casepilot::answer::Answer;
use codeset::access::Plan;
use http::header::LOCATION;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::params::ParamsMap;
use store::entity::question;

/// Draws the page of the form; a question that the form has posted is answered, and its conversation led to.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let mut asker = find_asker(&backend).await?;
    let mut posted = use_context::<PostedQuestion>().unwrap_or_default();
    let mut says = None;
    let mut left = Left::of(&backend, &asker).await?;
    if use_context::<PostedQuestion>().is_some() {
        match answer_posted(&backend, &mut asker, &posted).await {
            Ok((path, granted)) => {
                see_other(&path);
                left = granted;
                posted = PostedQuestion::default();
            }
            Err((refusal, error)) => {
                set_status(&refusal);
                left = match &refusal {
                    Refusal::Spent(left, _) => left.clone(),
                    _ => Left::of(&backend, &asker).await?,
                };
                says = Some(match (refusal, error) {
                    (Refusal::Spent(left, cookie), error) => {
                        send_cookie(cookie);
                        spent(&left, &posted.email, error)
                    }
                    (refusal, _) => refusal_view(refusal, "question"),
                });
            }
        }
    } else if left.plan == Plan::Guest && left.remaining() == Some(0) {
        says = Some(spent(&left, "", None));
    }
    // What was chosen or cleaned is what stands in the field.
    if posted.question.trim().is_empty() {
        posted.question = std::mem::take(&mut posted.chosen);
    }
    if posted.zip.is_empty() {
        posted.zip = query.get("zip").unwrap_or_default();
    }
    let questions = match reader_of(&asker) {
        Some(reader) => backend
            .store
            .list_questions(reader, MOST)
            .await
            .map_err(failure)?,
        None => Vec::new(),
    };
    let topic = query.get("topic").unwrap_or_default();
    let is_guest = left.plan == Plan::Guest;
    let main = Drawn::of(view! {
        <h1>"CasePilot"</h1>
        <p class="lead">
            "Coding questions, answered out of what is loaded: every sentence with its source, and what is not loaded is said to be so."
        </p>
        <div class="casepilot" data-casepilot>
            <div class="conversation"></div>
            <AskForm posted label="Your question" date left=left.says() kept_on=on.clone() says />
            <p class="visually-hidden" role="status" data-told></p>
            {examples(&topic, on.as_deref())}
        </div>
        {history(questions, is_guest, on.as_deref())}
    });
    Ok(DrawnPage {
        title: "CasePilot".to_owned(),
        main,
        is_wide: true,
    })
}

/// Draws a conversation, for who had it.
pub(crate) async fn draw_conversation(id: &str, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let asker = find_asker(&backend).await?;
    let not_found = || {
        PublicError::new(
            404,
            "There is no such question.",
            "It may be deleted, or somebody else’s. Log in with the account that asked it, or ask anew.",
        )
        .with_status()
    };
    let reader = reader_of(&asker).ok_or_else(not_found)?;
    let id: i64 = id.parse().map_err(|_| not_found())?;
    let found = backend.store.find_question(id, reader).await.map_err(failure)?;
    let conversation_id = found.ok_or_else(not_found)?.conversation_id;
    let questions = backend
        .store
        .list_conversation(conversation_id, reader)
        .await
        .map_err(failure)?;
    let Some((first, last)) = questions.first().zip(questions.last()) else {
        return Err(not_found());
    };
    let left = Left::of(&backend, &asker).await?;
    let drawing = Drawing {
        today: backend.today(),
        site: &backend.settings.public_url,
        is_guest: left.plan == Plan::Guest,
    };
    let posted = PostedQuestion {
        about: first.about.clone(),
        after: last.id.to_string(),
        on: last.on_date.map(|on| on.to_string()).unwrap_or_default(),
        zip: last.zip.clone().unwrap_or_default(),
        ..Default::default()
    };
    let says = (drawing.is_guest && left.remaining() == Some(0)).then(|| spent(&left, "", None));
    let title = format!("{} – CasePilot", shortened(&first.text, 60));
    let articles = questions.iter().map(|kept| article(kept, drawing)).collect_view();
    let main = Drawn::of(view! {
        <nav class="crumbs" aria-label="Where this page belongs">
            <a href=with_on("/casepilot", on.as_deref())>"CasePilot"</a>
        </nav>
        <h1>"A question and its answer"</h1>
        <div class="casepilot" data-casepilot>
            <div class="conversation">{articles}</div>
            <AskForm posted label="Ask on" date left=left.says() kept_on=on.clone() says />
            <p class="visually-hidden" role="status" data-told></p>
        </div>
        {delete_form(conversation_id.to_string(), "Delete this conversation", None)}
    });
    Ok(DrawnPage {
        title,
        main,
        is_wide: true,
    })
}

fn article(kept: &question::Model, drawing: Drawing<'_>) -> AnyView {
    let asked = Asked::of(kept);
    // An answer of another version of this program that cannot be read is one to ask for again.
    let answer = kept.answer.as_deref().map(serde_json::from_str::<Answer>);
    match answer {
        Some(Ok(answer)) => answered(&asked, &answer, Judged::of(kept), drawing),
        _ => unanswered(&asked),
    }
}

/// Answers the question of the form, with a new account where it comes with one. Gives the page of the conversation and
/// what is left; or why not, with what is wrong with the account.
async fn answer_posted(
    backend: &Backend,
    asker: &mut Asker,
    posted: &PostedQuestion,
) -> Result<(String, Left), (Refusal, Option<PublicError>)> {
    if matches!(asker, Asker::Guest(_)) && !posted.email.trim().is_empty() {
        match register(&posted.email, posted.password.clone()).await {
            Ok(account) => *asker = Asker::Account(account),
            Err(error) => {
                let left = Left::of(backend, asker)
                    .await
                    .map_err(|error| (error.into(), None))?;
                return Err((Refusal::Spent(left, None), Some(error)));
            }
        }
    }
    let parts = parts().map_err(|error| (error.into(), None))?;
    let granted = grant(backend, &parts, asker.clone(), posted)
        .await
        .map_err(|refusal| (refusal, None))?;
    send_cookie(granted.cookie.clone());
    answer(backend, &granted, &|_| {})
        .await
        .map_err(|error| (error.into(), None))?;
    let on = granted.on.map(|on| on.to_string());
    let path = with_on(&format!("/casepilot/{0}#question-{0}", granted.id), on.as_deref());
    Ok((path, granted.left.clone()))
}

/// The reader of whoever asks, where there is one.
pub(super) fn reader_of(asker: &Asker) -> Option<i64> {
    match asker {
        Asker::Account(account) => Some(account.reader_id),
        Asker::Guest(reader) => *reader,
    }
}

fn see_other(path: &str) {
    if let (Some(response), Ok(path)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(LOCATION, path);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// The status of the page that says why not. Other than the forms of accounts, this one is answered by its page itself.
fn set_status(refusal: &Refusal) {
    if let (Some(response), Refusal::Error(error)) = (use_context::<ResponseOptions>(), refusal) {
        response.set_status(StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
}
