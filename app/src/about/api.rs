//! The server function of the data page.

use crate::ui::drawn::Drawing;
use leptos::prelude::*;

/// Draws the table of loaded releases.
#[server(endpoint = "releases")]
pub async fn list_releases() -> Drawing {
    use super::page::ReleaseTable;
    use crate::backend::{Backend, failure};
    use crate::ui::drawn::Drawn;
    let releases = Backend::from_context()?.store.list_releases().await.map_err(failure)?;
    Ok(Drawn::of(view! { <ReleaseTable releases /> }))
}
