//! The page: the form, and what the lines are paid.

use super::form::FeeForm;
use super::query::{FILE, FeeQuery, PATH};
use super::rows::Rows;
use super::said::SaidLine;
use super::{Answer, text};
use crate::PublicError;
use crate::backend::{Backend, failure, find_asker};
use crate::code_page::TableView;
use crate::drawn_page::DrawnPage;
use crate::meter::Gate;
use crate::plot::PlotView;
use crate::tools::crumbs::ToolCrumbs;
use crate::tools::take_away::TakeAway;
use crate::tools::typed::is_too_long;
use crate::ui::date::{long_date, with_on};
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use crate::ui::link::and_back;
use codeset::access::Plan;
use codeset::mpfs::dollars;
use codeset::mpfs::pricing::Priced;
use codeset::release::Source;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reference::fees::{PricedPlace, ZipAnswer, list_localities};
use reference::gaps::{Gap, find_gaps};
use reference::page::Cell;
use reference::plot::{NamedMark, Plot, Strip};

/// Draws the price list that an address asks for.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let query = FeeQuery::of(query);
    let asker = find_asker(&backend).await?;
    let localities = list_localities(&backend.store, date).await.map_err(failure)?;
    let answer = if is_too_long(&query.text) {
        None
    } else {
        let gate = Gate::of(&backend, &asker).await?;
        Some(Answer::find(&backend, gate, &query, date).await?)
    };
    let site = backend.settings.public_url.clone();
    let is_guest = asker.plan() == Plan::Guest;
    // The amounts are told to everybody, so the days that they do not reach are, too.
    let sources = [Source::Mpfs, Source::Gpci, Source::ZipLocality];
    let gaps = find_gaps(&backend.store, &sources, date).await.map_err(failure)?;
    let has_two_factors = answer
        .as_ref()
        .is_some_and(|answer| answer.list.book.has_two_factors());
    let result = answer.map(|answer| result(&query, &answer, gaps, &site, is_guest, on.as_deref()));
    let main = Drawn::of(view! {
        <ToolCrumbs on=on.clone() />
        <h1>"What Medicare pays"</h1>
        <p>
            "Amounts of the physician fee schedule for the lines of one day, with the reductions of several services and the modifiers that change them. Free, and not counted as a code page view."
        </p>
        <FeeForm query localities has_two_factors date on />
        {result}
    });
    Ok(DrawnPage {
        title: "What Medicare pays".to_owned(),
        main,
        is_wide: true,
    })
}

fn result(
    query: &FeeQuery,
    answer: &Answer,
    gaps: Vec<Gap>,
    site: &str,
    is_guest: bool,
    on: Option<&str>,
) -> impl IntoView + use<> {
    let zip = answer.zip.as_ref().map(|zip| {
        let class = match zip {
            ZipAnswer::Found(_) => "hint",
            ZipAnswer::Problem(_) => "notice",
        };
        view! { <p class=class>{zip.says()}</p> }
    });
    if answer.typed.is_empty() {
        return view! {
            {zip}
            <p class="notice">"There are no codes yet: type or paste them, one a line."</p>
        }
        .into_any();
    }
    let day = answer.on.to_string();
    // It answers for the same day whenever it is opened.
    let permanent = query.address(PATH, Some(&day));
    let file = query.address(FILE, Some(&day));
    let copied = text::of(query, answer, &format!("{site}{permanent}"));
    let has_closed = answer
        .lines
        .iter()
        .filter_map(|line| line.code.as_ref())
        .any(|code| !answer.gate.shows(code));
    let missing = answer
        .list
        .missing
        .iter()
        .map(|says| view! { <p class="notice">{says.clone()}</p> })
        .collect_view();
    let total = answer.priced().map(|priced| total(query, answer, priced));
    let everywhere = (!answer.all_places().is_empty()).then(|| everywhere(answer, on));
    view! {
        <section class="fee-result" aria-labelledby="result">
            <h2 id="result">"Result"</h2>
            {zip}
            {total}
            <GapsNotice gaps date=answer.on />
            {missing}
            {lines_table(&answer.lines, on)}
            {citations(&answer.lines)}
            <p class="hint">
                "Fee schedule amounts: deductible, coinsurance, sequestration and incentive adjustments are not in them, and a lower charge is paid as charged. No amount is a promise of coverage."
            </p>
            {everywhere}
            <Rows answer setting=query.choice.setting apm=query.choice.apm on />
            {(is_guest && has_closed).then(|| needs_account(&permanent, on))}
        </section>
        <TakeAway text=copied file permanent site=site.to_owned() />
    }
    .into_any()
}

