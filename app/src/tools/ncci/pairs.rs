//! The edits between the lines of a claim, as a table.

use super::lines::edits_of;
use crate::ui::date::with_on;
use leptos::prelude::*;
use reference::claim_check::{EditRow, PairFinding, Place, Status};

#[component]
pub(super) fn PairTable(pairs: Vec<PairFinding>, on: Option<String>) -> impl IntoView {
    // Without any row that the reader may see there are no columns for them.
    let has_rows = pairs.iter().any(|pair| pair.row.is_some());
    let mut columns = vec!["Column 1, payable", "Column 2, denied", "Outcome"];
    if has_rows {
        columns.extend(["Indicator", "Meaning", "Since", "Rationale"]);
    }
    let rows = pairs.into_iter().map(|pair| {
        let outcome = match pair.status {
            Status::Bypassed => format!("Bypassed by {}", pair.by.join(", ")),
            _ => "Denied".to_owned(),
        };
        let row = has_rows.then(|| match pair.row {
            Some(row) => row_cells(row).into_any(),
            None => locked_cells(&pair.column1, on.as_deref()).into_any(),
        });
        view! {
            <tr>
                <td data-label="Column 1">{place(&pair.column1, on.as_deref())}</td>
                <td data-label="Column 2">{place(&pair.column2, on.as_deref())}</td>
                <td data-label="Outcome">
                    <span class="claim-status" data-status=pair.status.slug()>
                        {outcome}
                    </span>
                </td>
                {row}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="claim-pairs" aria-labelledby="pairs">
            <h2 id="pairs">"Edits between the lines"</h2>
            <div class="table-frame" role="region" aria-label="Table of edits" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn place(place: &Place, on: Option<&str>) -> impl IntoView + use<> {
    view! {
        <span class="claim-place">
            <a href=with_on(&edits_of(&place.code), on) class="code">
                {place.code.as_str().to_owned()}
            </a>
            {format!(" (line {})", place.line)}
        </span>
    }
}

fn row_cells(row: EditRow) -> impl IntoView {
    view! {
        <td data-label="Indicator">{row.indicator}</td>
        <td data-label="Meaning">{row.meaning}</td>
        <td data-label="Since">{row.since}</td>
        <td data-label="Rationale">{row.rationale}</td>
    }
}

fn locked_cells(column1: &Place, on: Option<&str>) -> impl IntoView + use<> {
    view! {
        <td colspan="4">
            "Open "
            <a href=with_on(&edits_of(&column1.code), on) class="code">
                {column1.code.as_str().to_owned()}
            </a> " for the indicator, dates and rationale."
        </td>
    }
}
