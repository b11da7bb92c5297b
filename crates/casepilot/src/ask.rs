//! Asking: from a question to its answer.

use crate::CasePilotError;
use crate::answer::{Answer, Outcome};
use crate::answering::{of_kind, of_two_kinds};
use crate::draft::Draft;
use crate::event::Event;
use crate::kind::{second, settled};
use crate::look_up::{self, Look};
use crate::model::Phraser;
use crate::phrased;
use crate::reading::dates::Named;
use crate::reading::features::features;
use crate::reading::found::Found;
use crate::reading::{LONGEST, Reading, Surroundings, follow_up, learned, refusals};
use crate::refuse::{medical_advice, refuse};
use crate::topic::{Kind, Topic, TopicLine};
use case2code::Case2Code;
use case2code::life::State;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate, long_date};
use reference::fees::list_localities;
use reference::loaded::Loaded;
use std::sync::Arc;
use store::Store;

/// A question and for whom it is answered.
#[derive(Clone)]
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
    phraser: Option<Arc<Phraser>>,
}

impl CasePilot {
    /// Over a database and the search of what is loaded.
    pub fn new(store: Store, search: Case2Code) -> Self {
        Self {
            store,
            search,
            phraser: None,
        }
    }

    /// The same, with a language model that phrases what is answered.
    #[must_use]
    pub fn with_model(self, phraser: Arc<Phraser>) -> Self {
        Self {
            phraser: Some(phraser),
            ..self
        }
    }

    /// The same without a language model: what is asked stays in this program.
    #[must_use]
    pub fn without_model(self) -> Self {
        Self {
            phraser: None,
            ..self
        }
    }

    /// What the kind of a question, asked on the page of a code or not, is told by, each with its strength; to learn
    /// from, and to measure with.
    ///
    /// # Errors
    /// Only those of the database and of the search.
    pub async fn features(
        &self,
        text: &str,
        about: Option<Code>,
        today: NaiveDate,
    ) -> Result<Vec<(String, f32)>, CasePilotError> {
        let State::Ready(search) = self.search.state().await? else {
            return Ok(Vec::new());
        };
        let localities = list_localities(&self.store, today).await?;
        let around = Surroundings {
            table: &search.catalogue.table,
            localities: &localities,
            today,
        };
        let reading = Reading::of(text, &around);
        let found = Found::of(&search, &reading, today, true)?;
        Ok(match about {
            Some(about) => features(&reading.with(TopicLine::of(about)), &found.with_code()),
            None => features(&reading, &found),
        })
    }

    /// Answers a question.
    ///
    /// # Errors
    /// Only those of the database and of the search: what cannot be answered is an answer that says so.
    pub async fn answer(&self, ask: Ask<'_>) -> Result<Answer, CasePilotError> {
        let answer = match &self.phraser {
            None => self.compose(&ask).await?,
            Some(phraser) => phrased::answer(self, phraser, &ask).await?,
        };
        (ask.tell)(Event::Done(Box::new(answer.clone())));
        Ok(answer)
    }

