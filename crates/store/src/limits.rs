//! Tallies for limits: how often something happened in a window of time. They live in the database so
//! that all server nodes count together.

use crate::entity::tally;
use crate::{Store, StoreError};
use sea_orm::prelude::{DateTimeUtc, Expr};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

impl Store {
    /// Counts one more in a bucket and returns whether it was within the limit. What is over the limit is
    /// not counted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn tally_within(
        &self,
        bucket: &str,
        window_start: DateTimeUtc,
        limit: u32,
    ) -> Result<bool, StoreError> {
        if limit == 0 {
            return Ok(false);
        }
        let first = tally::ActiveModel {
            bucket: Set(bucket.into()),
            window_start: Set(window_start),
            count: Set(1),
        };
        let mut conflict = OnConflict::columns([tally::Column::Bucket, tally::Column::WindowStart]);
        conflict
            .value(
                tally::Column::Count,
                Expr::col((tally::Entity, tally::Column::Count)).add(1),
            )
            .action_and_where(Expr::col((tally::Entity, tally::Column::Count)).lt(limit));
        let written = tally::Entity::insert(first)
            .on_conflict(conflict)
            .exec_without_returning(&self.db)
            .await?;
        Ok(written == 1)
    }

    /// Takes one back that was counted in a bucket.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn untally(&self, bucket: &str, window_start: DateTimeUtc) -> Result<(), StoreError> {
        tally::Entity::update_many()
            .col_expr(tally::Column::Count, Expr::col(tally::Column::Count).sub(1))
            .filter(tally::Column::Bucket.eq(bucket))
            .filter(tally::Column::WindowStart.eq(window_start))
            .filter(tally::Column::Count.gt(0))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// How often something was counted in a bucket.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_tally(&self, bucket: &str, window_start: DateTimeUtc) -> Result<u32, StoreError> {
        let found = tally::Entity::find_by_id((bucket.to_owned(), window_start))
            .one(&self.db)
            .await?;
        Ok(found.map_or(0, |tally| u32::try_from(tally.count).unwrap_or(0)))
    }

    /// Forgets the tallies of windows that began before a time.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn delete_tallies(&self, before: DateTimeUtc) -> Result<u64, StoreError> {
        let deleted = tally::Entity::delete_many()
            .filter(tally::Column::WindowStart.lt(before))
            .exec(&self.db)
            .await?;
        Ok(deleted.rows_affected)
    }
}
