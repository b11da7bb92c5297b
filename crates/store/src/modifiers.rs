//! What decides on modifiers: how many codes have an indicator, and how many edits a modifier passes.

use crate::edits::{Column, pairs};
use crate::entity::{fee, ptp_edit};
use crate::releases::in_force;
use crate::{Store, StoreError};
use codeset::modifier::{EditCounts, Indicator};
use codeset::{NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

fn of_table(indicator: Indicator) -> fee::Column {
    match indicator {
        Indicator::Pctc => fee::Column::Pctc,
        Indicator::Multiple => fee::Column::Multiple,
        Indicator::Bilateral => fee::Column::Bilateral,
        Indicator::Assistant => fee::Column::Assistant,
        Indicator::Cosurgeon => fee::Column::Cosurgeon,
        Indicator::Team => fee::Column::Team,
        Indicator::GlobalDays => fee::Column::GlobalDays,
    }
}

impl Store {
    /// How many codes of the fee schedule have each of some values of an indicator on a day, by value; a value that
    /// none has is left out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_fees_by(
        &self,
        indicator: Indicator,
        values: &[&str],
        on: NaiveDate,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let column = of_table(indicator);
        let counts: Vec<(String, i64)> = fee::Entity::find()
            .select_only()
            .column(column)
            .column_as(fee::Column::Code.count(), "codes")
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .filter(fee::Column::Modifier.eq(""))
            .filter(in_force!(fee, on))
            .filter(column.is_in(values.iter().copied()))
            .group_by(column)
            .order_by_asc(column)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(counts
            .into_iter()
            .map(|(value, codes)| (value, codes.unsigned_abs()))
            .collect())
    }

    /// How many codes have a row of their own for a modifier on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_fee_rows_of(&self, modifier: &str, on: NaiveDate) -> Result<u64, StoreError> {
        Ok(fee::Entity::find()
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .filter(fee::Column::Modifier.eq(modifier))
            .filter(in_force!(fee, on))
            .count(&self.db)
            .await?)
    }

    /// How many edits of a code are in force on a day, as Column 1 and as Column 2, by what a modifier can do to them.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_pairs_by_indicator(
        &self,
        source: Source,
        code: &str,
        on: NaiveDate,
    ) -> Result<[EditCounts; 2], StoreError> {
        let mut counts = [EditCounts::default(); 2];
        for (counts, column) in counts.iter_mut().zip([Column::One, Column::Two]) {
            let found: Vec<(i32, i64)> = pairs(source, code, column, on)
                .select_only()
                .column(ptp_edit::Column::Indicator)
                .column_as(ptp_edit::Column::Effective.count(), "edits")
                .group_by(ptp_edit::Column::Indicator)
                .into_tuple()
                .all(&self.db)
                .await?;
            for (indicator, edits) in found {
                match indicator {
                    0 => counts.hard += edits.unsigned_abs(),
                    1 => counts.passable += edits.unsigned_abs(),
                    _ => {}
                }
            }
        }
        Ok(counts)
    }
}
