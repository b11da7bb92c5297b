//! `/tools/ncci.csv`: a checked claim as a file, a row for each reason.

use super::check;
use super::query::Asked;
use crate::PublicError;
use crate::backend::Backend;
use crate::tools::file::{AskedFile, send};
use crate::tools::typed::{is_too_long, too_long};
use crate::ui::csv::csv_line;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use codeset::Code;
use http::HeaderMap;
use reference::claim_check::{CheckedClaim, CheckedLine, Reason};

/// Sends the check that an address asks for.
pub async fn export_claim_check(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    send(
        &backend,
        &headers,
        query,
        "claim-check",
        async |AskedFile { query, on, gate }| {
            let asked = Asked::of(&query);
            if is_too_long(&asked.text) {
                return Err(PublicError::new(400, too_long(), ""));
            }
            Ok(file(&check(&backend, &gate, &asked, on).await?))
        },
    )
    .await
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
