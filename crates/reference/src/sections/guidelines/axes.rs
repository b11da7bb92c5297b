//! The seven characters of an ICD-10-PCS code, and the codes that differ from it in one of them.

use crate::page::{Block, Cell};
use crate::sections::{Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::icd10pcs::{self, AXES, TABLE};
use codeset::page::CodeLink;
use codeset::{Code, CodeSystem};

/// The largest table has some 1,600 codes.
const OF_A_TABLE: u64 = 4_000;

/// How many alternatives of an axis are listed.
const SHOWN: usize = 30;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (Some(version), Some(section)) = (subject.version, icd10pcs::section_of(subject.code)) else {
        return Ok(Vec::new());
    };
    let text = subject.code.as_str();
    let header = text.get(..TABLE).unwrap_or(text);
    let header = Code::parse(CodeSystem::Icd10pcs, header).ok();
    let header_title = subject.titles(header.clone()).await?;
    let parts = header
        .as_ref()
        .and_then(|header| header_title.link(header))
        .and_then(|link| icd10pcs::table_parts(section, &link.title));
    let of_table = match &header {
        Some(header) if text.len() == AXES => {
            subject
                .store
                .list_codes(
                    CodeSystem::Icd10pcs,
                    header.as_str(),
                    header.as_str(),
                    subject.on,
                    OF_A_TABLE,
                )
                .await?
        }
        _ => Vec::new(),
    };
    let alternatives = |axis: usize| -> Vec<&CodeLink> {
        of_table
            .iter()
            .filter(|link| icd10pcs::differs_at(text, link.code.as_str(), axis))
            .collect()
    };
    let facts = text.chars().enumerate().map(|(axis, value)| {
        let meaning = match (axis, parts) {
            (0, _) => section.title.to_owned(),
            (1, Some((body_system, _))) => body_system.to_owned(),
            (2, Some((_, operation))) => operation.to_owned(),
            (1 | 2, None) => String::new(),
            _ => match alternatives(axis).len() {
                0 => "No other value with these other characters".to_owned(),
                1 => "1 other value with these other characters".to_owned(),
                others => format!("{others} other values with these other characters"),
            },
        };
        let name = section.axes.get(axis).copied().unwrap_or_default();
        fact(&format!("{}. {name}", axis + 1), value.to_string(), meaning)
    });
    let row = || evidence::of(version, format!("ICD-10-PCS {text}"));
    let mut blocks = vec![Block::Facts {
        caption: "The seven characters".into(),
        facts: facts.collect(),
        evidence: row(),
    }];
    for axis in TABLE..text.len() {
        let others = alternatives(axis);
        let name = section.axes.get(axis).copied().unwrap_or_default();
        let rows = others.iter().take(SHOWN).map(|link| {
            let value = link.code.as_str().get(axis..=axis).unwrap_or_default();
            [
                Cell::Text(value.to_owned()),
                Cell::Code((*link).clone()),
                Cell::Text(link.title.clone()),
            ]
        });
        blocks.extend(table(
            format!("Another {} (character {})", name.to_lowercase(), axis + 1),
            ["Value", "Code", "Title"],
            rows.collect(),
            others.len(),
            Some(row()),
        ));
    }
    Ok(blocks)
}
