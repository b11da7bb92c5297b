//! The page: a resource, and a view for each thing it can turn out to be.

use super::api::{Answer, OpenedBody, OpenedPage, open_code_page};
use super::section;
use super::section::SectionView;
use super::spent::SpentPrompt;
use crate::account::SignedIn;
use crate::case2code::Kept;
use crate::ui::date::use_on;
use crate::ui::drawn::DrawnView;
use crate::ui::error_view::ErrorView;
use crate::ui::scroll::ScrollMemory;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The route's component: loads the page of the code in the address.
#[component]
pub(crate) fn CodePageView() -> impl IntoView {
    let params = use_params_map();
    let (on, query) = (use_on(), use_query_map());
    let asked = Memo::new(move |_| {
        let params = params.read();
        (
            params.get("system").unwrap_or_default(),
            params.get("code").unwrap_or_default(),
            on.get(),
            query.read().get("zip").filter(|zip| !zip.is_empty()),
        )
    });
    let answer = Resource::new_blocking(
        move || (asked.get(), SignedIn::version()),
        |((system, code, on, zip), _)| open_code_page(system, code, on, zip),
    );
    // Which locked section the reader registered in: its heading takes the focus when it opens.
    section::LastUnlocked::provide();
    view! {
        <Transition fallback=|| view! { <main class="page" id="content"><p class="loading">"Loading the code…"</p></main> }>
            {move || Suspend::new(async move {
                let answer = answer.await;
                ScrollMemory::page_is_drawn();
                match answer {
                    Ok(Answer::Page(page)) => view! { <Page page=*page /> }.into_any(),
                    Ok(Answer::Unknown(drawn)) => {
                        view! {
                            <Title text="Code not found" />
                            <main class="page narrow" id="content">
                                <DrawnView drawn />
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

#[component]
fn Page(page: OpenedPage) -> impl IntoView {
    Kept::remember(page.link.clone());
    view! {
        <Title text=page.tab_title />
        <Meta name="description" content=page.description />
        <Link rel="canonical" href=page.link.code.path() />
        <main class="page code-page" id="content" data-access=page.access.slug()>
            <header class="code-head" inner_html=page.head.into_html()></header>
            <div class="side side-left" inner_html=page.left.into_html()></div>
            <div class="side side-right">
                <div inner_html=page.right.into_html()></div>
                // It stays as it is, with what was answered in it, when the reader registers below.
                <div inner_html=page.ask.into_html()></div>
            </div>
            <div class="text">
                {match page.body {
                    OpenedBody::Spent { prompt, can_register } => {
                        view! { <SpentPrompt prompt can_register /> }.into_any()
                    }
                    OpenedBody::Granted { descriptions, sections, history, family } => {
                        view! {
                            <DrawnView drawn=descriptions />
                            {sections
                                .into_iter()
                                .map(|(id, content)| view! { <SectionView id content /> })
                                .collect_view()}
                            {history
                                .map(|history| {
                                    view! {
                                        <section id="history" class="family" aria-labelledby="history-title">
                                            <h2 id="history-title">"History"</h2>
                                            <DrawnView drawn=history />
                                        </section>
                                    }
                                })}
                            <section id="family" class="family" aria-labelledby="family-title">
                                <h2 id="family-title">"Codes next to it"</h2>
                                <DrawnView drawn=family />
                            </section>
                        }
                            .into_any()
                    }
                }}
            </div>
        </main>
    }
    .into_any()
}
