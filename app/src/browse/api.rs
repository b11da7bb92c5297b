//! The server functions of browsing. Free: titles are not counted.

use crate::ui::drawn::Drawing;
use leptos::prelude::*;

/// Draws the list of code systems that have codes, with how many.
#[server(endpoint = "systems")]
pub async fn list_systems() -> Drawing {
    use super::systems::SystemList;
    use crate::backend::{Backend, failure};
    use crate::ui::drawn::Drawn;
    let systems = Backend::from_context()?.store.count_codes().await.map_err(failure)?;
    Ok(Drawn::of(view! { <SystemList systems /> }))
}

/// Draws a page of the codes of a system that begin with a text, after a code.
#[server(endpoint = "codes")]
pub async fn list_codes(system: String, prefix: String, after: String, on: Option<String>) -> Drawing {
    use super::codes::CodesAndMore;
    use crate::PublicError;
    use crate::backend::{Backend, failure};
    use crate::ui::drawn::Drawn;
    use codeset::CodeSystem;
    const PAGE: u64 = 100;
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(&system).ok_or_else(|| {
        PublicError::new(404, "There is no such code system.", "Choose one from the list of codes.").with_status()
    })?;
    let plain = |text: String| -> String {
        let kept = text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').take(8);
        kept.collect::<String>().to_ascii_uppercase()
    };
    let (prefix, after) = (plain(prefix), plain(after));
    let mut links =
        backend.store.list_codes(system, &prefix, &after, date, PAGE + 1).await.map_err(failure)?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let has_more = links.len() > page;
    links.truncate(page);
    Ok(Drawn::of(view! { <CodesAndMore links has_more prefix on /> }))
}
