//! What a therapy code's amounts count towards.

use crate::page::{Block, Way};
use crate::sections::{Subject, fact};
use codeset::mpfs::dollars;
use codeset::therapy::{TherapyKind, Threshold, threshold};
use store::entity::fee;
use store::releases::Released;

/// The thresholds of the year of the date of service and the way to the count of units, for codes that are always
/// therapy.
pub(super) fn blocks(subject: &Subject<'_>, fee: &Released<fee::Model>) -> Vec<Block> {
    let row = &fee.row;
    if TherapyKind::of(&row.pctc, &row.multiple) != TherapyKind::Always {
        return Vec::new();
    }
    vec![thresholds(subject), way_to_units()]
}

fn way_to_units() -> Block {
    Block::Ways(vec![Way {
        label: "Count the units of a day’s minutes".into(),
        path: "/tools/therapy-units".into(),
    }])
}

fn thresholds(subject: &Subject<'_>) -> Block {
    match threshold(subject.on) {
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
    }
}
