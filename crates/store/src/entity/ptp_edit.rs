//! A procedure-to-procedure edit, with its own dates, as a span of releases listed it.

use sea_orm::entity::prelude::*;

/// A procedure-to-procedure edit, with its own dates, as a span of releases listed it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ptp_edit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub column1: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub column2: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub effective: Date,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub deleted: Option<Date>,
    pub indicator: i32,
    pub rationale: String,
    pub before_1996: bool,
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
