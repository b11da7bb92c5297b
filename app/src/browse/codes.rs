//! `/codes/{system}`: the codes of a system, a page at a time.

use super::api::list_codes;
use crate::case2code::CodeList;
use crate::ui::date::use_on;
use crate::ui::error_view::ErrorView;
use codeset::CodeSystem;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{A, Form};
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::location::Url;

/// The codes of a system.
#[component]
pub(crate) fn BrowsePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let on = use_on();
    let slug = Memo::new(move |_| params.read().get("system").unwrap_or_default());
    let prefix = Memo::new(move |_| query.read().get("prefix").unwrap_or_default());
    let after = Memo::new(move |_| query.read().get("after").unwrap_or_default());
    let codes = Resource::new_blocking(
        move || (slug.get(), prefix.get(), after.get(), on.get()),
        |(system, prefix, after, on)| list_codes(system, prefix, after, on),
    );
    let label = move || {
        CodeSystem::from_slug(&slug.get()).map_or_else(|| "Codes".to_owned(), |s| format!("{} codes", s.label()))
    };
    view! {
        <Title text=label />
        <main class="page narrow" id="content">
            <nav class="crumbs" aria-label="Where this list belongs">
                <A href="/codes">"Codes"</A>
            </nav>
            <h1>{label}</h1>
            <Form method="GET" action=move || format!("/codes/{}", slug.get()) attr:class="look-up">
                <label for="prefix">"Codes beginning with"</label>
                <input id="prefix" name="prefix" type="search" value=move || prefix.get() maxlength="8" autocomplete="off" />
                <button type="submit" class="button quiet">
                    "Show"
                </button>
            </Form>
            <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    let codes = codes.await;
                    let on = on.get_untracked();
                    match codes {
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                        Ok(codes) if codes.links.is_empty() => {
                            view! { <p class="notice">"No code of this system begins like that, or none is loaded."</p> }
                                .into_any()
                        }
                        Ok(codes) => {
                            let next = codes
                                .links
                                .last()
                                .filter(|_| codes.has_more)
                                .map(|last| {
                                    let on = on.as_deref().map(|on| format!("&on={}", Url::escape(on)));
                                    format!(
                                        "/codes/{}?prefix={}&after={}{}",
                                        last.code.system().slug(),
                                        Url::escape(&prefix.get_untracked()),
                                        Url::escape(last.code.as_str()),
                                        on.unwrap_or_default(),
                                    )
                                });
                            view! {
                                <CodeList links=codes.links on=on />
                                {next.map(|next| view! { <p class="pager"><A href=next attr:class="button quiet">"Next codes"</A></p> })}
                            }
                                .into_any()
                        }
                    }
                })}
            </Transition>
        </main>
    }
    .into_any()
}
