//! The server function of the pages that only show.

use crate::PublicError;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A page that only shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPage {
    /// The title of the tab.
    pub title: String,
    /// What stands in `<main>`.
    pub main: Drawn,
    /// Whether it is as wide as its tables need.
    pub is_wide: bool,
}

/// Draws the page of an address. Free: titles are not counted.
#[server(endpoint = "page")]
pub async fn draw_page(path: String, query: String) -> Result<DrawnPage, PublicError> {
    use crate::ui::date::on_of;
    use crate::{about, browse, case2code, casepilot, code_edits, documents, home, tools};
    let query = super::query::parameters(query.trim_start_matches('?'));
    let on = on_of(&query);
    match path.trim_matches('/').split('/').collect::<Vec<_>>().as_slice() {
        [""] => home::draw(on).await,
        ["codes"] => browse::draw_systems(on).await,
        ["codes", system] => browse::draw_codes(system, &query, on).await,
        ["codes", system, code, "ncci-edits"] => code_edits::draw(system, code, &query, on).await,
        ["case2code"] => case2code::draw(&query, on).await,
        ["case2code", "case"] => case2code::case::draw(on).await,
        ["casepilot"] => casepilot::draw(&query, on).await,
        ["casepilot", id] => casepilot::draw_conversation(id, on).await,
        ["about", "data"] => about::draw_releases(on).await,
        ["about", "data", "changes"] => about::draw_changes(&query, on).await,
        ["documents"] => documents::draw_list(on).await,
        ["documents", document] => documents::draw_contents(document, on).await,
        ["documents", document, chapter] => documents::draw_chapter(document, chapter, on).await,
        ["tools"] => tools::draw_index(on).await,
        ["tools", "ncci"] => tools::ncci::draw(&query, on).await,
        ["tools", "fees"] => tools::fees::draw(&query, on).await,
        ["tools", "therapy-units"] => tools::therapy_units::draw(&query, on).await,
        _ => Err(PublicError::new(
            404,
            "There is no page at this address.",
            "Look a code up from the start page.",
        )
        .with_status()),
    }
}
