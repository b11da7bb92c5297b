//! Guidelines: how to report the code. For ICD-10 also its place in the hierarchy, for CPT and HCPCS its family, its
//! add-on codes and the chapters that are about it.

mod add_ons;
mod axes;
mod family;
mod hierarchy;
mod rules;
mod tabular;

pub use tabular::note_caption;
pub(super) use tabular::places;

use super::Subject;
use crate::ReferenceError;
use crate::page::Block;
use codeset::CodeSystem;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    let not_loaded = match subject.code.system() {
        CodeSystem::Icd10cm => {
            blocks.extend(hierarchy::blocks(subject).await?);
            blocks.extend(tabular::blocks(subject).await?);
            return Ok(blocks);
        }
        CodeSystem::Icd10pcs => {
            blocks.extend(axes::blocks(subject).await?);
            blocks.extend(hierarchy::blocks(subject).await?);
            "The ICD-10-PCS guidelines"
        }
        CodeSystem::Cpt | CodeSystem::Hcpcs => {
            blocks.extend(rules::blocks(subject));
            blocks.extend(family::block(subject).await?);
            blocks.extend(add_ons::blocks(subject).await?);
            "The texts of the NCCI Policy Manual and of the code set’s own guidelines"
        }
        CodeSystem::Modifier => "The texts of the NCCI Policy Manual and of the code set’s own guidelines",
    };
    blocks.push(Block::Notice(format!(
        "{not_loaded} are not loaded: check the current ones for rules beyond the notes on this page."
    )));
    Ok(blocks)
}
