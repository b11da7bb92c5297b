//! Mappings between ICD-10-CM and ICD-9-CM.

use crate::entity::gem;
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};

/// In which direction an ICD-10-CM code is mapped. The two files are not each other's inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the ICD-10-CM code to ICD-9-CM.
    ToIcd9,
    /// From ICD-9-CM to the ICD-10-CM code.
    FromIcd9,
}

/// The mappings of an ICD-10-CM code on a day.
fn mappings(code: &str, direction: Direction, on: NaiveDate) -> Select<gem::Entity> {
    let (column, source) = match direction {
        Direction::ToIcd9 => (gem::Column::FromCode, Source::GemIcd10),
        Direction::FromIcd9 => (gem::Column::ToCode, Source::GemIcd9),
    };
    gem::Entity::find()
        .filter(column.eq(code))
        .filter(gem::Column::Source.eq(source.slug()))
        .filter(in_force!(gem, on))
}

impl Store {
    /// The mappings of an ICD-10-CM code on a day, by scenario, choice list and the other code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_mappings(
        &self,
        code: &str,
        direction: Direction,
        on: NaiveDate,
    ) -> Result<Vec<Released<gem::Model>>, StoreError> {
        let rows = mappings(code, direction, on)
            .order_by_asc(gem::Column::Scenario)
            .order_by_asc(gem::Column::Choice)
            .order_by_asc(gem::Column::FromCode)
            .order_by_asc(gem::Column::ToCode);
        Released::list(rows, &self.db).await
    }

    /// How many mappings of an ICD-10-CM code there are on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_mappings(
        &self,
        code: &str,
        direction: Direction,
        on: NaiveDate,
    ) -> Result<u64, StoreError> {
        Ok(mappings(code, direction, on).count(&self.db).await?)
    }

    /// The mappings of an ICD-9-CM code to ICD-10-CM; `code` with its dot.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_mappings_of_icd9(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<gem::Model>>, StoreError> {
        let rows = gem::Entity::find()
            .filter(gem::Column::FromCode.eq(code))
            .filter(gem::Column::Source.eq(Source::GemIcd9.slug()))
            .filter(in_force!(gem, on))
            .order_by_asc(gem::Column::Scenario)
            .order_by_asc(gem::Column::Choice)
            .order_by_asc(gem::Column::ToCode);
        Released::list(rows, &self.db).await
    }
}
