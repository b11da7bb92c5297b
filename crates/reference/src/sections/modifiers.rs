//! Modifiers: what the fee schedule's indicators and the code's edits allow.

use super::{Facts, Subject, fact};
use crate::page::Block;
use codeset::{CodeSystem, mpfs};

pub(super) fn blocks(subject: &Subject<'_>, facts: &Facts) -> Vec<Block> {
    if subject.code.system() == CodeSystem::Modifier {
        return vec![Block::Notice(
            "This is a modifier itself: it stands beside the CPT or HCPCS code on a claim line.".into(),
        )];
    }
    if !subject.is_procedure() {
        return vec![Block::Notice(format!(
            "{} codes take no modifiers: modifiers belong to the CPT or HCPCS code on the claim line.",
            subject.code.system()
        ))];
    }
    let mut blocks = Vec::new();
    match facts.fee() {
        Some(fee) => {
            let row = &fee.row;
            blocks.push(Block::Facts {
                caption: "Modifiers by the fee schedule’s indicators".into(),
                facts: vec![
                    fact("26, TC", &row.pctc, mpfs::pctc_meaning(&row.pctc)),
                    fact("51", &row.multiple, mpfs::multiple_meaning(&row.multiple)),
                    fact(
                        "50, LT, RT",
                        &row.bilateral,
                        mpfs::bilateral_meaning(&row.bilateral),
                    ),
                    fact(
                        "80, 81, 82, AS",
                        &row.assistant,
                        mpfs::assistant_meaning(&row.assistant),
                    ),
                    fact("62", &row.cosurgeon, mpfs::surgeons_meaning(&row.cosurgeon)),
                    fact("66", &row.team, mpfs::surgeons_meaning(&row.team)),
                ],
                evidence: Facts::fee_evidence(fee),
            });
        }
        None => blocks.push(Facts::no_fee(subject)),
    }
    let edits: u64 = facts.pairs.practitioner.iter().sum();
    if edits > 0 {
        blocks.push(Block::Notice(format!(
            "{edits} NCCI edits name this code. Where an edit’s indicator is 1, a modifier such as 59, XE, XS, XP or \
             XU can bypass it if the documentation supports it; where it is 0, none can. See NCCI Edits."
        )));
    }
    blocks
}
