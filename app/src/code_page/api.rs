//! The server function of the code page.

use crate::PublicError;
use codeset::access::MeterState;
use codeset::page::{CodeLink, CodePage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What opening a code page gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The page, cut to the reader's access, and what remains.
    Page(Box<CodePage>, MeterState),
    /// No such code; nothing was counted.
    Unknown {
        /// What was asked for, cut to a sensible length.
        asked: String,
        /// Codes like it.
        near: Vec<CodeLink>,
    },
}

/// Opens a code page: counts the view, and answers with as much as the reader may see.
#[server(endpoint = "code-page")]
pub async fn open_code_page(system: String, code: String, on: Option<String>) -> Result<Answer, PublicError> {
    use crate::backend::{Backend, failure, find_asker, set_status};
    use crate::meter::record::open_page;
    use codeset::{Code, CodeSystem};
    use http::StatusCode;
    use reference::{code_page::find_code_page, look_up::near_matches};

    let backend = Backend::from_context()?;
    let on = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(&system);
    let parsed = system.and_then(|system| Code::parse(system, &code).ok());
    if let Some(parsed) = parsed
        && backend.store.is_known(&parsed).await.map_err(failure)?
    {
        let asker = find_asker(&backend).await?;
        let (access, meter) = open_page(&backend, &asker, &parsed).await?;
        if let Some(page) = find_code_page(&backend.store, &parsed, on, access).await.map_err(failure)? {
            return Ok(Answer::Page(Box::new(page), meter));
        }
    }
    set_status(StatusCode::NOT_FOUND);
    let near = match system {
        Some(system) => near_matches(&backend.store, system, &code, on).await.map_err(failure)?,
        None => Vec::new(),
    };
    let asked = code.chars().filter(|c| !c.is_control()).take(24).collect();
    Ok(Answer::Unknown { asked, near })
}
