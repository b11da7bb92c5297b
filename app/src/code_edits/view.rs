//! The page: tabs for settings and columns, a filter, the edits, and the ways to the other pages.

use super::query::{ORDERS, address, asked, path};
use super::table::EditTable;
use crate::PublicError;
use crate::backend::{Backend, failure, find_asker};
use crate::case2code::KeepOn;
use crate::code_page::EvidenceLine;
use crate::drawn_page::DrawnPage;
use crate::meter::open_page;
use crate::ui::date::{long_date, with_on};
use crate::ui::drawn::Drawn;
use crate::ui::link::and_back;
use codeset::access::{Access, MeterState, Plan};
use codeset::mpfs::grouped;
use codeset::{Code, CodeSystem};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reference::edits::{AskedEdits, EditCount, EditPage, find_edits};
use store::edits::Column;

/// Draws the list that an address asks for.
pub(crate) async fn draw(
    system: &str,
    code: &str,
    query: &ParamsMap,
    on: Option<String>,
) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let code = known_code(&backend, system, code).await?;
    let (access, meter) = open_page(&backend, &find_asker(&backend).await?, &code).await?;
    let asked = asked(code.clone(), date, query);
    let body = match access {
        Access::Open => {
            let edits = find_edits(&backend.store, &asked).await.map_err(failure)?;
            // The column that is listed where none was asked for: links and filters keep it.
            let asked = AskedEdits {
                column: Some(edits.column),
                ..asked
            };
            view! { <EditPageView asked edits on=on.clone() /> }.into_any()
        }
        Access::Preview | Access::Spent => view! { <Locked asked meter on=on.clone() /> }.into_any(),
    };
    let main = Drawn::of(view! {
        <nav class="crumbs" aria-label="Where this list belongs">
            <a href=with_on(&code.path(), on.as_deref())>{format!("{} {code}", code.system())}</a>
        </nav>
        <h1>
            "NCCI edits of " <span class="code">{code.as_str().to_owned()}</span>
        </h1>
        <p class="count">{format!("In force on {}", long_date(date))}</p>
        {body}
    });
    Ok(DrawnPage {
        title: format!("NCCI edits of {code}"),
        main,
        is_wide: true,
    })
}

/// The procedure code that an address names.
async fn known_code(backend: &Backend, system: &str, code: &str) -> Result<Code, PublicError> {
    let parsed = CodeSystem::from_slug(system)
        .filter(|system| matches!(system, CodeSystem::Cpt | CodeSystem::Hcpcs))
        .and_then(|system| Code::parse(system, code).ok());
    if let Some(code) = parsed
        && backend.store.is_known(&code).await.map_err(failure)?
    {
        return Ok(code);
    }
    Err(PublicError::new(
        404,
        "No such CPT or HCPCS code is loaded, so it has no list of edits.",
        "Look the code up from the start page.",
    )
    .with_status())
}

