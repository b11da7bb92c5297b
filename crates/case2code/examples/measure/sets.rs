//! Files of queries with the codes that are right.

use codeset::{Code, CodeSystem};
use std::error::Error;

/// A query.
pub struct Case {
    pub query: String,
    pub kind: String,
    /// Codes, or beginnings of codes that end in `*`.
    pub right: Vec<(CodeSystem, String)>,
}

pub fn read(path: &str, half: Option<&str>) -> Result<(Vec<Case>, bool), Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)?;
    let is_labels = reader.headers()?.get(0) == Some("label");
    let mut cases = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let record = record?;
        let column = |at: usize| record.get(at).unwrap_or_default();
        let own_half = if is_labels {
            if line % 2 == 0 { "tuning" } else { "test" }
        } else {
            column(3)
        };
        if half.is_some_and(|half| half != own_half) {
            continue;
        }
        let right = if is_labels {
            column(1)
                .split('|')
                .map(|code| (CodeSystem::Icd10cm, code.to_owned()))
                .collect()
        } else {
            column(1)
                .split_whitespace()
                .filter_map(|text| {
                    let (system, code) = text.split_once(':')?;
                    Some((CodeSystem::from_slug(system)?, code.to_owned()))
                })
                .collect()
        };
        cases.push(Case {
            query: column(0).to_owned(),
            kind: if is_labels {
                String::new()
            } else {
                column(2).to_owned()
            },
            right,
        });
    }
    Ok((cases, is_labels))
}

pub fn is_right(case: &Case, code: &Code) -> bool {
    case.right.iter().any(|(system, text)| {
        *system == code.system()
            && match text.strip_suffix('*') {
                Some(begin) => code.as_str().starts_with(begin),
                None => code.as_str() == text,
            }
    })
}

pub fn is_in_category(case: &Case, code: &Code) -> bool {
    is_right(case, code)
        || case.right.iter().any(|(system, text)| {
            *system == code.system()
                && text
                    .get(..3)
                    .is_some_and(|category| code.as_str().starts_with(category))
        })
}
