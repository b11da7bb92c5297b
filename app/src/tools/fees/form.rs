//! The form: lines, place, and what the amounts are to be.

use super::query::{APMS, FeeQuery, PATH, Wanted, apm_slug, basis_slug, setting_slug};
use crate::case2code::KeepOn;
use crate::tools::typed::{MOST_CHARACTERS, is_too_long, too_long};
use crate::ui::date::long_date;
use crate::ui::text_area::TextArea;
use codeset::NaiveDate;
use codeset::claim::MOST_LINES;
use codeset::mpfs::{Basis, Setting};
use leptos::prelude::*;
use reference::fees::{Apm, Locality};

#[component]
pub(super) fn FeeForm(
    query: FeeQuery,
    /// The localities of the day.
    localities: Vec<Locality>,
    /// Whether there are two conversion factors to choose from.
    has_two_factors: bool,
    date: NaiveDate,
    on: Option<String>,
) -> impl IntoView {
    let example = FeeQuery::example().address(PATH, on.as_deref());
    let is_too_long = is_too_long(&query.text);
    let choice = query.choice;
    let factors = APMS.map(|apm| {
        let label = match apm {
            Apm::NotQualifying => "Everybody else’s",
            Apm::Qualifying => "Qualifying APM participants’ (QP)",
        };
        (apm_slug(apm).to_owned(), label.to_owned(), apm == choice.apm)
    });
    let bases = Basis::ALL.map(|basis| {
        (
            basis_slug(basis).to_owned(),
            basis.label().to_owned(),
            basis == choice.basis,
        )
    });
    let settings = Setting::ALL.map(|setting| {
        (
            setting_slug(setting).to_owned(),
            setting.label().to_owned(),
            setting == choice.setting,
        )
    });
    view! {
        <form method="get" action=format!("{PATH}#result") class="form tool-form">
            <div class="field">
                <label for="lines">"Codes"</label>
                <p class="hint" id="lines-hint">
                    {format!("Up to {MOST_LINES} lines of one practitioner, one patient and one day: code, modifiers, units, such as ")}
                    <code>"97110 GP x2"</code> ". " <a href=example>"Try an example"</a>
                </p>
                <TextArea
                    id="lines"
                    name="lines"
                    text=query.text
                    rows=6
                    max_length=MOST_CHARACTERS
                    described_by="lines-hint"
                />
                {is_too_long.then(|| view! { <p class="field-error">{too_long()}</p> })}
            </div>
            <div class="filters">
                <div class="field">
                    <label for="zip">"ZIP code"</label>
                    <input
                        id="zip"
                        name="zip"
                        value=query.zip
                        inputmode="numeric"
                        maxlength="10"
                        autocomplete="postal-code"
                        placeholder="10001"
                    />
                </div>
                <div class="field wide-field">
                    <label for="place">"Place"</label>
                    <select id="place" name="place">
                        {places(&query.wanted, localities)}
                    </select>
                </div>
                <Select id="where" label="Setting" options=settings.into() />
                <Select id="amount" label="Amount" options=bases.into() />
                {has_two_factors
                    .then(|| view! { <Select id="factor" label="Conversion factor" options=factors.into() /> })}
            </div>
            <KeepOn on />
            <p class="hint">
                {format!("Priced as of {}, the date of service at the head of the page.", long_date(date))}
            </p>
            <button type="submit" class="button">
                "Price"
            </button>
        </form>
    }
}

/// A list to choose from: value, label, whether it is chosen.
#[component]
fn Select(id: &'static str, label: &'static str, options: Vec<(String, String, bool)>) -> impl IntoView {
    let options = options.into_iter().map(|(value, label, is_chosen)| {
        view! {
            <option value=value selected=is_chosen>
                {label}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id name=id>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn places(wanted: &Wanted, localities: Vec<Locality>) -> impl IntoView + use<> {
    let wanted = wanted.slug();
    let general = [
        ("", "Where the ZIP code lies"),
        ("national", "National, without geographic adjustment"),
        ("all", "All localities"),
    ]
    .map(|(value, label)| (value.to_owned(), label.to_owned()));
    let named = localities.into_iter().map(|locality| {
        let label = format!("{} – {}", locality.state, locality.name);
        (locality.key(), label)
    });
    let options = general.into_iter().chain(named).map(|(value, label)| {
        let is_chosen = value == wanted;
        view! {
            <option value=value selected=is_chosen>
                {label}
            </option>
        }
    });
    options.collect_view()
}
