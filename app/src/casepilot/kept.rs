//! What readers do with what is kept: say whether an answer is right, delete.

use super::answer::{Judged, judge_form};
use super::page::reader_of;
use super::posted::{PostedDeletion, PostedVerdict};
use super::private::identifying;
use crate::PublicError;
use crate::backend::{Backend, failure, find_asker_of};
use crate::ui::drawn::Drawn;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use case2code::case_text::redact;
use http::header::ACCEPT;
use http::{HeaderMap, StatusCode};
use leptos::prelude::Owner;
use store::questions::Verdict;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 1_000;

/// Keeps what a reader thinks of an answer. The script gets the form again, with what was kept; a form without one leads
/// back to the answer.
pub async fn judge_answer(State(backend): State<Backend>, headers: HeaderMap, body: Bytes) -> Response {
    let posted: PostedVerdict = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    match judge(&backend, &headers, &posted).await {
        Ok((id, judged)) if !wants_page(&headers) => {
            let drawn = Owner::new().with(|| Drawn::of(judge_form(id, judged)));
            Html(drawn.into_html().replace("<!>", "")).into_response()
        }
        Ok((id, _)) => Redirect::to(&format!("/casepilot/{id}#question-{id}")).into_response(),
        Err(error) => told(&error),
    }
}

/// Deletes a conversation of a reader, or all of them.
pub async fn delete_questions(State(backend): State<Backend>, headers: HeaderMap, body: Bytes) -> Response {
    let posted: PostedDeletion = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    match delete(&backend, &headers, &posted).await {
        Ok(()) => Redirect::to("/casepilot").into_response(),
        Err(error) => told(&error),
    }
}

async fn judge(
    backend: &Backend,
    headers: &HeaderMap,
    posted: &PostedVerdict,
) -> Result<(i64, Judged), PublicError> {
    let not_found = || {
        PublicError::new(
            404,
            "There is no such answer.",
            "It may be deleted, or somebody else’s.",
        )
    };
    let (Ok(id), Some(verdict)) = (posted.id.parse(), Verdict::from_slug(&posted.verdict)) else {
        return Err(not_found());
    };
    let asker = find_asker_of(backend, headers).await?;
    let reader = reader_of(&asker).ok_or_else(not_found)?;
    let reason: String = posted
        .reason
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_REASON)
        .collect();
    let reason = Some(redact(reason.trim(), &identifying(reason.trim())))
        .filter(|reason| !reason.is_empty() && verdict == Verdict::Wrong);
    let is_kept = backend
        .store
        .judge_question(id, reader, verdict, reason.clone(), backend.clock.now())
        .await
        .map_err(failure)?;
    if !is_kept {
        return Err(not_found());
    }
    let judged = Judged {
        verdict: Some(verdict),
        reason,
    };
    Ok((id, judged))
}

async fn delete(backend: &Backend, headers: &HeaderMap, posted: &PostedDeletion) -> Result<(), PublicError> {
    // Who has asked nothing has nothing to delete.
    let Some(reader) = reader_of(&find_asker_of(backend, headers).await?) else {
        return Ok(());
    };
    let deleted = match posted.conversation.parse() {
        Ok(conversation) => backend.store.delete_conversation(conversation, reader).await,
        Err(_) if posted.conversation == "all" => backend.store.delete_questions(reader).await,
        Err(_) => Ok(0),
    };
    deleted.map(drop).map_err(failure)
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

fn told(error: &PublicError) -> Response {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{error}\n")).into_response()
}
