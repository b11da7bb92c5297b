//! Guidelines: how to report the code. For ICD-10-CM also its place in the hierarchy.

use super::Subject;
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence, heading};
use codeset::release::Source;
use codeset::{Code, CodeSystem};

/// How many subordinate codes are listed.
const SUBCODES: u64 = 60;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    if subject.code.system() == CodeSystem::Icd10cm {
        return hierarchy(subject).await;
    }
    Ok(vec![Block::Notice(
        "The NCCI Policy Manual and the code set’s own guidelines are not loaded: check the current manual for \
         rules beyond the notes on this page."
            .into(),
    )])
}

async fn hierarchy(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let mut blocks = Vec::new();
    let versions = subject.store.list_versions(subject.code).await?;
    if let Some(version) = heading::version_on(&versions, subject.on) {
        let text = subject.code.as_str();
        // Every shorter spelling down to the category is an ancestor, where it is a code.
        let ancestors: Vec<Code> = (3..text.len())
            .filter_map(|end| Code::parse(CodeSystem::Icd10cm, text[..end].trim_end_matches('.')).ok())
            .collect();
        let above = subject.store.list_named(&ancestors, subject.on).await?;
        let below = subject
            .store
            .list_codes(CodeSystem::Icd10cm, text, text, subject.on, SUBCODES + 1)
            .await?;
        let below: Vec<_> = below
            .into_iter()
            .filter(|link| link.code != *subject.code)
            .collect();
        let total = below.len();
        for (caption, links) in [("Above this code", above), ("Below this code", below)] {
            if links.is_empty() {
                continue;
            }
            let total = if caption.starts_with("Below") {
                total
            } else {
                links.len()
            };
            blocks.push(Block::Table {
                caption: caption.into(),
                columns: vec!["Code".into(), "Title".into(), "On a claim".into()],
                rows: links
                    .into_iter()
                    .take(usize::try_from(SUBCODES).unwrap_or(usize::MAX))
                    .map(|link| {
                        let billable = if link.billable == Some(true) {
                            "Billable"
                        } else {
                            "Header"
                        };
                        let title = link.title.clone();
                        vec![Cell::Code(link), Cell::Text(title), Cell::Text(billable.into())]
                    })
                    .collect(),
                total,
                evidence: evidence::of_row(
                    &version.release,
                    version.row.valid_from,
                    version.row.valid_to,
                    format!("ICD-10-CM {}", subject.code),
                ),
            });
        }
    } else {
        let release = subject.store.find_release(Source::Icd10cm, subject.on).await?;
        blocks.push(Block::Notice(evidence::missing(
            subject.code.as_str(),
            Source::Icd10cm,
            release.as_ref(),
            subject.on,
        )));
    }
    blocks.push(Block::Notice(
        "The tabular list’s notes (includes, excludes, code first) are not loaded: check the tabular list \
         before you code."
            .into(),
    ));
    Ok(blocks)
}
