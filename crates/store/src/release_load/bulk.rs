//! A writing transaction with a fast way in for many rows: COPY on PostgreSQL, multi-row inserts on SQLite.

use crate::{Store, StoreError};
use sea_orm::sqlx::{self, AssertSqlSafe, Postgres, Row as _, Sqlite, Transaction};
use sea_orm::{DbBackend, DbErr, RuntimeErr, Value};

/// SQLite takes 32,766 bound values in a statement. Statements of a few hundred rows are as fast as larger ones
/// and need less memory.
const VALUES_IN_A_STATEMENT: usize = 4_000;

/// Rows are collected up to so many values before they are written.
pub(super) const VALUES_AT_A_TIME: usize = 120_000;

/// … or up to so many bytes of text, which are reached first where a row holds a whole document.
pub(super) const TEXT_AT_A_TIME: usize = 8 << 20;

/// A transaction on either database. Dropped without [`Bulk::commit`], it leaves everything as it was.
#[derive(Debug)]
pub(super) enum Bulk {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

fn database(error: sqlx::Error) -> StoreError {
    StoreError::Database(DbErr::Exec(RuntimeErr::SqlxError(error.into())))
}

/// Binds values of the kinds that release rows have.
macro_rules! bind_all {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Bool(value) => query.bind(value),
                Value::Int(value) => query.bind(value),
                Value::BigInt(value) => query.bind(value),
                Value::String(value) => query.bind(value),
                Value::ChronoDate(value) => query.bind(value),
                Value::ChronoDateTimeUtc(value) => query.bind(value),
                other => return Err(StoreError::Value(format!("a value of the kind of {other:?}"))),
            };
        }
        query
    }};
}

impl Bulk {
    /// Begins. Only one load runs at a time: it must see the releases around its own.
    pub async fn begin(store: &Store) -> Result<Self, StoreError> {
        match store.backend() {
            DbBackend::Postgres => {
                let pool = store.db.get_postgres_connection_pool();
                let mut transaction = pool.begin().await.map_err(database)?;
                sqlx::query("LOCK TABLE release IN EXCLUSIVE MODE")
                    .execute(&mut *transaction)
                    .await
                    .map_err(database)?;
                Ok(Self::Postgres(transaction))
            }
            _ => {
                let pool = store.db.get_sqlite_connection_pool();
                let transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(database)?;
                Ok(Self::Sqlite(transaction))
            }
        }
    }

    pub fn backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn execute(
        &mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        match self {
            Self::Sqlite(transaction) => {
                let query = bind_all!(sqlx::query(sql), values);
                let done = query.execute(&mut **transaction).await.map_err(database)?;
                Ok(done.rows_affected())
            }
            Self::Postgres(transaction) => {
                let query = bind_all!(sqlx::query(sql), values);
                let done = query.execute(&mut **transaction).await.map_err(database)?;
                Ok(done.rows_affected())
            }
        }
    }

    /// The first row of a query that gives one row of numbers and dates, which `read` takes apart.
    pub async fn find<T>(
        &mut self,
        sql: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
        read: impl Fn(&dyn Columns) -> Result<T, sqlx::Error>,
    ) -> Result<Option<T>, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        match self {
            Self::Sqlite(transaction) => {
                let query = bind_all!(sqlx::query(sql), values);
                let row = query.fetch_optional(&mut **transaction).await.map_err(database)?;
                row.map(|row| read(&row)).transpose().map_err(database)
            }
            Self::Postgres(transaction) => {
                let query = bind_all!(sqlx::query(sql), values);
                let row = query.fetch_optional(&mut **transaction).await.map_err(database)?;
                row.map(|row| read(&row)).transpose().map_err(database)
            }
        }
    }

    /// Inserts rows, whose values follow each other in the order of the columns.
    pub async fn insert(
        &mut self,
        table: &str,
        columns: &[&str],
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        if values.is_empty() {
            return Ok(());
        }
        let names = columns.join(", ");
        match self {
            Self::Sqlite(transaction) => {
                let width = columns.len();
                let mut left = values.len() / width;
                let mut values = values.into_iter();
                while left > 0 {
                    let rows = left.min(VALUES_IN_A_STATEMENT / width);
                    let row = format!("({})", vec!["?"; width].join(","));
                    let sql = format!(
                        "INSERT INTO {table} ({names}) VALUES {}",
                        vec![row.as_str(); rows].join(",")
                    );
                    let query = bind_all!(
                        sqlx::query(AssertSqlSafe(sql)),
                        values.by_ref().take(rows * width)
                    );
                    query.execute(&mut **transaction).await.map_err(database)?;
                    left -= rows;
                }
            }
            Self::Postgres(transaction) => {
                let copy = format!("COPY {table} ({names}) FROM STDIN");
                let mut copy = transaction.copy_in_raw(&copy).await.map_err(database)?;
                let text = copy_text(columns.len(), &values)?;
                copy.send(text.as_bytes()).await.map_err(database)?;
                copy.finish().await.map_err(database)?;
            }
        }
        Ok(())
    }

    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await.map_err(database),
            Self::Postgres(transaction) => transaction.commit().await.map_err(database),
        }
    }

    pub async fn roll_back(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await.map_err(database),
            Self::Postgres(transaction) => transaction.rollback().await.map_err(database),
        }
    }
}

/// The columns of a found row, by their place.
pub(super) trait Columns {
    fn integer(&self, index: usize) -> Result<i64, sqlx::Error>;
    fn date(&self, index: usize) -> Result<codeset::NaiveDate, sqlx::Error>;
}

macro_rules! columns_of {
    ($row:ty) => {
        impl Columns for $row {
            fn integer(&self, index: usize) -> Result<i64, sqlx::Error> {
                self.try_get::<i64, _>(index)
                    .or_else(|_| self.try_get::<i32, _>(index).map(i64::from))
            }
            fn date(&self, index: usize) -> Result<codeset::NaiveDate, sqlx::Error> {
                self.try_get(index)
            }
        }
    };
}
columns_of!(sqlx::sqlite::SqliteRow);
columns_of!(sqlx::postgres::PgRow);

/// Rows in the text format of COPY.
fn copy_text(width: usize, values: &[Value]) -> Result<String, StoreError> {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(values.len() * 12);
    for row in values.chunks(width) {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            // Formatting into a String does not fail.
            let _ = match value {
                Value::Bool(Some(value)) => write!(text, "{}", if *value { 't' } else { 'f' }),
                Value::Int(Some(value)) => write!(text, "{value}"),
                Value::BigInt(Some(value)) => write!(text, "{value}"),
                Value::ChronoDate(Some(value)) => write!(text, "{value}"),
                Value::String(Some(value)) => {
                    escape_into(&mut text, value);
                    Ok(())
                }
                Value::Bool(None)
                | Value::Int(None)
                | Value::BigInt(None)
                | Value::String(None)
                | Value::ChronoDate(None) => write!(text, "\\N"),
                other => return Err(StoreError::Value(format!("a value of the kind of {other:?}"))),
            };
        }
        text.push('\n');
    }
    Ok(text)
}

fn escape_into(text: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_copy_is_escaped() {
        let values = [
            Value::from("a\tb\\c\nd\r"),
            Value::from(None::<String>),
            Value::from(true),
            Value::from(-1),
        ];
        assert_eq!(copy_text(2, &values).unwrap(), "a\\tb\\\\c\\nd\\r\t\\N\nt\t-1\n");
    }
}
