//! `/codes/{system}`: the codes of a system by chapter, block, section or range, or by how they begin; a page at a
//! time.

use super::crumbs::{Crumbs, place_address};
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::case2code::{CodeList, KeepOn};
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use codeset::CodeSystem;
use codeset::page::CodeLink;
use leptos::prelude::*;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;
use reference::browse::{Place, Shelf, find_shelf};
use reference::gaps::{code_source, find_gaps};

/// How many codes stand on a page.
const PAGE: usize = 100;

/// Draws the codes of a system that an address asks for.
pub(crate) async fn draw_codes(
    system: &str,
    query: &ParamsMap,
    on: Option<String>,
) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(system).ok_or_else(|| {
        PublicError::new(
            404,
            "There is no such code system.",
            "Choose one from the list of codes.",
        )
        .with_status()
    })?;
    let get = |name: &str| query.get(name).unwrap_or_default();
    let (prefix, after, place) = (plain(&get("prefix")), plain(&get("after")), get("in"));
    let shelf = if prefix.is_empty() {
        find_shelf(&backend.store, system, &place, &after, date, PAGE)
            .await
            .map_err(failure)?
    } else {
        Some(beginning_with(&backend, system, &prefix, &after, date).await?)
    };
    let shelf = shelf.ok_or_else(|| {
        PublicError::new(
            404,
            "There is no such chapter, block or range on this date of service.",
            "Choose one from the list of the code system.",
        )
        .with_status()
    })?;
    let gaps = find_gaps(&backend.store, &[code_source(system)], date)
        .await
        .map_err(failure)?;
    let title = match shelf.path.last() {
        Some(place) if place.label == place.title => format!("{}: {}", system.label(), place.title),
        Some(place) => format!("{}: {}", place.label, place.title),
        None => format!("{} codes", system.label()),
    };
    let Shelf {
        path,
        places,
        codes,
        next,
    } = shelf;
    let above = path.len().saturating_sub(1);
    let path: Vec<_> = path.into_iter().take(above).collect();
    let is_whole = place.is_empty() && prefix.is_empty();
    let next = next.map(|after| {
        let query = match (prefix.is_empty(), is_whole) {
            (false, _) => format!("prefix={prefix}&"),
            (true, true) => String::new(),
            (true, false) => format!("in={}&", Url::escape(&place)),
        };
        let address = format!(
            "/codes/{}?{query}after={}",
            system.slug(),
            Url::escape(after.as_str())
        );
        with_on(&address, on.as_deref())
    });
    let has_places = !places.is_empty();
    // Further pages of the whole system go on with its codes.
    let places = after
        .is_empty()
        .then(|| view! { <Places system places on=on.clone() /> });
    let codes = if codes.is_empty() && has_places {
        ().into_any()
    } else {
        let heading = (has_places && after.is_empty()).then(|| view! { <h2>"All in order"</h2> });
        view! {
            {heading}
            <CodesAndMore links=codes next on=on.clone() />
        }
        .into_any()
    };
    let main = Drawn::of(view! {
        <Crumbs label="Where this list belongs" system path on=on.clone() />
        <h1>{title.clone()}</h1>
        <form method="get" action=format!("/codes/{}", system.slug()) class="look-up">
            <label for="prefix">"Codes beginning with"</label>
            <input id="prefix" name="prefix" type="search" value=prefix.clone() maxlength="8" autocomplete="off" />
            <KeepOn on=on.clone() />
            <button type="submit" class="button quiet">
                "Show"
            </button>
        </form>
        <GapsNotice gaps date />
        {places}
        {codes}
    });
    Ok(DrawnPage {
        title,
        main,
        is_wide: false,
    })
}

/// The codes that begin with a text, after a code.
async fn beginning_with(
    backend: &Backend,
    system: CodeSystem,
    prefix: &str,
    after: &str,
    date: codeset::NaiveDate,
) -> Result<Shelf, PublicError> {
    let limit = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut codes = backend
        .store
        .list_codes(system, prefix, after, date, limit)
        .await
        .map_err(failure)?;
    let has_more = codes.len() > PAGE;
    codes.truncate(PAGE);
    let next = codes.last().filter(|_| has_more).map(|link| link.code.clone());
    Ok(Shelf {
        path: Vec::new(),
        places: Vec::new(),
        codes,
        next,
    })
}

/// The chapters, blocks, sections or ranges to go to.
#[component]
fn Places(system: CodeSystem, places: Vec<Place>, on: Option<String>) -> impl IntoView {
    (!places.is_empty()).then(|| {
        let items = places.iter().map(|place| {
            let label = if place.label == place.title {
                place.range.clone()
            } else {
                place.label.clone()
            };
            let range = (label != place.range).then(|| place.range.clone());
            view! {
                <li>
                    <a href=place_address(system, place, on.as_deref())>
                        <span class="code">{label}</span>
                        <span class="list-title">{place.title.clone()}</span>
                        <span class="list-system">{range}</span>
                    </a>
                </li>
            }
        });
        view! { <ul class="code-list places">{items.collect_view()}</ul> }
    })
}

/// What may stand in a code, in its canonical case.
fn plain(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .take(8);
    kept.collect::<String>().to_ascii_uppercase()
}

/// Codes, and the way to those that follow.
#[component]
fn CodesAndMore(links: Vec<CodeLink>, next: Option<String>, on: Option<String>) -> impl IntoView {
    if links.is_empty() {
        return view! { <p class="notice">"No code of this system is here, or none is loaded."</p> }
            .into_any();
    }
    view! {
        <CodeList links on />
        {next
            .map(|next| {
                view! {
                    <p class="pager">
                        <a href=next class="button quiet">
                            "Next codes"
                        </a>
                    </p>
                }
            })}
    }
    .into_any()
}
