//! One state of an editorial text.

use sea_orm::entity::prelude::*;

/// One state of an editorial text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    pub markdown: String,
    pub sources: String,
    pub reviewed_on: Date,
    pub saved_at: DateTimeUtc,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
