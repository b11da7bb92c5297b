//! What a therapy code's amounts count towards.

use crate::page::Block;
use crate::sections::{Subject, fact};
use codeset::mpfs::dollars;
use codeset::therapy::{TherapyKind, Threshold, threshold};
use store::entity::fee;
use store::releases::Released;

/// The thresholds of the year of the date of service, for codes that are always therapy.
pub(super) fn block(subject: &Subject<'_>, fee: &Released<fee::Model>) -> Option<Block> {
    let row = &fee.row;
    if TherapyKind::of(&row.pctc, &row.multiple) != TherapyKind::Always {
        return None;
    }
    Some(match threshold(subject.on) {
        Some(threshold) => Block::Rules {
            caption: format!("Therapy thresholds of {}", threshold.year),
            facts: vec![
                fact(
                    "KX",
                    dollars(threshold.kx_cents),
                    "For one patient and year: physical therapy and speech-language pathology together, and the \
                     same again for occupational therapy. Above it, each line carries KX",
                ),
                fact(
                    "Targeted review",
                    dollars(threshold.review_cents),
                    "For the same two groups: above it, Medicare may ask for the record",
                ),
            ],
            source: Threshold::SOURCE.into(),
        },
        None => Block::Notice(format!(
            "The therapy thresholds (KX) of {} are not known here.",
            subject.on.format("%Y")
        )),
    })
}
