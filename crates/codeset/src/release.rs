//! Releases: which publication a figure comes from and since when it counts.

mod source;
pub mod upkeep;

pub use source::{Cadence, Source};

use chrono::NaiveDate;

/// What a reader learned about a file from its content (and, where the content is silent, its name).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// The kind of file.
    pub source: Source,
    /// Its name for readers, e.g. `2025 October` or `FY 2025`.
    pub label: String,
    /// The first day it counts.
    pub valid_from: NaiveDate,
    /// Which edition of the release it is: of two, the one with the higher number corrects the other. 0 where
    /// the file does not say.
    pub revision: i32,
    /// Which of the files that the release is published in, from 1; `None` for a release in one file.
    pub piece: Option<u8>,
}

impl ReleaseInfo {
    /// The first edition of a release in one file.
    pub fn new(source: Source, label: impl Into<String>, valid_from: NaiveDate) -> Self {
        Self {
            source,
            label: label.into(),
            valid_from,
            revision: 0,
            piece: None,
        }
    }

    /// Whether another file brings the same rows of the same release, in whichever edition.
    pub fn is_same_file(&self, other: &Self) -> bool {
        (self.source, self.valid_from, self.piece) == (other.source, other.valid_from, other.piece)
    }
}
