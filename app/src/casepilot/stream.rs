//! `POST /casepilot/ask`: an answer while it is made, as events of HTML for the script.
//!
//! The answer is made inside the body of the response: when the browser goes away, the body is dropped, and the work with
//! it. Events are not compressed (a stream of events never is), so nothing is held back.

use super::answer::{Asked, Drawing, Judged, Within, answered, begun, step};
use super::asking::{Granted, Refusal, answer, grant};
use super::linked::codes_of_citations;
use super::posted::read_question;
use super::refusal::refusal_view;
use crate::backend::{Backend, find_asker_of};
use crate::ui::drawn::Drawn;
use crate::ui::error_view::ErrorView;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use casepilot::answer::Citation;
use casepilot::event::Event;
use codeset::Code;
use futures_util::{StreamExt, stream};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::*;
use serde::Serialize;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// More is no question.
const LARGEST: usize = 64 * 1024;

/// What happens, for the script.
#[derive(Serialize)]
struct Told {
    /// What it is: `begin`, `step`, `sentence`, `table`, `source`, `done`, `refused` or `error`.
    kind: &'static str,
    /// It as a part of the page.
    html: String,
    /// The question.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    /// How many questions remain, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<String>,
}

impl Told {
    fn new<V: IntoView>(kind: &'static str, view: impl FnOnce() -> V) -> Self {
        let html = Owner::new().with(|| Drawn::of(view())).into_html();
        Self {
            kind,
            // Marks for the program, which does not take this over.
            html: html.replace("<!>", ""),
            id: None,
            left: None,
        }
    }

    fn event(&self) -> Bytes {
        // Strings alone are always JSON.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("data: {json}\n\n").into()
    }
}

/// Answers a question while the script listens.
pub async fn stream_answer(State(backend): State<Backend>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let posted = match to_bytes(body, LARGEST).await {
        Ok(body) => read_question(&body),
        Err(_) => {
            return response(
                StatusCode::PAYLOAD_TOO_LARGE,
                None,
                Body::from("The question is too long.\n"),
            );
        }
    };
    let granted = match find_asker_of(&backend, &parts.headers).await {
        Ok(asker) => grant(&backend, &parts, asker, &posted).await,
        Err(error) => Err(error.into()),
    };
    match granted {
        Ok(granted) => stream(backend, granted),
        Err(refusal) => refuse(
            refusal,
            if posted.place == "box" {
                "box-question"
            } else {
                "question"
            },
        ),
    }
}

fn refuse(refusal: Refusal, field: &str) -> Response {
    let (status, cookie) = match &refusal {
        Refusal::Error(error) => (
            StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            None,
        ),
        Refusal::Spent(_, cookie) => (StatusCode::OK, cookie.clone()),
        Refusal::Identifiers { .. } => (StatusCode::OK, None),
    };
    let told = Told::new("refused", || refusal_view(refusal, field));
    response(status, cookie, Body::from(told.event()))
}

fn stream(backend: Backend, granted: Granted) -> Response {
    let cookie = granted.cookie.clone();
    let (sender, receiver) = unbounded_channel();
    let work = Box::pin(make(backend, granted, sender));
    let pieces = stream::unfold(
        (work, false, receiver),
        async |(mut work, mut is_done, mut receiver)| loop {
            tokio::select! {
                biased;
                piece = receiver.recv() => {
                    return piece.map(|piece| (Ok::<Bytes, Infallible>(piece), (work, is_done, receiver)));
                }
                () = &mut work, if !is_done => is_done = true,
            }
        },
    );
    response(StatusCode::OK, cookie, Body::from_stream(pieces.fuse()))
}

/// Makes an answer and tells of it.
async fn make(backend: Backend, granted: Granted, sender: UnboundedSender<Bytes>) {
    // Nobody listens any more: then all of this is about to be dropped.
    let send = |told: Told| drop(sender.send(told.event()));
    let today = backend.today();
    let asked = Asked {
        id: granted.id,
        text: granted.text.clone(),
        about: granted.about.clone(),
        on: granted.on,
        zip: granted.zip.clone(),
    };
    send(Told {
        id: Some(granted.id),
        left: Some(granted.left.says()),
        ..Told::new("begin", || begun(&asked))
    });
    let on = granted.on.map(|on| on.to_string());
    let cited = Mutex::new(Cited::default());
    let tell = |event: Event| {
        let mut cited = cited.lock().unwrap_or_else(PoisonError::into_inner);
        let number = cited.note(&event);
        let within = Within {
            id: granted.id,
            codes: &cited.codes,
            on: on.as_deref(),
        };
        match event {
            Event::Step(text) => send(Told::new("step", || step(text))),
            Event::Citation(citation) => send(Told::new("source", || within.source(number, &citation))),
            Event::Sentence(sentence) => send(Told::new("sentence", || within.sentence(&sentence))),
            Event::Table(table) => send(Told::new("table", || within.table(&table))),
            // The answer itself follows.
            Event::Done(_) => {}
        }
    };
    let told = match answer(&backend, &granted, &tell).await {
        Ok(answer) => {
            let drawing = Drawing {
                today,
                site: &backend.settings.public_url,
                is_guest: !granted.has_account,
            };
            Told {
                id: Some(granted.id),
                ..Told::new("done", || answered(&asked, &answer, Judged::default(), drawing))
            }
        }
        Err(error) => Told::new("error", || view! { <ErrorView error /> }),
    };
    send(told);
}

/// The sources told so far.
#[derive(Default)]
struct Cited {
    count: usize,
    codes: Vec<Code>,
}

impl Cited {
    /// Notes a source; gives its number.
    fn note(&mut self, event: &Event) -> usize {
        let number = self.count;
        if let Event::Citation(citation) = event {
            self.count += 1;
            let citations: &[Citation] = std::slice::from_ref(citation);
            self.codes.extend(codes_of_citations(citations));
        }
        number
    }
}

fn response(status: StatusCode, cookie: Option<HeaderValue>, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        // Proxies that gather pieces of an answer are asked not to.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(cookie) = cookie {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}
