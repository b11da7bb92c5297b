//! The table of loaded releases.

use super::api::list_releases;
use crate::ui::date::long_date;
use crate::ui::error_view::ErrorView;
use leptos::prelude::*;
use leptos_meta::Title;

/// What is loaded.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let releases = Resource::new_blocking(|| (), |()| list_releases());
    view! {
        <Title text="Data" />
        <main class="page wide" id="content">
            <h1>"What is loaded"</h1>
            <p>"Every figure on this site comes from one of these releases and says so beside it. What is not listed here is not loaded."</p>
            <Transition fallback=|| view! { <p class="loading">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    match releases.await {
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                        Ok(releases) if releases.is_empty() => {
                            view! { <p class="notice">"Nothing is loaded yet."</p> }.into_any()
                        }
                        Ok(releases) => {
                            let rows = releases
                                .into_iter()
                                .map(|release| {
                                    view! {
                                        <tr>
                                            <td data-label="Source">{release.source} <span class="meaning">{release.publisher}</span></td>
                                            <td data-label="Release">{release.label}</td>
                                            <td data-label="Counts from">{long_date(release.valid_from)}</td>
                                            <td data-label="Rows" class="figure">{release.rows}</td>
                                            <td data-label="File" class="file">{release.file}</td>
                                            <td data-label="Loaded">{long_date(release.loaded_on)}</td>
                                        </tr>
                                    }
                                })
                                .collect_view();
                            view! {
                                <div class="table-frame" role="region" aria-label="Loaded releases" tabindex="0">
                                    <table class="table">
                                        <thead>
                                            <tr>
                                                {["Source", "Release", "Counts from", "Rows", "File", "Loaded"]
                                                    .map(|column| view! { <th scope="col">{column}</th> })
                                                    .collect_view()}
                                            </tr>
                                        </thead>
                                        <tbody>{rows}</tbody>
                                    </table>
                                </div>
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
