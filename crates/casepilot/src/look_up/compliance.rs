//! What a claim must comply with: status, components, supervision, surgeons, thresholds.

use super::global_period::lower;
use super::{Look, first_capital, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks;
use crate::reading::text::pattern;
use codeset::billing::status_advice;
use codeset::modifier::{Situation, Verdict, rulings};
use codeset::mpfs::{
    assistant_meaning, bilateral_meaning, dollars, multiple_meaning, pctc_meaning, status_meaning,
    surgeons_meaning,
};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::supervision::supervision_meaning;
use codeset::therapy::{Threshold, threshold};
use codeset::{Code, CodeSystem, NaiveDate};
use reference::fees::indicators;
use store::entity::fee;
use store::releases::Released;

pattern!(
    STATUS,
    r"\bstatus\b|\bpayable\b|\bvalid\b|\bcovered\b|\bbundled\b|\bpaid\b|\bmedicare (?:pay|accept)\w*\b|\bcarrier[- ]priced\b|\bnon-?covered\b"
);
pattern!(
    PCTC,
    r"\bpc/?\s?tc\b|\b(?:professional|technical) component\b|\b26/tc\b|\bsplit\b"
);
pattern!(
    SUPERVISION,
    r"\bsupervis\w*\b|\bin the (?:building|room|suite)\b|\bon[- ]site\b|\bimmediately available\b"
);
pattern!(ASSISTANT, r"\bassist\w*\b");
pattern!(CO_SURGEON, r"\bco-?\s?surg\w*\b|\btwo surgeons\b");
pattern!(TEAM, r"\bteam\b");
pattern!(BILATERAL, r"\bbilateral\w*\b|\bboth sides\b");
pattern!(
    MULTIPLE,
    r"\bmultiple\b|\bmppr\b|\breduction\b|\bendoscop\w+ (?:base|family)\b|\bbase (?:code|endoscop\w+)\b"
);

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    if asks::names_threshold(plain) {
        let named: Vec<_> = look.reading.days.iter().map(|named| named.day).collect();
        for day in if named.len() > 1 { named } else { vec![look.on] } {
            therapy_threshold(draft, day);
        }
        return Ok(());
    }
    if look.topic.lines.is_empty() {
        if look.reading.unknown.is_empty() && super::manual_if_good(look, draft).await? {
            return Ok(());
        }
        look.ask_for_code(draft, "a status or indicator", "what is the status of 97010?");
        return Ok(());
    }
    for line in look.topic.lines.iter().take(6) {
        match line.code.system() {
            CodeSystem::Cpt | CodeSystem::Hcpcs => procedure(look, draft, &line.code).await?,
            _ => super::what_is::answer(look, draft).await?,
        }
    }
    look.gaps(draft, &[Source::Mpfs]);
    Ok(())
}

fn therapy_threshold(draft: &mut Draft<'_>, on: NaiveDate) {
    draft.step("Checking the therapy threshold of the year");
    let Some(found) = threshold(on) else {
        draft.refuse(
            Outcome::NotLoaded,
            format!(
                "The therapy threshold of that year is not known here ({}).",
                codeset::long_date(on)
            ),
            "Ask for a year from 2018 on.",
        );
        return;
    };
    let amount = |cents: i64| dollars(cents).trim_end_matches(".00").to_owned();
    let cited = draft.cite(cite::of_rule(
        Threshold::SOURCE,
        format!("Year {}", found.year),
        "/codes/modifier/KX",
        format!(
            "KX threshold {}, targeted review at {}",
            amount(found.kx_cents),
            amount(found.review_cents)
        ),
    ));
    draft.verdict(
        format!(
            "The KX modifier threshold of {} is {} for physical therapy and speech-language pathology together, and {} for \
             occupational therapy, which is counted on its own.",
            found.year,
            amount(found.kx_cents),
            amount(found.kx_cents)
        ),
        &[cited],
    );
    draft.fact(
        format!(
            "Claims above {} may be chosen for targeted medical review.",
            amount(found.review_cents)
        ),
        &[cited],
    );
}

