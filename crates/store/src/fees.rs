//! What Medicare pays practitioners: the physician fee schedule, conversion factors, price indices.

use crate::entity::{anesthesia_factor, conversion_factor, fee, gpci};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// The fee schedules. From 2026 there are two files with the same relative values and different conversion factors.
const SCHEDULES: [Source; 2] = [Source::Mpfs, Source::MpfsQpp];

impl Store {
    /// The fee schedule rows of a code on a day: the whole service first, then its parts (26, TC, 53). The file for
    /// qualifying APM participants repeats them and is not read.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_fees(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<fee::Model>>, StoreError> {
        let rows = fee::Entity::find()
            .filter(fee::Column::Code.eq(code))
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .filter(in_force!(fee, on))
            .order_by_asc(fee::Column::Modifier);
        Released::list(rows, &self.db).await
    }

    /// The conversion factors of the fee schedule on a day, by kind: one until 2025, from 2026 that of its file and
    /// that of the file for qualifying APM participants.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_conversion_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        let rows = conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.is_in(SCHEDULES.map(Source::slug)))
            .filter(in_force!(conversion_factor, on))
            .order_by_asc(conversion_factor::Column::Kind);
        Released::list(rows, &self.db).await
    }

    /// The national anesthesia conversion factors on a day, by kind: one until 2025, from 2026 that of qualifying APM
    /// participants and that of all others.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_national_anesthesia_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        let rows = conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.eq(Source::Anesthesia.slug()))
            .filter(in_force!(conversion_factor, on))
            .order_by_asc(conversion_factor::Column::Kind);
        Released::list(rows, &self.db).await
    }

    /// The anesthesia conversion factors of all localities on a day, by name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_anesthesia_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<anesthesia_factor::Model>>, StoreError> {
        let rows = anesthesia_factor::Entity::find()
            .filter(anesthesia_factor::Column::Source.eq(Source::Anesthesia.slug()))
            .filter(in_force!(anesthesia_factor, on))
            .order_by_asc(anesthesia_factor::Column::Name)
            .order_by_asc(anesthesia_factor::Column::Mac)
            .order_by_asc(anesthesia_factor::Column::Locality);
        Released::list(rows, &self.db).await
    }

    /// The price indices of all localities on a day, by state and name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_gpcis(&self, on: NaiveDate) -> Result<Vec<Released<gpci::Model>>, StoreError> {
        let rows = gpci::Entity::find()
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on))
            .order_by_asc(gpci::Column::State)
            .order_by_asc(gpci::Column::Name);
        Released::list(rows, &self.db).await
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
