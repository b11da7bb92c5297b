//! Modifiers: which may stand beside a code, and of a modifier itself, what it means and where it fits.

mod card;
mod rulings;

use super::{Facts, Subject};
use crate::ReferenceError;
use crate::page::Block;
use codeset::CodeSystem;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    if subject.code.system() == CodeSystem::Modifier {
        return card::blocks(subject).await;
    }
    if !subject.is_procedure() {
        return Ok(vec![Block::Notice(format!(
            "{} codes take no modifiers: modifiers belong to the CPT or HCPCS code on the claim line.",
            subject.code.system()
        ))]);
    }
    rulings::blocks(subject, facts).await
}
