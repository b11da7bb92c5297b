//! The counties of a fee schedule area in a span of days.

use sea_orm::entity::prelude::*;

/// The counties of a fee schedule area in a span of days.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "locality_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mac: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locality: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub state: String,
    pub counties: String,
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
