//! The files of the tools: each is the result that the page of the same address shows.

use crate::PublicError;
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::meter::Gate;
use crate::ui::csv::csv_file;
use crate::ui::date::on_of;
use axum::response::{IntoResponse, Response};
use codeset::NaiveDate;
use http::{HeaderMap, StatusCode};
use leptos_router::params::ParamsMap;

/// What a file is asked for with.
pub(super) struct AskedFile {
    /// The query of its address.
    pub query: ParamsMap,
    /// The date of service.
    pub on: NaiveDate,
    /// Whose rows it may hold.
    pub gate: Gate,
}

/// Sends a file that is named after a tool and the date of service, or says why there is none.
pub(super) async fn send(
    backend: &Backend,
    headers: &HeaderMap,
    query: Option<String>,
    name: &str,
    write: impl AsyncFnOnce(AskedFile) -> Result<Vec<u8>, PublicError>,
) -> Response {
    let answer = async {
        let query = parameters(&query.unwrap_or_default());
        let on = crate::on_date(on_of(&query).as_deref(), backend.today())?;
        let gate = Gate::of(backend, &find_asker_of(backend, headers).await?).await?;
        Ok((on, write(AskedFile { query, on, gate }).await?))
    };
    match answer.await {
        Ok((on, file)) => csv_file(&format!("{name}-{on}"), file),
        Err(error) => refuse(&error),
    }
}

fn refuse(error: &PublicError) -> Response {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{error}\n")).into_response()
}
