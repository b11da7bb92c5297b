//! What is loaded, and which release answers for a day.

use crate::{Store, StoreError, entity::release};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A row with the release that its span of days began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released<M> {
    /// The row.
    pub row: M,
    /// Its release.
    pub release: release::Model,
}

impl<M> Released<M> {
    /// Pairs the results of a join with `release`; a row without one cannot exist (foreign key).
    pub(crate) fn pair((row, release): (M, Option<release::Model>)) -> Option<Self> {
        release.map(|release| Self { row, release })
    }
}

impl Store {
    /// All loaded releases, by source and date.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_releases(&self) -> Result<Vec<release::Model>, StoreError> {
        Ok(release::Entity::find()
            .order_by_asc(release::Column::Source)
            .order_by_asc(release::Column::ValidFrom)
            .all(&self.db)
            .await?)
    }

    /// The loaded releases of some sources, by date.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_releases_of(&self, sources: &[Source]) -> Result<Vec<release::Model>, StoreError> {
        Ok(release::Entity::find()
            .filter(release::Column::Source.is_in(sources.iter().map(|source| source.slug())))
            .order_by_asc(release::Column::ValidFrom)
            .all(&self.db)
            .await?)
    }

    /// The release of a source that answers for a day: the last one that begins on it or before.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_release(
        &self,
        source: Source,
        on: NaiveDate,
    ) -> Result<Option<release::Model>, StoreError> {
        Ok(release::Entity::find()
            .filter(release::Column::Source.eq(source.slug()))
            .filter(release::Column::ValidFrom.lte(on))
            .order_by_desc(release::Column::ValidFrom)
            .one(&self.db)
            .await?)
    }
}
