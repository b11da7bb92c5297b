//! The rows behind the amounts, of the codes whose page is open to the reader.

use super::Answer;
use crate::code_page::{EvidenceLine, TableView};
use crate::ui::date::with_on;
use codeset::Code;
use codeset::mpfs::{Rvus, Setting, decimal};
use codeset::rows::FeeRow;
use leptos::prelude::*;
use reference::fees::Apm;
use reference::page::{Cell, Evidence};

/// A table of the rows that the reader may see, and the ways to the others.
#[component]
pub(super) fn Rows<'a>(answer: &'a Answer, setting: Setting, apm: Apm, on: Option<&'a str>) -> impl IntoView {
    let mut codes: Vec<&Code> = answer
        .lines
        .iter()
        .filter_map(|line| line.code.as_ref())
        .collect();
    codes.sort();
    codes.dedup();
    codes.retain(|code| !answer.list.book.rows(code).is_empty());
    let (open, closed): (Vec<&Code>, Vec<&Code>) =
        codes.into_iter().partition(|code| answer.gate.shows(code));
    let rows = open.iter().flat_map(|code| {
        let rows = answer.list.book.rows(code).iter();
        rows.map(move |row| (*code, row))
    });
    let cells: Vec<Vec<Cell>> = rows.clone().map(|(_, row)| row_cells(row, setting)).collect();
    let evidence = rows.filter_map(|(code, row)| answer.list.book.evidence(code, &row.modifier));
    let mut evidence: Vec<Evidence> = evidence.collect();
    if !open.is_empty() {
        evidence.extend(answer.list.book.factor(apm).map(|(_, evidence)| evidence));
        let places = answer.list.places.iter().take(1);
        let is_one = answer.all_places().is_empty();
        evidence.extend(
            places
                .filter_map(|place| place.locality.as_ref())
                .filter(|_| is_one)
                .map(|locality| locality.evidence.clone()),
        );
    }
    let rates = (!open.is_empty()).then(|| rates(answer, apm));
    let table = (!cells.is_empty()).then(|| {
        view! {
            <h3>"Rows behind the amounts"</h3>
            <TableView
                caption="Rows behind the amounts".to_owned()
                columns=COLUMNS.map(str::to_owned).into()
                rows=cells
                on
            />
            {rates}
            {evidence.into_iter().map(|evidence| view! { <EvidenceLine evidence /> }).collect_view()}
        }
    });
    let closed = closed.into_iter().map(|code| {
        view! {
            <li>
                "Open " <a href=with_on(&code.path(), on) class="code">{code.as_str().to_owned()}</a>
                " for its relative values, indicators and release row."
            </li>
        }
    });
    view! {
        {table}
        <ul class="fee-closed">{closed.collect_view()}</ul>
    }
}

const COLUMNS: [&str; 12] = [
    "Code",
    "Modifier",
    "Status",
    "Work",
    "PE",
    "MP",
    "Global",
    "Multiple",
    "Bilateral",
    "Assistant",
    "Co-surgeon",
    "Team",
];

fn row_cells(row: &FeeRow, setting: Setting) -> Vec<Cell> {
    let rvus = Rvus::of(row, setting);
    let text = |text: &str| Cell::Text(text.to_owned());
    let rvu = |hundredths| Cell::Figure(decimal(hundredths, 2));
    vec![
        text(row.code.as_str()),
        text(&row.modifier),
        text(&row.status),
        rvu(rvus.work),
        rvu(rvus.pe),
        rvu(rvus.mp),
        text(&row.global_days),
        text(&row.multiple),
        text(&row.bilateral),
        text(&row.assistant),
        text(&row.cosurgeon),
        text(&row.team),
    ]
}

/// The conversion factor, and the price indices of the one place.
fn rates(answer: &Answer, apm: Apm) -> impl IntoView + use<> {
    let factor = answer.list.book.factor(apm);
    let mut says = factor.map_or_else(String::new, |(factor, _)| {
        format!("Conversion factor ${}.", decimal(factor, 4))
    });
    let one = answer
        .list
        .places
        .first()
        .filter(|_| answer.all_places().is_empty());
    if let Some(locality) = one.and_then(|place| place.locality.as_ref()) {
        let index = |thousandths| decimal(thousandths, 3);
        says.push_str(&format!(
            " Price indices of {}: work {}, practice expense {}, malpractice {}.",
            locality.label(),
            index(locality.gpci.work),
            index(locality.gpci.pe),
            index(locality.gpci.mp)
        ));
    }
    view! { <p class="fee-rates">{says}</p> }
}
