//! What is loaded, and which release answers for a day.

use crate::{Store, StoreError, entity::release};
use codeset::{NaiveDate, release::Source};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, Related, Select,
};

/// A row of a dated table, by the days for which it stands.
pub trait Span {
    /// The first day on which it counts.
    fn valid_from(&self) -> NaiveDate;

    /// The first day on which it no longer counts; `None` while no later release says otherwise.
    fn valid_to(&self) -> Option<NaiveDate>;
}

/// A span of days that holds a day.
macro_rules! in_force {
    ($table:ident, $on:expr) => {
        Condition::all()
            .add($table::Column::ValidFrom.lte($on))
            .add(crate::releases::not_ended!($table, $on))
    };
}

/// A span of days that holds a day or begins after it: for rows with dates of their own, which a release may list
/// long after the day on which they began.
macro_rules! not_ended {
    ($table:ident, $on:expr) => {
        Condition::any()
            .add($table::Column::ValidTo.is_null())
            .add($table::Column::ValidTo.gt($on))
    };
}

pub(crate) use {in_force, not_ended};

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

    /// The selected rows, each with its release.
    pub(crate) async fn list<E>(select: Select<E>, db: &DatabaseConnection) -> Result<Vec<Self>, StoreError>
    where
        E: EntityTrait<Model = M> + Related<release::Entity>,
    {
        let rows = select.find_also_related(release::Entity).all(db).await?;
        Ok(rows.into_iter().filter_map(Self::pair).collect())
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

    /// Of every source among some the release that answers for a day and the newest one, by source and date; one
    /// of them where they are the same, or where all begin after the day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_answering_releases(
        &self,
        sources: &[Source],
        on: NaiveDate,
    ) -> Result<Vec<release::Model>, StoreError> {
        Ok(release::Entity::find()
            .filter(release::Column::Source.is_in(sources.iter().map(|source| source.slug())))
            .filter(
                Condition::any()
                    .add(release::Column::ValidFrom.in_subquery(last_day(Some(on))))
                    .add(release::Column::ValidFrom.in_subquery(last_day(None))),
            )
            .order_by_asc(release::Column::Source)
            .order_by_asc(release::Column::ValidFrom)
            .all(&self.db)
            .await?)
    }
}

/// The first day of the newest release of the source at hand, or of the newest one that begins on a day or before.
fn last_day(on: Option<NaiveDate>) -> SelectStatement {
    let other = Alias::new("other");
    let day = || Expr::col((other.clone(), release::Column::ValidFrom));
    let mut select = Query::select();
    select
        .expr(Func::max(day()))
        .from_as(release::Entity, other.clone())
        .and_where(
            Expr::col((other.clone(), release::Column::Source))
                .equals((release::Entity, release::Column::Source)),
        )
        .and_where_option(on.map(|on| day().lte(on)));
    select
}
