//! What the HCPCS file says of a code or modifier besides its texts.

use crate::page::{Block, Fact};
use crate::sections::{Subject, fact};
use crate::{ReferenceError, evidence};
use codeset::release::Source;
use codeset::{CodeSystem, NaiveDate, hcpcs};
use store::entity::hcpcs_attribute;
use store::releases::Released;

/// What the HCPCS file says of the code.
pub(super) async fn block(subject: &Subject<'_>) -> Result<Block, ReferenceError> {
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
        None if is_of_cpt(subject) => Block::Notice(format!(
            "{} is a modifier of CPT. The HCPCS file has the modifiers of HCPCS Level II, so it says nothing of this one.",
            subject.code
        )),
        None => {
            let what = format!("Attributes of {}", subject.name());
            Block::Notice(subject.loaded.missing(&what, Source::Hcpcs))
        }
    })
}

/// CPT's own modifiers begin with a digit.
fn is_of_cpt(subject: &Subject<'_>) -> bool {
    subject.code.system() == CodeSystem::Modifier
        && subject.code.as_str().starts_with(|c: char| c.is_ascii_digit())
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
