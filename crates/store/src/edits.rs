//! NCCI edits: pairs that are not paid together, unit limits, and add-on codes with their primary codes.

use crate::entity::{add_on, mue, ptp_edit};
use crate::releases::{Released, in_force, not_ended};
use crate::{Store, StoreError};
pub use codeset::ncci::Column;
use codeset::{NaiveDate, release::Source};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

/// What a code is in an add-on edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddOnRole {
    /// It is reported beside a primary code only.
    AddOn,
    /// Add-on codes are reported beside it.
    Primary,
}

/// The add-on edits of codes in force on a day, by pair and release. Where an edit has no date of its own, it counts
/// from the release that first lists it.
fn add_ons(codes: &[&str], role: AddOnRole, on: NaiveDate) -> Select<add_on::Entity> {
    let column = match role {
        AddOnRole::AddOn => add_on::Column::AddOn,
        AddOnRole::Primary => add_on::Column::PrimaryCode,
    };
    add_on::Entity::find()
        .filter(column.is_in(codes.iter().copied()))
        .filter(add_on::Column::Source.eq(Source::AddOn.slug()))
        .filter(not_ended!(add_on, on))
        .filter(
            Condition::any().add(add_on::Column::Effective.lte(on)).add(
                add_on::Column::Effective
                    .is_null()
                    .and(add_on::Column::ValidFrom.lte(on)),
            ),
        )
        .filter(
            Condition::any()
                .add(add_on::Column::Deleted.is_null())
                .add(add_on::Column::Deleted.gte(on)),
        )
        .order_by_asc(add_on::Column::AddOn)
        .order_by_asc(add_on::Column::PrimaryCode)
        .order_by_asc(add_on::Column::ValidFrom)
}

/// The edits of a code in force on a day.
pub(crate) fn pairs(source: Source, code: &str, column: Column, on: NaiveDate) -> Select<ptp_edit::Entity> {
    let column = match column {
        Column::One => ptp_edit::Column::Column1,
        Column::Two => ptp_edit::Column::Column2,
    };
    pairs_in_force(source, on).filter(column.eq(code))
}

/// The edits in force on a day, as the newest loaded release tells them. An edit has dates of its own, and each
/// release repeats the whole history.
fn pairs_in_force(source: Source, on: NaiveDate) -> Select<ptp_edit::Entity> {
    ptp_edit::Entity::find()
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
        let rows = pairs(source, code, column, on).order_by_asc(other).limit(limit);
        Released::list(rows, &self.db).await
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
            found.extend(Released::list(edits, &self.db).await?);
        }
        Ok(found)
    }

    /// The edits among some codes in force on a day, by Column 1 and Column 2. One statement, which looks each pair up
    /// by its key.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_pairs_among(
        &self,
        source: Source,
        codes: &[&str],
        on: NaiveDate,
    ) -> Result<Vec<Released<ptp_edit::Model>>, StoreError> {
        let edits = pairs_in_force(source, on)
            .filter(ptp_edit::Column::Column1.is_in(codes.iter().copied()))
            .filter(ptp_edit::Column::Column2.is_in(codes.iter().copied()))
            .order_by_asc(ptp_edit::Column::Column1)
            .order_by_asc(ptp_edit::Column::Column2);
        Released::list(edits, &self.db).await
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
        Ok(self.list_mues(source, &[code], on).await?.pop())
    }

    /// The unit limits of some codes on a day, by code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_mues(
        &self,
        source: Source,
        codes: &[&str],
        on: NaiveDate,
    ) -> Result<Vec<Released<mue::Model>>, StoreError> {
        let rows = mue::Entity::find()
            .filter(mue::Column::Code.is_in(codes.iter().copied()))
            .filter(mue::Column::Source.eq(source.slug()))
            .filter(in_force!(mue, on))
            .order_by_asc(mue::Column::Code);
        Released::list(rows, &self.db).await
    }

    /// The add-on edits of a code in force on a day: of an add-on code those with its primary codes, of a primary
    /// code those with its add-on codes.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_add_ons(
        &self,
        code: &str,
        role: AddOnRole,
        on: NaiveDate,
    ) -> Result<Vec<Released<add_on::Model>>, StoreError> {
        self.list_add_ons_of(&[code], role, on).await
    }

    /// The same of several codes at once.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_add_ons_of(
        &self,
        codes: &[&str],
        role: AddOnRole,
        on: NaiveDate,
    ) -> Result<Vec<Released<add_on::Model>>, StoreError> {
        let mut edits = Released::list(add_ons(codes, role, on), &self.db).await?;
        // What later releases repeat of a pair follows what the first of them says.
        edits.dedup_by(|later, first| {
            (&later.row.add_on, &later.row.primary_code) == (&first.row.add_on, &first.row.primary_code)
        });
        Ok(edits)
    }
}
