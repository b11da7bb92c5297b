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
    /// Two rows of a release have the same key.
    #[error("two rows of the release say different things of one {0}: the file holds a row twice")]
    RepeatedKey(&'static str),
    /// Another writer held the database for longer than anybody waits: on SQLite an import.
    #[error("the database is being written by another program")]
    Busy,
    /// Anything else that the database refuses.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
}

impl StoreError {
    /// The same error, or that a key repeats where the database says that it must be unique.
    pub(crate) fn or_repeated_key(self, table: &'static str) -> Self {
        use sea_orm::sqlx::{Error::Database, error::ErrorKind::UniqueViolation};
        let Self::Database(sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(cause))) = &self else {
            return self;
        };
        match &**cause {
            Database(error) if error.kind() == UniqueViolation => Self::RepeatedKey(table),
            _ => self,
        }
    }
}
