//! That the loaded releases do not reach the date of service.

use super::date::long_date;
use codeset::NaiveDate;
use leptos::prelude::*;
use reference::gaps::Gap;

/// One line however many sources it is about; each of them stands behind it.
#[component]
pub(crate) fn GapsNotice(gaps: Vec<Gap>, date: NaiveDate) -> impl IntoView {
    let line = match gaps.as_slice() {
        [] => return ().into_any(),
        [gap] => return view! { <p class="gaps">{gap.to_string()}</p> }.into_any(),
        more => format!(
            "{} of the sources here have no loaded release for {}",
            more.len(),
            long_date(date)
        ),
    };
    let items = gaps
        .iter()
        .map(|gap| view! { <li>{gap.to_string()}</li> })
        .collect_view();
    view! {
        <details class="gaps">
            <summary>{line}</summary>
            <ul>{items}</ul>
        </details>
    }
    .into_any()
}
