//! The look-ups: one module for each kind of question, from its topic to sentences with their rows.

mod changes;
mod compliance;
mod coverage;
mod crosswalk;
mod family;
mod fee;
mod find_code;
mod global_period;
mod guidelines;
mod manual;
mod modifier;
mod pair;
mod place_of_service;
mod therapy_units;
mod unit_limit;
mod visit_level;
mod what_is;

use crate::CasePilotError;
use crate::answer::Outcome;
use crate::ask::Ask;
use crate::draft::Draft;
use crate::reading::{Reading, is_procedure};
use crate::topic::{Kind, Topic, TopicLine};
use case2code::search::Search;
use codeset::claim::ClaimLine;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use reference::fees::Locality;
use reference::loaded::Loaded;
use store::Store;

/// What the look-ups of a question draw on.
pub(crate) struct Look<'a> {
    pub store: &'a Store,
    pub search: &'a Search,
    pub ask: &'a Ask<'a>,
    pub topic: &'a Topic,
    pub reading: &'a Reading,
    /// How likely each kind is; empty of a question that goes on from another.
    pub likely: &'a [(Option<Kind>, f32)],
    /// What the question is told by.
    pub features: &'a [(String, f32)],
    pub on: NaiveDate,
    pub loaded: &'a Loaded,
    pub localities: &'a [Locality],
}

/// Answers a topic of a kind.
pub(crate) async fn answer(look: &Look<'_>, kind: Kind, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let names_nothing_else = look.topic.lines.is_empty() && look.topic.modifiers.is_empty();
    if names_nothing_else && !look.reading.places_of_service.is_empty() {
        return place_of_service::answer(look, draft).await;
    }
    match kind {
        Kind::WhatIs if look.topic.lines.is_empty() && !look.topic.modifiers.is_empty() => {
            modifier::answer(look, draft).await
        }
        Kind::WhatIs => what_is::answer(look, draft).await,
        Kind::FindCode => find_code::answer(look, draft).await,
        Kind::Pair => pair::answer(look, draft).await,
        Kind::UnitLimit => unit_limit::answer(look, draft).await,
        Kind::TherapyUnits => therapy_units::answer(look, draft),
        Kind::Modifier => modifier::answer(look, draft).await,
        Kind::GlobalPeriod => global_period::answer(look, draft).await,
        Kind::Fee => fee::answer(look, draft).await,
        Kind::Coverage => coverage::answer(look, draft).await,
        Kind::Crosswalk => crosswalk::answer(look, draft).await,
        Kind::Changes => changes::answer(look, draft).await,
        Kind::VisitLevel => visit_level::answer(look, draft),
        Kind::Guidelines => guidelines::answer(look, draft).await,
        Kind::Compliance => compliance::answer(look, draft).await,
        Kind::Manual => manual::answer(look, draft).await,
    }
}

/// Words that the search finds good codes for; whether it did.
pub(crate) async fn find_code_if_good(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
) -> Result<bool, CasePilotError> {
    find_code::answer_if_good(look, draft).await
}

/// A situation that a modifier is for; whether it is one.
pub(crate) async fn modifier_of_situation(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
) -> Result<bool, CasePilotError> {
    modifier::answer_situation(look, draft).await
}

/// Words that a manual answers; whether one does.
pub(crate) async fn manual_if_good(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    manual::answer_if_good(look, draft).await
}

/// The nearest passages of the manuals; whether there are any.
pub(crate) async fn nearest_in_manual(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
) -> Result<bool, CasePilotError> {
    manual::answer_with_nearest(look, draft).await
}

/// Adds the passages that clearly belong to an answer out of rows; with `is_strict` none that only may.
pub(crate) async fn support_by_manual(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    is_strict: bool,
) -> Result<(), CasePilotError> {
    manual::support(look, draft, 2, is_strict).await
}

