//! Guidelines: the notes of the tabular list, add-on relations, visit levels, and what the manuals say of a topic.

mod add_ons;
mod chapter;
mod notes;
mod together;

use super::Look;
use crate::CasePilotError;
use crate::draft::Draft;
use crate::reading::asks::is_clinical;
use crate::reading::text::pattern;
use crate::topic::Kind;
pub(super) use add_ons::add_ons;
use codeset::{Code, CodeSystem};

pattern!(
    VISITS,
    r"\be/?m\b|\be&m\b|\bevaluation and management\b|\boffice visits?\b"
);

/// Words are looked for among the diagnoses where it is so likely that notes of one are asked for.
const CERTAIN: f32 = 0.5;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let diagnoses: Vec<Code> = look.diagnoses().into_iter().cloned().collect();
    if diagnoses.len() > 1 {
        return together::tell(look, draft, &diagnoses).await;
    }
    for diagnosis in &diagnoses {
        notes::tell(look, draft, diagnosis).await?;
    }
    let procedures: Vec<Code> = look.procedures().iter().map(|line| line.code.clone()).collect();
    for code in &procedures {
        add_ons::of_procedure(look, draft, code).await?;
    }
    if diagnoses.is_empty() && procedures.is_empty() {
        return topic(look, draft).await;
    }
    Ok(())
}

/// Guidelines of a topic without a code.
async fn topic(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if let Some(unknown) = look.reading.unknown.first() {
        look.not_found(draft, unknown);
        return Ok(());
    }
    if VISITS.is_in(&look.reading.plain) {
        super::visit_level::answer(look, draft)?;
        super::manual::support(look, draft, 2, false).await?;
        draft.question("How many minutes for 99214?");
        return Ok(());
    }
    if look.topic.words.is_empty() && look.topic.modifiers.is_empty() {
        look.ask_for_code(draft, "a guideline", "which excludes notes does M54.50 have?");
        return Ok(());
    }
    if chapter::tell(look, draft).await? {
        return Ok(());
    }
    // Words may name a diagnosis whose notes are asked for.
    let plain = &look.reading.plain;
    pattern!(RULES, r"\bguidelines?\b|\bchapter\b|\brules?\b|\btrimester\b");
    if look.likelihood(Kind::Guidelines) >= CERTAIN
        && is_clinical(plain)
        && !RULES.is_in(plain)
        && super::find_code_if_good(look, draft).await?
    {
        if let Some(found) = draft
            .found
            .clone()
            .filter(|code| code.system() == CodeSystem::Icd10cm)
        {
            notes::tell(look, draft, &found).await?;
        }
        return Ok(());
    }
    if super::manual_if_good(look, draft).await? {
        return Ok(());
    }
    // A diagnosis or its category may be what is asked for.
    if is_clinical(plain) && !RULES.is_in(plain) && super::find_code_if_good(look, draft).await? {
        return Ok(());
    }
    super::manual::answer(look, draft).await
}
