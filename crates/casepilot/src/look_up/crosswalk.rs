//! From one code set to another: general equivalence mappings, services and diagnoses, cross references.

use super::{Look, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use codeset::gem::GemFlags;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use store::crosswalks::Direction;
use store::entity::gem;
use store::releases::Released;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if !look.topic.icd9.is_empty() {
        for code in &look.topic.icd9 {
            from_ninth(look, draft, code).await?;
        }
        return Ok(());
    }
    let diagnoses = look.diagnoses();
    if !diagnoses.is_empty() && look.procedures().is_empty() {
        for diagnosis in diagnoses {
            to_ninth(look, draft, diagnosis).await?;
        }
        return Ok(());
    }
    if look.procedures().is_empty() {
        look.ask_for_code(draft, "a crosswalk", "which ICD-10-CM code is ICD-9 724.2?");
        return Ok(());
    }
    if look.reading.plain.contains("related") {
        for line in look.procedures() {
            if look.shows(&line.code) {
                super::guidelines::add_ons(look, draft, &line.code).await?;
            }
        }
        if draft.has_verdict() {
            return Ok(());
        }
    }
    // Services lead to diagnoses by coverage articles alone.
    super::coverage::answer(look, draft).await
}

async fn from_ninth(look: &Look<'_>, draft: &mut Draft<'_>, ninth: &str) -> Result<(), CasePilotError> {
    draft.step(format!("Looking for mappings of ICD-9-CM {ninth}"));
    let found = look.store.list_mappings_of_icd9(ninth, look.on).await?;
    if found.is_empty() {
        missing(
            look,
            draft,
            &format!("A mapping of ICD-9-CM {ninth}"),
            Source::GemIcd9,
        );
        return Ok(());
    }
    let shown: Vec<&Released<gem::Model>> = found
        .iter()
        .filter(|mapping| {
            mapping.row.no_map
                || Code::parse(CodeSystem::Icd10cm, &mapping.row.to_code)
                    .map_or(true, |code| look.shows(&code))
        })
        .collect();
    let Some(first) = shown.first() else {
        let code = found
            .iter()
            .find_map(|mapping| Code::parse(CodeSystem::Icd10cm, &mapping.row.to_code).ok());
        if let Some(code) = code {
            look.lock(draft, &code, SectionId::Crosswalks, "The mapping");
        }
        return Ok(());
    };
    let path = Code::parse(CodeSystem::Icd10cm, &first.row.to_code).map_or_else(
        |_| "/about/data".to_owned(),
        |code| cite::section(&code, SectionId::Crosswalks),
    );
    let cited = draft.cite(cite::of_row(
        *first,
        format!("ICD-9-CM {ninth}"),
        path,
        quote(&shown, |row| &row.to_code),
    ));
    if shown.iter().all(|mapping| mapping.row.no_map) {
        draft.verdict(format!("ICD-9-CM {ninth} has no equivalent in ICD-10-CM by the general equivalence mappings (no map)."), &[cited]);
        return Ok(());
    }
    let codes: Vec<&str> = shown.iter().map(|mapping| mapping.row.to_code.as_str()).collect();
    draft.verdict(
        format!(
            "ICD-9-CM {ninth} maps to ICD-10-CM {}.",
            super::listed(&codes, "and")
        ),
        &[cited],
    );
    let named: Vec<Code> = codes
        .iter()
        .filter_map(|code| Code::parse(CodeSystem::Icd10cm, code).ok())
        .collect();
    let titles = look.store.list_named(&named, look.on).await?;
    let rows = shown
        .iter()
        .map(|mapping| {
            let title = titles
                .iter()
                .find(|link| link.code.as_str() == mapping.row.to_code)
                .map_or_else(String::new, |link| link.title.clone());
            vec![mapping.row.to_code.clone(), title, flags(&mapping.row).meaning()]
        })
        .collect();
    draft.table(
        format!("Mappings of ICD-9-CM {ninth}"),
        &["ICD-10-CM", "Title", "Mapping"],
        rows,
        &[cited],
    );
    last_release(draft, cited);
    Ok(())
}

