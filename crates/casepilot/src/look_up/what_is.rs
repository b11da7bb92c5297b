//! What a code is: its title, our own words, and the facts that come first.

use super::global_period::lower;
use super::{Look, name, units};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use codeset::access::Access;
use codeset::modifier::{Card, card};
use codeset::mpfs::{global_meaning, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem, long_date};
use reference::code_page::find_code_page;
use reference::gaps::code_source;
use reference::heading::version_on;
use reference::page::CodePage;

/// How many codes are explained at once.
const MOST: usize = 5;

/// How much of a common-language text is quoted, in characters.
const QUOTED: usize = 420;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let mut codes: Vec<Code> = look.topic.lines.iter().map(|line| line.code.clone()).collect();
    if codes.is_empty() {
        codes.extend(
            look.topic
                .modifiers
                .iter()
                .filter_map(|modifier| Code::parse(CodeSystem::Modifier, modifier).ok()),
        );
    }
    if codes.is_empty() {
        look.ask_for_code(draft, "a description", "what is 97150?");
        return Ok(());
    }
    for code in codes.iter().take(MOST) {
        one(look, draft, code).await?;
    }
    if codes.len() > MOST {
        draft.caution(format!("Only the first {MOST} codes are explained."), &[]);
    }
    Ok(())
}

async fn one(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    draft.step(format!("Looking up {}", name(code)));
    let access = if look.shows(code) {
        Access::Open
    } else {
        Access::Spent
    };
    let page = find_code_page(look.store, code, look.on, access, None).await?;
    let Some(page) = page else {
        if let Some(card) = card(code.as_str()).filter(|_| code.system() == CodeSystem::Modifier) {
            explain_modifier(look, draft, code, &card);
        } else {
            look.not_found(draft, code.as_str());
        }
        return Ok(());
    };
    title(look, draft, code, &page).await?;
    in_force(look, draft, code, &page);
    if page.heading.ended_on.is_some()
        && code.system() == CodeSystem::Icd10cm
        && let Some(title) = &page.heading.official_title
    {
        super::changes::successors(look, draft, code, title).await?;
    }
    if access == Access::Open {
        our_words(draft, code, &page);
        if matches!(code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs) {
            fee_facts(look, draft, code).await?;
            unit_limit(look, draft, code).await?;
        }
        if let Some(card) = card(code.as_str()).filter(|_| code.system() == CodeSystem::Modifier) {
            explain_modifier(look, draft, code, &card);
        }
    } else {
        look.lock(draft, code, SectionId::Guidelines, "What else is loaded");
    }
    draft.page(format!("Page of {code}"), code.path());
    match code.system() {
        CodeSystem::Cpt | CodeSystem::Hcpcs => {
            draft.question(format!("What does Medicare pay for {code}?"));
            draft.question(format!("What is the MUE of {code}?"));
        }
        CodeSystem::Icd10cm => draft.question(format!("Which excludes notes does {code} have?")),
        CodeSystem::Icd10pcs | CodeSystem::Modifier => {}
    }
    Ok(())
}

/// The official title, and whether a claim can carry the code.
async fn title(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    page: &CodePage,
) -> Result<(), CasePilotError> {
    let versions = look.store.list_versions(code).await?;
    let version = version_on(&versions, look.on);
    let Some(version) = version else {
        return untitled(look, draft, code, page).await;
    };
    let cited = draft.cite(cite::of_row(
        version,
        format!("{} {code}", code.system()),
        code.path(),
        version.row.long_title.clone(),
    ));
    draft.verdict(
        format!("{} is “{}”.", name(code), version.row.long_title),
        &[cited],
    );
    match code.system() {
        CodeSystem::Icd10cm | CodeSystem::Icd10pcs if version.row.billable => {
            draft.fact(format!("{code} is billable: a claim may carry it."), &[cited]);
        }
        CodeSystem::Icd10cm | CodeSystem::Icd10pcs => {
            draft.fact(
                format!("{code} is a header and not billable: a claim needs a more specific code below it."),
                &[cited],
            );
            super::changes::below(look, draft, code, cited).await?;
        }
        _ => {}
    }
    let added = look
        .store
        .find_hcpcs_attributes(code, look.on)
        .await?
        .and_then(|found| found.row.added_on);
    if let Some(added) = added {
        draft.fact(
            format!(
                "The HCPCS file says that {code} was added on {}.",
                long_date(added)
            ),
            &[cited],
        );
    }
    if code.system() == CodeSystem::Cpt {
        draft.fact("CPT descriptors are © American Medical Association.", &[cited]);
    }
    Ok(())
}

