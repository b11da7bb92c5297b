//! Loading a release: the rows of a file become spans of days in the dated tables of its source.
//!
//! A release counts from its first day to the first day of the next loaded release of its source, its
//! *slot*. Loading sets the content of that slot and nothing else, so the tables depend on which releases
//! are loaded, not on the order in which they came. Within a key, neighbouring spans of equal content are
//! one span. A release with a higher revision corrects the one of the same day; a lower one does not come back.
//!
//! The first release of a source goes straight into its tables; a further one is staged, and [`slot`] works
//! out what it changes.

mod bulk;
mod dated;
mod remove;
mod rows;
mod slot;

pub use dated::{DatedRow, DatedTable, Names, all_tables, tables_of};

use crate::{Store, StoreError, entity::release};
use bulk::Bulk;
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Value};

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
    /// Its name; of a release in several files, all names.
    pub name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// When it is loaded.
    pub imported_at: DateTimeUtc,
    /// Who may use the licensed text in it, where there is any.
    pub licence_holder: Option<String>,
}

/// One transaction that loads the releases of one file. Dropped without [`ReleaseLoad::commit`], it leaves
/// everything as it was.
#[derive(Debug)]
pub struct ReleaseLoad {
    bulk: Bulk,
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
        let bulk = Bulk::begin(self).await?;
        Ok(ReleaseLoad { bulk, file })
    }
}

impl ReleaseLoad {
    /// Begins a release of the file. `None` when a later edition of it is loaded: there is nothing to do.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn begin(&mut self, info: &ReleaseInfo) -> Result<Option<LoadingRelease<'_>>, StoreError> {
        let existing = self
            .bulk
            .find(
                "SELECT id, revision FROM release WHERE source = $1 AND valid_from = $2",
                [info.source.slug().into(), info.valid_from.into()],
                |row| Ok((row.integer(0)?, row.integer(1)?)),
            )
            .await?;
        if existing.is_some_and(|(_, revision)| revision > i64::from(info.revision)) {
            return Ok(None);
        }
        let is_first = self
            .bulk
            .find(
                "SELECT count(*) FROM release WHERE source = $1",
                [info.source.slug().into()],
                |row| row.integer(0),
            )
            .await?
            == Some(0);
        let id = self.save_release(info, existing.map(|(id, _)| id)).await?;
        let next = find_neighbour(&mut self.bulk, info.source, info.valid_from, ">").await?;
        let mut tables = Vec::new();
        for table in tables_of(info.source) {
            if !is_first {
                slot::create_stage(&mut self.bulk, table).await?;
            }
            tables.push(Pending {
                table: *table,
                values: Vec::new(),
                text: 0,
                read: 0,
            });
        }
        Ok(Some(LoadingRelease {
            load: self,
            slot: slot::Slot {
                source: info.source,
                from: info.valid_from,
                next,
            },
            id,
            is_first,
            is_correction: existing.is_some(),
            tables,
        }))
    }

    /// Makes everything loaded so far visible.
    ///
    /// # Errors
    /// Only the database's; then nothing of the file is loaded.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.bulk.commit().await
    }

    /// Leaves everything as it was, after a trial.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn roll_back(self) -> Result<(), StoreError> {
        self.bulk.roll_back().await
    }

    async fn save_release(&mut self, info: &ReleaseInfo, existing: Option<i64>) -> Result<i32, StoreError> {
        let columns =
            "label = $3, file_name = $4, sha256 = $5, imported_at = $6, revision = $7, licence_holder = $8";
        let values = [
            info.source.slug().into(),
            info.valid_from.into(),
            info.label.as_str().into(),
            self.file.name.as_str().into(),
            self.file.sha256.as_str().into(),
            self.file.imported_at.into(),
            info.revision.into(),
            Value::from(
                self.file
                    .licence_holder
                    .clone()
                    .filter(|_| info.source.needs_licence()),
            ),
        ];
        let sql = match existing {
            Some(_) => format!("UPDATE release SET {columns} WHERE source = $1 AND valid_from = $2"),
            None => {
                "INSERT INTO release (source, valid_from, label, file_name, sha256, imported_at, revision, \
                     licence_holder, rows_read) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)"
                    .to_owned()
            }
        };
        self.bulk.execute(sql, values).await?;
        let id = self
            .bulk
            .find(
                "SELECT id FROM release WHERE source = $1 AND valid_from = $2",
                [info.source.slug().into(), info.valid_from.into()],
                |row| row.integer(0),
            )
            .await?;
        id.and_then(|id| i32::try_from(id).ok())
            .ok_or_else(|| StoreError::Value("the release just saved has no number".into()))
    }
}

/// A release on its way into the tables of its source.
#[derive(Debug)]
pub struct LoadingRelease<'load> {
    load: &'load mut ReleaseLoad,
    slot: slot::Slot,
    id: i32,
    /// No release of the source was loaded before: the rows need no comparison.
    is_first: bool,
    /// The release was loaded before, from another file.
    is_correction: bool,
    tables: Vec<Pending>,
}

/// The rows of one table that are not written yet.
#[derive(Debug)]
struct Pending {
    table: DatedTable,
    values: Vec<Value>,
    /// Bytes of text among the values.
    text: usize,
    read: u64,
}

