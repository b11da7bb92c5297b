//! Where Medicare pays by which price indices: localities, their counties and their ZIP codes.

use crate::entity::{gpci, locality_area, zip_locality};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

impl Store {
    /// The price indices of one locality on a day, by its contractor (five digits) and number (two).
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_gpci(
        &self,
        mac: &str,
        locality: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<gpci::Model>>, StoreError> {
        let rows = gpci::Entity::find()
            .filter(gpci::Column::Mac.eq(mac))
            .filter(gpci::Column::Locality.eq(locality))
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on));
        Ok(Released::list(rows, &self.db).await?.pop())
    }

    /// The locality of a ZIP code (five digits) on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_zip_locality(
        &self,
        zip: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<zip_locality::Model>>, StoreError> {
        let rows = zip_locality::Entity::find()
            .filter(zip_locality::Column::Zip.eq(zip))
            .filter(zip_locality::Column::Source.eq(Source::ZipLocality.slug()))
            .filter(in_force!(zip_locality, on));
        Ok(Released::list(rows, &self.db).await?.pop())
    }

    /// The fee schedule areas of a locality on a day with their counties, by name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_locality_areas(
        &self,
        mac: &str,
        locality: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<locality_area::Model>>, StoreError> {
        let rows = locality_area::Entity::find()
            .filter(locality_area::Column::Mac.eq(mac))
            .filter(locality_area::Column::Locality.eq(locality))
            .filter(locality_area::Column::Source.eq(Source::Locality.slug()))
            .filter(in_force!(locality_area, on))
            .order_by_asc(locality_area::Column::Area);
        Released::list(rows, &self.db).await
    }
}
