//! Add-on codes and the codes that they are reported with.

use super::super::{Look, listed, manual, name, visit_level};
use crate::CasePilotError;
use crate::answer::{Citation, Outcome};
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, ncci};
use store::edits::AddOnRole;

pattern!(
    ADD_ON,
    r"\bstand alone\b|\bprimar(?:y|ies)\b|\bby itself\b|\badd-?\s?ons?\b|\bbase codes?\b|\bprimary (?:codes?|procedures?)\b|\bparent codes?\b"
);

/// How many codes of a relation are named.
const NAMED: usize = 40;

/// The guidelines of a service: its add-on relations, its time, and what the manuals say.
pub(super) async fn of_procedure(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    if !look.shows(code) {
        look.lock(
            draft,
            code,
            SectionId::Guidelines,
            "What is loaded of its guidelines",
        );
        return manual::support(look, draft, 2, false).await;
    }
    draft.step(format!("Checking add-on relations of {code}"));
    add_ons(look, draft, code).await?;
    if ncci::is_visit(code) && !ADD_ON.is_in(plain) {
        visit_level::answer(look, draft)?;
    }
    if !ADD_ON.is_in(plain) || !draft.has_verdict() {
        manual::support(look, draft, 2, false).await?;
    }
    if draft.is_empty() {
        let what = format!("A guideline of {}", name(code));
        draft.outcome = Outcome::NotFound;
        draft.verdict(look.loaded.missing_in_history(&what, Source::AddOn), &[]);
        draft.next(format!("The page of {code} lists what else is loaded."));
    }
    draft.page(
        format!("Guidelines of {code}"),
        cite::section(code, SectionId::Guidelines),
    );
    Ok(())
}

pub(in crate::look_up) async fn add_ons(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
) -> Result<(), CasePilotError> {
    if look.loaded.newest(Source::AddOn).is_none() {
        if ADD_ON.is_in(&look.reading.plain) {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing(&format!("Add-on relations of {code}"), Source::AddOn),
                &[],
            );
        }
        return Ok(());
    }
    let path = cite::section(code, SectionId::Guidelines);
    let as_add_on = look
        .store
        .list_add_ons(code.as_str(), AddOnRole::AddOn, look.on)
        .await?;
    let as_primary = look
        .store
        .list_add_ons(code.as_str(), AddOnRole::Primary, look.on)
        .await?;
    if let Some(first) = as_add_on.first() {
        let primaries: Vec<&str> = as_add_on
            .iter()
            .map(|edit| edit.row.primary_code.as_str())
            .filter(|primary| !primary.is_empty())
            .collect();
        let quote = format!("add-on {code}; primary codes {}", primaries.join(", "));
        let cited = draft.cite(cite::of_row(
            first,
            format!("add-on edits of {code}"),
            path.clone(),
            quote,
        ));
        let meaning = ncci::add_on_type_meaning(first.row.edit_type);
        draft.verdict(
            if primaries.is_empty() {
                format!("{code} is an add-on code. {meaning}.")
            } else {
                format!(
                    "{code} is an add-on code, reported beside {}. {meaning}.",
                    some(&primaries, "or")
                )
            },
            &[cited],
        );
    }
    if let Some(first) = as_primary.first() {
        let add_ons: Vec<&str> = as_primary.iter().map(|edit| edit.row.add_on.as_str()).collect();
        let quote = format!("primary code {code}; add-on codes {}", add_ons.join(", "));
        let cited = draft.cite(cite::of_row(
            first,
            format!("add-on edits with primary code {code}"),
            path.clone(),
            quote,
        ));
        let text = format!(
            "Add-on codes that may be reported beside {code}: {}.",
            some(&add_ons, "and")
        );
        draft.state(text, &[cited]);
    }
    if as_add_on.is_empty() && as_primary.is_empty() && ADD_ON.is_in(&look.reading.plain) {
        let what = format!("An add-on relation of {code}");
        if let Some(release) = look.loaded.newest(Source::AddOn) {
            let citation: Citation = cite::of_release(release, format!("no row of {code}"), path);
            let cited = draft.cite(citation);
            draft.outcome = Outcome::NotFound;
            draft.verdict(look.loaded.missing_in_history(&what, Source::AddOn), &[cited]);
        }
    }
    Ok(())
}

/// The codes of a relation as far as a sentence holds them.
fn some(codes: &[&str], last: &str) -> String {
    if codes.len() <= NAMED {
        listed(codes, last)
    } else {
        format!("{} and {} more", codes[..NAMED].join(", "), codes.len() - NAMED)
    }
}
