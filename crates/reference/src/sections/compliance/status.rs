//! The status of a code for Medicare, and who may furnish it.

use crate::page::Block;
use crate::sections::{Facts, fact};
use codeset::billing::status_advice;
use codeset::global_period::GlobalPeriod;
use codeset::mpfs;
use codeset::supervision::supervision_meaning;
use store::entity::fee;
use store::releases::Released;

pub(super) fn block(fee: &Released<fee::Model>) -> Block {
    let row = &fee.row;
    let mut facts = vec![
        fact("Status", &row.status, mpfs::status_meaning(&row.status)),
        fact("On a claim", "", status_advice(&row.status)),
        fact("PC/TC", &row.pctc, mpfs::pctc_meaning(&row.pctc)),
        fact(
            "Global days",
            &row.global_days,
            mpfs::global_meaning(&row.global_days),
        ),
        fact(
            "Supervision",
            &row.supervision,
            supervision_meaning(&row.supervision),
        ),
        fact(
            "Assistant at surgery",
            &row.assistant,
            mpfs::assistant_meaning(&row.assistant),
        ),
        fact(
            "Endoscopic base",
            &row.endoscopic_base,
            "The base code of its endoscopy family",
        ),
    ];
    // Most codes have no endoscopy family, and a status of no layout no advice. Indicator 0 of assistants stands on
    // visits and treatments as well, at which nobody assists.
    let is_procedure = GlobalPeriod::of(&row.global_days).is_some();
    facts.retain(|fact| match fact.term.as_str() {
        "Endoscopic base" => !fact.value.is_empty(),
        "Assistant at surgery" => is_procedure || row.assistant != "0",
        _ => !fact.meaning.is_empty(),
    });
    Block::Facts {
        caption: "Status for Medicare".into(),
        facts,
        evidence: Facts::fee_evidence(fee),
    }
}
