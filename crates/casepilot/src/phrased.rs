//! An answer that a language model phrases: what the reader hears meanwhile, and what the model may look up.

use crate::answer::{Answer, Author, Outcome};
use crate::ask::{Ask, CasePilot};
use crate::error::CasePilotError;
use crate::event::Event;
use crate::model::{Found, LookUps, Phraser};
use async_trait::async_trait;
use codeset::NaiveDate;

/// Composes an answer and has it phrased. Its sentences wait until it is clear whose they are; what is checked, and the
/// tables and sources, which are the same in both, do not.
pub(crate) async fn answer(
    pilot: &CasePilot,
    phraser: &Phraser,
    ask: &Ask<'_>,
) -> Result<Answer, CasePilotError> {
    let tell = |event: Event| {
        if matches!(event, Event::Step(_) | Event::Citation(_) | Event::Table(_)) {
            (ask.tell)(event);
        }
    };
    let composed = pilot
        .compose(&Ask {
            tell: &tell,
            ..ask.clone()
        })
        .await?;
    let look_ups = SameReader {
        pilot,
        ask,
        on: composed.on,
    };
    let answer = phraser.phrase(ask.text, composed, &look_ups, ask.tell).await;
    if answer.author == Author::Composed {
        for sentence in &answer.sentences {
            (ask.tell)(Event::Sentence(sentence.clone()));
        }
    }
    Ok(answer)
}

/// Looks up for a model what the reader of its answer may see, for the day that is answered for.
struct SameReader<'a> {
    pilot: &'a CasePilot,
    ask: &'a Ask<'a>,
    on: NaiveDate,
}

#[async_trait]
impl LookUps for SameReader<'_> {
    async fn look_up(&self, question: &str) -> Found {
        let ask = Ask {
            text: question,
            about: None,
            on: Some(self.on),
            before: None,
            tell: &|_| {},
            ..self.ask.clone()
        };
        match self.pilot.compose(&ask).await {
            // What counts on another day would be read as if it counted on this one.
            Ok(found) if found.outcome == Outcome::Answered && found.on == self.on => Found {
                sentences: found.sentences,
                citations: found.citations,
            },
            Ok(_) => Found::default(),
            Err(_) => {
                // An error may have the question in it, which is in no log.
                tracing::warn!("a look-up of the language model failed");
                Found::default()
            }
        }
    }
}
