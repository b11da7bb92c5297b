//! `/about/data/changes`: what changed between two releases of a source.

use super::changes_query::{PATH, address, asked};
use super::tells::{Tells, tells};
use crate::PublicError;
use crate::backend::{Backend, failure, find_asker};
use crate::case2code::KeepOn;
use crate::drawn_page::DrawnPage;
use crate::ui::changed::ChangedFields;
use crate::ui::date::{long_date, with_on};
use crate::ui::drawn::Drawn;
use crate::ui::link::and_back;
use codeset::mpfs::grouped;
use codeset::release::Source;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reference::changes::{Asked, ChangedRow, Changes, find_changes};
use store::changes::ChangeKind;
use store::entity::release;

/// Draws the list that an address asks for.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let asked = asked(query);
    let loaded = backend.store.list_releases().await.map_err(failure)?;
    let tells = tells(asked.source, find_asker(&backend).await?.plan());
    let list = match tells {
        Tells::Nothing => view! { <NeedsAccount asked=asked.clone() on=on.clone() /> }.into_any(),
        _ => {
            let changes = find_changes(&backend.store, &asked, tells == Tells::All)
                .await
                .map_err(failure)?;
            view! { <ChangeList asked=asked.clone() changes tells on=on.clone() /> }.into_any()
        }
    };
    let main = Drawn::of(view! {
        <nav class="crumbs" aria-label="Where this list belongs">
            <a href=with_on("/about/data", on.as_deref())>"Data"</a>
        </nav>
        <h1>"What changed"</h1>
        <p>"Compares any two loaded releases of a source, row by row."</p>
        <Choice asked=asked.clone() loaded on />
        {list}
    });
    Ok(DrawnPage {
        title: format!("What changed in {}", asked.source),
        main,
        is_wide: true,
    })
}

#[component]
fn NeedsAccount(asked: Asked, on: Option<String>) -> impl IntoView {
    let here = with_on(&address(PATH, &asked, 1), on.as_deref());
    view! {
        <div class="notice">
            <p>
                {format!("{} stands in sections that need a free account. With one, this list says which codes changed and in what.", asked.source)}
            </p>
            <p>
                <a href=and_back("/register", &here, on.as_deref())>"Create a free account"</a> " or "
                <a href=and_back("/sign-in", &here, on.as_deref())>"sign in"</a> "."
            </p>
        </div>
    }
}

/// The form that chooses source, releases and filters.
#[component]
fn Choice(asked: Asked, loaded: Vec<release::Model>, on: Option<String>) -> impl IntoView {
    let of_source: Vec<_> = loaded
        .iter()
        .filter(|release| release.source == asked.source.slug())
        .cloned()
        .collect();
    let sources = Source::ALL
        .into_iter()
        .filter(|source| *source == asked.source || loaded.iter().any(|release| release.source == source.slug()))
        .map(|source| view! { <option value=source.slug() selected=source == asked.source>{source.title()}</option> })
        .collect_view();
    let newest = of_source.len().checked_sub(1);
    let place = |day| {
        of_source
            .iter()
            .position(|release| Some(release.valid_from) == day)
    };
    let to = place(asked.to).or(newest);
    let from = place(asked.from).or(to.and_then(|to| to.checked_sub(1)));
    let days = |chosen: Option<usize>| {
        of_source
            .iter()
            .enumerate()
            .rev()
            .map(|(index, release)| {
                let label = release.label.clone();
                view! {
                    <option value=release.valid_from.to_string() selected=Some(index) == chosen>
                        {label}
                    </option>
                }
            })
            .collect_view()
    };
    let kinds = ChangeKind::ALL.map(
        |kind| view! { <option value=kind.slug() selected=asked.kind == Some(kind)>{word(kind)}</option> },
    );
    view! {
        <form method="get" action=PATH class="filters">
            <div class="field wide-field">
                <label for="source">"Source"</label>
                <select id="source" name="source">
                    {sources}
                </select>
            </div>
            <div class="field">
                <label for="from">"From"</label>
                <select id="from" name="from">
                    {days(from)}
                </select>
            </div>
            <div class="field">
                <label for="to">"To"</label>
                <select id="to" name="to">
                    {days(to)}
                </select>
            </div>
            <div class="field">
                <label for="kind">"Change"</label>
                <select id="kind" name="kind">
                    <option value="">"All"</option>
                    {kinds}
                </select>
            </div>
            <div class="field wide-field">
                <label for="text">"Code or words"</label>
                <input
                    id="text"
                    name="text"
                    type="search"
                    value=asked.text
                    placeholder="M54 or low back"
                    maxlength="100"
                    autocomplete="off"
                />
            </div>
            <input type="hidden" name="part" value=asked.part />
            <KeepOn on />
            <button type="submit" class="button">
                "Compare"
            </button>
        </form>
    }
}

