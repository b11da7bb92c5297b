//! What a search answers.

use crate::filter::Counts;
use crate::query::Correction;
use crate::record::TermKind;
use codeset::{Code, NaiveDate};

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The codes of the page that was asked for, the best first.
    pub hits: Vec<Hit>,
    /// How many codes there are.
    pub count: Count,
    /// How many of them have what; empty when it was not asked for.
    pub counts: Counts,
    /// Words that were taken for others.
    pub corrections: Vec<Correction>,
    /// Words that no loaded text has.
    pub unknown: Vec<String>,
    /// Whether no text has all words, so that those with most of them are listed.
    pub is_partial: bool,
    /// Whether the text was longer than what is looked at.
    pub is_cut: bool,
    /// Whether the text held nothing but words that say nothing about a code.
    pub only_silent: bool,
}

/// How many codes there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many, and all can be paged through.
    Exactly(usize),
    /// More than can be paged through.
    MoreThan(usize),
}

impl Default for Count {
    fn default() -> Self {
        Self::Exactly(0)
    }
}

/// A code that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The code.
    pub code: Code,
    /// Its title on the day, else the nearest one; empty where none is loaded.
    pub title: String,
    /// What our thesaurus calls a code without a title.
    pub our_name: Option<String>,
    /// Whether a claim can carry it on the day; `None` where no code set file says.
    pub billable: Option<bool>,
    /// Whether it is in force on the day.
    pub is_in_force: bool,
    /// The first day on which it was no longer in force, where the day is later.
    pub ended: Option<NaiveDate>,
    /// The first day on which it is in force, where the day is earlier.
    pub begins: Option<NaiveDate>,
    /// The codes above it, the widest first, with their titles.
    pub above: Vec<(Code, String)>,
    /// Its chapter or range.
    pub chapter: String,
    /// Why it was found.
    pub why: Why,
    /// How well it answers, from 0 to about 1.
    pub score: f32,
}

/// Why a code was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// Where the text is from that answers best; `None` for a code by its number.
    pub kind: Option<TermKind>,
    /// The text, where it is not the title and everybody may read it.
    pub text: String,
    /// Words as typed, and what was looked for instead.
    pub read_as: Vec<(String, String)>,
}
