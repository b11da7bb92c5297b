//! Which modifier: by the situation that a question tells, and by what the code's indicators allow.

mod of_code;

use super::global_period::lower;
use super::{Look, listed};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks::{asks_to_bypass, asks_which_modifier};
use crate::reading::text::pattern;
use crate::reading::{anatomical, learned};
use crate::topic::Kind;
use codeset::modifier::{Card, card};
use codeset::ncci::bypass::is_distinct;
use codeset::ncci::{ASSOCIATED_MODIFIERS, is_visit};
use codeset::page::SectionId;
use codeset::{Code, CodeSystem};
use of_code::beside_code;
pub(super) use of_code::ruled_out;
use reference::heading::version_on;

pattern!(
    SAME_LINE,
    r"\bsame line\b|\bone line\b|\btogether on\b|\bboth on\b|\bat the same time\b"
);
pattern!(
    BILLING,
    r"\b(?:surgeon|surgery|procedures?|visits?|e/?m|e&m|therap\w*|assist\w*|59|modifier|encounters?|post-?\s?op|global|tests?|abn|or|operat\w*|scope|films?|x-?rays?|ekgs?|ecgs?|labs?|doc|claim|code)\b"
);

/// From this likelihood on a learned modifier is told as the one,
const CERTAIN: f32 = 0.6;
/// and below this not at all.
const DOUBTFUL: f32 = 0.08;
/// So many are told where none is certain.
const NEAREST: usize = 3;

pub(in crate::look_up) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let mut named: Vec<String> = look.topic.modifiers.clone();
    for line in &look.topic.lines {
        for modifier in &line.modifiers {
            if !named.contains(modifier) {
                named.push(modifier.clone());
            }
        }
    }
    let procedures = look.procedures();
    if exclude_each_other(&named) && (SAME_LINE.is_in(plain) || procedures.len() < 2) && named.len() > 1 {
        on_one_line(draft, &named);
    }
    if asks_to_bypass(plain) && procedures.is_empty() {
        for modifier in &named {
            past_an_edit(draft, modifier);
        }
    }
    // `what goes next to GP` asks for another one.
    let asks_for_another = look.topic.kind != Some(Kind::WhatIs)
        && asks_which_modifier(plain)
        && look.topic.lines.iter().all(|line| line.modifiers.is_empty());
    let (found, is_certain) = if named.is_empty() || asks_for_another {
        situation(look)
    } else {
        (Vec::new(), true)
    };
    let mut asked = Vec::new();
    for modifier in found {
        if !named.iter().any(|known| known == modifier) && is_known(look, modifier).await? {
            asked.push(modifier);
        }
    }
    // `that is wrong, isn't it` asks of the one that it names, too.
    pattern!(
        CHECKS,
        r"\b(?:wrong|right|correct|incorrect|ok|okay|allowed|valid|misuse)\b"
    );
    let is_misplaced =
        |modifier: &String| is_distinct(modifier) && procedures.iter().any(|line| is_visit(&line.code));
    if !asked.is_empty() && !CHECKS.is_in(plain) {
        named.retain(is_misplaced);
    }
    let modifiers: Vec<String> = named
        .iter()
        .cloned()
        .chain(asked.iter().map(|m| (*m).to_owned()))
        .collect();
    if procedures.is_empty() {
        // `modifier?` tells nothing of what happened.
        let tells_nothing =
            (modifiers.is_empty() || !is_certain) && look.topic.words.split_whitespace().count() <= 1;
        if modifiers.is_empty() || tells_nothing {
            if !tells_nothing
                && (super::manual_if_good(look, draft).await?
                    || super::nearest_in_manual(look, draft).await?)
            {
                return Ok(());
            }
            draft.refuse(
                Outcome::Unclear,
                "The question names no code, no modifier and no situation that a modifier is for.",
                "Say what happened, as in “assistant surgeon at 27447” or “what is modifier 59?”.",
            );
            return Ok(());
        }
        draft.step(format!("Looking up modifier {}", listed(&modifiers, "and")));
        if !is_certain {
            draft.caution(
                format!(
                    "Which modifier it is depends on what exactly happened; the nearest are {}.",
                    listed(&modifiers, "and")
                ),
                &[],
            );
        }
        for modifier in &modifiers {
            by_itself(look, draft, modifier, is_certain && !named.contains(modifier)).await?;
        }
        return Ok(());
    }
    for line in procedures.iter().take(4) {
        beside_code(look, draft, &line.code, &modifiers, &named).await?;
    }
    if let [only] = modifiers.as_slice()
        && draft.has_verdict()
        && let Some(card) = card(only)
        && let Ok(code) = Code::parse(CodeSystem::Modifier, only)
        && look.shows(&code)
    {
        let cited = draft.cite(card_citation(&code, &card));
        draft.fact(format!("Modifier {only}: {}", card.means), &[cited]);
        draft.fact(
            format!("What modifier {only} does to payment: {}.", lower(card.effect)),
            &[cited],
        );
    }
    Ok(())
}

