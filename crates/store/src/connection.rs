//! Opening the database: SQLite in WAL mode or PostgreSQL.

use crate::{StoreError, migration::Migrator};
use sea_orm::sqlx::{
    self,
    sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager, seaql_migrations};
use std::{
    path::Path,
    time::{Duration, Instant},
};

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
        store.migrate().await.map_err(|error| match error {
            StoreError::Database(problem) => StoreError::Open {
                address: without_password(address),
                problem: problem.to_string(),
            },
            other => other,
        })?;
        Ok(store)
    }

    /// Opens a database without touching its schema; see [`Store::open`].
    ///
    /// # Errors
    /// As [`Store::open`].
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        let opening = |problem: String| StoreError::Open {
            address: without_password(address),
            problem,
        };
        let sqlite_path = address
            .strip_prefix("sqlite:")
            .map(|rest| rest.trim_start_matches("//"));
        if let Some(path) = sqlite_path {
            let folder = Path::new(path)
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder {
                std::fs::create_dir_all(folder)
                    .map_err(|e| opening(format!("cannot create the folder {}: {e}", folder.display())))?;
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
            // Longer than SQLite waits for a lock, so that its own words are heard.
            .acquire_timeout(if sqlite_path.is_some() { 2 * BUSY } else { BUSY })
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
        let begin = Instant::now();
        loop {
            match Database::connect(options.clone()).await {
                Ok(db) => return Ok(Self { db }),
                // SQLite itself does not wait when several programs put one new file into WAL mode.
                Err(error) if is_locked(&error) && begin.elapsed() < BUSY => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(DbErr::Conn(RuntimeErr::SqlxError(cause)))
                    if matches!(*cause, sqlx::Error::PoolTimedOut) =>
                {
                    let seconds = BUSY.as_secs();
                    return Err(opening(format!(
                        "no server answers there within {seconds} seconds"
                    )));
                }
                Err(error) => return Err(opening(error.to_string())),
            }
        }
    }

    /// Starts a transaction that writes. On SQLite it takes the write lock at once, so that it never fails
    /// half way because another writer came first.
    pub(crate) async fn write(&self) -> Result<DatabaseTransaction, StoreError> {
        let begun = self
            .db
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await;
        begun.map_err(|error| {
            if is_locked(&error) {
                StoreError::Busy
            } else {
                error.into()
            }
        })
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

    /// Calls back with every statement that this handle, and each clone made of it from now on, has executed.
    /// For a look at query plans and slow statements.
    pub fn on_statement(&mut self, callback: impl Fn(&Statement, Duration) + Send + Sync + 'static) {
        self.db
            .set_metric_callback(move |executed| callback(executed.statement, executed.elapsed));
    }

    /// Brings the schema up to date in one transaction. Of several programs that start at once one does it
    /// and the others wait.
    async fn migrate(&self) -> Result<(), StoreError> {
        if self.list_applied_migrations().await?.len() == Migrator::migrations().len() {
            return Ok(());
        }
        let transaction = self.write().await?;
        if self.backend() == DbBackend::Postgres {
            // Any number will do, as long as every program of this database takes the same.
            transaction
                .execute_unprepared("SELECT pg_advisory_xact_lock(97150)")
                .await?;
        }
        Migrator::up(&transaction, None).await?;
        Ok(transaction.commit().await?)
    }

    async fn list_applied_migrations(&self) -> Result<Vec<String>, StoreError> {
        // On a new database there is no table of migrations yet.
        if !SchemaManager::new(&self.db).has_table("seaql_migrations").await? {
            return Ok(Vec::new());
        }
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|m| m.name().to_owned())
            .collect();
        let applied = seaql_migrations::Entity::find().all(&self.db).await?;
        let applied: Vec<String> = applied.into_iter().map(|model| model.version).collect();
        match applied.iter().find(|version| !known.contains(version)) {
            Some(newer) => Err(StoreError::Newer(newer.clone())),
            None => Ok(applied),
        }
    }
}

/// Whether another program holds SQLite's lock (SQLITE_BUSY in the low byte of its extended codes).
fn is_locked(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let code = cause
        .as_database_error()
        .and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// The address as it may be shown and logged, however it is misspelt: nothing between a user's name and the
/// host, and no options.
fn without_password(address: &str) -> String {
    if address.starts_with("sqlite:") {
        return address.to_owned();
    }
    let after_scheme = address.find("://").map_or(0, |colon| colon + 3);
    let (scheme, rest) = address.split_at(after_scheme);
    let options = [rest.find('?'), rest.find("password=")]
        .into_iter()
        .flatten()
        .min();
    let (server, options) = rest.split_at(options.unwrap_or(rest.len()));
    match server.rsplit_once('@') {
        // The question mark was one of a password's.
        _ if options.contains('@') => format!("{scheme}…"),
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}{user}@{host}")
        }
        None => format!("{scheme}{}", server.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_never_shown() {
        for (address, shown) in [
            ("sqlite:data/coding-ahead.db", "sqlite:data/coding-ahead.db"),
            ("postgres://ann:s3cret@db:5432/x", "postgres://ann@db:5432/x"),
            ("postgres://ann:s3c@ret@db/x", "postgres://ann@db/x"),
            ("postgres://ann:s3?cret@db/x", "postgres://…"),
            ("postgres://db/x?user=ann&password=s3cret", "postgres://db/x"),
            ("postgres://db/x?password=s3@cret", "postgres://…"),
            ("mysql://ann:s3cret@db/x", "mysql://ann@db/x"),
            ("postgres:ann:s3cret@db/x", "postgres@db/x"),
            ("ann:s3cret@db/x", "ann@db/x"),
            ("host=db password=s3cret", "host=db"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}
