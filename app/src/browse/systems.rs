//! `/codes`: the code systems.

use super::api::list_systems;
use crate::case2code::LookUpBox;
use crate::ui::drawn::DrawnResource;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of all systems.
#[component]
pub(crate) fn SystemsPage() -> impl IntoView {
    view! {
        <Title text="Codes" />
        <main class="page narrow" id="content">
            <h1>"Codes"</h1>
            <LookUpBox id="systems-look-up" />
            <Systems />
        </main>
    }
}

/// The systems that have codes, loaded.
#[component]
pub(crate) fn Systems() -> impl IntoView {
    let drawing = Resource::new_blocking(|| (), |()| list_systems());
    view! { <DrawnResource drawing /> }
}

/// The systems that have codes, each with how many.
#[cfg(feature = "ssr")]
#[component]
pub(super) fn SystemList(systems: Vec<(codeset::CodeSystem, u64)>) -> impl IntoView {
    if systems.is_empty() {
        return view! { <p class="notice">"No codes are loaded. An operator loads them with “coding-ahead import”."</p> }
            .into_any();
    }
    let items = systems.into_iter().map(|(system, count)| {
        let count = if count == 1 { "1 code".to_owned() } else { format!("{count} codes") };
        view! {
            <li>
                <a href=format!("/codes/{}", system.slug())>
                    <span class="system-name">{system.label()}</span>
                    <span class="system-count">{count}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="system-list">{items.collect_view()}</ul> }.into_any()
}
