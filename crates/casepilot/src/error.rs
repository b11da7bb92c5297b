//! What can go wrong between a question and its answer.

/// An error of this crate. That a question cannot be answered is not one: the answer says so.
#[derive(Debug, thiserror::Error)]
pub enum CasePilotError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A look-up failed.
    #[error(transparent)]
    Reference(#[from] reference::ReferenceError),
    /// The search failed.
    #[error(transparent)]
    Search(#[from] case2code::SearchError),
}
