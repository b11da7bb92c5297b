//! `/tools/fees.csv`: a price list as a file, a row for each line; for all localities a row for each of them.

use super::Answer;
use super::query::{FeeQuery, too_long};
use crate::PublicError;
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::meter::Gate;
use crate::ui::csv::{csv_answer, csv_line};
use crate::ui::date::on_of;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use reference::fees::Locality;
use std::convert::Infallible;

/// Sends the list that an address asks for.
pub async fn export_fees(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    match answer(&backend, &headers, &query.unwrap_or_default()).await {
        Ok(answer) => {
            let name = format!("fees-{}", answer.on);
            csv_answer(&name, async move |sender| {
                sender.send(file(&answer)).await;
                Ok::<(), Infallible>(())
            })
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{error}\n")).into_response()
        }
    }
}

async fn answer(backend: &Backend, headers: &HeaderMap, query: &str) -> Result<Answer, PublicError> {
    let parameters = parameters(query);
    let on = match on_of(&parameters) {
        None => backend.today(),
        Some(on) => codeset::date::date_of_service(&on).ok_or_else(|| {
            PublicError::new(
                400,
                "This is not a date of service.",
                "Write it as 2026-01-31, with a year from 1900 to 2200.",
            )
        })?,
    };
    let query = FeeQuery::of(&parameters);
    if query.is_too_long() {
        return Err(PublicError::new(400, too_long(), ""));
    }
    let asker = find_asker_of(backend, headers).await?;
    let gate = Gate::of(backend, &asker).await?;
    Answer::find(backend, gate, &query, on).await
}

fn file(answer: &Answer) -> Vec<u8> {
    if answer.all_places().is_empty() {
        lines(answer)
    } else {
        places(answer)
    }
}

fn lines(answer: &Answer) -> Vec<u8> {
    let headings = [
        "line",
        "typed",
        "code",
        "units",
        "one unit in full",
        "what is done to it",
        "amount",
        "place",
    ];
    let mut file = csv_line(headings);
    for line in &answer.lines {
        file.extend(csv_line([
            line.number.to_string(),
            line.line.clone(),
            line.code.as_ref().map(ToString::to_string).unwrap_or_default(),
            line.units.map(|units| units.to_string()).unwrap_or_default(),
            line.each.map(plain).unwrap_or_default(),
            line.steps.join("; "),
            line.cents.map(plain).unwrap_or_default(),
            answer.place_name(),
        ]));
    }
    file
}

fn places(answer: &Answer) -> Vec<u8> {
    let mut file = csv_line(["state", "locality", "mac", "number", "total"]);
    for place in answer.all_places() {
        let of =
            |part: fn(&Locality) -> &String| place.locality.as_ref().map(part).cloned().unwrap_or_default();
        file.extend(csv_line([
            of(|locality| &locality.state),
            of(|locality| &locality.name),
            of(|locality| &locality.mac),
            of(|locality| &locality.number),
            plain(place.priced.cents()),
        ]));
    }
    file
}

/// Dollars as spreadsheets read them; no amount is below 0.
fn plain(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
