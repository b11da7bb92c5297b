//! Asks a model to phrase an answer, and decides sentence by sentence what of it is shown.

use super::breaker::Breaker;
use super::check::{Checker, Fault};
use super::clean::{Sentences, clean};
use super::tools::{self, LookUps};
use super::{Call, Message, Model, ModelError, Next, prompt};
use crate::answer::{Answer, Author, Citation, Outcome, Role, Sentence};
use crate::event::Event;
use std::fmt;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};

/// How long one look-up may take that the model asks for.
const LOOK_UP: Duration = Duration::from_secs(5);
/// How many sentences a text may have.
const SENTENCES: usize = 24;
/// How often the same sentence may come.
const REPEATS: usize = 3;
/// How many sentences may fail before the first one stands.
const FALSE_STARTS: usize = 2;
/// How many sentences may wait for the citation of the next one.
const UNCITED: usize = 2;

/// How long a model may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until the first sign of its answer, in each turn.
    pub first_word_within: Duration,
    /// Until its whole text, with the look-ups that it asks for.
    pub whole_within: Duration,
    /// How many answers are phrased at once; further ones are shown as composed.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_word_within: Duration::from_secs(5),
            whole_within: Duration::from_secs(20),
            at_once: 4,
        }
    }
}

/// Why the composed answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Model(ModelError),
    Fault(Fault),
    NoVerdict,
    NotWhole,
    MostlyRemoved,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(error) => error.fmt(f),
            Self::Fault(fault) => write!(f, "a sentence failed: {fault:?}"),
            Self::NoVerdict => f.write_str("the verdict is not in the text"),
            Self::NotWhole => f.write_str("part of the verdict is not in the text"),
            Self::MostlyRemoved => f.write_str("most sentences failed"),
        }
    }
}

impl From<ModelError> for Why {
    fn from(error: ModelError) -> Self {
        Self::Model(error)
    }
}

/// Has answers phrased by a model, and never shows one that does not hold.
pub struct Phraser {
    model: Arc<dyn Model>,
    limits: Limits,
    breaker: Breaker,
    slots: Semaphore,
}

