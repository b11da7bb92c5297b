//! An answer: sentences, each with what it rests on.

use crate::topic::Topic;
use codeset::NaiveDate;
use serde::{Deserialize, Serialize};

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The loaded rows or documents answer it.
    Answered,
    /// The source that would answer it is not loaded, or not for that day.
    NotLoaded,
    /// The loaded release that would answer it has no such row.
    NotFound,
    /// It is no question about coding or billing.
    NotCoding,
    /// It asks for medical advice.
    MedicalAdvice,
    /// Something is missing or contradicts itself: the answer says what to add.
    Unclear,
    /// Its rows belong to code pages that the reader has not opened.
    Locked,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Answered,
        Self::NotLoaded,
        Self::NotFound,
        Self::NotCoding,
        Self::MedicalAdvice,
        Self::Unclear,
        Self::Locked,
    ];

    /// As it is stored and written in mark-up, e.g. `not-loaded`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotLoaded => "not-loaded",
            Self::NotFound => "not-found",
            Self::NotCoding => "not-coding",
            Self::MedicalAdvice => "medical-advice",
            Self::Unclear => "unclear",
            Self::Locked => "locked",
        }
    }

    /// The outcome of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.slug() == slug)
    }
}

/// What a sentence rests on, and where that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source and its release or edition, e.g. `Medicare Physician Fee Schedule, 2025 October`.
    pub source: String,
    /// The row or place in it, e.g. `HCPCS 97150` or `Chapter I, section E, page I-14`.
    pub place: String,
    /// From when to when it counts, in words; empty where it has no dates.
    pub dates: String,
    /// The address of the page that shows it, without a date of service, e.g. `/codes/cpt/97150#compliance`.
    pub path: String,
    /// What stands there, as printed: the values of the row or the text of the passage. May be empty.
    pub quote: String,
}

/// What a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The answer in one sentence; stands first.
    Verdict,
    /// A fact that supports it or goes with it.
    Fact,
    /// Words of a document, as printed.
    Quote,
    /// What is uncertain: a conflict, a gap between releases, an assumption that was made.
    Caution,
    /// What to do next.
    Next,
}

/// A sentence of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// What it is.
    pub role: Role,
    /// Plain text. Codes stand in it as they are printed.
    pub text: String,
    /// What it rests on: places in [`Answer::citations`].
    pub cites: Vec<usize>,
}

/// A table that goes with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerTable {
    /// What it lists.
    pub caption: String,
    /// Column headings.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// A way on from an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// A page.
    Page {
        /// What is there.
        label: String,
        /// Its address, without a date of service.
        path: String,
    },
    /// A question that can be asked next.
    Question(String),
}

/// Who phrased an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// This program, out of the rows.
    Composed,
    /// A language model of this name, checked against the rows.
    Model(String),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What became of the question.
    pub outcome: Outcome,
    /// What was understood, for the questions after it.
    pub topic: Topic,
    /// The date of service it answers for.
    pub on: NaiveDate,
    /// Its sentences, the verdict first.
    pub sentences: Vec<Sentence>,
    /// Tables behind the sentences.
    pub tables: Vec<AnswerTable>,
    /// What they rest on, numbered from 0.
    pub citations: Vec<Citation>,
    /// Where to go from here.
    pub ways: Vec<Way>,
    /// Who phrased it.
    pub author: Author,
}
