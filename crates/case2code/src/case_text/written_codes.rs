//! Codes that a note writes itself.

use crate::table::Table;
use codeset::{Code, CodeSystem};
use regex::Regex;
use std::sync::LazyLock;

static SHAPES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:[A-Za-z]\d[0-9A-Za-z]\.[0-9A-Za-z]{1,4}|[A-Z]\d[0-9A-Z]{1,5}|\d{5}|\d{4}[A-Z]|[0-9A-HJ-NP-Z]{7})\b",
    )
    .ok()
});

/// The codes that stand in a text and exist, with their spans.
pub fn written_codes(table: &Table, text: &str) -> Vec<((usize, usize), Code)> {
    let Some(shapes) = SHAPES.as_ref() else {
        return Vec::new();
    };
    shapes
        .find_iter(text)
        .filter(|found| {
            // Neither a part of a decimal, a sum of money nor of a longer number.
            let before = &text[..found.start()];
            let behind = &text[found.end()..];
            let next_is_digit = |rest: &str| rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            let follows_digit = before
                .trim_end_matches('-')
                .ends_with(|c: char| c.is_ascii_digit());
            let is_part = before.ends_with(['.', '$', '#', '/', '_'])
                || (before.ends_with('-') && follows_digit)
                || (behind.starts_with(['.', ',']) && next_is_digit(behind));
            !is_part
        })
        .filter_map(|found| {
            let code = exists(table, found.as_str())?;
            Some(((found.start(), found.end()), code))
        })
        .collect()
}

fn exists(table: &Table, text: &str) -> Option<Code> {
    [
        CodeSystem::Icd10cm,
        CodeSystem::Cpt,
        CodeSystem::Hcpcs,
        CodeSystem::Icd10pcs,
    ]
    .into_iter()
    .filter_map(|system| Code::parse(system, text).ok())
    .find(|code| {
        // Three characters are vertebrae and vitamins more often than headers.
        let is_short = code.as_str().len() < 4;
        table.find(code).is_some_and(|number| {
            let entry = &table.entries[number as usize];
            !is_short || entry.titles.last().is_some_and(|title| title.billable)
        })
    })
}
