//! The page: the form, and below it the count.

use super::query::{CHARACTERS, LINES, PATH, address, asked};
use super::results::Results;
use crate::PublicError;
use crate::backend::Backend;
use crate::case2code::KeepOn;
use crate::drawn_page::DrawnPage;
use crate::tools::crumbs::ToolCrumbs;
use crate::ui::drawn::Drawn;
use crate::ui::text_area::TextArea;
use codeset::therapy::Day;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// A day on which the two rules differ.
const EXAMPLE: &str = "97110 18\n97140 13\n97116 10\n97035 8\n97150 30";

/// Draws the form and what an address asks to count.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let asked = asked(query);
    let day = Day::of(&asked.text);
    let is_empty = day.lines.is_empty() && !asked.is_cut;
    let main = Drawn::of(view! {
        <ToolCrumbs on=on.clone() />
        <h1>"Therapy units"</h1>
        <p>"The units that a patient’s minutes of one day make: by Medicare’s 8-minute rule and by the midpoint rule of CPT."</p>
        <Lines text=asked.text.clone() on=on.clone() />
        {asked
            .is_cut
            .then(|| {
                view! {
                    <p class="notice">
                        {format!("Only the first {CHARACTERS} characters are read: the lines beyond them are left out. Count them apart.")}
                    </p>
                }
            })}
        {if is_empty {
            view! {
                <p>
                    <a href=address(PATH, EXAMPLE, on.as_deref())>"Show an example"</a>
                </p>
            }
                .into_any()
        } else {
            view! { <Results day text=asked.text date site=backend.settings.public_url.clone() on /> }.into_any()
        }}
    });
    Ok(DrawnPage {
        title: "Therapy units".to_owned(),
        main,
        is_wide: true,
    })
}

/// The form.
#[component]
fn Lines(text: String, on: Option<String>) -> impl IntoView {
    let max_length = CHARACTERS;
    view! {
        <form method="get" action=format!("{PATH}#result") class="form tool-form">
            <div class="field">
                <label for="lines">"Services and minutes"</label>
                <TextArea id="lines" name=LINES text rows=6 max_length described_by="lines-hint" />
                <p class="hint" id="lines-hint">
                    "One line each: a code or a name, then whole minutes, as in “97110 24”. Columns of a spreadsheet can be pasted. No names of patients."
                </p>
            </div>
            <KeepOn on />
            <button type="submit" class="button">
                "Count units"
            </button>
        </form>
    }
}
