//! Add-on codes: each needs a primary code beside it.

use super::{Check, Found, NumberedLine, Reason, Row, Status};
use crate::{ReferenceError, evidence};
use codeset::ncci;
use codeset::release::Source;
use store::edits::AddOnRole;
use store::entity::add_on;
use store::releases::Released;

/// How many primary codes are named.
const NAMED: usize = 12;

/// Judges the add-on codes of a claim; `denied` are the lines that an edit denies.
pub(super) async fn judge(check: &Check<'_>, denied: &[usize]) -> Result<Found, ReferenceError> {
    let mut found = Found::default();
    if check.loaded.on_day(Source::AddOn).is_none() {
        let what = "Add-on codes with their primary codes";
        found.notes.push(check.not_loaded(what, Source::AddOn));
    }
    let edits = check
        .store
        .list_add_ons_of(&check.spellings(), AddOnRole::AddOn, check.on)
        .await?;
    for numbered in &check.lines {
        let its: Vec<_> = edits
            .iter()
            .filter(|edit| edit.row.add_on == numbered.line.code.as_str())
            .collect();
        if !its.is_empty() {
            found.add(numbered, judge_line(check, numbered, &its, denied));
        }
    }
    Ok(found)
}

/// What the edits of an add-on code say of its line.
fn judge_line(
    check: &Check<'_>,
    numbered: &NumberedLine<'_>,
    edits: &[&Released<add_on::Model>],
    denied: &[usize],
) -> Reason {
    let code = &numbered.line.code;
    let primary: Vec<_> = check
        .lines
        .iter()
        .filter(|other| {
            let other = other.line.code.as_str();
            edits.iter().any(|edit| edit.row.primary_code == other)
        })
        .collect();
    // Where any primary code is for the contractor to decide, the list is not the whole.
    let decided_by_contractor = edits.iter().any(|edit| edit.row.edit_type != 1);
    let (status, text) = match primary.iter().find(|line| !denied.contains(&line.number)) {
        Some(line) => (
            Status::Passes,
            format!(
                "{code} is an add-on code; its primary code {} is on line {}.",
                line.line.code, line.number
            ),
        ),
        None if !primary.is_empty() => (
            Status::Fails,
            format!(
                "{code} is an add-on code, and its primary code on this claim is denied: so is the add-on."
            ),
        ),
        None if decided_by_contractor => (
            Status::Look,
            format!(
                "{code} is an add-on code without a listed primary code on this claim: which others it is paid \
                 beside is for the contractor to decide."
            ),
        ),
        None => (
            Status::Fails,
            format!("{code} is an add-on code, and none of its primary codes is on this claim."),
        ),
    };
    let row = check.row(&[code], || row(edits));
    Reason::new(status, text).resting_on(row, code)
}

/// The types of the edits and the primary codes that they list.
fn row(edits: &[&Released<add_on::Model>]) -> Row {
    let mut types: Vec<_> = edits.iter().map(|edit| edit.row.edit_type).collect();
    types.sort_unstable();
    types.dedup();
    let mut says: Vec<_> = types
        .into_iter()
        .map(|edit_type| format!("{}.", ncci::add_on_type_meaning(edit_type)))
        .collect();
    let primary: Vec<_> = edits
        .iter()
        .map(|edit| edit.row.primary_code.as_str())
        .filter(|code| !code.is_empty())
        .collect();
    if !primary.is_empty() {
        let more = primary.len().saturating_sub(NAMED);
        let named: Vec<_> = primary.iter().take(NAMED).copied().collect();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        says.push(format!("Primary codes: {}{more}.", named.join(", ")));
    }
    let evidence = evidence::of_all(
        edits.iter().map(|edit| (&edit.row, &edit.release)),
        edits
            .first()
            .map(|edit| format!("add-on edits of {}", edit.row.add_on))
            .unwrap_or_default(),
    );
    Row { says, evidence }
}
