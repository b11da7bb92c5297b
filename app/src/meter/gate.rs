//! Whose rows a reader may see outside of code pages.

use crate::PublicError;
use crate::backend::{Asker, Backend, failure};
use codeset::Code;
use codeset::access::{Plan, Window};

/// The codes whose rows (indicators, limits, relative values, rationales) a reader may see: those whose page is open
/// to the reader. A tool opens no page, so it counts no view and shows no more than the pages would.
pub(crate) enum Gate {
    /// All: views are not counted.
    Open,
    /// Those whose page was opened in this window.
    Opened(Vec<Code>),
    /// None: an account is needed.
    Closed,
}

impl Gate {
    /// The gate of whoever asks.
    pub async fn of(backend: &Backend, asker: &Asker) -> Result<Self, PublicError> {
        Ok(match asker {
            Asker::Guest(_) => Self::Closed,
            Asker::Account(account) if matches!(account.plan(), Plan::Member | Plan::Staff) => Self::Open,
            Asker::Account(account) => {
                let window = Window::of(backend.today());
                let viewed = backend.store.list_viewed(account.reader_id, window.start).await;
                Self::Opened(viewed.map_err(failure)?)
            }
        })
    }

    /// Whether the rows of a code may be shown.
    pub fn shows(&self, code: &Code) -> bool {
        match self {
            Self::Open => true,
            Self::Opened(codes) => codes.contains(code),
            Self::Closed => false,
        }
    }
}
