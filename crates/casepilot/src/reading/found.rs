//! What the manuals and the search of codes have for the words of a question, before anybody knows its kind.

use super::Reading;
use crate::CasePilotError;
use case2code::filter::Filters;
use case2code::passages::{AskedPassages, ahead};
use case2code::search::{Request, Search};
use codeset::{Code, NaiveDate};

/// How well the words of a question are met, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    /// How much of it the best passage has.
    matched: f32,
    /// How like it is to a question that the passage is known to answer.
    known: f32,
    /// How far the best passage is ahead of the second.
    ahead: f32,
    /// The score of the best code; of questions that name codes 0.
    code: f32,
    /// How many of its words no code has, beside four.
    strange: f32,
}

impl Found {
    /// Looks the words up.
    pub fn of(
        search: &Search,
        reading: &Reading,
        on: NaiveDate,
        has_account: bool,
    ) -> Result<Self, CasePilotError> {
        let codes: Vec<Code> = reading.procedures().cloned().collect();
        let hits = search.find_passages(&AskedPassages {
            words: &reading.plain,
            codes: &codes,
            on,
            has_account,
            document: None,
            limit: 2,
        });
        let mut found = Self::default();
        if let Some(best) = hits.first() {
            found.matched = best.matched;
            found.known = best.known;
            found.ahead = ahead(&hits);
        }
        if reading.lines.is_empty() && !reading.words.is_empty() {
            let answer = search.find(&Request {
                text: reading.words.clone(),
                on,
                filters: Filters::default(),
                skip: 0,
                take: 1,
                is_typing: false,
            })?;
            found.code = answer.hits.first().map_or(0.0, |hit| hit.score.clamp(0.0, 1.0));
            found.strange = (answer.unknown.len() as f32 / 4.0).min(1.0);
        }
        Ok(found)
    }

    /// The same of a question that names a code.
    pub fn with_code(self) -> Self {
        Self {
            code: 0.0,
            strange: 0.0,
            ..self
        }
    }

    /// All of them by name.
    pub fn measures(&self) -> impl Iterator<Item = (&'static str, f32)> + use<> {
        [
            ("matched", self.matched),
            ("known", self.known),
            ("ahead", self.ahead),
            ("code", self.code),
            ("strange", self.strange),
        ]
        .into_iter()
    }
}