    /// The answer out of the rows, told on the way.
    pub(crate) async fn compose(&self, ask: &Ask<'_>) -> Result<Answer, CasePilotError> {
        let mut draft = Draft::new(ask.tell);
        let day = ask.on.unwrap_or(ask.today);
        if ask.text.chars().count() > LONGEST {
            draft.refuse(
                Outcome::Unclear,
                format!("The question is longer than {LONGEST} characters."),
                "Shorten it to what is asked. The text of a whole note is read by Case2Code.",
            );
            draft.page("Paste a note into Case2Code", "/case2code/case");
            return Ok(draft.finish(Topic::default(), day));
        }
        draft.step("Reading the question");
        let search = match self.search.state().await? {
            State::Ready(search) => search,
            State::Building(per_cent) => {
                draft.refuse(
                    Outcome::NotLoaded,
                    format!("The search is being prepared ({per_cent} per cent are done)."),
                    "Ask again in a few seconds.",
                );
                return Ok(draft.finish(Topic::default(), day));
            }
        };
        let localities = list_localities(&self.store, day).await?;
        let around = Surroundings {
            table: &search.catalogue.table,
            localities: &localities,
            today: ask.today,
        };
        let reading = Reading::of(ask.text, &around);
        let mut topic = reading.topic();
        if refuse(&reading, ask, &mut draft) {
            return Ok(draft.finish(topic, day));
        }
        let goes_on = match ask.before {
            Some(before) => follow_up::complete(&mut topic, &reading, before, &search.catalogue.table),
            None => false,
        };
        let found = Found::of(&search, &reading, day, ask.has_account)?;
        let features = features(&reading, &found);
        let mut likely = Vec::new();
        if !goes_on {
            likely = learned::kinds(&features);
            topic.kind = settled(&likely, &reading);
        }
        take_page(&mut topic, &reading, &found, ask);
        if contradicts_itself(&reading, &topic, &mut draft) {
            return Ok(draft.finish(topic, day));
        }
        // Of a history the days are what is compared.
        let named = topic
            .on
            .filter(|_| !matches!(topic.kind, Some(Kind::Changes | Kind::Crosswalk)));
        let on = named.or(ask.on).unwrap_or(ask.today);
        let loaded = Loaded::find_all(&self.store, &Source::ALL, on).await?;
        let localities = if on == day {
            localities
        } else {
            list_localities(&self.store, on).await?
        };
        if let [named] = reading.days.as_slice()
            && named.named == Named::Year
            && on == named.day
            && named.day != ask.today
        {
            draft.caution(
                format!("“{}” is answered for {}.", named.text, long_date(named.day)),
                &[],
            );
        }
        if let Some(text) = &reading.impossible_day {
            draft.caution(
                format!(
                    "“{text}” is not a date of the calendar (the month comes first, as in 12/31/2025): this is answered for {}.",
                    long_date(on)
                ),
                &[],
            );
        }
        let of_nothing = likely
            .iter()
            .find(|(kind, _)| kind.is_none())
            .map_or(0.0, |(_, sure)| *sure);
        if of_nothing >= DOUBTFUL && topic.lines.is_empty() && refusals::speaks_of_health(&reading.plain) {
            medical_advice(&mut draft);
            return Ok(draft.finish(topic, on));
        }
        let kind = topic.kind;
        let look = Look {
            store: &self.store,
            search: &search,
            ask,
            topic: &topic,
            reading: &reading,
            likely: &likely,
            features: &features,
            on,
            loaded: &loaded,
            localities: &localities,
        };
        match second(&look, kind) {
            Some(other) => of_two_kinds(&look, kind, other, &mut draft).await?,
            None => of_kind(&look, kind, &mut draft, goes_on).await?,
        }
        if draft.outcome == Outcome::Answered && !reading.unknown.is_empty() {
            draft.caution(unknown_codes(&reading.unknown), &[]);
        }
        let found = draft.found.take();
        if let Some(found) = found
            && topic.lines.is_empty()
        {
            topic.lines.push(TopicLine::of(found));
        }
        Ok(draft.finish(topic, on))
    }
}

/// Who speaks of somebody's health asks for advice where it is at least so likely that nothing loaded answers.
const DOUBTFUL: f32 = 0.15;

/// So many codes that nothing lists are named.
const UNKNOWN: usize = 6;

/// That nothing lists some codes, of many as far as a sentence holds them.
fn unknown_codes(codes: &[String]) -> String {
    let named: Vec<String> = codes
        .iter()
        .take(UNKNOWN)
        .map(|code| format!("“{code}”"))
        .collect();
    let named = match codes.len().saturating_sub(UNKNOWN) {
        0 => look_up::listed(&named, "or"),
        more => format!("{} or {more} more of the question", named.join(", ")),
    };
    format!("No loaded code set, fee schedule or edit lists {named}.")
}

/// The code of the page counts where the question names none.
fn take_page(topic: &mut Topic, reading: &Reading, found: &Found, ask: &Ask<'_>) {
    let Some(about) = &ask.about else { return };
    let names_none = topic.lines.is_empty() && reading.unknown.is_empty() && topic.icd9.is_empty();
    let one_of_a_pair = topic.lines.len() == 1
        && topic.lines[0].code != *about
        && (reading.pairs_with_page() && topic.kind != Some(Kind::FindCode));
    let line = TopicLine::of(about.clone());
    if names_none && !matches!(topic.kind, Some(Kind::FindCode) if topic.words.split_whitespace().count() > 2)
    {
        if about.system() == CodeSystem::Modifier {
            if topic.modifiers.is_empty() {
                topic.modifiers.push(about.as_str().to_owned());
            }
        } else {
            topic.lines.push(line.clone());
        }
        let likely = learned::kinds(&features(&reading.with(line), &found.with_code()));
        topic.kind = likely
            .iter()
            .filter_map(|(kind, _)| *kind)
            .find(|kind| !matches!(kind, Kind::Manual | Kind::FindCode))
            .or(topic.kind);
    } else if one_of_a_pair {
        topic.lines.insert(0, line);
        topic.kind = Some(Kind::Pair);
    }
}

/// Two days of service for one question; whether it was said so.
fn contradicts_itself(reading: &Reading, topic: &Topic, draft: &mut Draft<'_>) -> bool {
    let days = &reading.days;
    // Of a global period the one is the procedure's day, the other the visit's.
    let compares = matches!(
        topic.kind,
        Some(Kind::Changes | Kind::Crosswalk | Kind::GlobalPeriod)
    ) || reading.plain.contains("threshold");
    if days.len() < 2 || compares {
        return false;
    }
    let texts: Vec<&str> = days.iter().map(|day| day.text.as_str()).collect();
    draft.refuse(
        Outcome::Unclear,
        format!(
            "The question names several dates of service: {}.",
            texts.join(" and ")
        ),
        "Name one date of service, or ask what changed between the two.",
    );
    true
}
