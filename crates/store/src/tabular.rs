//! The ICD-10-CM tabular list: chapters and blocks, notes, seventh characters.

use crate::entity::{icd_block, seventh_character, tabular_note};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::{NaiveDate, release::Source};
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
        // A block lists its categories, but they are not always in its range: all with the letter are looked at.
        let letter = category.get(..1).unwrap_or_default();
        let rows = icd_block::Entity::find()
            .filter(icd_block::Column::Source.eq(SOURCE.slug()))
            .filter(icd_block::Column::First.lte(format!("{letter}ZZ")))
            .filter(icd_block::Column::Last.gte(letter))
            .filter(in_force!(icd_block, on))
            .order_by_asc(icd_block::Column::First)
            .order_by_desc(icd_block::Column::Last);
        Ok(holding(category, Released::list(rows, &self.db).await?))
    }

    /// The chapters on a day, or the blocks of one of them, in the order of the list.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_icd_places(
        &self,
        chapter: Option<&str>,
        on: NaiveDate,
    ) -> Result<Vec<Released<icd_block::Model>>, StoreError> {
        let rows = icd_block::Entity::find()
            .filter(icd_block::Column::Source.eq(SOURCE.slug()))
            .filter(icd_block::Column::Chapter.eq(chapter.unwrap_or_default()))
            .filter(in_force!(icd_block, on))
            .order_by_asc(icd_block::Column::First)
            .order_by_desc(icd_block::Column::Last);
        Released::list(rows, &self.db).await
    }

    /// A chapter or block on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_icd_place(
        &self,
        place: &str,
        on: NaiveDate,
    ) -> Result<Option<Released<icd_block::Model>>, StoreError> {
        let rows = icd_block::Entity::find()
            .filter(icd_block::Column::Place.eq(place))
            .filter(icd_block::Column::Source.eq(SOURCE.slug()))
            .filter(in_force!(icd_block, on));
        Ok(Released::list(rows, &self.db).await?.pop())
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

/// Of chapters and blocks, the widest first, those that hold a category: the block that lists it, the blocks that frame
/// that one, and its chapter.
fn holding(category: &str, blocks: Vec<Released<icd_block::Model>>) -> Vec<Released<icd_block::Model>> {
    let lists = |block: &icd_block::Model| {
        block
            .categories
            .split_whitespace()
            .any(|listed| listed == category)
    };
    let own = blocks
        .iter()
        .map(|block| &block.row)
        .find(|block| lists(block))
        .cloned();
    let Some(own) = own else {
        return Vec::new();
    };
    let frames = |block: &icd_block::Model| {
        block.categories.is_empty()
            && block.chapter == own.chapter
            && block.first <= own.first
            && block.last >= own.last
    };
    let (chapter, mut within): (Vec<_>, Vec<_>) = blocks
        .into_iter()
        .partition(|block| block.row.chapter.is_empty() && block.row.place == own.chapter);
    within.retain(|block| block.row.place == own.place || frames(&block.row));
    chapter.into_iter().chain(within).collect()
}
