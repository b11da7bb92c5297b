//! The optional language model: it may ask for more look-ups and phrase the answer, and nothing else.
//!
//! What is true is decided before it is asked: [`Phraser::phrase`] takes the composed answer and gives either the
//! model's phrasing of it, every sentence checked by [`Checker`], or the composed answer itself. A model that is slow,
//! away, cut off, wrong or talked into something costs the reader at most [`Limits::whole_within`].

mod breaker;
mod check;
mod claims;
mod clean;
mod evidence;
mod figures;
mod guard;
mod labels;
mod openai;
mod phrase;
mod prompt;
#[cfg(test)]
mod samples;
mod tools;
mod words;

pub use check::{Checker, Fault};
pub use openai::{OpenAi, Secret, Settings, SettingsError};
pub use phrase::{Limits, Phraser};
pub use tools::{Found, LookUps};

use async_trait::async_trait;

/// A language model.
#[async_trait]
pub trait Model: Send + Sync {
    /// Its name, as readers see it beside what it phrased.
    fn name(&self) -> &str;

    /// Goes on with a talk. `hear` gets the text in pieces as it comes, and an empty piece for other signs of life; once
    /// it says [`Next::Stop`] nothing more is wanted, and what was said so far is the result.
    ///
    /// # Errors
    /// [`ModelError`] when it cannot be asked, or when its words break off.
    async fn say(
        &self,
        talk: &[Message],
        may_look_up: bool,
        hear: &mut (dyn for<'p> FnMut(&'p str) -> Next + Send),
    ) -> Result<Vec<Call>, ModelError>;
}

/// Whether to go on listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// More is wanted.
    Go,
    /// Enough.
    Stop,
}

/// A part of a talk with a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// What it has to keep to.
    Rules(String),
    /// What it is asked.
    Task(String),
    /// What it wanted to look up.
    Calls(Vec<Call>),
    /// What was found.
    Found {
        /// Of which call.
        id: String,
        /// The evidence, or why there is none.
        text: String,
    },
}

/// A look-up that a model asks for. Nothing of it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// The model's name for it.
    pub id: String,
    /// Which tool.
    pub name: String,
    /// Its arguments, meant to be JSON.
    pub arguments: String,
}

/// Why a model gave no text. None of these carries anything of the question, of the text or of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Its server cannot be reached.
    #[error("the server cannot be reached")]
    Unreachable,
    /// Its server answered with a status that is no success.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// Its server reported an error in the middle of its text.
    #[error("the server reported an error while it answered")]
    Failed,
    /// What came is not the protocol.
    #[error("the answer of the server is not readable")]
    Garbled,
    /// The text broke off.
    #[error("the text broke off")]
    Cut,
    /// The text does not end.
    #[error("the text is too long")]
    TooLong,
    /// The text goes round in circles.
    #[error("the text repeats itself")]
    Repeats,
    /// Nothing was said.
    #[error("nothing was said")]
    Empty,
    /// The first word did not come in time.
    #[error("the first word did not come in time")]
    SlowStart,
    /// The whole did not come in time.
    #[error("the whole text did not come in time")]
    Slow,
}

impl ModelError {
    /// Whether asking again in the next minute is of no use.
    pub fn lasts(self) -> bool {
        matches!(self, Self::Status(401 | 403 | 404 | 429))
    }
}
