//! The price indices of a locality in a span of days, in thousandths.

use sea_orm::entity::prelude::*;

/// The price indices of a locality in a span of days, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gpci")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mac: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locality: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub state: String,
    pub name: String,
    pub work: i32,
    pub pe: i32,
    pub mp: i32,
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
