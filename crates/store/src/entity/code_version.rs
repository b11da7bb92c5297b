//! The title of a code in a span of days.

use sea_orm::entity::prelude::*;

/// The title of a code in a span of days.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "code_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub billable: bool,
    pub short_title: Option<String>,
    pub long_title: String,
    pub valid_to: Option<Date>,
    pub release_id: i32,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::release::Entity",
        from = "Column::ReleaseId",
        to = "super::release::Column::Id"
    )]
    Release,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::release::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Release.def()
    }
}
