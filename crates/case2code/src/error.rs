//! What can go wrong while the search is built, opened or asked.

use std::path::PathBuf;

/// An error of the search. None of them comes from what a reader types: that gets an answer in words.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The index cannot be written or read; it is built anew.
    #[error("the search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The folder of the index cannot be used.
    #[error("the search index in {folder}: {problem}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        problem: std::io::Error,
    },
    /// A thesaurus file of the operator is wrong.
    #[error("{file}, line {line}: {problem}")]
    Thesaurus {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// A task was stopped.
    #[error("building the search index was stopped: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}
