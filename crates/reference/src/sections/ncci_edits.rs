//! NCCI edits: pairs that are not paid together, and the unit limit.

use super::{Subject, fact};
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, ncci};
use std::collections::HashMap;
use store::edits::Column;

/// How many edits a table shows.
const SHOWN: u64 = 100;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    if !subject.is_procedure() {
        return Ok(vec![Block::Notice(format!(
            "NCCI edits are about CPT and HCPCS codes; {} codes have none.",
            subject.code.system()
        ))]);
    }
    let mut blocks = Vec::new();
    let code = subject.code.as_str();
    let source = Source::PtpPractitioner;
    for column in [Column::One, Column::Two] {
        blocks.extend(pairs(subject, column).await?);
    }
    if blocks.is_empty() {
        let release = subject.store.find_release(source, subject.on).await?;
        blocks.push(Block::Notice(match release {
            Some(release) => format!(
                "No edit found for {code} in {}. That is not an approval: payers have rules of their own.",
                evidence::release_name(&release)
            ),
            None => evidence::missing(&format!("Edits of {code}"), source, None, subject.on),
        }));
    }
    let limits = Source::MuePractitioner;
    blocks.push(match subject.store.find_mue(limits, code, subject.on).await? {
        Some(mue) => Block::Facts {
            caption: "Medically unlikely edit, practitioner services".into(),
            facts: vec![
                fact(
                    "Units",
                    mue.row.units.to_string(),
                    "The most units for one patient, practitioner and day",
                ),
                fact("MAI", mue.row.mai.to_string(), ncci::mai_meaning(mue.row.mai)),
                fact("Rationale", &mue.row.rationale, ""),
            ],
            evidence: evidence::of_row(
                &mue.release,
                mue.row.valid_from,
                mue.row.valid_to,
                format!("HCPCS/CPT {code}"),
            ),
        },
        None => {
            let release = subject.store.find_release(limits, subject.on).await?;
            Block::Notice(format!(
                "{} Some limits are confidential, so this is not “unlimited”.",
                evidence::missing(
                    &format!("A unit limit of {code}"),
                    limits,
                    release.as_ref(),
                    subject.on
                )
            ))
        }
    });
    Ok(blocks)
}

async fn pairs(subject: &Subject<'_>, column: Column) -> Result<Option<Block>, ReferenceError> {
    let code = subject.code.as_str();
    let found = subject
        .store
        .list_pairs(Source::PtpPractitioner, code, column, subject.on, SHOWN)
        .await?;
    let Some(first) = found.first() else {
        return Ok(None);
    };
    let evidence = evidence::of_row(
        &first.release,
        first.row.valid_from,
        first.row.valid_to,
        format!("Column {} = {code}", number(column)),
    );
    let total = subject
        .store
        .count_pairs(Source::PtpPractitioner, code, column, subject.on)
        .await?;
    let others: Vec<Code> = found
        .iter()
        .filter_map(|edit| Code::parse_procedure(other(column, &edit.row.column1, &edit.row.column2)).ok())
        .collect();
    let mut titles: HashMap<Code, CodeLink> = subject
        .store
        .list_named(&others, subject.on)
        .await?
        .into_iter()
        .map(|link| (link.code.clone(), link))
        .collect();
    let rows = found.into_iter().zip(others).map(|(edit, code)| {
        let edit = edit.row;
        let link = titles.remove(&code).unwrap_or(CodeLink {
            code,
            title: String::new(),
            billable: None,
        });
        let since = if edit.before_1996 {
            format!("{} (in existence before 1996)", edit.effective)
        } else {
            edit.effective.to_string()
        };
        vec![
            Cell::Code(link.clone()),
            Cell::Text(link.title),
            Cell::Figure(edit.indicator.to_string()),
            Cell::Text(ncci::ptp_indicator_meaning(edit.indicator).into()),
            Cell::Text(since),
            Cell::Text(edit.rationale),
        ]
    });
    Ok(Some(Block::Table {
        caption: match column {
            Column::One => format!("{code} as Column 1: it is paid, the other code is denied"),
            Column::Two => format!("{code} as Column 2: it is denied, the other code is paid"),
        },
        columns: [
            "Other code",
            "Title",
            "Indicator",
            "Meaning",
            "Since",
            "Rationale",
        ]
        .map(Into::into)
        .to_vec(),
        rows: rows.collect(),
        total: usize::try_from(total).unwrap_or(usize::MAX),
        evidence,
    }))
}

fn other<'a>(column: Column, column1: &'a str, column2: &'a str) -> &'a str {
    match column {
        Column::One => column2,
        Column::Two => column1,
    }
}

fn number(column: Column) -> u8 {
    match column {
        Column::One => 1,
        Column::Two => 2,
    }
}
