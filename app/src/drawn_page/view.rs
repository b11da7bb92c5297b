//! Brings a drawn page to the browser.

use super::api::draw_page;
use crate::case2code::KeptCodes;
use crate::ui::date::{use_on, with_on};
use crate::ui::error_view::ErrorView;
use crate::ui::scroll::ScrollMemory;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// What tells the routes of drawn pages apart: the first part of the path, and how many there are.
fn route(path: &str) -> (&str, usize) {
    let parts = path.trim_matches('/').split('/');
    (parts.clone().next().unwrap_or_default(), parts.count())
}

/// The page of the address at hand.
#[component]
pub(crate) fn DrawnPageView() -> impl IntoView {
    let location = use_location();
    let (path, search, on) = (location.pathname, location.search, use_on());
    // The address changes a moment before the router leaves this page for another one, which asks for itself.
    let asked = Memo::new(move |last: Option<&(String, String)>| {
        let now = (path.get(), search.get());
        match last {
            Some(last) if route(&last.0) != route(&now.0) => last.clone(),
            _ => now,
        }
    });
    let page = Resource::new_blocking(move || asked.get(), |(path, query)| draw_page(path, query));
    view! {
        <Transition fallback=|| view! { <main class="page narrow" id="content"><p class="loading">"Loading…"</p></main> }>
            {move || Suspend::new(async move {
                let page = page.await;
                ScrollMemory::page_with_parts_is_drawn();
                match page {
                    Ok(page) => {
                        let is_home = path.get_untracked() == "/";
                        view! {
                            <Title text=page.title />
                            <main class="page" class:wide=page.is_wide class:narrow=!page.is_wide id="content">
                                <div class="drawn" inner_html=page.main.into_html()></div>
                                {is_home.then(|| view! { <KeptCodes /> })}
                            </main>
                        }
                            .into_any()
                    }
                    Err(error) => {
                        view! {
                            <Title text="Not shown" />
                            <main class="page narrow" id="content">
                                <h1>"This page cannot be shown"</h1>
                                <ErrorView error />
                                <p>
                                    <a href=with_on("/", on.get_untracked().as_deref())>"Back to the start"</a>
                                </p>
                            </main>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
    .into_any()
}