/// A code of which a fee schedule, edits or our own texts know, and no code set that is loaded.
async fn untitled(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    page: &CodePage,
) -> Result<(), CasePilotError> {
    let source = code_source(code.system());
    let known = look.store.list_fees(code.as_str(), look.on).await?;
    let ours = page.heading.plain_name.as_deref().filter(|name| !name.is_empty());
    if let Some(ours) = ours {
        let cited = draft.cite(cite::of_rule(
            "Coding Ahead, our own name for the code",
            name(code),
            code.path(),
            ours,
        ));
        draft.verdict(
            format!("{} is, in our own words, “{ours}”.", name(code)),
            &[cited],
        );
    }
    let licence = match code.system() {
        CodeSystem::Cpt => "its descriptor is licensed by the AMA and not loaded here",
        CodeSystem::Hcpcs if code.as_str().starts_with('D') => {
            "its descriptor is licensed by the ADA and not loaded here"
        }
        _ => "its title is not loaded here",
    };
    if let Some(fee) = known.first() {
        let key = format!("HCPCS {code}");
        let cited = draft.cite(cite::of_row(
            fee,
            key,
            cite::section(code, SectionId::MedicareCoverage),
            "",
        ));
        let text = format!(
            "{} is a code of the Medicare fee schedule; {licence}.",
            name(code)
        );
        if ours.is_some() {
            draft.fact(text, &[cited]);
        } else {
            draft.verdict(text, &[cited]);
        }
    } else if ours.is_none() {
        let cited = draft.cite(cite::of_rule("Loaded releases", name(code), code.path(), ""));
        draft.verdict(
            format!(
                "{} is a code that the loaded releases name; {licence}.",
                name(code)
            ),
            &[cited],
        );
    }
    draft.next(format!(
        "An operator adds the official text by importing {} with “coding-ahead import”.",
        source.title()
    ));
    Ok(())
}

fn in_force(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code, page: &CodePage) {
    let heading = &page.heading;
    let on = long_date(look.on);
    if let Some(last) = heading.last_day {
        draft.caution(
            format!("{code} is not in force on {on}: it ended on {}.", long_date(last)),
            &[0],
        );
    } else if let Some(end) = heading.ended_on {
        draft.caution(
            format!(
                "{code} is not in force on {on}: it ended before {}.",
                long_date(end)
            ),
            &[0],
        );
    } else if let Some(start) = heading.starts_on {
        draft.caution(
            format!(
                "Nothing is loaded for {on}: the earliest loaded release that lists {code} begins on {}.",
                long_date(start)
            ),
            &[0],
        );
    }
}

/// The beginning of the editors' text.
fn our_words(draft: &mut Draft<'_>, code: &Code, page: &CodePage) {
    let Some(prose) = page.body.as_ref().and_then(|body| body.common_language.as_ref()) else {
        return;
    };
    let text = beginning(&without_tags(&prose.html));
    if text.is_empty() {
        return;
    }
    let cited = draft.cite(cite::of_rule(
        format!(
            "Coding Ahead, common-language description, reviewed on {}",
            long_date(prose.reviewed_on)
        ),
        name(code),
        format!("{}#common-language-description", code.path()),
        text.clone(),
    ));
    draft.fact(text, &[cited]);
}

/// The text of HTML that we made ourselves.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentences of a text.
fn beginning(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    let cut: String = text.chars().take(QUOTED).collect();
    match cut.rfind(". ") {
        Some(end) => cut[..=end].to_owned(),
        None => format!("{cut}…"),
    }
}

async fn fee_facts(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let fees = look.store.list_fees(code.as_str(), look.on).await?;
    let Some(fee) = fees
        .iter()
        .find(|fee| fee.row.modifier.is_empty())
        .or(fees.first())
    else {
        return Ok(());
    };
    let row = &fee.row;
    let cited = draft.cite(cite::of_row(
        fee,
        format!("HCPCS {code}"),
        cite::section(code, SectionId::Compliance),
        format!("STATUS {}, GLOB DAYS {}", row.status, row.global_days),
    ));
    draft.fact(
        format!(
            "In the fee schedule {code} has status {} ({}) and global days {} ({}).",
            row.status,
            lower(status_meaning(&row.status)),
            row.global_days,
            lower(global_meaning(&row.global_days))
        ),
        &[cited],
    );
    if row.global_days == "ZZZ" {
        super::guidelines::add_ons(look, draft, code).await?;
    }
    Ok(())
}

/// The unit limit for practitioners, where one is published.
async fn unit_limit(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let Some(mue) = look
        .store
        .find_mue(Source::MuePractitioner, code.as_str(), look.on)
        .await?
    else {
        return Ok(());
    };
    let row = &mue.row;
    let cited = super::unit_limit::cited(draft, code, &mue);
    let units = units(row.units);
    draft.fact(
        format!(
            "Its unit limit (MUE) is {units}, MAI {}, for practitioner services.",
            row.mai
        ),
        &[cited],
    );
    Ok(())
}

/// What a modifier means, in our words.
pub(super) fn explain_modifier(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code, card: &Card) {
    if !look.shows(code) {
        look.lock(draft, code, SectionId::Modifiers, "What it means");
        return;
    }
    let cited = draft.cite(cite::of_rule(
        Card::SOURCE,
        format!("Modifier {code}"),
        cite::section(code, SectionId::Modifiers),
        format!("{} {}. {}.", card.means, card.stands, card.effect),
    ));
    let text = format!("Modifier {code}: {}", card.means);
    draft.state(text, &[cited]);
    draft.fact(
        format!("Where modifier {code} stands: {}.", lower(card.stands)),
        &[cited],
    );
    draft.fact(
        format!("What modifier {code} does to payment: {}.", lower(card.effect)),
        &[cited],
    );
    if draft.outcome == Outcome::Locked {
        draft.outcome = Outcome::Answered;
    }
}