impl Look<'_> {
    /// How likely it is that the question is of a kind, from 0 to 1.
    pub fn likelihood(&self, kind: Kind) -> f32 {
        let found = self.likely.iter().find(|(known, _)| *known == Some(kind));
        found.map_or(0.0, |(_, likelihood)| *likelihood)
    }

    /// Whether the reader may see the rows of a code.
    pub fn shows(&self, code: &Code) -> bool {
        (self.ask.shows)(code)
    }

    /// The lines of CPT and HCPCS codes.
    pub fn procedures(&self) -> Vec<&TopicLine> {
        self.topic
            .lines
            .iter()
            .filter(|line| is_procedure(&line.code))
            .collect()
    }

    /// The codes of ICD-10-CM.
    pub fn diagnoses(&self) -> Vec<&Code> {
        self.topic
            .lines
            .iter()
            .map(|line| &line.code)
            .filter(|code| code.system() == CodeSystem::Icd10cm)
            .collect()
    }

    /// The label of the release that answers for the day.
    pub fn release(&self, source: Source) -> String {
        self.loaded
            .on_day(source)
            .map_or_else(String::new, |release| release.label.clone())
    }

    /// Says of sources that their loaded releases do not reach the day.
    pub fn gaps(&self, draft: &mut Draft<'_>, sources: &[Source]) {
        for gap in self.loaded.gaps(sources) {
            draft.caution(gap.to_string(), &[]);
        }
    }

    /// Says that rows of a code are for readers who opened its page.
    pub fn lock(&self, draft: &mut Draft<'_>, code: &Code, section: SectionId, what: &str) {
        let name = name(code);
        let text = if self.ask.has_account {
            format!(
                "{what} of {name} stands in its section {}: open the page of {code} (it counts one view), then ask \
                 again.",
                section.title()
            )
        } else {
            format!(
                "{what} of {name} stands in its section {}, which needs a free account: create one on the page of \
                 {code}, then ask again.",
                section.title()
            )
        };
        if !draft.has_verdict() {
            draft.outcome = Outcome::Locked;
            draft.verdict(text, &[]);
        } else {
            draft.next(text);
        }
        draft.page(
            format!("{} of {code}", section.title()),
            crate::cite::section(code, section),
        );
    }

    /// Asks for a code where none was named.
    pub fn ask_for_code(&self, draft: &mut Draft<'_>, what: &str, example: &str) {
        if let Some(unknown) = self.reading.unknown.first() {
            self.not_found(draft, unknown);
            return;
        }
        draft.refuse(
            Outcome::Unclear,
            format!("The question names no loaded code, and {what} belongs to a code."),
            format!("Name the code, as in “{example}”, or look it up by its words first."),
        );
        draft.page("Case2Code: find a code by words", "/case2code");
    }

    /// Says that a code is not loaded.
    pub fn not_found(&self, draft: &mut Draft<'_>, unknown: &str) {
        draft.refuse(
            Outcome::NotFound,
            format!("No loaded code set, fee schedule or edit lists “{unknown}”."),
            "Check the digits: a CPT code has five characters, an ICD-10-CM code three to seven. Nothing is said of a \
             code that is not found.",
        );
        draft.page("Look it up", "/case2code");
    }
}

/// `CPT 97150`.
pub(crate) fn name(code: &Code) -> String {
    format!("{} {code}", code.system())
}

/// A line of a claim out of a line of a topic; modifiers that cannot be any are left out.
pub(crate) fn claim_line(line: &TopicLine, more: &[String]) -> ClaimLine {
    let mut modifiers: Vec<Code> = Vec::new();
    for modifier in line.modifiers.iter().chain(more) {
        if let Ok(modifier) = Code::parse(CodeSystem::Modifier, modifier)
            && !modifiers.contains(&modifier)
            && modifiers.len() < codeset::claim::MOST_MODIFIERS
        {
            modifiers.push(modifier);
        }
    }
    ClaimLine {
        code: line.code.clone(),
        units: line.units.unwrap_or(1).clamp(1, codeset::claim::MOST_UNITS),
        modifiers,
    }
}

/// `59`, `59 and XS`, `59, XS and GP`.
pub(crate) fn listed<T: std::fmt::Display>(items: &[T], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., end] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} {last} {end}", first.join(", "))
        }
    }
}

/// With a capital at the beginning.
fn first_capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().collect::<String>())
        .unwrap_or_default();
    format!("{first}{}", chars.as_str())
}

/// “1 unit”, “4 units”.
fn units(count: impl Into<i64>) -> String {
    let count = count.into();
    if count == 1 {
        "1 unit".to_owned()
    } else {
        format!("{count} units")
    }
}
