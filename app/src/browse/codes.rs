//! `/codes/{system}`: the codes of a system, a page at a time.

use super::api::list_codes;
use crate::ui::date::use_on;
use crate::ui::drawn::DrawnResource;
use codeset::CodeSystem;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{A, Form};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The codes of a system.
#[component]
pub(crate) fn BrowsePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let on = use_on();
    let slug = Memo::new(move |_| params.read().get("system").unwrap_or_default());
    let prefix = Memo::new(move |_| query.read().get("prefix").unwrap_or_default());
    let after = Memo::new(move |_| query.read().get("after").unwrap_or_default());
    let drawing = Resource::new_blocking(
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
            <DrawnResource drawing />
        </main>
    }
    .into_any()
}

/// Codes, and the way to those that follow.
#[cfg(feature = "ssr")]
#[component]
pub(super) fn CodesAndMore(
    links: Vec<codeset::page::CodeLink>,
    has_more: bool,
    prefix: String,
    on: Option<String>,
) -> impl IntoView {
    use crate::case2code::CodeList;
    use leptos_router::location::Url;
    let Some(last) = links.last().map(|link| link.code.clone()) else {
        return view! { <p class="notice">"No code of this system begins like that, or none is loaded."</p> }.into_any();
    };
    let on_part = on.as_deref().map(|on| format!("&on={}", Url::escape(on))).unwrap_or_default();
    let next = format!(
        "/codes/{}?prefix={prefix}&after={}{on_part}",
        last.system().slug(),
        Url::escape(last.as_str()),
    );
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
