//! What the typed lines come to.

use super::query::{CSV, PATH, address};
use super::text::plain_text;
use crate::tools::take_away::TakeAway;
use crate::ui::date::with_on;
use codeset::NaiveDate;
use codeset::mpfs::dollars;
use codeset::therapy::{CountedService, Day, threshold};
use leptos::prelude::*;

/// What to mend, the units of both rules, the way to them, and what else to know.
#[component]
pub(super) fn Results(
    day: Day,
    text: String,
    date: NaiveDate,
    /// The site's own address.
    site: String,
    on: Option<String>,
) -> impl IntoView {
    let on = on.as_deref();
    let problems: Vec<_> = day
        .lines
        .iter()
        .filter_map(|line| {
            let problem = line.read.as_ref().err()?;
            Some(view! { <li>{format!("Line {}: {problem}.", line.number)}</li> })
        })
        .collect();
    let problems = (!problems.is_empty()).then(|| {
        view! {
            <div class="notice">
                <p>"Not counted:"</p>
                <ul>{problems}</ul>
            </div>
        }
    });
    if day.services.is_empty() {
        return view! { <div class="unit-results" id="result">{problems}</div> }.into_any();
    }
    let copied = plain_text(&day, date);
    // It answers for the same day whenever it is opened.
    let day_of = date.to_string();
    let of_day = |path| address(path, &text, Some(&day_of));
    let cautions = day
        .cautions
        .iter()
        .map(|caution| view! { <p class="notice">{caution.clone()}</p> });
    view! {
        <div class="unit-results" id="result">
        {problems}
        <UnitTable day=day.clone() on />
        {cautions.collect_view()}
        <TakeAway text=copied file=of_day(CSV) permanent=of_day(PATH) site />
        <div class="unit-rules">
            <Steps title="Medicare: the 8-minute rule" steps=day.total_steps source="Medicare Claims Processing Manual, chapter 5, section 20.2" />
            <Steps title="CPT: the midpoint rule" steps=day.midpoint_steps source="Each code by itself: 8 minutes or more of a unit of 15. Payers that follow CPT count so" />
        </div>
        <Also date />
        </div>
    }
    .into_any()
}

#[component]
fn UnitTable<'a>(day: Day, on: Option<&'a str>) -> AnyView {
    let (total, midpoint) = day.units();
    let rows = day.services.iter().map(|counted| row(counted, on)).collect_view();
    view! {
        <div class="table-frame" role="region" aria-label="Units of each service" tabindex="0">
            <table class="table units">
                <thead>
                    <tr>
                        {["Service", "Minutes", "Medicare, 8-minute rule", "CPT, midpoint rule"]
                            .map(|column| view! { <th scope="col">{column}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <td data-label="Service">"Total units"</td>
                        <td data-label="Minutes" class="figure">{format!("{} timed", day.timed_minutes)}</td>
                        <td data-label="8-minute rule" class="figure">{total}</td>
                        <td data-label="Midpoint rule" class="figure">{midpoint}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(counted: &CountedService, on: Option<&str>) -> impl IntoView + use<> {
    let service = &counted.service;
    let name = match service.code().filter(|_| service.is_known) {
        Some(code) => view! {
            <a href=with_on(&code.path(), on) class="code">
                {code.as_str().to_owned()}
            </a>
        }
        .into_any(),
        None => service.label.clone().into_any(),
    };
    let units = |units: Option<u32>| units.map_or_else(|| "–".to_owned(), |units| units.to_string());
    view! {
        <tr>
            <td data-label="Service">{name}</td>
            <td data-label="Minutes" class="figure">{service.minutes}</td>
            <td data-label="8-minute rule" class="figure">{units(counted.by_total)}</td>
            <td data-label="Midpoint rule" class="figure">{units(counted.by_midpoint)}</td>
        </tr>
    }
}

#[component]
fn Steps(title: &'static str, steps: Vec<String>, source: &'static str) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            <ol>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
            <p class="evidence">{format!("{source}.")}</p>
        </section>
    }
}

/// What units alone do not settle.
#[component]
fn Also(date: NaiveDate) -> impl IntoView {
    let threshold = match threshold(date) {
        Some(threshold) => format!(
            "{} for physical therapy and speech-language pathology together, and the same again for occupational \
             therapy; above {} Medicare may ask for the record.",
            dollars(threshold.kx_cents),
            dollars(threshold.review_cents)
        ),
        None => "The amount of this year is not known here.".to_owned(),
    };
    view! {
        <section>
            <h2>"Also"</h2>
            <dl class="facts">
                <div>
                    <dt>{format!("KX in {}", date.format("%Y"))}</dt>
                    <dd>
                        <span class="meaning">{threshold}</span>
                    </dd>
                </div>
                <div>
                    <dt>"CQ, CO"</dt>
                    <dd>
                        <span class="meaning">
                            "When an assistant furnished more than 10% of a service’s minutes by themselves, its units carry CQ behind GP or CO behind GO, and Medicare pays 85%. Units of the therapist and of the assistant stand on lines of their own."
                        </span>
                    </dd>
                </div>
                <div>
                    <dt>"Limits"</dt>
                    <dd>
                        <span class="meaning">
                            "A code’s unit limit (MUE) and its NCCI edits are on its page. Only one-on-one minutes count, and the same minutes never twice."
                        </span>
                    </dd>
                </div>
            </dl>
        </section>
    }
}
