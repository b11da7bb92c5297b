//! The edits of a page, each with its pair's history.

use crate::ui::date::with_on;
use codeset::ncci;
use leptos::prelude::*;
use reference::edits::{EditRow, Interval};

#[component]
pub(super) fn EditTable(rows: Vec<EditRow>, on: Option<String>) -> impl IntoView {
    // Without a licensed file no CPT code has a title.
    let has_titles = rows.iter().any(|row| !row.other.title.is_empty());
    let rows = rows.into_iter().map(|row| {
        let since = row.since();
        let code = row.other.code;
        view! {
            <tr>
                <td data-label="Other code">
                    <a href=with_on(&code.path(), on.as_deref()) class="code">
                        {code.as_str().to_owned()}
                    </a>
                </td>
                {has_titles.then(|| view! { <td data-label="Title">{row.other.title}</td> })}
                <td data-label="Indicator" class="figure">
                    {row.indicator}
                </td>
                <td data-label="Meaning">{ncci::ptp_indicator_meaning(row.indicator)}</td>
                <td data-label="In force since">{since} <History intervals=row.history /></td>
                <td data-label="Rationale">{row.rationale}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label="Edits" tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Other code"</th>
                        {has_titles.then(|| view! { <th scope="col">"Title"</th> })}
                        <th scope="col">"Indicator"</th>
                        <th scope="col">"Meaning"</th>
                        <th scope="col">"In force since"</th>
                        <th scope="col">"Rationale"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What else the release tells of the pair.
#[component]
fn History(intervals: Vec<Interval>) -> impl IntoView {
    (!intervals.is_empty()).then(|| {
        let items = intervals
            .iter()
            .map(|interval| view! { <li>{interval.words()}</li> });
        view! {
            <details class="pair-history">
                <summary>{format!("{} more of this pair", intervals.len())}</summary>
                <ul>{items.collect_view()}</ul>
            </details>
        }
    })
}
