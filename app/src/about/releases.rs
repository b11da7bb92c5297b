//! `/about/data`: what is loaded, from which release, since when.

use super::changes_query::PATH;
use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::drawn_page::DrawnPage;
use crate::ui::date::{long_date, with_on};
use crate::ui::drawn::Drawn;
use codeset::NaiveDate;
use codeset::release::Source;
use leptos::prelude::*;
use store::entity::release;

/// Draws the loaded releases, newest first within each source, and the sources without any.
pub(crate) async fn draw(on: Option<String>) -> Result<DrawnPage, PublicError> {
    let releases = Backend::from_context()?
        .store
        .list_releases()
        .await
        .map_err(failure)?;
    let (loaded, missing): (Vec<_>, Vec<_>) = Source::ALL
        .into_iter()
        .map(|source| {
            let of_source = releases
                .iter()
                .rev()
                .filter(|release| release.source == source.slug());
            (source, of_source.cloned().collect::<Vec<_>>())
        })
        .partition(|(_, releases)| !releases.is_empty());
    let missing = missing.into_iter().map(|(source, _)| source).collect();
    let main = Drawn::of(view! {
        <h1>"What is loaded"</h1>
        <p>
            "Every figure on this site comes from one of these releases and says so beside it. What is not listed here is not loaded."
        </p>
        <p>
            <a href=with_on(PATH, on.as_deref())>"What changed between two releases"</a>
            " · "
            <a href=with_on("/documents", on.as_deref())>"Documents to read"</a>
        </p>
        <Loaded loaded on />
        <Missing missing />
    });
    Ok(DrawnPage {
        title: "Data".to_owned(),
        main,
        is_wide: true,
    })
}

/// The loaded releases, one table for each source.
#[component]
fn Loaded(loaded: Vec<(Source, Vec<release::Model>)>, on: Option<String>) -> impl IntoView {
    if loaded.is_empty() {
        return view! { <p class="notice">"Nothing is loaded yet."</p> }.into_any();
    }
    loaded
        .into_iter()
        .map(|(source, releases)| {
            let heading = source.slug();
            view! {
                <section class="source" aria-labelledby=heading>
                    <h2 id=heading>{source.title()}</h2>
                    <p class="publisher">
                        "Published by " <a href=source.page() rel="noreferrer">{source.publisher()}</a>
                    </p>
                    <ReleaseTable source releases on=on.clone() />
                </section>
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn ReleaseTable(source: Source, releases: Vec<release::Model>, on: Option<String>) -> impl IntoView {
    let earlier: Vec<_> = releases
        .iter()
        .skip(1)
        .map(|release| release.valid_from)
        .collect();
    let rows = releases.into_iter().enumerate().map(|(index, release)| {
        let changes = earlier.get(index).map(|from| {
            let link = format!(
                "{PATH}?source={}&from={from}&to={}",
                source.slug(),
                release.valid_from
            );
            view! { <a href=with_on(&link, on.as_deref())>"What changed"</a> }
        });
        let holder = release
            .licence_holder
            .map(|holder| view! { <span class="meaning">"Licensed to "{holder}</span> });
        let edition =
            edition(release.revision).map(|edition| view! { <span class="meaning">{edition}</span> });
        view! {
            <tr>
                <td data-label="Release">{release.label} {edition} {holder}</td>
                <td data-label="Counts from">{long_date(release.valid_from)}</td>
                <td data-label="Rows" class="figure">
                    {release.rows_read}
                </td>
                <td data-label="File" class="file">
                    {release.file_name}
                </td>
                <td data-label="Loaded">{long_date(release.imported_at.date_naive())}</td>
                <td data-label="Changes">{changes}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label=format!("Loaded releases of {source}") tabindex="0">
            <table class="table releases">
                <thead>
                    <tr>
                        {["Release", "Counts from", "Rows", "File", "Loaded", "Changes"]
                            .map(|column| view! { <th scope="col">{column}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Which edition of the release it is, where the file says so: by a number, or by its day as one (20250110).
fn edition(revision: i32) -> Option<String> {
    let day = NaiveDate::from_ymd_opt(
        revision / 10_000,
        (revision / 100 % 100).unsigned_abs(),
        (revision % 100).unsigned_abs(),
    );
    match (revision, day) {
        (..=0, _) => None,
        (19_000_000.., Some(day)) => Some(format!("Edition of {}", long_date(day))),
        (number, _) => Some(format!("Edition {number}")),
    }
}

/// What could be loaded and is not.
#[component]
fn Missing(missing: Vec<Source>) -> impl IntoView {
    (!missing.is_empty()).then(|| {
        let items = missing.into_iter().map(|source| {
            view! {
                <li>
                    {source.title()} ", from " <a href=source.page() rel="noreferrer">{source.publisher()}</a>
                </li>
            }
        });
        view! {
            <section class="source" aria-labelledby="missing">
                <h2 id="missing">"Not loaded"</h2>
                <p>"Pages say so where they would show it. Whoever runs this site can add it."</p>
                <ul class="missing">{items.collect_view()}</ul>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::edition;

    #[test]
    fn an_edition_is_a_day_or_a_number() {
        assert_eq!(edition(0), None);
        assert_eq!(edition(1).as_deref(), Some("Edition 1"));
        assert_eq!(edition(20_250_110).as_deref(), Some("Edition of 10 January 2025"));
        assert_eq!(edition(99_999_999).as_deref(), Some("Edition 99999999"));
    }
}
