//! What Medicare pays hospitals for outpatients, and payments to practitioners that are capped at it.

use crate::entity::{opps_cap, opps_rate};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

impl Store {
    /// The outpatient status and rate of a code on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_opps_rate(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<opps_rate::Model>>, StoreError> {
        let rows = opps_rate::Entity::find()
            .filter(opps_rate::Column::Code.eq(code))
            .filter(opps_rate::Column::Source.eq(Source::OppsAddendumB.slug()))
            .filter(in_force!(opps_rate, on));
        Ok(Released::list(rows, &self.db).await?.pop())
    }

    /// The capped payments of a code on a day: the whole service first, then its parts, each by locality.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_opps_caps(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<opps_cap::Model>>, StoreError> {
        let rows = opps_cap::Entity::find()
            .filter(opps_cap::Column::Code.eq(code))
            .filter(opps_cap::Column::Source.eq(Source::OppsCap.slug()))
            .filter(in_force!(opps_cap, on))
            .order_by_asc(opps_cap::Column::Modifier)
            .order_by_asc(opps_cap::Column::Mac)
            .order_by_asc(opps_cap::Column::Locality);
        Released::list(rows, &self.db).await
    }

    /// The capped payments of several codes on a day, in all localities or in one (its contractor and number).
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_opps_caps_of(
        &self,
        codes: &[&str],
        place: Option<(&str, &str)>,
        on: NaiveDate,
    ) -> Result<Vec<Released<opps_cap::Model>>, StoreError> {
        let mut rows = opps_cap::Entity::find()
            .filter(opps_cap::Column::Code.is_in(codes.iter().copied()))
            .filter(opps_cap::Column::Source.eq(Source::OppsCap.slug()))
            .filter(in_force!(opps_cap, on))
            .order_by_asc(opps_cap::Column::Code)
            .order_by_asc(opps_cap::Column::Modifier);
        if let Some((mac, locality)) = place {
            rows = rows
                .filter(opps_cap::Column::Mac.eq(mac))
                .filter(opps_cap::Column::Locality.eq(locality));
        }
        Released::list(rows, &self.db).await
    }
}
