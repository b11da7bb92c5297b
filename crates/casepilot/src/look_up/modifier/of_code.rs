//! What the indicators and edits of a code make of modifiers.

use super::super::{Look, listed, name};
use super::{by_itself, card_citation};
use crate::CasePilotError;
use crate::cite;
use crate::draft::Draft;
use crate::look_up::global_period::lower;
use codeset::claim::ClaimLine;
use codeset::modifier::{Card, EditCounts, Indicators, Ruling, Situation, Verdict, card, rulings};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::FeeRow;
use codeset::{Code, CodeSystem};
use reference::fees::indicators;
use store::entity::fee;

/// The modifiers of a line that the indicators of its code rule out.
pub(in crate::look_up) fn ruled_out(
    code: &Code,
    row: Option<&FeeRow>,
    line: &ClaimLine,
) -> Vec<&'static str> {
    let found = rulings(&Situation {
        code,
        fee: row.map(Indicators::from),
        own_rows: &[],
        edits: None,
    });
    let is_its = |ruling: &&Ruling| ruling.verdict == Verdict::RuledOut && line.has(ruling.modifier);
    found
        .iter()
        .filter(is_its)
        .map(|ruling| ruling.modifier)
        .collect()
}

/// What the indicators of a code make of modifiers.
pub(super) async fn beside_code(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    modifiers: &[String],
    named: &[String],
) -> Result<(), CasePilotError> {
    draft.step(format!("Checking which modifiers {code} takes"));
    if !look.shows(code) {
        if let Some(first) = modifiers.first().filter(|modifier| !named.contains(modifier)) {
            let modifier = Code::parse(CodeSystem::Modifier, first).ok();
            let path = modifier.map_or_else(|| code.path(), |modifier| modifier.path());
            let cited = draft.cite(cite::of_rule(Card::SOURCE, format!("Modifier {first}"), path, ""));
            draft.verdict(format!("Modifier {first} is for that."), &[cited]);
        }
        look.lock(draft, code, SectionId::Modifiers, "Which modifiers it takes");
        return Ok(());
    }
    let fees = look.store.list_fees(code.as_str(), look.on).await?;
    let fee = fees
        .iter()
        .find(|fee| fee.row.modifier.is_empty())
        .or(fees.first());
    let edits = match look.loaded.newest(Source::PtpPractitioner) {
        Some(_) => {
            let counts = look
                .store
                .count_pairs_by_indicator(Source::PtpPractitioner, code.as_str(), look.on)
                .await?;
            Some(
                counts
                    .into_iter()
                    .fold(EditCounts::default(), |sum, next| sum + next),
            )
        }
        None => None,
    };
    let own_rows: Vec<&str> = fees.iter().map(|fee| fee.row.modifier.as_str()).collect();
    let found = rulings(&Situation {
        code,
        fee: fee.map(|fee| indicators(&fee.row)),
        own_rows: &own_rows,
        edits,
    });
    let cited = match fee {
        Some(fee) => draft.cite(cite::of_row(
            fee,
            format!("HCPCS {code}"),
            cite::section(code, SectionId::Modifiers),
            quote(&fee.row),
        )),
        None => {
            crate::look_up::fee::no_row(look, draft, code);
            return Ok(());
        }
    };
    if modifiers.is_empty() {
        all(draft, code, &found, cited);
        return Ok(());
    }
    for modifier in modifiers {
        match found.iter().find(|ruling| ruling.modifier == modifier) {
            Some(ruling) => ruled(draft, code, ruling, named.contains(modifier), cited),
            None => {
                if let (Some(card), Ok(own)) = (card(modifier), Code::parse(CodeSystem::Modifier, modifier)) {
                    let rule = draft.cite(card_citation(&own, &card));
                    draft.verdict(
                        format!(
                            "Modifier {modifier}: {} It stands {}.",
                            card.means,
                            lower(card.stands)
                        ),
                        &[rule],
                    );
                } else {
                    by_itself(look, draft, modifier, !named.contains(modifier)).await?;
                }
            }
        }
    }
    Ok(())
}

fn ruled(draft: &mut Draft<'_>, code: &Code, ruling: &Ruling, is_named: bool, cited: usize) {
    let modifier = ruling.modifier;
    let text = match (ruling.verdict, is_named) {
        (Verdict::Applies, true) => format!("Yes: modifier {modifier} applies to {}.", name(code)),
        (Verdict::Applies, false) => format!("Modifier {modifier}: it applies to {}.", name(code)),
        (Verdict::Conditions, true) => format!(
            "Modifier {modifier} may stand on {} under conditions.",
            name(code)
        ),
        (Verdict::Conditions, false) => format!("Modifier {modifier}, under conditions, on {}.", name(code)),
        (Verdict::RuledOut, _) => format!("No: modifier {modifier} does not apply to {}.", name(code)),
    };
    draft.verdict(text, &[cited]);
    draft.fact(ruling.reason.clone(), &[cited]);
    if !ruling.effect.is_empty() {
        draft.fact(
            format!(
                "What modifier {modifier} does to payment: {}.",
                lower(ruling.effect)
            ),
            &[cited],
        );
    }
}

/// All modifiers of a code.
fn all(draft: &mut Draft<'_>, code: &Code, rulings: &[Ruling], cited: usize) {
    let of = |verdict| -> Vec<&str> {
        rulings
            .iter()
            .filter(|ruling| ruling.verdict == verdict)
            .map(|ruling| ruling.modifier)
            .collect()
    };
    let (applies, conditions) = (of(Verdict::Applies), of(Verdict::Conditions));
    let mut text = if applies.is_empty() {
        format!("No modifier is required on {} by its indicators", name(code))
    } else {
        format!("To {} apply {}", name(code), listed(&applies, "and"))
    };
    if conditions.is_empty() {
        text.push('.');
    } else {
        text.push_str(&format!(
            "; under documented conditions {}.",
            listed(&conditions, "and")
        ));
    }
    draft.verdict(text, &[cited]);
    let rows = rulings
        .iter()
        .map(|ruling| {
            vec![
                ruling.modifier.to_owned(),
                ruling.verdict.word().to_owned(),
                ruling.reason.clone(),
                ruling.effect.to_owned(),
            ]
        })
        .collect();
    draft.table(
        format!("Modifiers of {code}"),
        &["Modifier", "Verdict", "Why", "Payment"],
        rows,
        &[cited],
    );
}

/// The indicators as the release prints them.
fn quote(row: &fee::Model) -> String {
    format!(
        "PCTC {}, GLOB DAYS {}, MULT PROC {}, BILAT SURG {}, ASST SURG {}, CO-SURG {}, TEAM SURG {}",
        row.pctc, row.global_days, row.multiple, row.bilateral, row.assistant, row.cosurgeon, row.team
    )
}
