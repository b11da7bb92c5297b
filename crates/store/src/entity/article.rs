//! An editorial text of one section of one code.

use sea_orm::entity::prelude::*;

/// An editorial text of one section of one code; `revision` is the current one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub system: String,
    pub code: String,
    pub section: String,
    pub revision: i32,
}

/// Its current revision.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::article_revision::Entity",
        from = "(Column::Id, Column::Revision)",
        to = "(super::article_revision::Column::ArticleId, super::article_revision::Column::Revision)"
    )]
    Current,
}

impl Related<super::article_revision::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Current.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
