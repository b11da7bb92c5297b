//! `/case2code?q=`: what the look-up found.

use super::api::look_up;
use super::{CodeList, LookUpBox};
use crate::ui::date::use_on;
use crate::ui::error_view::ErrorView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The results.
#[component]
pub(crate) fn LookUpPage() -> impl IntoView {
    let query = use_query_map();
    let on = use_on();
    let text = Memo::new(move |_| query.read().get("q").unwrap_or_default().trim().to_owned());
    let found = Resource::new_blocking(
        move || (text.get(), on.get()),
        |(text, on)| async move {
            if text.is_empty() { Ok(None) } else { look_up(text, on).await.map(Some) }
        },
    );
    view! {
        <Title text="Case2Code" />
        <main class="page narrow" id="content">
            <h1>"Case2Code"</h1>
            <p>"Finds a code by its number, by how it begins, or by words of its title. Looking up is free."</p>
            <LookUpBox id="look-up" />
            <div aria-live="polite">
                <Transition fallback=|| view! { <p class="loading">"Looking it up…"</p> }>
                    {move || Suspend::new(async move {
                        let found = found.await;
                        let text = text.get_untracked();
                        let on = on.get_untracked();
                        match found {
                            Ok(None) => ().into_any(),
                            Err(error) => view! { <ErrorView error /> }.into_any(),
                            Ok(Some(found)) if found.exact.is_empty() && found.others.is_empty() => {
                                view! {
                                    <p class="notice">
                                        {format!("Nothing loaded has the code or the words “{text}”. Try fewer or other words, or only the beginning of the code.")}
                                    </p>
                                }
                                    .into_any()
                            }
                            Ok(Some(found)) => {
                                let count = found.exact.len() + found.others.len();
                                let count = match (found.has_more, count) {
                                    (true, count) => format!("More than {count} codes; the closest {count} are listed. Add a word to narrow them down."),
                                    (false, 1) => "1 code".to_owned(),
                                    (false, count) => format!("{count} codes"),
                                };
                                let links = found.exact.into_iter().chain(found.others).collect();
                                view! {
                                    <p class="count">{count}</p>
                                    <CodeList links on=on />
                                }
                                    .into_any()
                            }
                        }
                    })}
                </Transition>
            </div>
        </main>
    }
    .into_any()
}
