//! Asking: from a question to its answer.

use crate::CasePilotError;
use crate::answer::{Answer, Outcome};
use crate::draft::Draft;
use crate::event::Event;
use crate::look_up::{self, Look};
use crate::model::Phraser;
use crate::phrased;
use crate::reading::dates::Named;
use crate::reading::features::features;
use crate::reading::found::Found;
use crate::reading::{LONGEST, Reading, Surroundings, follow_up, kinds, learned, refusals};
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
        let situation = learned::modifiers(&features);
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
            situation: &situation,
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

/// A kind that is likelier than this is the only one that is answered;
const SURE: f32 = 0.6;
/// else one that is at least so likely is answered, too.
const SECOND: f32 = 0.2;
/// What is asked in so many words needs no more than this.
const ALSO: f32 = 0.02;
/// The same of a rule of a manual.
const SURE_OF_MANUAL: f32 = 0.85;
const BESIDE_MANUAL: f32 = 0.1;

/// So many codes that nothing lists are named.
const UNKNOWN: usize = 6;

/// A question that names two procedures is about both of them where that is so likely.
const OF_A_PAIR: f32 = 0.08;

/// Whether a question of a kind that belongs to codes names none: a manual may tell in general.
fn wants_a_code(kind: Kind, topic: &Topic, reading: &Reading) -> bool {
    let names_none = topic.lines.is_empty()
        && topic.modifiers.is_empty()
        && topic.icd9.is_empty()
        && reading.unknown.is_empty()
        && reading.timed.is_empty();
    let has_answers = match kind {
        Kind::Fee => kinds::needs_no_code_for_a_price(&reading.plain),
        Kind::Compliance => reading.plain.contains("threshold") || reading.plain.contains("cap"),
        Kind::Changes => kinds::is_about_a_release(&reading.plain),
        Kind::UnitLimit | Kind::Pair | Kind::WhatIs | Kind::GlobalPeriod => false,
        _ => true,
    };
    names_none && reading.places_of_service.is_empty() && !has_answers
}

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

/// The kind that is answered: the likeliest, unless what the question names decides.
fn settled(likely: &[(Option<Kind>, f32)], reading: &Reading) -> Option<Kind> {
    let of = |kind: Kind| {
        let found = likely.iter().find(|(known, _)| *known == Some(kind));
        found.map_or(0.0, |(_, likelihood)| *likelihood)
    };
    let best = likely.first().and_then(|(kind, _)| *kind);
    match best {
        // Who names the manual asks it, whatever of.
        None if kinds::names_the_manual(&reading.plain) => Some(Kind::Manual),
        // The answer about a pair has what the manual says of it, and the modifiers.
        Some(Kind::Manual | Kind::Modifier | Kind::WhatIs)
            if reading.procedures().count() >= 2 && of(Kind::Pair) >= OF_A_PAIR =>
        {
            Some(Kind::Pair)
        }
        Some(Kind::UnitLimit | Kind::TherapyUnits | Kind::WhatIs)
            if reading.procedures().count() == 1
                && reading.procedures().all(codeset::ncci::is_visit)
                && kinds::asks_for_minutes(&reading.plain) =>
        {
            Some(Kind::VisitLevel)
        }
        // Two days are there to be compared.
        Some(Kind::Fee) if reading.days.len() == 2 && kinds::compares(&reading.plain) => Some(Kind::Changes),
        // What has the shape of a code is asked for as one, though it does not exist.
        // A document of coverage is looked for as one.
        Some(kind)
            if kind != Kind::Coverage
                && reading.lines.is_empty()
                && !reading.unknown.is_empty()
                && reading.icd9.is_empty() =>
        {
            Some(Kind::WhatIs)
        }
        _ if reading.lines.is_empty()
            && reading.days.len() < 2
            && kinds::names_a_conversion_factor(&reading.plain) =>
        {
            Some(Kind::Fee)
        }
        best => best,
    }
}

