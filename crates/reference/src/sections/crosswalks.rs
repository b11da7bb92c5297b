//! Crosswalks: codes of other systems that belong to this one.

use super::{Facts, Subject, table, total};
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence};
use codeset::gem::GemFlags;
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use store::coverage::{Document, DocumentKey, Support};
use store::crosswalks::Direction;
use store::entity::gem;

/// How many rows a table shows.
const SHOWN: u64 = 100;

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    match subject.code.system() {
        CodeSystem::Icd10cm => {
            for direction in [Direction::ToIcd9, Direction::FromIcd9] {
                blocks.push(mappings(subject, direction).await?);
            }
        }
        CodeSystem::Cpt => blocks.extend(diagnoses(subject, facts).await?),
        CodeSystem::Hcpcs => {
            blocks.extend(cross_references(subject).await?);
            blocks.extend(diagnoses(subject, facts).await?);
        }
        CodeSystem::Modifier => blocks.extend(cross_references(subject).await?),
        CodeSystem::Icd10pcs => {}
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

/// The diagnoses of the articles that list the code as a service.
async fn diagnoses(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let articles = facts.coverage.articles();
    let mut blocks = Vec::new();
    if articles.is_empty() {
        let what = format!("A coverage article with diagnoses for {}", subject.name());
        let source = Source::CoverageArticle;
        blocks.push(Block::Notice(format!(
            "{} Nothing here says that a combination is covered or not.",
            subject.loaded.missing_in_history(&what, source)
        )));
        return Ok(blocks);
    }
    let keys: Vec<DocumentKey> = articles.iter().map(|article| article.key()).collect();
    for support in Support::ALL {
        let count = subject
            .store
            .count_article_diagnoses(&keys, support, subject.on)
            .await?;
        if count > 0 {
            blocks.extend(diagnoses_of(subject, &articles, &keys, support, count).await?);
        }
    }
    blocks.push(Block::Notice(
        "A diagnosis supports coverage only with what its article asks for besides: read the article’s groups."
            .into(),
    ));
    Ok(blocks)
}

async fn diagnoses_of(
    subject: &Subject<'_>,
    articles: &[&Document],
    keys: &[DocumentKey],
    support: Support,
    count: u64,
) -> Result<Option<Block>, ReferenceError> {
    let found = subject
        .store
        .list_article_diagnoses(keys, support, subject.on, SHOWN)
        .await?;
    let parsed = |text: &str| Code::parse(CodeSystem::Icd10cm, text).ok();
    let titles = subject
        .titles(found.iter().filter_map(|found| parsed(&found.code)))
        .await?;
    let rows = found.iter().map(|diagnosis| {
        let [code, title] = titles.cells(&diagnosis.code, parsed(&diagnosis.code).as_ref());
        let article = articles
            .iter()
            .find(|article| article.document == diagnosis.document)
            .map_or("", |article| article.display.as_str());
        let article = format!("{article}, group {}", diagnosis.code_group);
        let article = match diagnosis.mark.as_str() {
            "" => article,
            mark => format!("{article}, marked “{mark}”"),
        };
        [code, title, Cell::Text(article)]
    });
    Ok(table(
        match support {
            Support::Covered => "Diagnoses that support coverage, by article",
            Support::NotCovered => "Diagnoses that do not support coverage, by article",
        },
        ["Diagnosis", "Title", "Article"],
        rows.collect(),
        total(count),
        evidence::of_all(
            articles.iter().map(|article| (*article, &article.release)),
            format!("articles that list {}, {}", subject.code, support.list()),
        ),
    ))
}
