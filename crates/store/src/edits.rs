//! NCCI edits: pairs that are not paid together, and unit limits.

use crate::entity::{mue, ptp_edit, release};
use crate::fees::in_force;
use crate::{Store, StoreError, releases::Released};
use codeset::{NaiveDate, release::Source};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// Which column of a pair a code stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Payable.
    One,
    /// Denied beside Column 1.
    Two,
}

impl Column {
    fn of_table(self) -> ptp_edit::Column {
        match self {
            Self::One => ptp_edit::Column::Column1,
            Self::Two => ptp_edit::Column::Column2,
        }
    }
}

/// The edits of a code in force on a day, as the newest loaded release tells them. An edit has dates of
/// its own, and each release repeats the whole history.
fn pairs(source: Source, code: &str, column: Column, on: NaiveDate) -> Select<ptp_edit::Entity> {
    ptp_edit::Entity::find()
        .filter(column.of_table().eq(code))
        .filter(ptp_edit::Column::Source.eq(source.slug()))
        .filter(ptp_edit::Column::ValidTo.is_null())
        .filter(ptp_edit::Column::Indicator.ne(9))
        .filter(ptp_edit::Column::Effective.lte(on))
        .filter(
            Condition::any()
                .add(ptp_edit::Column::Deleted.is_null())
                .add(ptp_edit::Column::Deleted.gte(on)),
        )
}

impl Store {
    /// The first edits of a code in force on a day, by the other code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_pairs(
        &self,
        source: Source,
        code: &str,
        column: Column,
        on: NaiveDate,
        limit: u64,
    ) -> Result<Vec<Released<ptp_edit::Model>>, StoreError> {
        let other = match column {
            Column::One => ptp_edit::Column::Column2,
            Column::Two => ptp_edit::Column::Column1,
        };
        Ok(pairs(source, code, column, on)
            .order_by_asc(other)
            .limit(limit)
            .find_also_related(release::Entity)
            .all(&self.db)
            .await?
            .into_iter()
            .filter_map(Released::pair)
            .collect())
    }

    /// The edits between two codes in force on a day, whichever of them is Column 1.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_pair(
        &self,
        source: Source,
        one: &str,
        other: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<ptp_edit::Model>>, StoreError> {
        let mut found = Vec::new();
        for (column1, column2) in [(one, other), (other, one)] {
            let edits = pairs(source, column1, Column::One, on).filter(ptp_edit::Column::Column2.eq(column2));
            let edits = edits.find_also_related(release::Entity).all(&self.db).await?;
            found.extend(edits.into_iter().filter_map(Released::pair));
        }
        Ok(found)
    }

    /// How many edits of a code are in force on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_pairs(
        &self,
        source: Source,
        code: &str,
        column: Column,
        on: NaiveDate,
    ) -> Result<u64, StoreError> {
        Ok(pairs(source, code, column, on).count(&self.db).await?)
    }

    /// The unit limit of a code on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_mue(
        &self,
        source: Source,
        code: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<mue::Model>>, StoreError> {
        Ok(mue::Entity::find()
            .filter(mue::Column::Code.eq(code))
            .filter(mue::Column::Source.eq(source.slug()))
            .filter(in_force!(mue, on))
            .find_also_related(release::Entity)
            .one(&self.db)
            .await?
            .and_then(Released::pair))
    }
}