/// The second kind that a question may be of, where the first is not sure.
fn second(look: &Look<'_>, first: Option<Kind>) -> Option<Kind> {
    let first = first?;
    // Where what the question names decided, nothing is unsure.
    if look
        .likely
        .first()
        .is_some_and(|(likeliest, _)| *likeliest != Some(first))
    {
        return None;
    }
    // What a manual says stands behind each answer anyway; beside it a row says more than another rule.
    let (sure, least) = match first {
        Kind::Manual => (SURE_OF_MANUAL, BESIDE_MANUAL),
        _ => (SURE, SECOND),
    };
    // A question that also asks in so many words is of that kind, too.
    let asked = [Kind::WhatIs, Kind::Fee].into_iter().find(|kind| {
        *kind != first && look.likelihood(*kind) >= ALSO && kinds::asks_also(*kind, &look.reading.plain)
    });
    if let Some(asked) = asked.filter(|_| look.procedures().len() == 1) {
        return Some(asked);
    }
    let is_next = |other: &&(Option<Kind>, f32)| other.0 != Some(first) && other.1 >= least;
    let (other, _) = look.likely.iter().find(is_next)?;
    other.filter(|other| look.likelihood(first) < sure && *other != Kind::Manual)
}

/// Answers a question that may be of two kinds: by the first that has an answer, and what the other one adds.
async fn of_two_kinds(
    look: &Look<'_>,
    first: Option<Kind>,
    second: Kind,
    draft: &mut Draft<'_>,
) -> Result<(), CasePilotError> {
    let tell = |event: Event| {
        if let Event::Step(_) = event {
            (look.ask.tell)(event);
        }
    };
    let mut answers = Vec::new();
    for kind in [first, Some(second)] {
        let mut of_this = Draft::new(&tell);
        of_kind(look, kind, &mut of_this, false).await?;
        answers.push(of_this);
    }
    if answers.iter().any(|answer| answer.outcome == Outcome::Answered) {
        answers.retain(|answer| answer.outcome == Outcome::Answered);
    } else {
        answers.truncate(1);
    }
    for answer in answers {
        draft.absorb(answer);
    }
    Ok(())
}

/// Answers a question of a kind, or of none.
async fn of_kind(
    look: &Look<'_>,
    kind: Option<Kind>,
    draft: &mut Draft<'_>,
    goes_on: bool,
) -> Result<(), CasePilotError> {
    let Some(kind) = kind else {
        return undecided(look, draft, goes_on).await;
    };
    let lacks_a_code = wants_a_code(kind, look.topic, look.reading);
    if lacks_a_code && answered_without(look, draft).await? {
        return Ok(());
    }
    if lacks_a_code && !kinds::is_about_coding(&look.reading.plain) {
        not_coding(draft);
        return Ok(());
    }
    answer_of_kind(look, kind, draft).await
}

/// The rows that answer a question of a kind, and what a manual says beside them.
async fn answer_of_kind(look: &Look<'_>, kind: Kind, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    look_up::answer(look, kind, draft).await?;
    if draft.outcome == Outcome::Answered {
        support(look, kind, draft).await?;
    }
    Ok(())
}

/// What can be told without a code: a modifier for the situation, a manual's rule.
async fn answered_without(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    let is_of_the_field =
        kinds::is_about_coding(&look.reading.plain) || kinds::is_clinical(&look.reading.plain);
    Ok(look_up::modifier_of_situation(look, draft).await?
        || look_up::manual_if_good(look, draft).await?
        || (is_of_the_field && look_up::nearest_in_manual(look, draft).await?))
}

/// Adds a manual's rule for the situation that is told beside the codes. Where the kind of the question leads away from
/// the manuals, the rule has to meet it better.
async fn support(look: &Look<'_>, kind: Kind, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let words = look.topic.words.split_whitespace().count();
    match kind {
        Kind::Pair => look_up::support_by_manual(look, draft, false).await,
        Kind::UnitLimit | Kind::WhatIs | Kind::Modifier | Kind::Compliance | Kind::GlobalPeriod
            if words >= 3 =>
        {
            look_up::support_by_manual(look, draft, false).await
        }
        Kind::Fee | Kind::FindCode | Kind::TherapyUnits | Kind::VisitLevel | Kind::Changes if words >= 3 => {
            look_up::support_by_manual(look, draft, true).await
        }
        _ => Ok(()),
    }
}

