//! A loaded release of a source.

use sea_orm::entity::prelude::*;

/// A loaded release of a source.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub source: String,
    pub label: String,
    pub valid_from: Date,
    pub file_name: String,
    pub sha256: String,
    pub imported_at: DateTimeUtc,
    pub rows_read: i64,
    pub revision: i32,
    pub licence_holder: Option<String>,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
