//! A modifier itself: what it means, and how many codes of the loaded fee schedule it fits.

use crate::page::{Block, Fact};
use crate::sections::{Subject, fact};
use crate::{ReferenceError, evidence};
use codeset::modifier::{Card, Fitting, Indicator, card, fitting, is_associated};
use codeset::mpfs::grouped;
use codeset::release::Source;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let modifier = subject.code.as_str();
    let mut blocks = vec![Block::Notice(
        "This is a modifier itself: it stands beside the CPT or HCPCS code on a claim line.".into(),
    )];
    blocks.push(Block::Rules {
        caption: format!("Rules of {modifier}"),
        facts: rules(modifier),
        source: Card::SOURCE.into(),
    });
    blocks.extend(fitting_codes(subject).await?);
    Ok(blocks)
}

fn rules(modifier: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(card) = card(modifier) {
        facts.extend([
            fact("Kind", card.kind.name(), card.means),
            fact("Stands", "", card.stands),
            fact("Payment", "", card.effect),
        ]);
    }
    let (value, meaning) = if is_associated(modifier) {
        (
            "Yes",
            "It passes an edit with indicator 1, where the documentation supports it",
        )
    } else {
        ("No", "It passes no NCCI edit")
    };
    facts.push(fact("NCCI-associated", value, meaning));
    facts
}

/// How many codes of the fee schedule it fits.
async fn fitting_codes(subject: &Subject<'_>) -> Result<Option<Block>, ReferenceError> {
    let modifier = subject.code.as_str();
    let Some(fitting) = fitting(modifier) else {
        return Ok(None);
    };
    let Some(release) = subject.loaded.on_day(Source::Mpfs) else {
        let what = format!("Codes that take {modifier}");
        return Ok(Some(Block::Notice(subject.loaded.missing(&what, Source::Mpfs))));
    };
    let (facts, row) = match fitting {
        Fitting::Row => {
            let codes = subject.store.count_fee_rows_of(modifier, subject.on).await?;
            let meaning = "Their payment stands in it";
            let facts = vec![fact(&format!("With a line {modifier}"), counted(codes), meaning)];
            (facts, format!("MOD = {modifier}"))
        }
        Fitting::Values(indicator, values) => {
            let facts = by_value(subject, indicator, values).await?;
            let row = format!("{} = {}, MOD empty", indicator.column(), values.join(" or "));
            (facts, row)
        }
    };
    Ok(Some(Block::Facts {
        caption: format!("Codes of the fee schedule that {modifier} fits"),
        facts,
        evidence: evidence::of_row(release, release.valid_from, None, row),
    }))
}

async fn by_value(
    subject: &Subject<'_>,
    indicator: Indicator,
    values: &[&str],
) -> Result<Vec<Fact>, ReferenceError> {
    let counts = subject.store.count_fees_by(indicator, values, subject.on).await?;
    let facts = values.iter().map(|value| {
        let codes = counts
            .iter()
            .find(|(counted, _)| counted == value)
            .map_or(0, |(_, codes)| *codes);
        fact(
            &format!("{} {value}", indicator.name()),
            counted(codes),
            indicator.meaning(value),
        )
    });
    Ok(facts.collect())
}

fn counted(codes: u64) -> String {
    match codes {
        1 => "1 code".to_owned(),
        codes => format!("{} codes", grouped(codes)),
    }
}
