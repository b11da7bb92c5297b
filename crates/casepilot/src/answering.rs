//! From a kind to an answer: its rows, what a manual says beside them, and what is told where no kind is clear.

use crate::CasePilotError;
use crate::answer::Outcome;
use crate::draft::Draft;
use crate::event::Event;
use crate::look_up::{self, Look};
use crate::reading::{Reading, asks, words};
use crate::refuse::not_coding;
use crate::topic::{Kind, Topic};

/// Answers a question that may be of two kinds: by the first that has an answer, and what the other one adds.
pub(crate) async fn of_two_kinds(
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
pub(crate) async fn of_kind(
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
    if lacks_a_code && !asks::is_about_coding(&look.reading.plain) {
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
        asks::is_about_coding(&look.reading.plain) || asks::is_clinical(&look.reading.plain);
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
    if !words::names_a_subject(&look.topic.words) && !asks::is_clinical(&look.reading.plain) {
        unclear_or_not_coding(look, draft, goes_on);
        return Ok(());
    }
    let asks_for_modifier = asks::asks_which_modifier(&look.reading.plain);
    if asks_for_modifier && look_up::modifier_of_situation(look, draft).await? {
        return Ok(());
    }
    let is_about_coding = asks::is_about_coding(&look.reading.plain);
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
        look.topic.words.split_whitespace().count() >= 3 && asks::is_clinical(&look.reading.plain);
    if (is_about_coding || is_clinical) && look_up::nearest_in_manual(look, draft).await? {
        return Ok(());
    }
    unclear_or_not_coding(look, draft, goes_on);
    Ok(())
}

fn unclear_or_not_coding(look: &Look<'_>, draft: &mut Draft<'_>, goes_on: bool) {
    if asks::is_about_coding(&look.reading.plain) || asks::points_at_something(&look.reading.plain) || goes_on
    {
        draft.refuse(
            Outcome::Unclear,
            "It is not clear what is asked.",
            "Name a code and what you want to know of it, as in “MUE of 97110”, or say which code you look for.",
        );
    } else {
        not_coding(draft);
    }
}

/// Whether a question of a kind that belongs to codes names none: a manual may tell in general.
fn wants_a_code(kind: Kind, topic: &Topic, reading: &Reading) -> bool {
    let names_none = topic.lines.is_empty()
        && topic.modifiers.is_empty()
        && topic.icd9.is_empty()
        && reading.unknown.is_empty()
        && reading.timed.is_empty();
    let has_answers = match kind {
        Kind::Fee => asks::needs_no_code_for_a_price(&reading.plain),
        Kind::Compliance => asks::names_threshold(&reading.plain),
        Kind::Changes => asks::is_about_a_release(&reading.plain),
        Kind::GlobalPeriod => asks::global_package(&reading.plain).is_some(),
        Kind::UnitLimit | Kind::Pair | Kind::WhatIs => false,
        _ => true,
    };
    names_none && reading.places_of_service.is_empty() && !has_answers
}
