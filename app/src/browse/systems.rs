//! `/codes`: the code systems.

use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::case2code::LookUpBox;
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use codeset::CodeSystem;
use leptos::prelude::*;

/// The code systems that have codes, with how many.
pub(crate) async fn list_systems() -> Result<Vec<(CodeSystem, u64)>, PublicError> {
    Backend::from_context()?
        .store
        .count_codes()
        .await
        .map_err(failure)
}

/// Draws the page of all systems.
pub(crate) async fn draw_systems(on: Option<String>) -> Result<DrawnPage, PublicError> {
    crate::on_date(on.as_deref(), Backend::from_context()?.today())?;
    let systems = list_systems().await?;
    let main = Drawn::of(view! {
        <h1>"Codes"</h1>
        <LookUpBox id="systems-look-up" text="" on=on.clone() />
        <SystemList systems on />
    });
    Ok(DrawnPage {
        title: "Codes".to_owned(),
        main,
        is_wide: false,
    })
}

/// The systems that have codes, each with how many.
#[component]
pub(crate) fn SystemList(systems: Vec<(CodeSystem, u64)>, on: Option<String>) -> impl IntoView {
    if systems.is_empty() {
        return view! { <p class="notice">"No codes are loaded. An operator loads them with “coding-ahead import”."</p> }
            .into_any();
    }
    let items = systems.into_iter().map(|(system, count)| {
        let count = if count == 1 {
            "1 code".to_owned()
        } else {
            format!("{count} codes")
        };
        view! {
            <li>
                <a href=with_on(&format!("/codes/{}", system.slug()), on.as_deref())>
                    <span class="system-name">{system.label()}</span>
                    <span class="system-count">{count}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="system-list">{items.collect_view()}</ul> }.into_any()
}
