//! A counted code page view.

use sea_orm::entity::prelude::*;

/// A counted code page view.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub reader_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub window_start: Date,
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub viewed_at: DateTimeUtc,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
