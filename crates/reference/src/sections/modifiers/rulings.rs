//! Which modifiers may stand beside a code, by the fee schedule's indicators and the code's edits.

use crate::fees::indicators;
use crate::page::{Block, Cell, Evidence};
use crate::sections::{Facts, Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::modifier::{EditCounts, Ruling, Situation, card, rulings};
use codeset::release::Source;
use codeset::{Code, CodeSystem};

/// The edits that a practitioner's modifiers can pass.
const EDITS: Source = Source::PtpPractitioner;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let edits = edits(subject, facts);
    let own_rows: Vec<_> = facts.fees.iter().map(|fee| fee.row.modifier.as_str()).collect();
    let rulings = rulings(&Situation {
        code: subject.code,
        fee: facts.fee().map(|fee| indicators(&fee.row)),
        own_rows: &own_rows,
        edits: edits.as_ref().map(|(counts, _)| *counts),
    });
    let by_fee = facts.fee().map(Facts::fee_evidence);
    let by_edits = edits.as_ref().map(|(_, evidence)| evidence.clone());
    let mut blocks = Vec::new();
    blocks.extend(ruling_table(subject, rulings, by_fee.or(by_edits)).await?);
    if facts.fee().is_none() {
        blocks.push(Facts::no_fee(subject));
    }
    blocks.push(match edits {
        Some((counts, evidence)) => Block::Facts {
            caption: "NCCI edits that name the code, practitioner services".into(),
            facts: vec![
                fact(
                    "Indicator 1",
                    counts.passable.to_string(),
                    "Passed by an NCCI-associated modifier that the documentation supports",
                ),
                fact("Indicator 0", counts.hard.to_string(), "Passed by no modifier"),
            ],
            evidence,
        },
        None => Block::Notice(subject.loaded.missing_in_history(
            &format!(
                "Edits of {}, which decide on 59, XE, XS, XP and XU,",
                subject.code
            ),
            EDITS,
        )),
    });
    blocks.push(Block::Notice(
        "By Medicare’s rules for practitioners. What applies still needs the circumstances in the record; other \
         payers have rules of their own."
            .into(),
    ));
    Ok(blocks)
}

/// The edits that name the code; `None` where none are loaded for the day.
fn edits(subject: &Subject<'_>, facts: &Facts) -> Option<(EditCounts, Evidence)> {
    subject.loaded.on_day(EDITS)?;
    let release = subject.loaded.newest(EDITS)?;
    let row = format!("Column 1 or Column 2 = {}", subject.code);
    let evidence = evidence::of_row(release, release.valid_from, None, row);
    Some((facts.practitioner_edits, evidence))
}

async fn ruling_table(
    subject: &Subject<'_>,
    rulings: Vec<Ruling>,
    evidence: Option<Evidence>,
) -> Result<Option<Block>, ReferenceError> {
    let titles = subject.titles(rulings.iter().filter_map(modifier)).await?;
    let rows: Vec<_> = alike(rulings)
        .into_iter()
        .filter_map(|group| {
            let links = group.iter().map(|ruling| {
                let [link, _] = titles.cells(ruling.modifier, modifier(ruling).as_ref());
                link
            });
            let ruling = group.first()?;
            let effect = match ruling.effect {
                "" => "–",
                effect => effect,
            };
            Some([
                Cell::Several(links.collect()),
                Cell::Text(says(&group).into()),
                Cell::Text(ruling.verdict.word().into()),
                Cell::Text(ruling.reason.clone()),
                Cell::Text(effect.into()),
            ])
        })
        .collect();
    let total = rows.len();
    Ok(table(
        format!("Modifiers beside {}", subject.code),
        ["Modifier", "Says", "Verdict", "Why", "Payment"],
        rows,
        total,
        evidence,
    ))
}

fn modifier(ruling: &Ruling) -> Option<Code> {
    Code::parse(CodeSystem::Modifier, ruling.modifier).ok()
}

/// Modifiers of which the same is said for the same reason stand in one row; no group is empty.
fn alike(rulings: Vec<Ruling>) -> Vec<Vec<Ruling>> {
    let mut groups: Vec<Vec<Ruling>> = Vec::new();
    for ruling in rulings {
        let is_alike = |other: &Ruling| {
            (other.verdict, &other.reason, other.effect) == (ruling.verdict, &ruling.reason, ruling.effect)
        };
        match groups.iter_mut().find(|group| group.iter().any(is_alike)) {
            Some(group) => group.push(ruling),
            None => groups.push(vec![ruling]),
        }
    }
    groups
}

/// What a modifier says, in our words: the official titles of some are paragraphs. Of several, what they are about.
fn says(group: &[Ruling]) -> &'static str {
    match group {
        [one] => card(one.modifier).map_or("", |card| card.means),
        [first, ..] => card(first.modifier).map_or("", |card| card.kind.name()),
        [] => "",
    }
}
