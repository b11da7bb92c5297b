//! Opening the database: SQLite in WAL mode or PostgreSQL.

use crate::{StoreError, migration::Migrator};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::{path::Path, time::Duration};

/// How long a writer waits for another one before it gives up.
const BUSY: Duration = Duration::from_secs(10);

/// A handle on the database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: DatabaseConnection,
}

impl Store {
    /// Opens a database by its address (`sqlite:<path>` or `postgres://…`), creates a missing SQLite file
    /// with its folder, and brings the schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Address`] for an address of another kind, [`StoreError::Open`] when the file or server
    /// cannot be used (missing rights, a full disk, not a database), [`StoreError::Newer`] when the schema
    /// is ahead of this program.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let store = Self::connect(address).await?;
        let opening = |problem: sea_orm::DbErr| StoreError::Open {
            address: without_password(address),
            problem: problem.to_string(),
        };
        store.refuse_newer_schema().await?;
        Migrator::up(&store.db, None).await.map_err(opening)?;
        Ok(store)
    }

    /// Opens a database without touching its schema; see [`Store::open`].
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        let opening =
            |problem: String| StoreError::Open { address: without_password(address), problem };
        let sqlite_path = address.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//"));
        if let Some(path) = sqlite_path {
            let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder {
                std::fs::create_dir_all(folder).map_err(|e| opening(e.to_string()))?;
            }
        } else if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
            return Err(StoreError::Address(without_password(address)));
        }
        let mut options = ConnectOptions::new(match sqlite_path {
            Some(path) => format!("sqlite://{path}"),
            None => address.to_owned(),
        });
        options
            .sqlx_logging(false)
            .max_connections(if sqlite_path.is_some() { 8 } else { 16 })
            .acquire_timeout(BUSY)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
                    .busy_timeout(BUSY)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Normal)
                    .foreign_keys(true)
                    .statement_cache_capacity(256)
                    .pragma("cache_size", "-16000")
                    .pragma("mmap_size", "268435456")
                    .pragma("temp_store", "FILE")
            });
        let db = Database::connect(options).await.map_err(|e| opening(e.to_string()))?;
        Ok(Self { db })
    }

    /// Starts a transaction that writes. On SQLite it takes the write lock at once, so that it never fails
    /// half way because another writer came first.
    pub(crate) async fn write(&self) -> Result<DatabaseTransaction, StoreError> {
        Ok(self
            .db
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?)
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// What the database says instead.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }

    async fn refuse_newer_schema(&self) -> Result<(), StoreError> {
        let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
        // On a new database there is no table of migrations yet.
        let Ok(applied) = Migrator::get_migration_models(&self.db).await else {
            return Ok(());
        };
        match applied.into_iter().find(|model| !known.contains(&model.version)) {
            Some(model) => Err(StoreError::Newer(model.version)),
            None => Ok(()),
        }
    }
}

/// The address as it may be shown and logged.
fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{user}@{host}")
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://ann:s3cret@db:5432/x"), "postgres://ann@db:5432/x");
        assert_eq!(without_password("sqlite:data/coding-ahead.db"), "sqlite:data/coding-ahead.db");
    }
}
