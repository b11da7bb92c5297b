//! `/tools/fees.csv`: a price list as a file, a row for each line; for all localities a row for each of them.

use super::Answer;
use super::query::FeeQuery;
use crate::PublicError;
use crate::backend::Backend;
use crate::tools::file::{AskedFile, send};
use crate::tools::typed::{is_too_long, too_long};
use crate::ui::csv::csv_line;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::HeaderMap;
use reference::fees::Locality;

/// Sends the list that an address asks for.
pub async fn export_fees(
    State(backend): State<Backend>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    send(
        &backend,
        &headers,
        query,
        "fees",
        async |AskedFile { query, on, gate }| {
            let query = FeeQuery::of(&query);
            if is_too_long(&query.text) {
                return Err(PublicError::new(400, too_long(), ""));
            }
            Ok(file(&Answer::find(&backend, gate, &query, on).await?))
        },
    )
    .await
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
        "adjustments",
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