/// The changes of one part, and the ways to the other parts and pages.
#[component]
fn ChangeList(asked: Asked, changes: Changes, tells: Tells, on: Option<String>) -> impl IntoView {
    let Some((from, to)) = changes.compared else {
        let loaded = match changes.releases.as_slice() {
            [] => format!("{} is not loaded.", asked.source),
            [only] => format!("Only one release of {} is loaded: {}.", asked.source, only.label),
            _ => "Choose two different releases.".to_owned(),
        };
        return view! { <p class="notice">{loaded} " A comparison needs two."</p> }.into_any();
    };
    let asked = Asked {
        from: Some(from.valid_from),
        to: Some(to.valid_from),
        part: changes.part.to_owned(),
        ..asked
    };
    let has_parts = changes.parts.len() > 1;
    let parts = changes.parts.iter().map(|part| {
        let other = Asked {
            part: part.name.to_owned(),
            ..asked.clone()
        };
        let link = with_on(&address(PATH, &other, 1), on.as_deref());
        let is_here = part.name == changes.part;
        let label = format!("{} ({})", part.title, grouped(part.counts.of(None)));
        view! {
            <li>
                <a href=link aria-current=is_here.then_some("page")>
                    {label}
                </a>
            </li>
        }
    });
    let counts = changes
        .parts
        .iter()
        .find(|part| part.name == changes.part)
        .map(|part| part.counts)
        .unwrap_or_default();
    let summary = format!(
        "{} ({}) compared with {} ({}): {} added, {} ended, {} revised.",
        to.label,
        long_date(to.valid_from),
        from.label,
        long_date(from.valid_from),
        grouped(counts.added),
        grouped(counts.ended),
        grouped(counts.revised)
    );
    let export = address("/about/data/changes.csv", &asked, 1);
    let page = |page, label: &'static str| {
        view! {
            <a href=with_on(&address(PATH, &asked, page), on.as_deref()) class="button quiet small">
                {label}
            </a>
        }
    };
    let shown = format!(
        "Page {} of {}, {} in all",
        changes.page,
        grouped(changes.pages),
        grouped(changes.total)
    );
    view! {
        {has_parts.then(|| view! { <nav class="parts" aria-label="Parts of the source"><ul>{parts.collect_view()}</ul></nav> })}
        <p class="change-summary">{summary}</p>
        {(tells == Tells::Columns)
            .then(|| {
                view! { <p class="notice">"What each row says is on its code’s page; a member’s list says it here."</p> }
            })}
        {if changes.rows.is_empty() {
            view! { <p class="notice">"Nothing changed that fits these filters."</p> }.into_any()
        } else {
            view! {
                <ChangeTable rows=changes.rows on=on.clone() />
                <nav class="pager" aria-label="Pages">
                    {(changes.page > 1).then(|| page(changes.page - 1, "Previous"))}
                    <span class="count">{shown}</span>
                    {(changes.page < changes.pages).then(|| page(changes.page + 1, "Next"))}
                    <a href=export class="button quiet small" rel="external" download>
                        "All as CSV"
                    </a>
                </nav>
            }
                .into_any()
        }}
    }
    .into_any()
}

#[component]
fn ChangeTable(rows: Vec<ChangedRow>, on: Option<String>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let code = row.code.map(|code| {
            view! {
                <a href=with_on(&code.path(), on.as_deref()) class="code">
                    {code.as_str().to_owned()}
                </a>
                " "
            }
        });
        view! {
            <tr>
                <td data-label="Row">{code} {(!row.rest.is_empty()).then(|| view! { <span class="rest">{row.rest}</span> })}</td>
                <td data-label="Change">
                    <span class="change" data-change=row.kind.slug()>
                        {word(row.kind)}
                    </span>
                </td>
                <td data-label="What changed">
                    <ChangedFields fields=row.fields />
                </td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label="Changes" tabindex="0">
            <table class="table changes">
                <thead>
                    <tr>
                        {["Row", "Change", "What changed"].map(|column| view! { <th scope="col">{column}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A kind of change as a word.
pub(crate) fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "Added",
        ChangeKind::Ended => "Ended",
        ChangeKind::Revised => "Revised",
    }
}
