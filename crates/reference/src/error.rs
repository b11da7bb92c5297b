//! What can go wrong between a question and its answer.

/// An error of this crate. That a fact is missing is not one: the answer says so.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A file of editorial content cannot be used.
    #[error("{file}, line {line}: {problem}")]
    Content {
        /// The file.
        file: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong and how to mend it.
        problem: String,
    },
}
