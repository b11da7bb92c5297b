//! `/tools/ncci.csv`: a checked claim as a file, a row for each reason.

use super::check;
use super::query::{Asked, too_long};
use crate::PublicError;
use crate::backend::{Backend, find_asker_of};
use crate::drawn_page::parameters;
use crate::meter::Gate;
use crate::ui::csv::{csv_answer, csv_line};
use crate::ui::date::on_of;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use codeset::Code;
use http::{HeaderMap, StatusCode};
use reference::claim_check::{CheckedClaim, CheckedLine, Reason};
use std::convert::Infallible;

/// Sends the check that an address asks for.
pub async fn export_claim_check(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    match checked(&backend, &headers, &query.unwrap_or_default()).await {
        Ok(checked) => {
            let name = format!("claim-check-{}", checked.on);
            csv_answer(&name, async move |sender| {
                sender.send(file(&checked)).await;
                Ok::<(), Infallible>(())
            })
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, format!("{error}\n")).into_response()
        }
    }
}

async fn checked(backend: &Backend, headers: &HeaderMap, query: &str) -> Result<CheckedClaim, PublicError> {
    let query = parameters(query);
    let on = match on_of(&query) {
        None => backend.today(),
        Some(on) => codeset::date::date_of_service(&on).ok_or_else(|| {
            PublicError::new(
                400,
                "This is not a date of service.",
                "Write it as 2026-01-31, with a year from 1900 to 2200.",
            )
        })?,
    };
    let asked = Asked::of(&query);
    if asked.is_too_long() {
        return Err(PublicError::new(400, too_long(), ""));
    }
    let asker = find_asker_of(backend, headers).await?;
    let gate = Gate::of(backend, &asker).await?;
    check(backend, &gate, &asked, on).await
}

const HEADINGS: [&str; 11] = [
    "line",
    "typed",
    "code",
    "modifiers",
    "units",
    "status",
    "reason status",
    "reason",
    "row",
    "release",
    "release row",
];

fn file(checked: &CheckedClaim) -> Vec<u8> {
    let mut file = csv_line(HEADINGS);
    for line in &checked.lines {
        for reason in &line.reasons {
            file.extend(row(line, reason));
        }
    }
    file
}

fn row(line: &CheckedLine, reason: &Reason) -> Vec<u8> {
    let read = line.typed.read.as_ref().ok();
    let modifiers = read.map(|read| {
        let modifiers = read.modifiers.iter().map(Code::as_str);
        modifiers.collect::<Vec<_>>().join(" ")
    });
    let evidence = reason.row.as_ref().and_then(|row| row.evidence.as_ref());
    csv_line([
        line.typed.number.to_string(),
        line.typed.text.clone(),
        read.map(|read| read.code.to_string()).unwrap_or_default(),
        modifiers.unwrap_or_default(),
        read.map(|read| read.units.to_string()).unwrap_or_default(),
        line.status.word().to_owned(),
        reason.status.word().to_owned(),
        reason.text.clone(),
        reason
            .row
            .as_ref()
            .map(|row| row.says.join(" "))
            .unwrap_or_default(),
        evidence
            .map(|evidence| format!("{}, {}", evidence.source, evidence.release))
            .unwrap_or_default(),
        evidence
            .map(|evidence| format!("{}: {}", evidence.file, evidence.row))
            .unwrap_or_default(),
    ])
}
