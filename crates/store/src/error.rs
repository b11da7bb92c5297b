//! What can go wrong between the product and its database.

/// An error of the store.
///
/// Use [`StoreError::Database`] (by `?` from sea-orm) for anything that the caller cannot mend, and add a
/// variant only where a caller acts on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database has no form this product knows.
    #[error("'{0}' is not a database address: use sqlite:<path> or postgres://<user>@<host>/<database>")]
    Address(String),
    /// The database cannot be opened.
    #[error("cannot open the database {address}: {problem}")]
    Open {
        /// The address without its password.
        address: String,
        /// What the driver says.
        problem: String,
    },
    /// The database is newer than this program.
    #[error("the database was written by a newer version of this program (migration {0}): run that version")]
    Newer(String),
    /// The e-mail address has an account already.
    #[error("this e-mail address has an account already")]
    EmailTaken,
    /// A row that breaks the rules of its column, in a table that this product writes.
    #[error("the database holds a value that does not fit: {0}")]
    Value(String),
    /// Anything else that the database refuses.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
}
