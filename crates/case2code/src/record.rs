//! What is indexed: a code with its titles and everything else that leads to it.

use codeset::{Code, NaiveDate};
use serde::{Deserialize, Serialize};

/// A code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The code.
    pub code: Code,
    /// Its titles, the oldest first; empty where no loaded file has one.
    pub titles: Vec<Title>,
    /// Other texts that lead to it.
    pub terms: Vec<Term>,
    /// The chapter or range that it belongs to.
    pub chapter: String,
}

/// A title and the days on which it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The title.
    pub text: String,
    /// Whether a claim can carry the code; a code without a code set file is taken for billable.
    pub billable: bool,
    /// The first day; `None` where no file says.
    pub from: Option<NaiveDate>,
    /// The first day on which it no longer stands.
    pub to: Option<NaiveDate>,
}

impl Title {
    /// Whether it stands on a day.
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on < to)
    }
}

/// A text that leads to a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Where it is from.
    pub kind: TermKind,
    /// The text.
    pub text: String,
}

/// Where a text is from: why a code was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// The title.
    Title,
    /// The short title.
    ShortTitle,
    /// An inclusion term of the ICD-10-CM tabular list.
    Inclusion,
    /// An entry of an ICD-10-CM index.
    Index,
    /// A line of the thesaurus.
    Thesaurus,
    /// A further official text, which the page shows to whom it may.
    Descriptor,
    /// The common-language description, which the page shows to whom it may.
    CommonLanguage,
}

impl TermKind {
    /// Whether everybody may read the text in a list.
    pub fn is_free(self) -> bool {
        !matches!(self, Self::Descriptor | Self::CommonLanguage)
    }
}
