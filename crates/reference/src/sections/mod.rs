//! The six sections: what each says, and for a reader without access how much it holds.

mod compliance;
mod crosswalks;
mod documents;
mod guidelines;
mod inside;
mod medicare_coverage;
mod modifiers;
mod ncci_edits;
mod subject;
mod titles;

pub use guidelines::note_caption;
pub(crate) use inside::{Inside, summary};
pub(crate) use subject::{Facts, Subject};

use crate::ReferenceError;
use crate::page::{Block, Cell, Evidence, Fact};
use codeset::page::SectionId;

/// The parts of a section behind its editorial text; at least one.
pub(crate) async fn blocks(
    subject: &Subject<'_>,
    facts: &Facts,
    id: SectionId,
) -> Result<Vec<Block>, ReferenceError> {
    match id {
        SectionId::Guidelines => guidelines::blocks(subject).await,
        SectionId::Modifiers => modifiers::blocks(subject, facts).await,
        SectionId::Crosswalks => crosswalks::blocks(subject, facts).await,
        SectionId::NcciEdits => ncci_edits::blocks(subject, facts).await,
        SectionId::Compliance => compliance::blocks(subject, facts).await,
        SectionId::MedicareCoverage => medicare_coverage::blocks(subject, facts).await,
    }
}

/// A fact of an indicator, its value and the meaning.
fn fact(term: &str, value: impl Into<String>, meaning: impl Into<String>) -> Fact {
    Fact {
        term: term.into(),
        value: value.into(),
        meaning: meaning.into(),
    }
}

/// A table of the first rows among `total`; nothing without rows, or without evidence of them.
fn table<const COLUMNS: usize>(
    caption: impl Into<String>,
    columns: [&str; COLUMNS],
    rows: Vec<[Cell; COLUMNS]>,
    total: usize,
    evidence: Option<Evidence>,
) -> Option<Block> {
    let evidence = evidence.filter(|_| !rows.is_empty())?;
    Some(Block::Table {
        caption: caption.into(),
        columns: columns.map(Into::into).to_vec(),
        rows: rows.into_iter().map(Vec::from).collect(),
        total,
        evidence,
    })
}

/// One notice of several sentences; nothing without any.
fn notice(sentences: Vec<String>) -> Option<Block> {
    (!sentences.is_empty()).then(|| Block::Notice(sentences.join(" ")))
}

/// How many rows there are, for a table that shows the first of them.
fn total(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
