//! `/codes/{system}/{code}/ncci-edits.csv`: a list of edits as a file.

use super::query::asked;
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::meter::Gate;
use crate::ui::csv::{csv_answer, csv_line};
use crate::ui::date::on_of;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use codeset::{Code, CodeSystem, ncci};
use http::{HeaderMap, StatusCode};
use reference::ReferenceError;
use reference::edits::{EditRow, list_edits_from};
use store::edits::Column;

/// How many rows are read at once.
const AT_ONCE: u64 = 2_000;

/// Sends the list that an address asks for, to whom the code's page is open. It opens no page and counts none.
pub async fn export_edits(
    State(backend): State<Backend>,
    Path((system, code)): Path<(String, String)>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let code = CodeSystem::from_slug(&system).and_then(|system| Code::parse(system, &code).ok());
    let Some(code) = code else {
        return (StatusCode::NOT_FOUND, "There is no such code.\n").into_response();
    };
    let query = parameters(&query.unwrap_or_default());
    let on = match on_of(&query) {
        None => backend.today(),
        Some(on) => match codeset::date::date_of_service(&on) {
            Some(on) => on,
            None => {
                return (
                    StatusCode::BAD_REQUEST,
                    "Write the date of service as 2026-01-31.\n",
                )
                    .into_response();
            }
        },
    };
    let gate = match find_asker_of(&backend, &headers).await {
        Ok(asker) => Gate::of(&backend, &asker).await,
        Err(error) => Err(error),
    };
    match gate {
        Ok(gate) if gate.shows(&code) => {}
        Ok(_) => {
            let refusal = format!("Open the page of {code} first: the list belongs to it.\n");
            return (StatusCode::FORBIDDEN, refusal).into_response();
        }
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    }
    let asked = asked(code, on, &query);
    let column = asked.column.unwrap_or(Column::One);
    let name = format!("ncci-edits-{}-column-{}", asked.code, column.number());
    csv_answer(&name, async move |sender| {
        let mut piece = csv_line(HEADINGS);
        let mut offset = 0;
        loop {
            let rows = list_edits_from(&backend.store, &asked, column, offset, AT_ONCE).await?;
            for row in &rows {
                piece.extend(line(row, asked.code.as_str(), column));
            }
            let is_read = sender.send(std::mem::take(&mut piece)).await;
            offset += AT_ONCE;
            if !is_read || rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                return Ok::<(), ReferenceError>(());
            }
        }
    })
}

const HEADINGS: [&str; 7] = [
    "column 1",
    "column 2",
    "modifier indicator",
    "meaning",
    "effective",
    "deleted",
    "rationale",
];

fn line(row: &EditRow, code: &str, column: Column) -> Vec<u8> {
    let other = row.other.code.as_str();
    let (column1, column2) = match column {
        Column::One => (code, other),
        Column::Two => (other, code),
    };
    csv_line([
        column1,
        column2,
        &row.indicator.to_string(),
        ncci::ptp_indicator_meaning(row.indicator),
        &row.since.to_string(),
        &row.through.map_or_else(String::new, |day| day.to_string()),
        &row.rationale,
    ])
}
