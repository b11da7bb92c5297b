//! The server function of the look-up.

use crate::ui::drawn::Drawing;
use leptos::prelude::*;

/// Looks a code up and draws what was found. Free: titles are not counted.
#[server(endpoint = "look-up")]
pub async fn look_up(text: String, on: Option<String>) -> Drawing {
    use super::results::Results;
    use crate::backend::{Backend, failure};
    use crate::ui::drawn::Drawn;
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let found = reference::look_up::find(&backend.store, &text, date).await.map_err(failure)?;
    Ok(Drawn::of(view! { <Results text=text.trim().to_owned() found on /> }))
}