/// A question of no clear kind: codes alone are explained, words are looked for in the manuals and code sets.
async fn undecided(look: &Look<'_>, draft: &mut Draft<'_>, goes_on: bool) -> Result<(), CasePilotError> {
    if let Some(unknown) = look
        .reading
        .unknown
        .first()
        .filter(|_| look.topic.lines.is_empty())
    {
        look.not_found(draft, unknown);
        return Ok(());
    }
    if !look.topic.lines.is_empty() || !look.topic.modifiers.is_empty() {
        return look_up::answer(look, Kind::WhatIs, draft).await;
    }
    // `can i bill it` names nothing to look for.
    if !kinds::names_a_subject(&look.topic.words) && !kinds::is_clinical(&look.reading.plain) {
        unclear_or_not_coding(look, draft, goes_on);
        return Ok(());
    }
    let asks_for_modifier = kinds::asks_which_modifier(&look.reading.plain);
    if asks_for_modifier && look_up::modifier_of_situation(look, draft).await? {
        return Ok(());
    }
    let is_about_coding = kinds::is_about_coding(&look.reading.plain);
    if look_up::find_code_if_good(look, draft).await? {
        return look_up::support_by_manual(look, draft, false).await;
    }
    if look_up::modifier_of_situation(look, draft).await? {
        return Ok(());
    }
    if look_up::manual_if_good(look, draft).await? {
        return Ok(());
    }
    let is_clinical =
        look.topic.words.split_whitespace().count() >= 3 && kinds::is_clinical(&look.reading.plain);
    if (is_about_coding || is_clinical) && look_up::nearest_in_manual(look, draft).await? {
        return Ok(());
    }
    unclear_or_not_coding(look, draft, goes_on);
    Ok(())
}

fn unclear_or_not_coding(look: &Look<'_>, draft: &mut Draft<'_>, goes_on: bool) {
    if kinds::is_about_coding(&look.reading.plain) || goes_on {
        draft.refuse(
            Outcome::Unclear,
            "It is not clear what is asked.",
            "Name a code and what you want to know of it, as in “MUE of 97110”, or say which code you look for.",
        );
    } else {
        not_coding(draft);
    }
}

fn medical_advice(draft: &mut Draft<'_>) {
    draft.refuse(
        Outcome::MedicalAdvice,
        "That asks for medical advice, which CasePilot does not give: it answers questions about coding and billing.",
        "Ask a physician or pharmacist; in an emergency call the emergency number.",
    );
}

fn not_coding(draft: &mut Draft<'_>) {
    draft.refuse(
        Outcome::NotCoding,
        "That is not a question about coding or billing that the loaded tables and documents could answer.",
        "CasePilot answers from code sets, fee schedules, edits, coverage documents and manuals: name a code, or say what \
         you want to bill.",
    );
    draft.question("What is CPT code 99213?");
    draft.question("Guidelines for E/M services");
}

/// Questions that are answered without looking anything up. Whether it was one.
fn refuse(reading: &Reading, ask: &Ask<'_>, draft: &mut Draft<'_>) -> bool {
    let plain = &reading.plain;
    if plain.chars().filter(|c| c.is_alphanumeric()).count() < 2 && ask.about.is_none() {
        draft.refuse(
            Outcome::NotCoding,
            "There is no question yet.",
            "Type a question, as in “may 97530 and 97150 be billed together?”.",
        );
        return true;
    }
    if refusals::is_foreign(plain) && reading.lines.is_empty() {
        draft.refuse(
            Outcome::Unclear,
            "CasePilot reads questions in English.",
            "Ask in English; codes, dates and ZIP codes are read as they are.",
        );
        return true;
    }
    if refusals::asks_for_advice(plain) && (reading.lines.is_empty() || refusals::speaks_of_health(plain)) {
        medical_advice(draft);
        return true;
    }
    let names_a_code = !reading.lines.is_empty() || !reading.icd9.is_empty();
    if refusals::is_courtesy(plain) || (refusals::is_off_topic(plain) && !names_a_code) {
        not_coding(draft);
        return true;
    }
    false
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
