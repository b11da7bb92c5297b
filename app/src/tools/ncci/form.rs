//! The form: lines, setting, and the date that answers.

use super::query::{Asked, PATH};
use crate::case2code::KeepOn;
use crate::tools::typed::{MOST_CHARACTERS, is_too_long, too_long};
use crate::ui::date::long_date;
use crate::ui::text_area::TextArea;
use codeset::NaiveDate;
use codeset::claim::MOST_LINES;
use codeset::ncci::Setting;
use leptos::prelude::*;

#[component]
pub(super) fn ClaimForm(asked: Asked, date: NaiveDate, on: Option<String>) -> impl IntoView {
    let settings = Setting::ALL.map(|setting| {
        view! {
            <option value=setting.slug() selected=setting == asked.setting>
                {setting.label()}
            </option>
        }
    });
    let example = Asked::example().address(PATH, on.as_deref());
    let is_too_long = is_too_long(&asked.text);
    view! {
        <form method="get" action=format!("{PATH}#result") class="form tool-form claim-form">
            <div class="field">
                <label for="lines">"Claim lines"</label>
                <p class="hint" id="lines-hint">
                    {format!("Up to {MOST_LINES}, one a line: code, modifiers, units, such as ")} <code>"97110 59 GP x2"</code>
                    ". Rows pasted from a spreadsheet work; a charge is passed over. Leave out whatever tells who the patient is. "
                    <a href=example>"Try an example"</a>
                </p>
                <TextArea
                    id="lines"
                    name="lines"
                    text=asked.text
                    rows=8
                    max_length=MOST_CHARACTERS
                    described_by="lines-hint"
                />
                {is_too_long.then(|| view! { <p class="field-error">{too_long()}</p> })}
            </div>
            <div class="field">
                <label for="setting">"Who bills"</label>
                <select id="setting" name="setting">
                    {settings.collect_view()}
                </select>
            </div>
            <KeepOn on />
            <p class="hint">
                {format!("Checked as of {}, the date of service at the head of the page.", long_date(date))}
            </p>
            <button type="submit" class="button">
                "Check the claim"
            </button>
        </form>
    }
}
