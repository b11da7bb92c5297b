//! Crosswalks: codes of other systems that belong to this one, and the codes that took its place.

mod articles;
mod successors;

use super::{Facts, Subject, table};
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence};
use codeset::gem::GemFlags;
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use store::crosswalks::Direction;
use store::entity::gem;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    match subject.code.system() {
        CodeSystem::Icd10cm => {
            blocks.extend(successors::block(subject).await?);
            blocks.extend(articles::services(subject, facts).await?);
            for direction in [Direction::ToIcd9, Direction::FromIcd9] {
                blocks.push(mappings(subject, direction).await?);
            }
        }
        CodeSystem::Cpt => blocks.extend(articles::diagnoses(subject, facts).await?),
        CodeSystem::Hcpcs => {
            blocks.extend(cross_references(subject).await?);
            blocks.extend(articles::diagnoses(subject, facts).await?);
        }
        CodeSystem::Modifier => blocks.extend(cross_references(subject).await?),
        CodeSystem::Icd10pcs => blocks.extend(successors::block(subject).await?),
    }
    if blocks.is_empty() {
        blocks.push(Block::Notice(format!(
            "No loaded source relates {} to codes of other systems. Nothing here says that a combination is covered \
             or not.",
            subject.name()
        )));
    }
    Ok(blocks)
}

/// The equivalence mappings of an ICD-10-CM code in one direction.
async fn mappings(subject: &Subject<'_>, direction: Direction) -> Result<Block, ReferenceError> {
    let code = subject.code.as_str();
    let (source, caption, key) = match direction {
        Direction::ToIcd9 => (
            Source::GemIcd10,
            "Mapped to ICD-9-CM, for data from before October 2015",
            format!("source {code}"),
        ),
        Direction::FromIcd9 => (
            Source::GemIcd9,
            "ICD-9-CM codes that are mapped to this code",
            format!("target {code}"),
        ),
    };
    let found = subject.store.list_mappings(code, direction, subject.on).await?;
    let rows: Vec<_> = found
        .iter()
        .map(|mapping| {
            let other = match direction {
                Direction::ToIcd9 => &mapping.row.to_code,
                Direction::FromIcd9 => &mapping.row.from_code,
            };
            let other = if mapping.row.no_map { "None" } else { other };
            [
                Cell::Text(other.to_owned()),
                Cell::Text(flags(&mapping.row).meaning()),
            ]
        })
        .collect();
    let total = rows.len();
    let mapped = table(
        caption,
        ["ICD-9-CM", "Mapping"],
        rows,
        total,
        evidence::of_rows(&found, key),
    );
    Ok(mapped.unwrap_or_else(|| {
        let what = format!("A mapping of {code}");
        Block::Notice(subject.loaded.missing(&what, source))
    }))
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

/// The codes that the HCPCS file refers to.
async fn cross_references(subject: &Subject<'_>) -> Result<Option<Block>, ReferenceError> {
    let found = subject
        .store
        .find_hcpcs_attributes(subject.code, subject.on)
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let codes: Vec<(&str, Option<Code>)> = found
        .row
        .cross_references
        .split_whitespace()
        .map(|text| (text, Code::parse_procedure(text).ok()))
        .collect();
    let titles = subject
        .titles(codes.iter().filter_map(|(_, code)| code.clone()))
        .await?;
    let rows: Vec<_> = codes
        .iter()
        .map(|(text, code)| titles.cells(text, code.as_ref()))
        .collect();
    let total = rows.len();
    Ok(table(
        "Codes to see instead or as well, by the HCPCS file",
        ["Code", "Title"],
        rows,
        total,
        Some(evidence::of(&found, format!("HCPC {}, XREF", subject.code))),
    ))
}
