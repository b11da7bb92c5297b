//! The one error that leaves the server.
//!
//! Use [`PublicError::new`] for what the reader did and can mend, and `backend::failure` for everything
//! else: it logs the cause under an id and tells the reader only the id.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What happened and what to do next, in words for a reader, with no internals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicError {
    /// The HTTP status it goes with.
    pub status: u16,
    /// What happened.
    pub happened: String,
    /// What to do next.
    pub advice: String,
    /// The form field that it is about, by its name.
    pub field: Option<String>,
    /// The id under which an internal error is logged.
    pub id: Option<String>,
}

impl PublicError {
    /// An error that the reader can mend.
    pub fn new(status: u16, happened: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            status,
            happened: happened.into(),
            advice: advice.into(),
            field: None,
            id: None,
        }
    }

    /// The same, about a form field.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

impl fmt::Display for PublicError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.happened, self.advice)
    }
}

impl std::error::Error for PublicError {}

impl FromServerFnError for PublicError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::new(
                503,
                "The server could not be reached.",
                "Check your connection and try again: nothing you typed is lost.",
            ),
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                let error = Self::new(
                    400,
                    "The request could not be read.",
                    "Reload the page and try again.",
                );
                #[cfg(feature = "ssr")]
                let error = error.with_status();
                error
            }
            _ => Self::new(500, "Something went wrong.", "Reload the page and try again."),
        }
    }
}
