//! `/case2code.csv`: what a search found, as a file.

use super::asked::asked;
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::parameters;
use crate::ui::csv::{csv_file, csv_line};
use crate::ui::date::on_of;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use case2code::answer::Hit;
use case2code::life::State as SearchState;
use case2code::search::Request;
use http::StatusCode;

/// The most codes of a file: a range or pattern can mean a whole code set.
const MOST_ROWS: usize = 20_000;

/// Sends the codes that the page of the same address lists, all pages of them.
pub async fn export_search(State(backend): State<Backend>, RawQuery(query): RawQuery) -> Response {
    match write(&backend, &query.unwrap_or_default()).await {
        Ok(file) => csv_file("case2code", file),
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{error}\n")).into_response()
        }
    }
}

async fn write(backend: &Backend, query: &str) -> Result<Vec<u8>, PublicError> {
    let query = parameters(query);
    let on = crate::on_date(on_of(&query).as_deref(), backend.today())?;
    let asked = asked(&query);
    let SearchState::Ready(search) = backend.case2code.state().await.map_err(failure)? else {
        return Err(PublicError::new(
            503,
            "The search index is being built.",
            "Ask again in a few seconds.",
        ));
    };
    let answer = search
        .find(&Request {
            text: asked.text,
            on,
            filters: asked.filters,
            skip: 0,
            take: MOST_ROWS,
            is_typing: false,
        })
        .map_err(failure)?;
    let mut file = csv_line([
        "code set",
        "code",
        "title",
        "billable",
        "in force on the date of service",
        "date of service",
        "chapter or range",
    ]);
    let on = on.to_string();
    for hit in &answer.hits {
        file.extend(line(hit, &on));
    }
    Ok(file)
}

fn line(hit: &Hit, on: &str) -> Vec<u8> {
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    csv_line([
        hit.code.system().label(),
        hit.code.as_str(),
        &hit.title,
        hit.billable.map_or("", yes_no),
        yes_no(hit.is_in_force),
        on,
        &hit.chapter,
    ])
}
