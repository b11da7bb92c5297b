//! `/codes`: the code systems.

use super::list_systems;
use crate::case2code::LookUpBox;
use crate::ui::error_view::ErrorView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// The page of all systems.
#[component]
pub(crate) fn SystemsPage() -> impl IntoView {
    view! {
        <Title text="Codes" />
        <main class="page narrow" id="content">
            <h1>"Codes"</h1>
            <LookUpBox id="systems-look-up" />
            <SystemList />
        </main>
    }
}

/// The systems that have codes, each with how many.
#[component]
pub(crate) fn SystemList() -> impl IntoView {
    let systems = Resource::new_blocking(|| (), |()| list_systems());
    view! {
        <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
            {move || Suspend::new(async move {
                match systems.await {
                    Err(error) => view! { <ErrorView error /> }.into_any(),
                    Ok(systems) if systems.is_empty() => {
                        view! { <p class="notice">"No codes are loaded. An operator loads them with “coding-ahead import”."</p> }
                            .into_any()
                    }
                    Ok(systems) => {
                        let items = systems
                            .into_iter()
                            .map(|(system, count)| {
                                let count = if count == 1 { "1 code".to_owned() } else { format!("{count} codes") };
                                view! {
                                    <li>
                                        <A href=format!("/codes/{}", system.slug())>
                                            <span class="system-name">{system.label()}</span>
                                            <span class="system-count">{count}</span>
                                        </A>
                                    </li>
                                }
                            })
                            .collect_view();
                        view! { <ul class="system-list">{items}</ul> }.into_any()
                    }
                }
            })}
        </Transition>
    }
    .into_any()
}
