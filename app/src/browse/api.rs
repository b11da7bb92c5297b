//! The server functions of browsing. Free: titles are not counted.

use crate::PublicError;
use codeset::CodeSystem;
use codeset::page::CodeLink;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A page of a system's codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// The codes.
    pub links: Vec<CodeLink>,
    /// Whether more follow.
    pub has_more: bool,
}

/// The code systems that have codes, with how many.
#[server(endpoint = "systems")]
pub async fn list_systems() -> Result<Vec<(CodeSystem, u64)>, PublicError> {
    use crate::backend::{Backend, failure};
    Backend::from_context()?.store.count_codes().await.map_err(failure)
}

/// The codes of a system that begin with a text, after a code.
#[server(endpoint = "codes")]
pub async fn list_codes(
    system: String,
    prefix: String,
    after: String,
    on: Option<String>,
) -> Result<Codes, PublicError> {
    use crate::backend::{Backend, failure};
    const PAGE: u64 = 100;
    let backend = Backend::from_context()?;
    let on = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(&system).ok_or_else(|| {
        PublicError::new(404, "There is no such code system.", "Choose one from the list of codes.").with_status()
    })?;
    let plain = |text: String| -> String {
        text.trim().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').take(8).collect::<String>().to_ascii_uppercase()
    };
    let mut links = backend
        .store
        .list_codes(system, &plain(prefix), &plain(after), on, PAGE + 1)
        .await
        .map_err(failure)?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let has_more = links.len() > page;
    links.truncate(page);
    Ok(Codes { links, has_more })
}
