//! Compliance: what the code's status and attributes mean for billing.

mod attributes;
mod diagnosis;
mod global_period;
mod status;
mod therapy;

use super::{Facts, Subject};
use crate::ReferenceError;
use crate::page::Block;
use codeset::CodeSystem;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    Ok(match subject.code.system() {
        CodeSystem::Icd10cm | CodeSystem::Icd10pcs => diagnosis::blocks(subject),
        CodeSystem::Cpt => procedure(subject, facts),
        CodeSystem::Hcpcs => {
            let mut blocks = procedure(subject, facts);
            blocks.push(attributes::block(subject).await?);
            blocks
        }
        CodeSystem::Modifier => vec![attributes::block(subject).await?],
    })
}

/// What the fee schedule says, and what follows from it.
fn procedure(subject: &Subject<'_>, facts: &Facts) -> Vec<Block> {
    let Some(fee) = facts.fee() else {
        return vec![Facts::no_fee(subject)];
    };
    let mut blocks = vec![status::block(fee)];
    blocks.extend(global_period::blocks(subject, fee));
    blocks.extend(therapy::blocks(subject, fee));
    blocks
}
