//! Loading a release: staged rows become spans of days in a dated table.
//!
//! A release counts from its first day to the first day of the next loaded release of its source, its
//! *slot*. Loading sets the content of that slot and nothing else, so the table depends on which releases
//! are loaded, not on the order in which they came. Within a key, neighbouring spans of equal content are
//! one span.

mod dated;
mod rows;
mod slot;

pub use dated::DatedRow;

use crate::{Store, StoreError, entity::release};
use codeset::release::{ReleaseInfo, Source};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend,
    EntityTrait, QueryFilter, QuerySelect, Statement, Value,
};

/// What a load did with the rows of one release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadCounts {
    /// Rows in the file.
    pub read: u64,
    /// Spans that begin with the release.
    pub added: u64,
    /// Spans that ended because the release lists something else or nothing.
    pub closed: u64,
    /// Rows that the table already held with the same content.
    pub unchanged: u64,
}

/// The file that a load comes from.
#[derive(Clone, Debug)]
pub struct FileStamp {
    /// Its name.
    pub name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// When it is loaded.
    pub imported_at: DateTimeUtc,
}

/// One transaction that loads the releases of one file. Dropped without [`ReleaseLoad::commit`], it leaves
/// everything as it was.
#[derive(Debug)]
pub struct ReleaseLoad {
    transaction: DatabaseTransaction,
    file: FileStamp,
}

impl Store {
    /// Whether a file with this content is loaded: all its releases still come from it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn is_loaded(&self, sha256: &str) -> Result<bool, StoreError> {
        let found = release::Entity::find()
            .filter(release::Column::Sha256.eq(sha256))
            .select_only()
            .column(release::Column::Id)
            .into_tuple::<i32>()
            .one(&self.db)
            .await?;
        Ok(found.is_some())
    }

    /// Begins to load a file.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn load(&self, file: FileStamp) -> Result<ReleaseLoad, StoreError> {
        let transaction = self.write().await?;
        if self.backend() == DbBackend::Postgres {
            // One load at a time, as SQLite has it: a load must see the releases around its own.
            transaction
                .execute_unprepared("LOCK TABLE release IN EXCLUSIVE MODE")
                .await?;
        }
        Ok(ReleaseLoad { transaction, file })
    }
}

impl ReleaseLoad {
    /// Prepares for the rows of one kind.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn stage<R: DatedRow>(&self) -> Result<Stage<'_, R>, StoreError> {
        slot::create_stage(&self.transaction, &R::TABLE).await?;
        Ok(Stage {
            load: self,
            pending: Vec::new(),
            read: 0,
            rows: std::marker::PhantomData,
        })
    }

    /// Makes everything loaded so far visible.
    ///
    /// # Errors
    /// Only the database's; then nothing of the file is loaded.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    async fn save_release(&self, info: &ReleaseInfo, rows_read: u64) -> Result<i32, StoreError> {
        let existing = release::Entity::find()
            .filter(release::Column::Source.eq(info.source.slug()))
            .filter(release::Column::ValidFrom.eq(info.valid_from))
            .one(&self.transaction)
            .await?;
        let mut model = release::ActiveModel {
            source: Set(info.source.slug().into()),
            label: Set(info.label.clone()),
            valid_from: Set(info.valid_from),
            file_name: Set(self.file.name.clone()),
            sha256: Set(self.file.sha256.clone()),
            imported_at: Set(self.file.imported_at),
            rows_read: Set(i64::try_from(rows_read).unwrap_or(i64::MAX)),
            ..Default::default()
        };
        let saved = match existing {
            Some(earlier) => {
                model.id = Set(earlier.id);
                model.update(&self.transaction).await?
            }
            None => model.insert(&self.transaction).await?,
        };
        Ok(saved.id)
    }
}

/// Rows on their way into one dated table.
#[derive(Debug)]
pub struct Stage<'load, R> {
    load: &'load ReleaseLoad,
    pending: Vec<Value>,
    read: u64,
    rows: std::marker::PhantomData<R>,
}

impl<R: DatedRow> Stage<'_, R> {
    /// Adds a row.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn push(&mut self, row: R) -> Result<(), StoreError> {
        row.values(&mut self.pending);
        self.read += 1;
        if self.pending.len() + R::TABLE.width() > slot::MAX_BOUND_VALUES {
            self.flush().await?;
        }
        Ok(())
    }

    /// Sets the slot of a release to the rows pushed.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn finish(mut self, info: &ReleaseInfo) -> Result<LoadCounts, StoreError> {
        self.flush().await?;
        let transaction = &self.load.transaction;
        let release_id = self.load.save_release(info, self.read).await?;
        let mut counts = slot::set(transaction, &R::TABLE, info, release_id).await?;
        counts.read = self.read;
        if let Some(codes) = R::TABLE.codes {
            slot::register_codes(transaction, codes).await?;
        }
        slot::drop_stage(transaction).await?;
        Ok(counts)
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let values = std::mem::take(&mut self.pending);
        let backend = self.load.transaction.get_database_backend();
        let sql = slot::insert_sql(backend, &R::TABLE, values.len() / R::TABLE.width());
        self.load
            .transaction
            .execute_raw(Statement::from_sql_and_values(backend, sql, values))
            .await?;
        Ok(())
    }
}

/// The first day of the release that follows in a source, if one is loaded.
async fn next_release(
    transaction: &DatabaseTransaction,
    source: Source,
    after: codeset::NaiveDate,
) -> Result<Option<release::Model>, StoreError> {
    use sea_orm::QueryOrder;
    Ok(release::Entity::find()
        .filter(release::Column::Source.eq(source.slug()))
        .filter(release::Column::ValidFrom.gt(after))
        .order_by_asc(release::Column::ValidFrom)
        .one(transaction)
        .await?)
}
