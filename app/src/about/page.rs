//! The table of loaded releases.

use super::api::list_releases;
use crate::ui::drawn::DrawnResource;
use leptos::prelude::*;
use leptos_meta::Title;

/// What is loaded.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let drawing = Resource::new_blocking(|| (), |()| list_releases());
    view! {
        <Title text="Data" />
        <main class="page wide" id="content">
            <h1>"What is loaded"</h1>
            <p>"Every figure on this site comes from one of these releases and says so beside it. What is not listed here is not loaded."</p>
            <DrawnResource drawing />
        </main>
    }
    .into_any()
}

/// The loaded releases.
#[cfg(feature = "ssr")]
#[component]
pub(super) fn ReleaseTable(releases: Vec<store::entity::release::Model>) -> impl IntoView {
    use crate::ui::date::long_date;
    use codeset::release::Source;
    if releases.is_empty() {
        return view! { <p class="notice">"Nothing is loaded yet."</p> }.into_any();
    }
    let rows = releases.into_iter().map(|release| {
        let source = Source::from_slug(&release.source);
        view! {
            <tr>
                <td data-label="Source">
                    {source.map(Source::title)} " " <span class="meaning">{source.map(Source::publisher)}</span>
                </td>
                <td data-label="Release">{release.label}</td>
                <td data-label="Counts from">{long_date(release.valid_from)}</td>
                <td data-label="Rows" class="figure">
                    {release.rows_read}
                </td>
                <td data-label="File" class="file">
                    {release.file_name}
                </td>
                <td data-label="Loaded">{long_date(release.imported_at.date_naive())}</td>
            </tr>
        }
    });
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
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
