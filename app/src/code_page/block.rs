//! The parts of an open section.

use super::descriptions::ProseView;
use super::your_zip::YourZip;
use crate::plot::PlotView;
use crate::ui::date::{long_date, with_on};
use leptos::prelude::*;
use reference::page::{Block, Cell, Evidence, Fact, Way};

/// One part of a section.
#[component]
pub(crate) fn BlockView<'a>(
    block: Block,
    /// The date of service that links keep.
    on: Option<&'a str>,
) -> AnyView {
    match block {
        Block::Prose(prose) => view! { <ProseView prose on /> }.into_any(),
        Block::Ways(ways) => ways_view(ways, on).into_any(),
        Block::YourZip { path, zip, says } => view! { <YourZip path zip says on /> }.into_any(),
        Block::Notice(text) => view! { <p class="notice">{text}</p> }.into_any(),
        Block::Facts {
            caption,
            facts,
            evidence,
        } => view! {
            <h3>{caption}</h3>
            <dl class="facts">{facts.into_iter().map(fact_view).collect_view()}</dl>
            <EvidenceLine evidence />
        }
        .into_any(),
        Block::Rules {
            caption,
            facts,
            source,
        } => view! {
            <h3>{caption}</h3>
            <dl class="facts">{facts.into_iter().map(fact_view).collect_view()}</dl>
            <p class="evidence">{format!("{source}.")}</p>
        }
        .into_any(),
        Block::Table {
            caption,
            columns,
            rows,
            total,
            evidence,
        } => {
            let shown = rows.len();
            let count = if shown < total {
                format!("{shown} of {total} shown")
            } else {
                format!("{total} in all")
            };
            view! {
                <h3>{caption.clone()}</h3>
                <TableView caption columns rows on />
                <p class="count">{count}</p>
                <EvidenceLine evidence />
            }
            .into_any()
        }
        Block::Plot {
            caption,
            plot,
            columns,
            rows,
            evidence,
        } => view! {
            <figure class="plot">
                <figcaption>
                    <h3>{caption.clone()}</h3>
                </figcaption>
                <PlotView plot />
                <details class="plot-table">
                    <summary>"The figures as a table"</summary>
                    <TableView caption columns rows on />
                </details>
            </figure>
            <EvidenceLine evidence />
        }
        .into_any(),
    }
}

/// A table in a frame that scrolls.
#[component]
pub(crate) fn TableView<'a>(
    /// What it lists.
    caption: String,
    /// Column headings.
    columns: Vec<String>,
    /// Rows, each as long as `columns`.
    rows: Vec<Vec<Cell>>,
    /// The date of service that links keep.
    on: Option<&'a str>,
) -> AnyView {
    let (columns, rows) = without_empty_columns(columns, rows);
    let headings = columns.clone();
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().zip(&headings);
        let cells = cells
            .map(|(cell, heading)| cell_view(cell, heading, on))
            .collect_view();
        view! { <tr>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-frame" role="region" aria-label=caption tabindex="0">
            <table class="table">
                <thead>
                    <tr>{columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn ways_view(ways: Vec<Way>, on: Option<&str>) -> impl IntoView + use<> {
    let ways = ways.into_iter().map(|way| {
        view! {
            <a href=with_on(&way.path, on) class="button quiet small">
                {way.label}
            </a>
        }
    });
    view! { <p class="ways">{ways.collect_view()}</p> }
}

fn fact_view(fact: Fact) -> impl IntoView {
    view! {
        <div>
            <dt>{fact.term}</dt>
            <dd>
                {(!fact.value.is_empty()).then(|| view! { <span class="value">{fact.value}</span> })}
                {(!fact.meaning.is_empty()).then(|| view! { <span class="meaning">{fact.meaning}</span> })}
            </dd>
        </div>
    }
}

/// Leaves columns out that say nothing in any row, such as titles where none is loaded.
fn without_empty_columns(columns: Vec<String>, rows: Vec<Vec<Cell>>) -> (Vec<String>, Vec<Vec<Cell>>) {
    let says = |cell: &Cell| !matches!(cell, Cell::Text(text) if text.is_empty());
    let kept: Vec<bool> = (0..columns.len())
        .map(|at| rows.iter().any(|row| row.get(at).is_some_and(says)))
        .collect();
    fn keep<T>(all: Vec<T>, kept: &[bool]) -> Vec<T> {
        all.into_iter()
            .zip(kept)
            .filter_map(|(one, kept)| kept.then_some(one))
            .collect()
    }
    let rows = rows.into_iter().map(|row| keep(row, &kept)).collect();
    (keep(columns, &kept), rows)
}

/// On a phone a row becomes a card, and each cell carries its heading.
fn cell_view(cell: Cell, heading: &str, on: Option<&str>) -> AnyView {
    let heading = heading.to_owned();
    match cell {
        Cell::Text(text) => view! { <td data-label=heading>{text}</td> }.into_any(),
        Cell::Figure(text) => view! { <td data-label=heading class="figure">{text}</td> }.into_any(),
        Cell::Code(_) => view! { <td data-label=heading>{cell_content(cell, on)}</td> }.into_any(),
        Cell::Several(cells) => {
            let cells = cells
                .into_iter()
                .map(|cell| view! { <span>{cell_content(cell, on)}</span> " " });
            view! {
                <td data-label=heading class="several">
                    {cells.collect_view()}
                </td>
            }
            .into_any()
        }
    }
}

fn cell_content(cell: Cell, on: Option<&str>) -> AnyView {
    match cell {
        Cell::Text(text) | Cell::Figure(text) => text.into_any(),
        Cell::Code(link) => view! {
            <a href=with_on(&link.code.path(), on) class="code">
                {link.code.as_str().to_owned()}
            </a>
        }
        .into_any(),
        Cell::Several(cells) => cells
            .into_iter()
            .map(|cell| cell_content(cell, on))
            .collect_view()
            .into_any(),
    }
}

/// Where a fact comes from.
#[component]
pub(crate) fn EvidenceLine(evidence: Evidence) -> impl IntoView {
    let until = match evidence.valid_to {
        Some(end) => format!("from {} until {}", long_date(evidence.valid_from), long_date(end)),
        None => format!("since {}", long_date(evidence.valid_from)),
    };
    view! {
        <p class="evidence">
            {format!("{}, {}, {until}. ", evidence.source, evidence.release)}
            <span class="evidence-row">{format!("{}: {}", evidence.file, evidence.row)}</span>
        </p>
    }
}
