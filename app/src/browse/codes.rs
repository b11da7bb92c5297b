//! `/codes/{system}`: the codes of a system, a page at a time.

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
use reference::gaps::{code_source, find_gaps};

/// How many codes stand on a page.
const PAGE: usize = 100;

/// Draws the codes of a system that begin with a text, after a code.
pub(crate) async fn draw_codes(
    system: &str,
    prefix: &str,
    after: &str,
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
    let (prefix, after) = (plain(prefix), plain(after));
    let limit = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut links = backend
        .store
        .list_codes(system, &prefix, &after, date, limit)
        .await
        .map_err(failure)?;
    let gaps = find_gaps(&backend.store, &[code_source(system)], date)
        .await
        .map_err(failure)?;
    let has_more = links.len() > PAGE;
    links.truncate(PAGE);
    let title = format!("{} codes", system.label());
    let main = Drawn::of(view! {
        <nav class="crumbs" aria-label="Where this list belongs">
            <a href=with_on("/codes", on.as_deref())>"Codes"</a>
        </nav>
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
        <CodesAndMore links has_more prefix on />
    });
    Ok(DrawnPage {
        title,
        main,
        is_wide: false,
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
fn CodesAndMore(links: Vec<CodeLink>, has_more: bool, prefix: String, on: Option<String>) -> impl IntoView {
    let Some(last) = links.last().map(|link| link.code.clone()) else {
        return view! { <p class="notice">"No code of this system begins like that, or none is loaded."</p> }
            .into_any();
    };
    let next = format!(
        "/codes/{}?prefix={prefix}&after={}",
        last.system().slug(),
        Url::escape(last.as_str()),
    );
    let next = with_on(&next, on.as_deref());
    view! {
        <CodeList links on />
        {has_more
            .then(|| {
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
