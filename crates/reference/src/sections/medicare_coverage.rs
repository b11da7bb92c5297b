//! Medicare Coverage: relative values, payments, and the documents that list the code.

mod anesthesia;
mod outpatient;

use super::{Facts, Subject, fact};
use crate::page::{Block, Fact};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{self, Gpci, Rvus, decimal, dollars};
use codeset::release::Source;
use store::entity::fee;
use store::releases::Released;

/// The fee schedule status of anesthesia services.
const ANESTHESIA: &str = "J";

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    if subject.is_procedure() {
        if facts.fees.is_empty() {
            blocks.push(Facts::no_fee(subject));
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
            blocks.push(payment(fee, facts));
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

/// Whose conversion factor one of a kind is, from 2026.
fn whose(kind: &str) -> &'static str {
    match kind.rsplit_once('-') {
        Some((_, "qp")) => ", qualifying APM participant",
        Some((_, "nonqp")) => ", not a qualifying APM participant",
        _ => "",
    }
}

/// The national payment, or why there is none.
fn payment(fee: &Released<fee::Model>, facts: &Facts) -> Block {
    let row = &fee.row;
    if !mpfs::pays_by_rvus(&row.status) {
        return Block::Notice(format!(
            "No payment is computed: status {} in {}. {}.",
            row.status,
            evidence::release_name(&fee.release),
            mpfs::status_meaning(&row.status)
        ));
    }
    let mut amounts = Vec::new();
    for factor in &facts.factors {
        let dollars_per_rvu = decimal(factor.row.factor, 4);
        for (place, pe, unusual) in [
            ("Non-facility", row.pe_nonfacility, row.na_nonfacility),
            ("Facility", row.pe_facility, row.na_facility),
        ] {
            if unusual {
                continue;
            }
            let rvus = Rvus {
                work: row.work,
                pe,
                mp: row.mp,
            };
            let cents = mpfs::payment_cents(rvus, Gpci::NATIONAL, factor.row.factor);
            amounts.push(fact(
                &format!("{place}{}", whose(&factor.row.kind)),
                dollars(cents),
                format!(
                    "Total RVU × conversion factor ${dollars_per_rvu} ({}), without geographic adjustment",
                    factor.release.label
                ),
            ));
        }
    }
    if amounts.is_empty() {
        return Block::Notice(format!("Not loaded: the conversion factor of {}.", Source::Mpfs));
    }
    Block::Facts {
        caption: "National payment, participating".into(),
        facts: amounts,
        evidence: Facts::fee_evidence(fee),
    }
}
