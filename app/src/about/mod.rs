//! `/about/data`: what is loaded, from which release, since when.

use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::long_date;
use crate::ui::drawn::Drawn;
use codeset::release::Source;
use leptos::prelude::*;
use store::entity::release;

/// Draws the table of loaded releases.
pub(crate) async fn draw() -> Result<DrawnPage, PublicError> {
    let releases = Backend::from_context()?
        .store
        .list_releases()
        .await
        .map_err(failure)?;
    let main = Drawn::of(view! {
        <h1>"What is loaded"</h1>
        <p>"Every figure on this site comes from one of these releases and says so beside it. What is not listed here is not loaded."</p>
        <ReleaseTable releases />
    });
    Ok(DrawnPage {
        title: "Data".to_owned(),
        main,
        is_wide: true,
    })
}

/// The loaded releases.
#[component]
fn ReleaseTable(releases: Vec<release::Model>) -> impl IntoView {
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