impl fmt::Debug for Phraser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phraser")
            .field("model", &self.model.name())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Phraser {
    /// With a model.
    pub fn new(model: Arc<dyn Model>, limits: Limits) -> Self {
        Self {
            slots: Semaphore::new(limits.at_once),
            breaker: Breaker::default(),
            model,
            limits,
        }
    }

    /// How long it may take.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The answer as the model phrases it, or as it was composed. `tell` hears a step when the model is asked, new
    /// citations, and the model's sentences as each stands; those of the composed answer and [`Event::Done`] are the
    /// caller's to tell. When the composed answer comes back after sentences were told, it counts, and not they.
    ///
    /// Only what was answered is phrased: that something is not loaded, not found, locked or no question of coding is
    /// said in our words alone.
    pub async fn phrase(
        &self,
        question: &str,
        composed: Answer,
        look_ups: &dyn LookUps,
        tell: &(dyn Fn(Event) + Sync),
    ) -> Answer {
        if composed.outcome != Outcome::Answered || composed.citations.is_empty() {
            return composed;
        }
        let Ok(_slot) = self.slots.try_acquire() else {
            tracing::info!(
                model = self.model.name(),
                "composed answer shown: the model is busy"
            );
            return composed;
        };
        if !self.breaker.lets_through(Instant::now()) {
            return composed;
        }
        tell(Event::Step(format!("Having {} phrase it", self.model.name())));
        let talk = Talk::new(question, &composed, tell);
        let asked = timeout(
            self.limits.whole_within,
            self.talk(talk, question, &composed, look_ups),
        )
        .await;
        let phrased = asked.unwrap_or(Err(ModelError::Slow.into()));
        match &phrased {
            Err(Why::Model(error)) => self.breaker.failed(Instant::now(), error.lasts()),
            _ => self.breaker.went_well(),
        }
        match phrased {
            Ok((kept, citations)) => self.assembled(composed, kept, citations, tell),
            Err(why) => {
                tracing::warn!(model = self.model.name(), reason = %why, "composed answer shown instead of the model's");
                composed
            }
        }
    }

    async fn talk(
        &self,
        mut talk: Talk<'_>,
        question: &str,
        composed: &Answer,
        look_ups: &dyn LookUps,
    ) -> Result<(Vec<Sentence>, Vec<Citation>), Why> {
        let mut messages = vec![
            Message::Rules(prompt::rules()),
            Message::Task(prompt::task(question, composed)),
        ];
        let mut left = tools::MOST;
        let mut citations = Vec::new();
        loop {
            let calls = self.turn(&messages, left > 0, &mut talk).await?;
            if calls.is_empty() || left == 0 {
                return Ok((talk.finish()?, citations));
            }
            talk.begin_again();
            messages.push(Message::Calls(calls.clone()));
            for call in calls {
                let text = match left.checked_sub(1) {
                    None => "Error: no look-ups are left. Answer now.".to_owned(),
                    Some(fewer) => {
                        left = fewer;
                        look_up(
                            &call,
                            look_ups,
                            &mut talk,
                            composed.citations.len(),
                            &mut citations,
                        )
                        .await
                    }
                };
                messages.push(Message::Found { id: call.id, text });
            }
        }
    }

    /// One turn of the model, whose first sign of life has to come in time.
    async fn turn(
        &self,
        messages: &[Message],
        may_look_up: bool,
        talk: &mut Talk<'_>,
    ) -> Result<Vec<Call>, Why> {
        let is_heard = AtomicBool::new(false);
        let mut stopped = None;
        let mut hear = |piece: &str| {
            is_heard.store(true, Ordering::Relaxed);
            match talk.hear(piece) {
                Ok(()) => Next::Go,
                Err(why) => {
                    stopped = Some(why);
                    Next::Stop
                }
            }
        };
        let late = async {
            sleep(self.limits.first_word_within).await;
            if is_heard.load(Ordering::Relaxed) {
                pending::<()>().await;
            }
        };
        let said = tokio::select! {
            said = self.model.say(messages, may_look_up, &mut hear) => said,
            () = late => Err(ModelError::SlowStart),
        };
        match stopped {
            Some(why) => Err(why),
            None => Ok(said?),
        }
    }

    /// The model's sentences, and after them what is said in our words or a source's alone.
    fn assembled(
        &self,
        composed: Answer,
        kept: Vec<Sentence>,
        citations: Vec<Citation>,
        tell: &(dyn Fn(Event) + Sync),
    ) -> Answer {
        let before = composed.citations.len();
        let mut answer = composed;
        let ours = std::mem::replace(&mut answer.sentences, kept);
        if answer
            .sentences
            .iter()
            .any(|sentence| sentence.cites.iter().any(|cite| *cite >= before))
        {
            answer.citations.extend(citations);
        }
        for sentence in ours {
            let is_kept = match sentence.role {
                Role::Verdict => false,
                Role::Fact => sentence.cites.is_empty(),
                Role::Quote | Role::Caution | Role::Next => true,
            };
            if is_kept {
                tell(Event::Sentence(sentence.clone()));
                answer.sentences.push(sentence);
            }
        }
        answer.author = Author::Model(self.model.name().to_owned());
        answer
    }
}

/// What a call of the model finds, as text for it; the checker learns it, too.
async fn look_up(
    call: &Call,
    look_ups: &dyn LookUps,
    talk: &mut Talk<'_>,
    composed: usize,
    citations: &mut Vec<Citation>,
) -> String {
    let question = match tools::read(call) {
        Ok(question) => question,
        Err(error) => return error.to_owned(),
    };
    let Ok(found) = timeout(LOOK_UP, look_ups.look_up(&question)).await else {
        return "Error: that took too long.".to_owned();
    };
    let text = prompt::found(&found.sentences, &found.citations, composed + citations.len());
    talk.checker.add(&found.sentences, &found.citations);
    for citation in &found.citations {
        (talk.tell)(Event::Citation(citation.clone()));
    }
    citations.extend(found.citations);
    text
}

