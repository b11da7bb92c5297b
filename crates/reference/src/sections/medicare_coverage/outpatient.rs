//! What Medicare pays a hospital for an outpatient, and the payments to practitioners that are capped at it.

use crate::page::{Block, Fact};
use crate::sections::{Subject, fact, notice};
use crate::{ReferenceError, evidence};
use codeset::mpfs::{decimal, dollars, price};
use codeset::opps;
use codeset::release::Source;
use store::entity::{opps_cap, opps_rate};
use store::releases::Released;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, on, code) = (subject.store, subject.on, subject.code.as_str());
    let mut blocks = Vec::new();
    let mut missing = Vec::new();
    match store.find_opps_rate(code, on).await? {
        Some(rate) => blocks.push(Block::Facts {
            caption: "Hospital outpatient payment (OPPS)".into(),
            facts: rate_facts(&rate.row),
            evidence: evidence::of(&rate, format!("HCPCS Code {code}")),
        }),
        None => missing.push(
            subject
                .loaded
                .missing(&format!("An outpatient rate of {code}"), Source::OppsAddendumB),
        ),
    }
    if subject.loaded.on_day(Source::OppsCap).is_some() {
        blocks.extend(caps(subject, &store.list_opps_caps(code, on).await?));
    } else {
        missing.push(subject.loaded.missing("Caps of the payment", Source::OppsCap));
    }
    blocks.extend(notice(missing));
    Ok(blocks)
}

/// The filled columns; an empty one is no payment, not $0.00.
fn rate_facts(row: &opps_rate::Model) -> Vec<Fact> {
    let money = |cents: Option<i32>| cents.map_or_else(String::new, |cents| dollars(cents.into()));
    let mut facts = vec![
        fact("Status", &row.status, opps::status_meaning(&row.status)),
        fact("Change", &row.change, opps::change_meaning(&row.change)),
        fact("APC", &row.apc, "Ambulatory payment classification"),
        fact(
            "Relative weight",
            row.weight.map_or_else(String::new, |weight| decimal(weight, 4)),
            "",
        ),
        fact(
            "Payment rate",
            row.payment.map_or_else(String::new, price),
            "National, without wage adjustment",
        ),
        fact("National copayment", money(row.national_copay), "Unadjusted"),
        fact("Minimum copayment", money(row.minimum_copay), "Unadjusted"),
    ];
    facts.retain(|fact| !fact.value.is_empty());
    facts
}

/// Between which amounts the payment is capped, for the whole service and its parts.
fn caps(subject: &Subject<'_>, caps: &[Released<opps_cap::Model>]) -> Option<Block> {
    let evidence = evidence::of_rows(caps, format!("HCPCS {}", subject.code))?;
    let facts = caps
        .chunk_by(|a, b| a.row.modifier == b.row.modifier)
        .flat_map(|part| {
            let which = match part.first().map(|cap| cap.row.modifier.as_str()) {
                None | Some("") => String::new(),
                Some(modifier) => format!(", modifier {modifier}"),
            };
            let localities = format!("By locality, {} in all", part.len());
            let range = |amount: fn(&opps_cap::Model) -> i32| {
                let amounts = part.iter().map(|cap| amount(&cap.row));
                let (least, most) = (amounts.clone().min(), amounts.max());
                let money = |cents: Option<i32>| dollars(cents.unwrap_or_default().into());
                if least == most {
                    money(most)
                } else {
                    format!("{} to {}", money(least), money(most))
                }
            };
            [
                fact(
                    &format!("Non-facility{which}"),
                    range(|cap| cap.nonfacility),
                    localities.clone(),
                ),
                fact(&format!("Facility{which}"), range(|cap| cap.facility), localities),
            ]
        });
    Some(Block::Facts {
        caption: "Practitioner payment capped at the outpatient rate".into(),
        facts: facts.collect(),
        evidence,
    })
}
