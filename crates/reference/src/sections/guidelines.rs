//! Guidelines: how to report the code. For ICD-10 also its place in the hierarchy, for CPT and HCPCS its add-on codes.

mod add_ons;
mod hierarchy;
mod tabular;

pub(super) use tabular::places;

use super::Subject;
use crate::ReferenceError;
use crate::page::Block;
use codeset::CodeSystem;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    match subject.code.system() {
        CodeSystem::Icd10cm => {
            blocks.extend(hierarchy::blocks(subject).await?);
            blocks.extend(tabular::blocks(subject).await?);
            return Ok(blocks);
        }
        CodeSystem::Icd10pcs => blocks.extend(hierarchy::blocks(subject).await?),
        CodeSystem::Cpt | CodeSystem::Hcpcs => blocks.extend(add_ons::blocks(subject).await?),
        CodeSystem::Modifier => {}
    }
    blocks.push(Block::Notice(
        "The NCCI Policy Manual and the code set’s own guidelines are not loaded: check the current manual for \
         rules beyond the notes on this page."
            .into(),
    ));
    Ok(blocks)
}
