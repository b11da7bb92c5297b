//! The server function of the code page, and what it gives.

use crate::PublicError;
use crate::ui::drawn::Drawn;
use codeset::access::{Access, MeterState};
use codeset::page::{CodeLink, SectionId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What opening a code page gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The page, cut to the reader's access.
    Page(Box<OpenedPage>),
    /// No such code; nothing was counted.
    Unknown {
        /// What was asked for, cut to a sensible length.
        asked: String,
        /// The list of codes like it, where there are any.
        near: Option<Drawn>,
    },
}

/// A code page as far as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedPage {
    /// The code with the title of the page.
    pub link: CodeLink,
    /// The date of service that the page answers for.
    pub on: chrono::NaiveDate,
    /// How much of the page this is.
    pub access: Access,
    /// That the code is not in force on the date.
    pub notice: Option<String>,
    /// What remains of the reader's views.
    pub meter: MeterState,
    /// Everything below the heading; `None` when no view is left.
    pub body: Option<OpenedBody>,
}

/// Everything below the heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedBody {
    /// Both descriptions.
    pub descriptions: Drawn,
    /// The six sections in order.
    pub sections: Vec<(SectionId, SectionContent)>,
    /// The codes next to it.
    pub family: Drawn,
}

/// What a reader gets of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SectionContent {
    /// One line that says how much is inside, never what.
    Locked(String),
    /// Everything.
    Open(Drawn),
}

/// Opens a code page: counts the view, and answers with as much as the reader may see.
#[server(endpoint = "code-page")]
pub async fn open_code_page(system: String, code: String, on: Option<String>) -> Result<Answer, PublicError> {
    use super::draw;
    use crate::backend::{Backend, failure, find_asker, set_status};
    use crate::meter::record::open_page;
    use codeset::{Code, CodeSystem};
    use http::StatusCode;
    use reference::{code_page::find_code_page, look_up::near_matches};

    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(&system);
    let parsed = system.and_then(|system| Code::parse(system, &code).ok());
    if let Some(parsed) = parsed
        && backend.store.is_known(&parsed).await.map_err(failure)?
    {
        let asker = find_asker(&backend).await?;
        let (access, meter) = open_page(&backend, &asker, &parsed).await?;
        if let Some(page) = find_code_page(&backend.store, &parsed, date, access).await.map_err(failure)? {
            let site = &backend.settings.site_name;
            return Ok(Answer::Page(Box::new(draw::page(page, meter, on.as_deref(), site))));
        }
    }
    set_status(StatusCode::NOT_FOUND);
    let near = match system {
        Some(system) => near_matches(&backend.store, system, &code, date).await.map_err(failure)?,
        None => Vec::new(),
    };
    let asked = code.chars().filter(|c| !c.is_control()).take(24).collect();
    Ok(Answer::Unknown { asked, near: draw::near(near, on) })
}