/// Answers where the question tells a situation that a modifier is for, without a code; whether it does.
pub(in crate::look_up) async fn answer_situation(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
) -> Result<bool, CasePilotError> {
    let plain = &look.reading.plain;
    let is_certain = look.reading.situation.clone();
    // A side or a repetition alone is said of diagnoses as well.
    let is_weak = matches!(
        is_certain.as_slice(),
        ["LT" | "RT" | "22" | "51" | "76" | "GP" | "GO" | "GN"]
    );
    let asks = asks_which_modifier(plain) || plain.contains("modifier");
    if is_certain.is_empty() || !look.topic.lines.is_empty() || !(BILLING.is_in(plain) && (asks || !is_weak))
    {
        return Ok(false);
    }
    for modifier in is_certain {
        by_itself(look, draft, modifier, true).await?;
    }
    super::manual::support(look, draft, 1, false).await?;
    Ok(true)
}

/// The modifiers for what the question tells, and whether it is certain that they are for that. What the patterns say
/// is certain unless what was learned is against it.
fn situation(look: &Look<'_>) -> (Vec<&'static str>, bool) {
    let told = look.reading.situation.clone();
    if anatomical::modifier_of_part(&look.reading.plain).is_some() {
        return (told, true);
    }
    let likely = learned::modifiers(look.features);
    let Some((best, sure)) = likely.first().copied() else {
        return (told, true);
    };
    if told.contains(&best) || (sure < DOUBTFUL && !told.is_empty()) {
        return (told, true);
    }
    if sure >= CERTAIN {
        return (vec![best], true);
    }
    let mut nearest = told;
    let near = likely.iter().take(NEAREST);
    for (modifier, _) in near.filter(|(_, sure)| *sure >= DOUBTFUL) {
        if !nearest.contains(modifier) {
            nearest.push(modifier);
        }
    }
    (nearest, false)
}

fn exclude_each_other(modifiers: &[String]) -> bool {
    modifiers.iter().filter(|modifier| is_distinct(modifier)).count() > 1
}

fn on_one_line(draft: &mut Draft<'_>, modifiers: &[String]) {
    let distinct: Vec<&String> = modifiers
        .iter()
        .filter(|modifier| is_distinct(modifier))
        .collect();
    let cited = draft.cite(cite::of_rule(
        "NCCI Policy Manual for Medicare Services",
        "Chapter I, section E",
        "/tools/ncci",
        "59, XE, XS, XP and XU exclude each other on one line",
    ));
    draft.verdict(
        format!(
            "No: modifiers {} are never reported together on one line; choose one of them, the one that fits best.",
            listed(&distinct, "and")
        ),
        &[cited],
    );
}

/// Whether a modifier can pass an edit at all.
fn past_an_edit(draft: &mut Draft<'_>, modifier: &str) {
    let cited = draft.cite(cite::of_rule(
        "NCCI Policy Manual for Medicare Services",
        "Chapter I, section E, NCCI PTP-associated modifiers",
        "/tools/ncci",
        ASSOCIATED_MODIFIERS.join(", "),
    ));
    draft.verdict(
        if ASSOCIATED_MODIFIERS.contains(&modifier) {
            format!(
                "Modifier {modifier} is an NCCI PTP-associated modifier: it bypasses an edit with modifier indicator 1, where \
                 the documentation supports it, and none with indicator 0."
            )
        } else {
            format!(
                "No: modifier {modifier} does not help: it is not an NCCI PTP-associated modifier and will not bypass an edit."
            )
        },
        &[cited],
    );
}

fn card_citation(code: &Code, card: &Card) -> crate::answer::Citation {
    cite::of_rule(
        Card::SOURCE,
        format!("Modifier {code}"),
        cite::section(code, SectionId::Modifiers),
        format!("{} {}. {}.", card.means, card.stands, card.effect),
    )
}

/// A modifier without a code beside it.
async fn by_itself(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    modifier: &str,
    is_found: bool,
) -> Result<(), CasePilotError> {
    let Ok(code) = Code::parse(CodeSystem::Modifier, modifier) else {
        return Ok(());
    };
    let known = card(modifier);
    if let Some(card) = known.filter(|_| is_found) {
        // The conclusion is for everybody; what it rests on stands in the section.
        let cited = draft.cite(cite::of_rule(
            Card::SOURCE,
            format!("Modifier {code}"),
            cite::section(&code, SectionId::Modifiers),
            if look.shows(&code) { card.means } else { "" },
        ));
        draft.verdict(format!("Modifier {code} is for that."), &[cited]);
    }
    let versions = look.store.list_versions(&code).await?;
    if let Some(version) = version_on(&versions, look.on) {
        let title = &version.row.long_title;
        let cited = draft.cite(cite::of_row(
            version,
            format!("Modifier {code}"),
            code.path(),
            title.clone(),
        ));
        if is_found && known.is_none() {
            draft.verdict(format!("Modifier {code} is for that."), &[cited]);
        }
        let text = format!("Modifier {code} is “{title}”.");
        draft.state(text, &[cited]);
    }
    match known {
        Some(card) => super::what_is::explain_modifier(look, draft, &code, &card),
        None if versions.is_empty() => look.not_found(draft, modifier),
        None => {}
    }
    draft.page(format!("Page of modifier {code}"), code.path());
    Ok(())
}

/// Whether anything is loaded or written of a modifier.
async fn is_known(look: &Look<'_>, modifier: &str) -> Result<bool, CasePilotError> {
    if card(modifier).is_some() {
        return Ok(true);
    }
    match Code::parse(CodeSystem::Modifier, modifier) {
        Ok(code) => Ok(!look.store.list_versions(&code).await?.is_empty()),
        Err(_) => Ok(false),
    }
}
