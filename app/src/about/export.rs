//! `/about/data/changes.csv`: a list of changes as a file.

use super::changes_query::asked;
use super::tells::{Tells, tells};
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::ui::csv::csv_line;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use reference::changes::{Asked, ChangedRow, Words, stream_changes};
use tokio::sync::mpsc;

/// Rows are sent in pieces of about so many bytes.
const PIECE: usize = 32 * 1024;

/// Sends the list that an address asks for, row by row: it may be longer than memory.
pub async fn export_changes(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = asked(&parameters(&query.unwrap_or_default()));
    let tells = match find_asker_of(&backend, &headers).await {
        Ok(asker) => tells(asked.source, asker.plan()),
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    };
    if tells == Tells::Nothing {
        return (
            StatusCode::FORBIDDEN,
            "This list needs a free account: register or sign in.\n",
        )
            .into_response();
    }
    let name = format!("attachment; filename=\"changes-{}.csv\"", asked.source.slug());
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(write(backend, asked, tells == Tells::All, sender));
    let pieces = stream::unfold(receiver, async |mut receiver| {
        let piece: Result<Bytes, std::io::Error> = receiver.recv().await?;
        Some((piece, receiver))
    });
    // The compression asks once more after the end.
    let mut response = Response::new(Body::from_stream(pieces.fuse()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// Writes the rows until they end, or until nobody reads them any more.
async fn write(
    backend: Backend,
    asked: Asked,
    all: bool,
    sender: mpsc::Sender<Result<Bytes, std::io::Error>>,
) {
    let mut piece = csv_line(["change", "code", "row", "column", "before", "after"]);
    let rows = match stream_changes(&backend.store, &asked, all).await {
        Ok(Some(rows)) => rows,
        Ok(None) => {
            let _ = sender.send(Ok(piece.into())).await;
            return;
        }
        Err(error) => return fail(&error, &sender).await,
    };
    let mut rows = std::pin::pin!(rows);
    while let Some(row) = rows.next().await {
        match row {
            Ok(row) => piece.extend(lines(&row)),
            Err(error) => return fail(&error, &sender).await,
        }
        if piece.len() >= PIECE && sender.send(Ok(std::mem::take(&mut piece).into())).await.is_err() {
            return;
        }
    }
    let _ = sender.send(Ok(piece.into())).await;
}

/// Breaks the answer off, so that nobody takes a part of it for the whole.
async fn fail(error: &reference::ReferenceError, sender: &mpsc::Sender<Result<Bytes, std::io::Error>>) {
    let shown = crate::backend::failure(error);
    let _ = sender.send(Err(std::io::Error::other(shown.to_string()))).await;
}

/// A line for each column that changed.
fn lines(row: &ChangedRow) -> Vec<u8> {
    let code = row.code.as_ref().map_or("", |code| code.as_str());
    let mut lines = Vec::new();
    for field in &row.fields {
        let side =
            |wanted: fn(&Words) -> Option<&str>| field.words.iter().filter_map(wanted).collect::<String>();
        let before = side(|words| match words {
            Words::Kept(text) | Words::Gone(text) => Some(text),
            Words::New(_) => None,
        });
        let after = side(|words| match words {
            Words::Kept(text) | Words::New(text) => Some(text),
            Words::Gone(_) => None,
        });
        lines.extend(csv_line([
            row.kind.slug(),
            code,
            &row.rest,
            field.caption,
            &before,
            &after,
        ]));
    }
    if row.fields.is_empty() {
        lines.extend(csv_line([row.kind.slug(), code, &row.rest, "", "", ""]));
    }
    lines
}
