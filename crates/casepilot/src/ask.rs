//! Asking: from a question to its answer.

use crate::CasePilotError;
use crate::answer::Answer;
use crate::event::Event;
use crate::topic::Topic;
use case2code::Case2Code;
use codeset::{Code, NaiveDate};
use store::Store;

/// A question and for whom it is answered.
pub struct Ask<'a> {
    /// The question as it was typed.
    pub text: &'a str,
    /// The code on whose page it is asked.
    pub about: Option<Code>,
    /// The date of service of the page; that of the question counts before it.
    pub on: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
    /// The ZIP code that the reader gave before.
    pub zip: Option<&'a str>,
    /// What the question before it in the conversation was about.
    pub before: Option<&'a Topic>,
    /// Whether the reader may see the rows (indicators, limits, sections) of a code.
    pub shows: &'a (dyn Fn(&Code) -> bool + Sync),
    /// Whether the reader has an account, and may read documents that need one.
    pub has_account: bool,
    /// Hears what happens on the way.
    pub tell: &'a (dyn Fn(Event) + Sync),
}

/// What answers questions.
#[derive(Clone)]
pub struct CasePilot {
    store: Store,
    search: Case2Code,
}

impl CasePilot {
    /// Over a database and the search of what is loaded.
    pub fn new(store: Store, search: Case2Code) -> Self {
        Self { store, search }
    }

    /// Answers a question.
    ///
    /// # Errors
    /// Only those of the database and of the search: what cannot be answered is an answer that says so.
    pub async fn answer(&self, ask: Ask<'_>) -> Result<Answer, CasePilotError> {
        let _ = (&self.store, &self.search, ask.text);
        Err(store::StoreError::Value("no engine yet".to_owned()).into())
    }
}
