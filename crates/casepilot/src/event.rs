//! What is heard of an answer while it is made.

use crate::answer::{Answer, AnswerTable, Citation, Sentence};

/// Something to show while the answer is made. Sentences, tables and citations come in the order of the answer; the
/// whole answer comes last, and where it differs from what was told before, it counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// What is being checked, e.g. `checking 97150 × 97530, 2026 Q3`.
    Step(String),
    /// The next citation.
    Citation(Citation),
    /// The next sentence; what it cites was told before.
    Sentence(Sentence),
    /// The next table.
    Table(AnswerTable),
    /// The answer as a whole.
    Done(Box<Answer>),
}
