//! Compliance: what the code's status and attributes mean for billing.

use super::{Facts, Subject, fact};
use crate::page::{Block, Fact};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{self, decimal};
use codeset::release::Source;
use codeset::{CodeSystem, NaiveDate, hcpcs};
use store::entity::{fee, hcpcs_attribute};
use store::releases::Released;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    Ok(match subject.code.system() {
        CodeSystem::Icd10cm => vec![Block::Notice(
            "Report a billable code at the highest specificity that the documentation supports; a header is \
             refused on a claim."
                .into(),
        )],
        CodeSystem::Icd10pcs => vec![Block::Notice(
            "Hospitals report ICD-10-PCS codes for inpatients only. A claim carries all seven characters; a table \
             of three is a header."
                .into(),
        )],
        CodeSystem::Cpt => vec![status(subject, facts)],
        CodeSystem::Hcpcs => vec![status(subject, facts), attributes(subject).await?],
        CodeSystem::Modifier => vec![attributes(subject).await?],
    })
}

fn status(subject: &Subject<'_>, facts: &Facts) -> Block {
    match facts.fee() {
        Some(fee) => Block::Facts {
            caption: "Status for Medicare".into(),
            facts: fee_status(&fee.row),
            evidence: Facts::fee_evidence(fee),
        },
        None => Facts::no_fee(subject),
    }
}

fn fee_status(row: &fee::Model) -> Vec<Fact> {
    let mut status = vec![
        fact("Status", &row.status, mpfs::status_meaning(&row.status)),
        fact(
            "Global days",
            &row.global_days,
            mpfs::global_meaning(&row.global_days),
        ),
    ];
    if row.pre_op + row.intra_op + row.post_op > 0 {
        let share = |hundredths: i32| decimal(hundredths, 2);
        status.push(fact(
            "Pre, intra, post",
            format!(
                "{} / {} / {}",
                share(row.pre_op),
                share(row.intra_op),
                share(row.post_op)
            ),
            "Shares of the payment before, during and after the procedure",
        ));
    }
    if !row.endoscopic_base.is_empty() {
        status.push(fact(
            "Endoscopic base",
            &row.endoscopic_base,
            "The base code of its endoscopy family",
        ));
    }
    status
}

/// What the HCPCS file says of the code.
async fn attributes(subject: &Subject<'_>) -> Result<Block, ReferenceError> {
    let found = subject
        .store
        .find_hcpcs_attributes(subject.code, subject.on)
        .await?;
    Ok(match found {
        Some(found) => match attribute_facts(&found.row) {
            facts if facts.is_empty() => Block::Notice(no_attributes(subject, &found)),
            facts => Block::Facts {
                caption: "Attributes in the HCPCS file".into(),
                facts,
                evidence: evidence::of(&found, format!("HCPC {}", subject.code)),
            },
        },
        None => {
            let what = format!("Attributes of {}", subject.name());
            Block::Notice(subject.loaded.missing(&what, Source::Hcpcs))
        }
    })
}

/// That the file at hand has the code without attributes.
fn no_attributes(subject: &Subject<'_>, found: &Released<hcpcs_attribute::Model>) -> String {
    format!(
        "{} says nothing of {} besides its texts.",
        evidence::release_name(&found.release),
        subject.name()
    )
}

/// The filled columns.
fn attribute_facts(row: &hcpcs_attribute::Model) -> Vec<Fact> {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let mut facts = vec![fact(
        "Coverage",
        &row.coverage,
        hcpcs::coverage_meaning(&row.coverage),
    )];
    facts.extend(
        row.pricing
            .split_whitespace()
            .map(|pricing| fact("Pricing indicator", pricing, hcpcs::pricing_meaning(pricing))),
    );
    facts.extend([
        fact("Multiple pricing indicator", &row.multiple_pricing, ""),
        fact("Statute", &row.statute, ""),
        fact("Coverage Issues Manual", &row.coverage_issues, "Sections"),
        fact("Medicare Carriers Manual", &row.carriers_manual, "Sections"),
        fact("Laboratory certifications", &row.lab_certifications, ""),
        fact(
            "ASC group",
            &row.asc_group,
            "May be performed in an ambulatory surgical center",
        ),
        fact("Processing note", &row.processing_note, ""),
        fact("BETOS", &row.betos, "Berenson-Eggers type of service"),
        fact("Types of service", &row.types_of_service, ""),
        fact("Anesthesia base units", &row.anesthesia_units, ""),
        fact("Added on", day(row.added_on), ""),
        fact("Last action", &row.action, hcpcs::action_meaning(&row.action)),
        fact("Action counts from", day(row.effective_on), ""),
        fact("Last day", day(row.ended_on), "Not valid for services after it"),
    ]);
    facts.retain(|fact| !fact.value.is_empty());
    facts
}
