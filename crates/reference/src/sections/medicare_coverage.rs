//! Medicare Coverage: relative values, payments, and the documents that list the code.

mod anesthesia;
mod drawings;
mod outpatient;
mod payments;

use super::{Facts, Subject, fact};
use crate::fees::FeeBook;
use crate::page::{Block, Fact, Way};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{Setting, decimal, pays_by_rvus, status_meaning};
use store::entity::fee;
use store::releases::Released;

/// The fee schedule status of anesthesia services.
const ANESTHESIA: &str = "J";

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    if subject.is_procedure() {
        if facts.fees.is_empty() {
            blocks.push(Facts::no_fee(subject));
        } else {
            blocks.extend(fee_schedule(subject, facts).await?);
        }
        if facts.fee().is_some_and(|fee| fee.row.status == ANESTHESIA) {
            blocks.extend(anesthesia::blocks(subject).await?);
        }
        blocks.extend(outpatient::blocks(subject).await?);
    }
    blocks.extend(facts.coverage.blocks(subject));
    blocks.push(Block::Notice(
        "Neither a fee nor a document that lists a code is a promise of coverage.".into(),
    ));
    Ok(blocks)
}

/// What the physician fee schedule pays for the whole service and its parts, everywhere and since when.
async fn fee_schedule(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let (fees, factors) = (facts.fees.clone(), facts.factors.clone());
    let book = FeeBook::of(subject.store, fees, factors, subject.on).await?;
    let is_paid = facts.fees.iter().any(|fee| pays_by_rvus(&fee.row.status));
    let mut blocks = Vec::new();
    if is_paid {
        blocks.push(payments::your_zip(subject));
    }
    for fee in &facts.fees {
        blocks.push(Block::Facts {
            caption: match fee.row.modifier.as_str() {
                "" => "Relative value units".into(),
                modifier => format!("Relative value units with modifier {modifier}"),
            },
            facts: relative_values(&fee.row),
            evidence: Facts::fee_evidence(fee),
        });
        if pays_by_rvus(&fee.row.status) {
            blocks.push(payments::national(fee, facts));
            blocks.extend(payments::table(subject, &book, fee));
        } else {
            blocks.push(Block::Notice(no_payment(fee)));
        }
    }
    if is_paid {
        blocks.extend(payments::indices(subject));
        blocks.push(Block::Ways(vec![Way {
            label: "Price it with other lines of the day".into(),
            path: format!("/tools/fees?lines={}", subject.code),
        }]));
    }
    let whole = facts.fees.iter().find(|fee| fee.row.modifier.is_empty());
    if let Some(whole) = whole.filter(|whole| pays_by_rvus(&whole.row.status)) {
        blocks.extend(drawings::blocks(subject, &book, whole).await?);
    }
    Ok(blocks)
}

fn no_payment(fee: &Released<fee::Model>) -> String {
    format!(
        "No payment is computed: status {} in {}. {}.",
        fee.row.status,
        evidence::release_name(&fee.release),
        status_meaning(&fee.row.status)
    )
}

fn relative_values(row: &fee::Model) -> Vec<Fact> {
    let rvu = |hundredths| decimal(hundredths, 2);
    let not_typical = |flag, place| {
        if flag {
            format!("Not typically furnished {place}")
        } else {
            String::new()
        }
    };
    vec![
        fact("Work", rvu(row.work), ""),
        fact(
            "Practice expense, non-facility",
            rvu(row.pe_nonfacility),
            not_typical(row.na_nonfacility, "outside a facility"),
        ),
        fact(
            "Practice expense, facility",
            rvu(row.pe_facility),
            not_typical(row.na_facility, "in a facility"),
        ),
        fact("Malpractice", rvu(row.mp), ""),
        fact("Total, non-facility", rvu(row.total_nonfacility), ""),
        fact("Total, facility", rvu(row.total_facility), ""),
    ]
}

/// The settings in which a service is typically furnished.
fn settings(row: &fee::Model) -> impl Iterator<Item = Setting> {
    let flags = [row.na_nonfacility, row.na_facility];
    let settings = Setting::ALL.into_iter().zip(flags);
    settings.filter_map(|(setting, is_unusual)| (!is_unusual).then_some(setting))
}

/// Whose conversion factor one of a kind is, from 2026.
fn whose(kind: &str) -> &'static str {
    match kind.rsplit_once('-') {
        Some((_, "qp")) => ", qualifying APM participant",
        Some((_, "nonqp")) => ", not a qualifying APM participant",
        _ => "",
    }
}