/// What has been heard of a model.
struct Talk<'a> {
    checker: Checker,
    sentences: Sentences,
    kept: Vec<Sentence>,
    heard: Vec<String>,
    /// Sentences without a citation, which may stand under that of the next one.
    uncited: Vec<String>,
    removed: usize,
    tell: &'a (dyn Fn(Event) + Sync),
}

impl<'a> Talk<'a> {
    fn new(question: &str, composed: &Answer, tell: &'a (dyn Fn(Event) + Sync)) -> Self {
        Self {
            checker: Checker::new(question, composed),
            sentences: Sentences::default(),
            kept: Vec::new(),
            heard: Vec::new(),
            uncited: Vec::new(),
            removed: 0,
            tell,
        }
    }

    /// What was said before a look-up led to it, and does not count against the text.
    fn begin_again(&mut self) {
        self.sentences = Sentences::default();
        self.removed = 0;
        self.heard.clear();
        self.uncited.clear();
    }

    fn hear(&mut self, piece: &str) -> Result<(), Why> {
        for sentence in self.sentences.push(piece) {
            self.take(&sentence)?;
        }
        Ok(())
    }

    /// Judges a sentence as soon as its citations are known: its own, or those of the next one.
    fn take(&mut self, raw: &str) -> Result<(), Why> {
        let marks: String = clean(raw).1.iter().map(|number| format!("[{number}]")).collect();
        if marks.is_empty() && self.uncited.len() < UNCITED && !raw.trim().is_empty() {
            self.uncited.push(raw.trim().to_owned());
            return Ok(());
        }
        for sentence in std::mem::take(&mut self.uncited) {
            self.judge(&format!("{sentence} {marks}"))?;
        }
        self.judge(raw)
    }

    fn judge(&mut self, raw: &str) -> Result<(), Why> {
        let plain = raw.trim();
        if plain.is_empty() {
            return Ok(());
        }
        if self.heard.len() >= SENTENCES {
            return Err(ModelError::TooLong.into());
        }
        let before = self.heard.iter().filter(|heard| *heard == plain).count();
        self.heard.push(plain.to_owned());
        if before + 1 >= REPEATS {
            return Err(ModelError::Repeats.into());
        }
        match self.checker.check(plain) {
            Err(fault) if fault.ends_the_text() => Err(Why::Fault(fault)),
            Ok(mut sentence) if !self.kept.is_empty() || self.checker.is_verdict(&sentence) => {
                if before == 0 && self.kept.iter().all(|kept| kept.text != sentence.text) {
                    if self.kept.is_empty() {
                        sentence.role = Role::Verdict;
                    }
                    (self.tell)(Event::Sentence(sentence.clone()));
                    self.kept.push(sentence);
                }
                Ok(())
            }
            ruling => {
                if let Err(fault) = ruling {
                    tracing::debug!(?fault, "a sentence of the model is removed");
                }
                self.removed += 1;
                let is_lost = self.kept.is_empty() && self.removed > FALSE_STARTS;
                if is_lost { Err(Why::NoVerdict) } else { Ok(()) }
            }
        }
    }

    fn finish(mut self) -> Result<Vec<Sentence>, Why> {
        if let Some(rest) = std::mem::take(&mut self.sentences).finish() {
            self.take(&rest)?;
        }
        for sentence in std::mem::take(&mut self.uncited) {
            self.judge(&sentence)?;
        }
        if self.heard.is_empty() && self.kept.is_empty() {
            return Err(ModelError::Empty.into());
        }
        if self.kept.is_empty() {
            return Err(Why::NoVerdict);
        }
        if self.removed > self.kept.len() {
            return Err(Why::MostlyRemoved);
        }
        if !self.checker.is_whole(&self.kept) {
            return Err(Why::NotWhole);
        }
        Ok(self.kept)
    }
}

#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;