impl LoadingRelease<'_> {
    /// Adds a row.
    ///
    /// # Errors
    /// [`StoreError::Value`] for a row of another source; else only the database's.
    pub async fn push<R: DatedRow>(&mut self, row: R) -> Result<(), StoreError> {
        let is_first = self.is_first;
        let place = self
            .tables
            .iter()
            .position(|pending| pending.table.name == R::TABLE.name);
        let Some(pending) = place.and_then(|place| self.tables.get_mut(place)) else {
            let source = self.slot.source;
            return Err(StoreError::Value(format!(
                "a row of {} in a release of {source}",
                R::TABLE.name
            )));
        };
        let before = pending.values.len();
        row.values(&mut pending.values);
        pending.text += pending.values[before..].iter().map(text_of).sum::<usize>();
        pending.read += 1;
        if is_first {
            let source = Value::from(self.slot.source.slug());
            pending
                .values
                .extend([source, self.slot.from.into(), self.id.into()]);
        }
        let is_much = pending.values.len() >= bulk::VALUES_AT_A_TIME || pending.text >= bulk::TEXT_AT_A_TIME;
        if is_much && let Some(place) = place {
            self.flush(place).await?;
        }
        Ok(())
    }

    /// How many rows of the source the release before this one has, and how many this one: a release that is
    /// much shorter than the one before it is likely not whole.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn shrinks(&mut self) -> Result<Option<(u64, u64)>, StoreError> {
        let rows = self
            .load
            .bulk
            .find(
                "SELECT rows_read FROM release WHERE source = $1 AND valid_from < $2 ORDER BY valid_from DESC LIMIT 1",
                [self.slot.source.slug().into(), self.slot.from.into()],
                |row| row.integer(0),
            )
            .await?;
        Ok(rows.map(|rows| (rows.unsigned_abs(), self.read())))
    }

    fn read(&self) -> u64 {
        let counted = self.tables.iter().filter(|pending| !pending.table.is_companion);
        counted.map(|pending| pending.read).sum()
    }

    /// Sets the slot of the release to the rows pushed.
    ///
    /// # Errors
    /// [`StoreError::RepeatedKey`] when two rows have one key; else only the database's.
    pub async fn finish(mut self) -> Result<LoadCounts, StoreError> {
        let read = self.read();
        let mut counts = LoadCounts {
            read,
            ..LoadCounts::default()
        };
        for place in 0..self.tables.len() {
            self.flush(place).await?;
            let table = self.tables[place].table;
            let bulk = &mut self.load.bulk;
            if self.is_first {
                slot::register_codes(bulk, table.names, table.name).await?;
                continue;
            }
            let changed = slot::set(bulk, &table, self.slot, self.id).await?;
            slot::register_codes(bulk, table.names, &slot::stage_name(&table)).await?;
            slot::drop_stage(bulk, &table).await?;
            if !table.is_companion {
                counts.added += changed.added;
                counts.closed += changed.closed;
                counts.unchanged += changed.unchanged;
            }
        }
        if self.is_first {
            counts.added = read;
        }
        if self.is_correction {
            remove::forget_codes(&mut self.load.bulk, tables_of(self.slot.source)).await?;
        }
        let rows = i64::try_from(read).unwrap_or(i64::MAX);
        self.load
            .bulk
            .execute(
                "UPDATE release SET rows_read = $1 WHERE id = $2",
                [rows.into(), self.id.into()],
            )
            .await?;
        Ok(counts)
    }

    async fn flush(&mut self, place: usize) -> Result<(), StoreError> {
        let Some(pending) = self.tables.get_mut(place) else {
            return Ok(());
        };
        let values = std::mem::take(&mut pending.values);
        pending.text = 0;
        let mut columns: Vec<_> = pending.table.columns().collect();
        let table = &pending.table;
        let (target, bulk) = if self.is_first {
            columns.extend(["source", "valid_from", "release_id"]);
            (table.name.to_owned(), &mut self.load.bulk)
        } else {
            (slot::stage_name(table), &mut self.load.bulk)
        };
        bulk.insert(&target, &columns, values)
            .await
            .map_err(|error| error.or_repeated_key(table.name))
    }
}

/// How many bytes of text a value has.
fn text_of(value: &Value) -> usize {
    match value {
        Value::String(Some(text)) => text.len(),
        _ => 0,
    }
}

/// The release of a source nearest to a day, before (`<`) or after it (`>`).
async fn find_neighbour(
    bulk: &mut Bulk,
    source: Source,
    day: NaiveDate,
    side: &str,
) -> Result<Option<slot::Neighbour>, StoreError> {
    let order = if side == "<" { "DESC" } else { "ASC" };
    let found = bulk
        .find(
            format!(
                "SELECT id, valid_from FROM release WHERE source = $1 AND valid_from {side} $2 \
                 ORDER BY valid_from {order} LIMIT 1"
            ),
            [source.slug().into(), day.into()],
            |row| Ok((row.integer(0)?, row.date(1)?)),
        )
        .await?;
    let id = |id| i32::try_from(id).map_err(|_| StoreError::Value(format!("release number {id}")));
    found
        .map(|(number, valid_from)| {
            Ok(slot::Neighbour {
                id: id(number)?,
                valid_from,
            })
        })
        .transpose()
}