/// The total, where it is, and from what it was computed.
fn total(query: &FeeQuery, answer: &Answer, priced: &Priced) -> impl IntoView + use<> {
    let choice = query.choice;
    let what = format!(
        "{}, {}, {}",
        choice.basis.label(),
        choice.setting.label().to_lowercase(),
        long_date(answer.on)
    );
    let national = answer
        .list
        .national
        .as_ref()
        .filter(|_| matches!(answer.place, reference::fees::Place::One(..)))
        .map(|national| format!(" Nationally {}.", dollars(national.cents())));
    let source = answer.list.book.factor(choice.apm).map(|(_, evidence)| {
        let indices = answer
            .list
            .places
            .first()
            .and_then(|place| place.locality.as_ref())
            .map(|locality| format!("; {}, {}", locality.evidence.source, locality.evidence.release));
        let indices = indices.unwrap_or_default();
        view! { <p class="evidence">{format!("{}, {}{indices}.", evidence.source, evidence.release)}</p> }
    });
    let caution = answer.caution();
    view! {
        <p class="fee-total" role="status">
            <span class="fee-amount">{dollars(priced.cents())}</span>
            " "
            {format!("{}.", answer.place_name())}
            {national}
        </p>
        <p class="count">{what}</p>
        {(!caution.is_empty()).then(|| view! { <p class="notice">{caution}</p> })}
        {source}
    }
}

fn lines_table(lines: &[SaidLine], on: Option<&str>) -> impl IntoView + use<> {
    const COLUMNS: [&str; 5] = ["Line", "One unit in full", "Units", "Adjustments", "Amount"];
    let rows = lines.iter().map(|line| {
        let name = match &line.code {
            Some(code) => {
                let rest = line
                    .line
                    .strip_prefix(code.as_str())
                    .unwrap_or_default()
                    .to_owned();
                view! {
                    <a href=with_on(&code.path(), on) class="code">
                        {code.as_str().to_owned()}
                    </a>
                    {rest}
                }
                .into_any()
            }
            None => view! { <span class="fee-typed">{format!("{}: {}", line.number, line.line)}</span> }
                .into_any(),
        };
        let steps = (!line.steps.is_empty()).then(|| {
            let steps = line.steps.iter().map(|step| view! { <li>{step.clone()}</li> });
            view! { <ul class="fee-steps">{steps.collect_view()}</ul> }
        });
        let units = line.units.map(|units| units.to_string());
        let each = line.each.map(dollars);
        let amount = line.cents.map_or_else(|| "none".to_owned(), dollars);
        view! {
            <tr class:unread=line.is_unread>
                <td data-label=COLUMNS[0]>{name}</td>
                <td data-label=COLUMNS[1] class="figure">{each}</td>
                <td data-label=COLUMNS[2] class="figure">{units}</td>
                <td data-label=COLUMNS[3]>{steps}</td>
                <td data-label=COLUMNS[4] class="figure fee-sum">{amount}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label="Lines" tabindex="0">
            <table class="table fees">
                <thead>
                    <tr>{COLUMNS.map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Where the rules stand that changed an amount.
fn citations(lines: &[SaidLine]) -> impl IntoView + use<> {
    let mut citations: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.citations.iter().copied())
        .collect();
    citations.sort_unstable();
    citations.dedup();
    let says = format!("Rules: {}.", citations.join("; "));
    (!citations.is_empty()).then(|| view! { <p class="evidence">{says}</p> })
}

/// The totals of all localities, drawn and listed.
fn everywhere(answer: &Answer, on: Option<&str>) -> impl IntoView + use<> {
    let places = answer.all_places();
    let named = answer.list.national.iter().map(|national| NamedMark {
        label: "National".into(),
        cents: national.cents(),
        is_own: false,
    });
    let plot = Plot::Strip(Strip {
        marks: places.iter().map(|place| place.priced.cents()).collect(),
        named: named.collect(),
    });
    let rows: Vec<Vec<Cell>> = places.iter().filter_map(place_cells).collect();
    let caption = format!("The total in all {} localities", places.len());
    let columns = ["Locality", "MAC / locality", "Total"].map(str::to_owned).into();
    view! {
        <figure class="plot">
            <figcaption>
                <h3>{caption.clone()}</h3>
            </figcaption>
            <PlotView plot />
            <details class="plot-table" open>
                <summary>"The figures as a table"</summary>
                <TableView caption columns rows on />
            </details>
        </figure>
    }
}

fn place_cells(place: &PricedPlace) -> Option<Vec<Cell>> {
    let locality = place.locality.as_ref()?;
    Some(vec![
        Cell::Text(locality.label()),
        Cell::Text(format!("{} / {}", locality.mac, locality.number)),
        Cell::Figure(dollars(place.priced.cents())),
    ])
}

fn needs_account(here: &str, on: Option<&str>) -> impl IntoView + use<> {
    let (register, sign_in) = (and_back("/register", here, on), and_back("/sign-in", here, on));
    view! {
        <p class="notice">
            "The relative values, indices and indicators behind the amounts open with the codes’ pages in a free account: "
            <a href=register>"create one"</a> " or " <a href=sign_in>"sign in"</a> "."
        </p>
    }
}
