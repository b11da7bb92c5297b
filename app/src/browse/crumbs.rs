//! Where a code or a list belongs: all codes, the system, its chapter and block or range.

use crate::ui::date::with_on;
use codeset::CodeSystem;
use leptos::prelude::*;
use reference::browse::Place;

/// The address of a place of a system.
pub(super) fn place_address(system: CodeSystem, place: &Place, on: Option<&str>) -> String {
    with_on(&format!("/codes/{}?in={}", system.slug(), place.slug), on)
}

/// The way from all codes to here.
#[component]
pub(crate) fn Crumbs(
    label: &'static str,
    system: CodeSystem,
    /// The places to lead to, the widest first.
    path: Vec<Place>,
    /// The date of service that the links keep.
    on: Option<String>,
) -> impl IntoView {
    let places = path.iter().map(|place| {
        view! {
            <a href=place_address(system, place, on.as_deref()) title=place.title.clone()>
                {place.label.clone()}
            </a>
        }
    });
    let places = places.collect_view();
    view! {
        <nav class="crumbs" aria-label=label>
            <a href=with_on("/codes", on.as_deref())>"Codes"</a>
            <a href=with_on(&format!("/codes/{}", system.slug()), on.as_deref())>{system.label()}</a>
            {places}
        </nav>
    }
}