async fn to_ninth(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    draft.step(format!("Looking for mappings of {code}"));
    if !look.shows(code) {
        look.lock(draft, code, SectionId::Crosswalks, "The mapping");
        return Ok(());
    }
    let found = look
        .store
        .list_mappings(code.as_str(), Direction::ToIcd9, look.on)
        .await?;
    let Some(first) = found.first() else {
        // V27.0 is a transport accident today, and was the outcome of a delivery.
        if !look
            .store
            .list_mappings_of_icd9(code.as_str(), look.on)
            .await?
            .is_empty()
        {
            return from_ninth(look, draft, code.as_str()).await;
        }
        missing(
            look,
            draft,
            &format!("A mapping of {}", name(code)),
            Source::GemIcd10,
        );
        return Ok(());
    };
    let shown: Vec<&Released<gem::Model>> = found.iter().collect();
    let cited = draft.cite(cite::of_row(
        first,
        format!("ICD-10-CM {code}"),
        cite::section(code, SectionId::Crosswalks),
        quote(&shown, |row| &row.to_code),
    ));
    if found.iter().all(|mapping| mapping.row.no_map) {
        draft.verdict(
            format!(
                "{} has no equivalent in ICD-9-CM by the general equivalence mappings (no map).",
                name(code)
            ),
            &[cited],
        );
        return Ok(());
    }
    let codes: Vec<&str> = found.iter().map(|mapping| mapping.row.to_code.as_str()).collect();
    draft.verdict(
        format!(
            "{} maps to ICD-9-CM {}.",
            name(code),
            super::listed(&codes, "and")
        ),
        &[cited],
    );
    let rows = found
        .iter()
        .map(|mapping| vec![mapping.row.to_code.clone(), flags(&mapping.row).meaning()])
        .collect();
    draft.table(
        format!("Mappings of {code}"),
        &["ICD-9-CM", "Mapping"],
        rows,
        &[cited],
    );
    // The other direction names further codes.
    let back = look
        .store
        .list_mappings(code.as_str(), Direction::FromIcd9, look.on)
        .await?;
    let more: Vec<&Released<gem::Model>> = back
        .iter()
        .filter(|mapping| !codes.contains(&mapping.row.from_code.as_str()))
        .collect();
    if let Some(first) = more.first() {
        let cited = draft.cite(cite::of_row(
            *first,
            format!("to ICD-10-CM {code}"),
            cite::section(code, SectionId::Crosswalks),
            quote(&more, |row| &row.from_code),
        ));
        let codes: Vec<&str> = more
            .iter()
            .map(|mapping| mapping.row.from_code.as_str())
            .collect();
        draft.fact(
            format!(
                "In the other direction ICD-9-CM {} map to {code}, too.",
                super::listed(&codes, "and")
            ),
            &[cited],
        );
    }
    last_release(draft, cited);
    Ok(())
}

fn missing(look: &Look<'_>, draft: &mut Draft<'_>, what: &str, source: Source) {
    draft.outcome = match look.loaded.on_day(source) {
        Some(_) => Outcome::NotFound,
        None => Outcome::NotLoaded,
    };
    draft.verdict(look.loaded.missing(what, source), &[]);
    draft.next("The mappings hold codes of 2018 at the latest: a newer code has none.");
}

fn last_release(draft: &mut Draft<'_>, cited: usize) {
    draft.caution(
        "CMS has published no mappings since 2018; a code that changed later needs a look at the current tabular list.",
        &[cited],
    );
}

fn quote(mappings: &[&Released<gem::Model>], code: impl Fn(&gem::Model) -> &String) -> String {
    let parts: Vec<String> = mappings
        .iter()
        .map(|mapping| {
            let row = &mapping.row;
            format!(
                "{} {}{}{}{}{}",
                code(row),
                u8::from(row.approximate),
                u8::from(row.no_map),
                u8::from(row.combination),
                row.scenario,
                row.choice
            )
        })
        .collect();
    parts.join(", ")
}

fn flags(row: &gem::Model) -> GemFlags {
    GemFlags {
        approximate: row.approximate,
        no_map: row.no_map,
        combination: row.combination,
        scenario: row.scenario,
        choice: row.choice,
    }
}
