//! The server function of the code page, and what it gives.

use crate::PublicError;
use crate::ui::drawn::Drawn;
use codeset::access::Access;
use codeset::page::{CodeLink, SectionId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What opening a code page gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The page, cut to the reader's access.
    Page(Box<OpenedPage>),
    /// No such code; nothing was counted.
    Unknown(Drawn),
}

/// A code page as far as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedPage {
    /// The code with the title of the page.
    pub link: CodeLink,
    /// The title of the tab.
    pub tab_title: String,
    /// What search engines show.
    pub description: String,
    /// How much of the page this is.
    pub access: Access,
    /// The head of the page.
    pub head: Drawn,
    /// The list of sections.
    pub left: Drawn,
    /// The meter.
    pub right: Drawn,
    /// The box for questions about the code.
    pub ask: Drawn,
    /// Everything below the heading.
    pub body: OpenedBody,
}

/// Everything below the heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenedBody {
    /// A page that the reader has a view for.
    Granted {
        /// Both descriptions.
        descriptions: Drawn,
        /// The six sections in order.
        sections: Vec<(SectionId, SectionContent)>,
        /// What the releases have said of the code; only where the sections are open.
        history: Option<Drawn>,
        /// The codes next to it.
        family: Drawn,
    },
    /// No view is left.
    Spent {
        /// What to do and when the count starts anew.
        prompt: Drawn,
        /// Whether an account would help.
        can_register: bool,
    },
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
pub async fn open_code_page(
    system: String,
    code: String,
    on: Option<String>,
    zip: Option<String>,
) -> Result<Answer, PublicError> {
    use super::draw;
    use crate::backend::{Backend, failure, find_asker, set_status};
    use crate::meter::open_page;
    use codeset::{Code, CodeSystem};
    use http::StatusCode;
    use reference::{code_page::find_code_page, history::find_history, near_matches::near_matches};

    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let system = CodeSystem::from_slug(&system);
    let parsed = system.and_then(|system| Code::parse(system, &code).ok());
    if let Some(parsed) = parsed
        && backend.store.is_known(&parsed).await.map_err(failure)?
    {
        let asker = find_asker(&backend).await?;
        let (access, meter) = open_page(&backend, &asker, &parsed).await?;
        if let Some(page) = find_code_page(&backend.store, &parsed, date, access, zip.as_deref())
            .await
            .map_err(failure)?
        {
            let history = match access {
                Access::Open => Some(find_history(&backend.store, &parsed).await.map_err(failure)?),
                Access::Preview | Access::Spent => None,
            };
            let site = &backend.settings.site_name;
            let drawn = draw::page(page, history, meter, on.as_deref(), site);
            return Ok(Answer::Page(Box::new(drawn)));
        }
    }
    set_status(StatusCode::NOT_FOUND);
    let near = match system {
        Some(system) => near_matches(&backend.store, system, &code, date)
            .await
            .map_err(failure)?,
        None => Vec::new(),
    };
    let asked = code.chars().filter(|c| !c.is_control()).take(24).collect();
    Ok(Answer::Unknown(draw::unknown(asked, near, on)))
}
