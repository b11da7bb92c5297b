//! The server function of the look-up.

use crate::PublicError;
use codeset::page::CodeLink;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What was found; see `reference::look_up::Found`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Codes with exactly this spelling.
    pub exact: Vec<CodeLink>,
    /// Codes that begin with it or whose title holds its words.
    pub others: Vec<CodeLink>,
    /// Whether there are more than those listed.
    pub has_more: bool,
}

/// Looks a code up. Free: titles are not counted.
#[server(endpoint = "look-up")]
pub async fn look_up(text: String, on: Option<String>) -> Result<Found, PublicError> {
    use crate::backend::{Backend, failure};
    let backend = Backend::from_context()?;
    let on = crate::on_date(on.as_deref(), backend.today())?;
    let found = reference::look_up::find(&backend.store, &text, on).await.map_err(failure)?;
    Ok(Found { exact: found.exact, others: found.others, has_more: found.has_more })
}
