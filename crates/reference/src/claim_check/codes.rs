//! Whether the codes and modifiers of a claim exist on its day, and whether the modifiers belong where they stand.

use super::{Check, CheckedClaim, Found, Reason, Status};
use crate::gaps::code_source;
use crate::{ReferenceError, evidence};
use codeset::claim::is_cpt_modifier;
use codeset::ncci::bypass::{Unhelpful, misplaced};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, CodeSystem, long_date};

/// What is known of the codes and modifiers of a claim.
pub(super) struct Known {
    /// Those that are listed on the day, with their titles.
    listed: Vec<CodeLink>,
    /// Those of the others that some loaded release names.
    elsewhen: Vec<Code>,
}

pub(super) async fn find(check: &Check<'_>) -> Result<Known, ReferenceError> {
    let modifiers = check.lines.iter().flat_map(|its| &its.line.modifiers);
    let mut codes: Vec<Code> = check
        .codes
        .iter()
        .copied()
        .chain(modifiers.filter(|modifier| !is_cpt_modifier(modifier.as_str())))
        .cloned()
        .collect();
    codes.sort();
    codes.dedup();
    let listed = check.store.list_named(&codes, check.on).await?;
    codes.retain(|code| !listed.iter().any(|link| link.code == *code));
    let elsewhen = check.store.list_known(&codes).await?;
    Ok(Known { listed, elsewhen })
}

impl Known {
    /// What follows for each line.
    pub(super) fn judge(&self, check: &Check<'_>) -> Found {
        let mut found = Found::default();
        for numbered in &check.lines {
            if let Some(reason) = self.judge_code(check, &numbered.line.code) {
                found.add(numbered, reason);
            }
            for modifier in &numbered.line.modifiers {
                if let Some(reason) = self.judge_modifier(check, modifier) {
                    found.add(numbered, reason);
                }
            }
            for reason in misplaced_modifiers(check, numbered.line) {
                found.add(numbered, reason);
            }
        }
        found
    }

    /// Names the codes of the lines.
    pub(super) fn name(&self, checked: &mut CheckedClaim) {
        for line in &mut checked.lines {
            let Ok(read) = &line.typed.read else { continue };
            let link = self.listed.iter().find(|link| link.code == read.code);
            line.title = link
                .map(|link| link.title.clone())
                .filter(|title| !title.is_empty());
        }
    }

    fn is_listed(&self, code: &Code) -> bool {
        self.listed.iter().any(|link| link.code == *code)
    }

    fn judge_code(&self, check: &Check<'_>, code: &Code) -> Option<Reason> {
        if self.is_listed(code) {
            return None;
        }
        let source = code_source(code.system());
        Some(if !self.elsewhen.contains(code) {
            Reason::new(
                Status::NotFound,
                format!(
                    "No loaded release names {code}: check its number, or ask whoever runs this site for a later \
                     release."
                ),
            )
        } else if check.loaded.on_day(source).is_none() {
            Reason::new(
                Status::NotLoaded,
                check.not_loaded(&format!("Whether {code} was in force"), source),
            )
        } else {
            Reason::new(
                Status::Fails,
                format!("{code} is not in force on {}.", long_date(check.on)),
            )
        })
    }

    fn judge_modifier(&self, check: &Check<'_>, modifier: &Code) -> Option<Reason> {
        if is_cpt_modifier(modifier.as_str()) || self.is_listed(modifier) {
            return None;
        }
        Some(match check.loaded.on_day(Source::Hcpcs) {
            None => Reason::new(
                Status::NotLoaded,
                check.not_loaded(&format!("Modifier {modifier}"), code_source(CodeSystem::Modifier)),
            ),
            Some(release) => Reason::new(
                Status::NotFound,
                format!(
                    "Modifier {modifier} not found in {} for that day, and it is none of CPT.",
                    evidence::release_name(release)
                ),
            ),
        })
    }
}

/// The modifiers that do not belong on a line. Two that exclude each other make it wrong; another may be there for
/// reasons of its own.
fn misplaced_modifiers(check: &Check<'_>, line: &codeset::claim::ClaimLine) -> Vec<Reason> {
    let misplaced = misplaced(line, check.setting, check.on);
    let (excluding, others): (Vec<_>, Vec<_>) = misplaced
        .into_iter()
        .partition(|(_, why)| *why == Unhelpful::TwoOfDistinct);
    let mut reasons: Vec<_> = others
        .into_iter()
        .map(|(modifier, why)| {
            Reason::new(
                Status::Look,
                format!("Modifier {modifier} does not help here: {why}."),
            )
        })
        .collect();
    if !excluding.is_empty() {
        let modifiers: Vec<_> = excluding.iter().map(|(modifier, _)| modifier.as_str()).collect();
        reasons.push(Reason::new(
            Status::Fails,
            format!(
                "{} stand together on this line: {}.",
                modifiers.join(" and "),
                Unhelpful::TwoOfDistinct
            ),
        ));
    }
    reasons
}
