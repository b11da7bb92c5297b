//! A manual that can be read and searched.

use sea_orm::entity::prelude::*;

/// A manual that can be read and searched.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub edition: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub file_name: String,
    pub sha256: String,
    pub imported_at: DateTimeUtc,
    pub pages: i32,
    pub passages: i32,
    pub needs_account: bool,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