async fn procedure(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    draft.step(format!("Checking the indicators of {code}"));
    let fees = look.store.list_fees(code.as_str(), look.on).await?;
    // The technical part has a row of its own, with its own supervision.
    let technical = look.reading.plain.contains("technical");
    let wanted = |fee: &&Released<fee::Model>| {
        let modifier = &fee.row.modifier;
        let lines = &look.topic.lines;
        !modifier.is_empty()
            && (look.topic.modifiers.contains(modifier)
                || lines
                    .iter()
                    .any(|line| line.code == *code && line.modifiers.contains(modifier))
                || (technical && modifier == "TC"))
    };
    let whole = |fee: &&Released<fee::Model>| fee.row.modifier.is_empty();
    let Some(fee) = fees
        .iter()
        .find(wanted)
        .or_else(|| fees.iter().find(whole))
        .or(fees.first())
    else {
        super::fee::no_row(look, draft, code);
        return Ok(());
    };
    if !look.shows(code) {
        look.lock(
            draft,
            code,
            SectionId::Compliance,
            "The status and what else a claim must comply with",
        );
        return Ok(());
    }
    let row = &fee.row;
    let release = look.release(Source::Mpfs);
    let cited = draft.cite(cite::of_row(
        fee,
        format!("HCPCS {code}"),
        cite::section(code, SectionId::Compliance),
        format!(
            "STATUS {}, PCTC {}, MULT PROC {}, BILAT SURG {}, ASST SURG {}, CO-SURG {}, TEAM SURG {}, PHYSICIAN \
             SUPERVISION {}",
            row.status, row.pctc, row.multiple, row.bilateral, row.assistant, row.cosurgeon, row.team, row.supervision
        ),
    ));
    let plain = &look.reading.plain;
    let called = match row.modifier.as_str() {
        "" => name(code),
        modifier => format!("{}-{modifier}", name(code)),
    };
    let mut said = Vec::new();
    if SUPERVISION.is_in(plain) {
        said.push(format!(
            "{called} has supervision level {}: {} ({release}).",
            row.supervision,
            lower(supervision_meaning(&row.supervision))
        ));
    }
    let situation = Situation {
        code,
        fee: Some(indicators(row)),
        own_rows: &[],
        edits: None,
    };
    let verdict_on = |modifier: &str| {
        rulings(&situation)
            .into_iter()
            .find(|ruling| ruling.modifier == modifier)
            .map(|ruling| ruling.verdict)
    };
    let answered = |verdict: Option<Verdict>, what: &str| match verdict {
        Some(Verdict::Applies) => format!("Yes, {what} may be paid"),
        Some(Verdict::Conditions) => format!("{} may be paid with documentation", first_capital(what)),
        _ => format!("No, {what} is not paid"),
    };
    if ASSISTANT.is_in(plain) {
        said.push(format!(
            "{} at {called}: indicator {}, {} ({release}).",
            answered(verdict_on("80"), "an assistant at surgery"),
            row.assistant,
            lower(assistant_meaning(&row.assistant))
        ));
        if verdict_on("80") == Some(Verdict::RuledOut) {
            said.push(format!(
                "Modifier 80 does not apply to {called}, and neither do 81, 82 and AS."
            ));
        } else {
            said.push("An assistant who is a physician reports modifier 80 and is paid 16% of the amount; a physician assistant or nurse practitioner reports AS and is paid 85% of that.".to_owned());
        }
    }
    if CO_SURGEON.is_in(plain) {
        said.push(format!(
            "{} at {called} (modifier 62): indicator {}, {} ({release}).",
            answered(verdict_on("62"), "a co-surgeon"),
            row.cosurgeon,
            lower(surgeons_meaning(&row.cosurgeon))
        ));
    }
    if TEAM.is_in(plain) {
        said.push(format!(
            "{} at {called} (modifier 66): indicator {}, {} ({release}).",
            answered(verdict_on("66"), "a team of surgeons"),
            row.team,
            lower(surgeons_meaning(&row.team))
        ));
        if verdict_on("66") == Some(Verdict::RuledOut) {
            said.push(format!("Modifier 66 does not apply to {called}."));
        }
    }
    if PCTC.is_in(plain) {
        said.push(format!(
            "The PC/TC indicator of {called} is {}: {} ({release}).",
            row.pctc,
            lower(pctc_meaning(&row.pctc))
        ));
    }
    if BILATERAL.is_in(plain) {
        said.push(format!(
            "The bilateral indicator of {called} is {}: {} ({release}).",
            row.bilateral,
            lower(bilateral_meaning(&row.bilateral))
        ));
    }
    if MULTIPLE.is_in(plain) {
        said.push(format!(
            "The multiple procedure indicator of {called} is {}: {} ({release}).",
            row.multiple,
            lower(multiple_meaning(&row.multiple))
        ));
        if !row.endoscopic_base.is_empty() {
            said.push(format!(
                "The endoscopic base code of {called} is {} ({release}).",
                row.endoscopic_base
            ));
        }
    }
    let status = format!(
        "The status of {called} is {}: {} ({release}).",
        row.status,
        lower(status_meaning(&row.status))
    );
    if said.is_empty() || STATUS.is_in(plain) {
        said.insert(0, status);
        let advice = status_advice(&row.status);
        if !advice.is_empty() {
            said.push(format!("{advice}."));
        }
    }
    let is_general = !(STATUS.is_in(plain)
        || SUPERVISION.is_in(plain)
        || ASSISTANT.is_in(plain)
        || CO_SURGEON.is_in(plain)
        || TEAM.is_in(plain)
        || PCTC.is_in(plain)
        || BILATERAL.is_in(plain)
        || MULTIPLE.is_in(plain));
    for (at, text) in said.into_iter().enumerate() {
        let text = text.trim_end_matches("..").trim_end_matches('.').to_owned() + ".";
        if at == 0 {
            draft.verdict(text, &[cited]);
        } else {
            draft.fact(text, &[cited]);
        }
    }
    if is_general {
        table(draft, code, row, cited);
    }
    Ok(())
}

fn table(draft: &mut Draft<'_>, code: &Code, row: &fee::Model, cited: usize) {
    let rows = [
        ("Status", &row.status, status_meaning(&row.status)),
        ("PC/TC", &row.pctc, pctc_meaning(&row.pctc)),
        (
            "Multiple procedures",
            &row.multiple,
            multiple_meaning(&row.multiple),
        ),
        (
            "Bilateral surgery",
            &row.bilateral,
            bilateral_meaning(&row.bilateral),
        ),
        (
            "Assistant at surgery",
            &row.assistant,
            assistant_meaning(&row.assistant),
        ),
        ("Co-surgeons", &row.cosurgeon, surgeons_meaning(&row.cosurgeon)),
        ("Team of surgeons", &row.team, surgeons_meaning(&row.team)),
        (
            "Supervision",
            &row.supervision,
            supervision_meaning(&row.supervision),
        ),
    ];
    let rows = rows
        .into_iter()
        .map(|(term, value, meaning)| vec![term.to_owned(), value.clone(), meaning.to_owned()])
        .collect();
    draft.table(
        format!("Indicators of {code}"),
        &["Indicator", "Value", "Meaning"],
        rows,
        &[cited],
    );
}
