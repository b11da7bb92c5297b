//! `/about/data/changes.csv`: a list of changes as a file.

use super::changes_query::asked;
use super::tells::{Tells, tells};
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::ui::csv::{CsvSender, csv_answer, csv_line};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode};
use reference::ReferenceError;
use reference::changes::{Asked, ChangedRow, Words, stream_changes};

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
    let name = format!("changes-{}", asked.source.slug());
    csv_answer(&name, async move |sender| {
        write(backend, asked, tells == Tells::All, sender).await
    })
}

/// Writes the rows until they end, or until nobody reads them any more.
async fn write(backend: Backend, asked: Asked, all: bool, sender: CsvSender) -> Result<(), ReferenceError> {
    let mut piece = csv_line(["change", "code", "row", "column", "before", "after"]);
    if let Some(rows) = stream_changes(&backend.store, &asked, all).await? {
        let mut rows = std::pin::pin!(rows);
        while let Some(row) = rows.next().await {
            piece.extend(lines(&row?));
            if piece.len() >= PIECE && !sender.send(std::mem::take(&mut piece)).await {
                return Ok(());
            }
        }
    }
    sender.send(piece).await;
    Ok(())
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
