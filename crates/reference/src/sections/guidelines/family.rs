//! The parent code and those indented below it: their descriptors have the same words before the semicolon.

use crate::page::{Block, Cell};
use crate::sections::{Subject, table};
use crate::{ReferenceError, evidence};
use codeset::page::CodeLink;

/// How many codes before and after are looked at; a family is rarely longer.
const NEAR: u64 = 25;

pub(super) async fn block(subject: &Subject<'_>) -> Result<Option<Block>, ReferenceError> {
    let Some(version) = subject.version else {
        return Ok(None);
    };
    let title = &version.row.long_title;
    let Some(stem) = stem(title) else {
        return Ok(None);
    };
    let near = subject
        .store
        .list_neighbours(subject.code, subject.on, NEAR)
        .await?;
    let split = near.iter().position(|link| link.code > *subject.code);
    let (before, after) = near.split_at(split.unwrap_or(near.len()));
    let belongs = |link: &&CodeLink| self::stem(&link.title) == Some(stem);
    let own = CodeLink {
        code: subject.code.clone(),
        title: title.clone(),
        billable: Some(true),
    };
    let mut family: Vec<&CodeLink> = before.iter().rev().take_while(belongs).collect();
    family.reverse();
    family.push(&own);
    family.extend(after.iter().take_while(belongs));
    if family.len() < 2 {
        return Ok(None);
    }
    let rows: Vec<_> = family
        .iter()
        .enumerate()
        .map(|(index, link)| {
            let place = match (index, link.code == *subject.code) {
                (0, true) => "Parent, this code",
                (0, false) => "Parent",
                (_, true) => "Indented, this code",
                (_, false) => "Indented",
            };
            [
                Cell::Code((*link).clone()),
                Cell::Text(link.title.clone()),
                Cell::Text(place.into()),
            ]
        })
        .collect();
    let total = rows.len();
    Ok(table(
        "Parent code and those indented below it",
        ["Code", "Descriptor", "Place"],
        rows,
        total,
        Some(evidence::of(version, format!("CPT {}", subject.code))),
    ))
}

/// The words that a family shares: those before the first semicolon.
fn stem(title: &str) -> Option<&str> {
    title.split_once(';').map(|(stem, _)| stem)
}
