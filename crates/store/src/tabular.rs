//! The ICD-10-CM tabular list: chapters and blocks, notes, seventh characters.

use crate::entity::{icd_block, seventh_character, tabular_note};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, icd10cm, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};

const SOURCE: Source = Source::Icd10cmTabular;

/// The notes at some places on a day.
fn notes(places: &[String], on: NaiveDate) -> Select<tabular_note::Entity> {
    tabular_note::Entity::find()
        .filter(tabular_note::Column::Place.is_in(places))
        .filter(tabular_note::Column::Source.eq(SOURCE.slug()))
        .filter(in_force!(tabular_note, on))
}

impl Store {
    /// The chapter and the blocks that hold a category on a day, the widest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_icd_blocks(
        &self,
        category: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<icd_block::Model>>, StoreError> {
        let place = icd10cm::placed_as(category);
        let rows = icd_block::Entity::find()
            .filter(icd_block::Column::Source.eq(SOURCE.slug()))
            .filter(icd_block::Column::First.lte(place))
            .filter(icd_block::Column::Last.gte(place))
            .filter(in_force!(icd_block, on))
            .order_by_asc(icd_block::Column::First)
            .order_by_desc(icd_block::Column::Last);
        let mut blocks = Released::list(rows, &self.db).await?;
        blocks.retain(|block| icd10cm::holds(&block.row.first, &block.row.last, category));
        // A chapter with one block has the same range as the block.
        blocks.sort_by_key(|block| !block.row.chapter.is_empty());
        Ok(blocks)
    }

    /// The notes at some places (codes, blocks, chapters) on a day, in the order of the list within each kind.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_tabular_notes(
        &self,
        places: &[String],
        on: NaiveDate,
    ) -> Result<Vec<Released<tabular_note::Model>>, StoreError> {
        let rows = notes(places, on)
            .order_by_asc(tabular_note::Column::Kind)
            .order_by_asc(tabular_note::Column::Position);
        Released::list(rows, &self.db).await
    }

    /// How many notes there are at some places on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_tabular_notes(&self, places: &[String], on: NaiveDate) -> Result<u64, StoreError> {
        Ok(notes(places, on).count(&self.db).await?)
    }

    /// The seventh characters that are defined at some places on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_seventh_characters(
        &self,
        places: &[String],
        on: NaiveDate,
    ) -> Result<Vec<Released<seventh_character::Model>>, StoreError> {
        let rows = seventh_character::Entity::find()
            .filter(seventh_character::Column::Place.is_in(places))
            .filter(seventh_character::Column::Source.eq(SOURCE.slug()))
            .filter(in_force!(seventh_character, on))
            .order_by_asc(seventh_character::Column::Place)
            .order_by_asc(seventh_character::Column::Seventh);
        Released::list(rows, &self.db).await
    }
}
