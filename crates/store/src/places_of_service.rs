//! Where a service is furnished.

use crate::entity::place_of_service;
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

impl Store {
    /// A place of service by its two digits on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_place_of_service(
        &self,
        place: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<place_of_service::Model>>, StoreError> {
        let rows = place_of_service::Entity::find()
            .filter(place_of_service::Column::Place.eq(place))
            .filter(in_force!(place_of_service, on));
        Ok(Released::list(rows, &self.db).await?.pop())
    }
}
