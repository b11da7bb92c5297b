//! The physician fee schedule: rows, conversion factors, price indices.

use crate::entity::{conversion_factor, fee, gpci, release};
use crate::{Store, StoreError, releases::Released};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// A span of days that holds a day.
macro_rules! in_force {
    ($table:ident, $on:expr) => {
        Condition::all().add($table::Column::ValidFrom.lte($on)).add(
            Condition::any()
                .add($table::Column::ValidTo.is_null())
                .add($table::Column::ValidTo.gt($on)),
        )
    };
}
pub(crate) use in_force;

impl Store {
    /// The fee schedule rows of a code on a day: the whole service first, then its parts (26, TC, 53).
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_fees(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<fee::Model>>, StoreError> {
        Ok(fee::Entity::find()
            .filter(fee::Column::Code.eq(code))
            .filter(in_force!(fee, on))
            .order_by_asc(fee::Column::Modifier)
            .find_also_related(release::Entity)
            .all(&self.db)
            .await?
            .into_iter()
            .filter_map(Released::pair)
            .collect())
    }

    /// The conversion factors on a day, by kind.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_conversion_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        Ok(conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.eq(Source::Mpfs.slug()))
            .filter(in_force!(conversion_factor, on))
            .order_by_asc(conversion_factor::Column::Kind)
            .find_also_related(release::Entity)
            .all(&self.db)
            .await?
            .into_iter()
            .filter_map(Released::pair)
            .collect())
    }

    /// The price indices of all localities on a day, by state and name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_gpcis(&self, on: NaiveDate) -> Result<Vec<Released<gpci::Model>>, StoreError> {
        Ok(gpci::Entity::find()
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on))
            .order_by_asc(gpci::Column::State)
            .order_by_asc(gpci::Column::Name)
            .find_also_related(release::Entity)
            .all(&self.db)
            .await?
            .into_iter()
            .filter_map(Released::pair)
            .collect())
    }

    /// How many localities have price indices on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_gpcis(&self, on: NaiveDate) -> Result<u64, StoreError> {
        Ok(gpci::Entity::find()
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on))
            .count(&self.db)
            .await?)
    }
}