/// What somebody without access gets: where the list opens.
#[component]
fn Locked(asked: AskedEdits, meter: MeterState, on: Option<String>) -> impl IntoView {
    let code = asked.code.as_str().to_owned();
    let page = with_on(&asked.code.path(), on.as_deref());
    if meter.plan != Plan::Guest {
        return view! {
            <p class="notice">
                {format!("No code page view is left, and {code} was not opened before. The count starts anew on {}.", long_date(meter.resets_on))}
            </p>
        }
        .into_any();
    }
    let here = address(&path(&asked.code), &asked, 1, on.as_deref());
    view! {
        <div class="notice">
            <p>"The edits of a code open with a free account, like the sections of its page."</p>
            <p>
                <a href=and_back("/register", &here, on.as_deref())>"Create a free account"</a> " or "
                <a href=and_back("/sign-in", &here, on.as_deref())>"sign in"</a> ", or go to "
                <a href=page>{format!("the page of {code}")}</a> "."
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn EditPageView(asked: AskedEdits, edits: EditPage, on: Option<String>) -> impl IntoView {
    let EditPage {
        column: _,
        counts,
        rows,
        total,
        page,
        pages,
        evidence,
        missing,
    } = edits;
    let is_filtered = asked.indicator.is_some() || !asked.text.is_empty();
    let missing = missing
        .into_iter()
        .map(|missing| view! { <p class="notice">{missing}</p> })
        .collect_view();
    let list = if !rows.is_empty() {
        let first = (page - 1) * reference::edits::ON_A_PAGE + 1;
        let last = first + u64::try_from(rows.len()).unwrap_or_default() - 1;
        let shown = format!("{}–{} of {}", grouped(first), grouped(last), grouped(total));
        view! {
            <EditTable rows on=on.clone() />
            <Pager asked=asked.clone() page pages shown on=on.clone() />
            {evidence.map(|evidence| view! { <EvidenceLine evidence /> })}
        }
        .into_any()
    } else if is_filtered {
        view! { <p class="notice">"No edit passes these filters."</p> }.into_any()
    } else {
        let number = asked.column.map_or(1, Column::number);
        view! {
            <p class="notice">
                {format!("No edit lists {} as Column {number} here.", asked.code)}
            </p>
        }
        .into_any()
    };
    view! {
        <Tabs asked=asked.clone() counts on=on.clone() />
        <Filter asked on />
        {list}
        {missing}
    }
}

/// The columns of both settings with how many edits each has.
#[component]
fn Tabs(asked: AskedEdits, counts: Vec<EditCount>, on: Option<String>) -> impl IntoView {
    let tabs = counts.into_iter().map(|count| {
        let is_here = count.setting == asked.setting && Some(count.column) == asked.column;
        let other = AskedEdits {
            setting: count.setting,
            column: Some(count.column),
            ..asked.clone()
        };
        let label = format!(
            "Column {}, {} ({})",
            count.column.number(),
            count.setting.services(),
            grouped(count.edits)
        );
        view! {
            <li>
                <a href=address(&path(&asked.code), &other, 1, on.as_deref()) aria-current=is_here.then_some("page")>
                    {label}
                </a>
            </li>
        }
    });
    view! {
        <nav class="parts" aria-label="Columns and settings">
            <ul>{tabs.collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Filter(asked: AskedEdits, on: Option<String>) -> impl IntoView {
    let indicators =
        [(Some(1), "1: a modifier may bypass"), (Some(0), "0: none can")].map(|(indicator, label)| {
            let value = indicator.unwrap_or_default().to_string();
            view! { <option value=value selected=asked.indicator == indicator>{label}</option> }
        });
    let orders = ORDERS.map(|(order, slug, label)| {
        view! { <option value=slug selected=asked.order == order>{label}</option> }
    });
    let column = asked.column.map(|column| column.number().to_string());
    view! {
        <form method="get" action=path(&asked.code) class="filters">
            <input type="hidden" name="setting" value=asked.setting.slug() />
            <input type="hidden" name="column" value=column />
            <div class="field wide-field">
                <label for="text">"Other code or words of the rationale"</label>
                <input
                    id="text"
                    name="text"
                    type="search"
                    value=asked.text
                    placeholder="9711 or standards"
                    maxlength="100"
                    autocomplete="off"
                />
            </div>
            <div class="field">
                <label for="indicator">"Modifier indicator"</label>
                <select id="indicator" name="indicator">
                    <option value="">"Both"</option>
                    {indicators.collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="sort">"Sort by"</label>
                <select id="sort" name="sort">
                    {orders.collect_view()}
                </select>
            </div>
            <KeepOn on />
            <button type="submit" class="button">
                "Show"
            </button>
        </form>
    }
}

#[component]
fn Pager(asked: AskedEdits, page: u64, pages: u64, shown: String, on: Option<String>) -> impl IntoView {
    let list = path(&asked.code);
    let export = address(&format!("{list}.csv"), &asked, 1, on.as_deref());
    let to = |page, label: &'static str| {
        view! {
            <a href=address(&list, &asked, page, on.as_deref()) class="button quiet small">
                {label}
            </a>
        }
    };
    view! {
        <nav class="pager" aria-label="Pages">
            {(page > 1).then(|| to(page - 1, "Previous"))} <span class="count">{shown}</span>
            {(page < pages).then(|| to(page + 1, "Next"))}
            <a href=export class="button quiet small" rel="external" download>
                "All as CSV"
            </a>
        </nav>
    }
}
