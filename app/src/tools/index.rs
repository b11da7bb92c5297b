//! `/tools`: what there is.

use crate::PublicError;
use crate::backend::Backend;
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;

/// The tools: address, name, what it does.
const TOOLS: [(&str, &str, &str); 3] = [
    (
        "/tools/ncci",
        "Claim check",
        "What the NCCI edits say of the lines of a claim: pairs, units, add-on codes, modifiers",
    ),
    (
        "/tools/fees",
        "What Medicare pays",
        "Amounts of the physician fee schedule in one locality or in all, with the reductions of a day’s lines",
    ),
    (
        "/tools/therapy-units",
        "Therapy units",
        "Minutes to units by the 8-minute rule and the midpoint rule, step by step",
    ),
];

/// Draws the list of tools.
pub(crate) async fn draw(on: Option<String>) -> Result<DrawnPage, PublicError> {
    crate::on_date(on.as_deref(), Backend::from_context()?.today())?;
    let tools = TOOLS.map(|(address, name, does)| {
        view! {
            <li>
                <a href=with_on(address, on.as_deref())>
                    <span class="system-name">{name}</span>
                    <span class="system-count">{does}</span>
                </a>
            </li>
        }
    });
    let main = Drawn::of(view! {
        <h1>"Tools"</h1>
        <p>"Free to use, and not counted as code page views."</p>
        <ul class="system-list tool-list">{tools.collect_view()}</ul>
    });
    Ok(DrawnPage {
        title: "Tools".to_owned(),
        main,
        is_wide: false,
    })
}
