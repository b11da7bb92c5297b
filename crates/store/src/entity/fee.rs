//! A row of the physician fee schedule in a span of days. RVUs in hundredths.

use sea_orm::entity::prelude::*;

/// A row of the physician fee schedule in a span of days. RVUs in hundredths.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fee")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub modifier: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub status: String,
    pub work: i32,
    pub pe_nonfacility: i32,
    pub na_nonfacility: bool,
    pub pe_facility: i32,
    pub na_facility: bool,
    pub mp: i32,
    pub total_nonfacility: i32,
    pub total_facility: i32,
    pub pctc: String,
    pub global_days: String,
    pub pre_op: i32,
    pub intra_op: i32,
    pub post_op: i32,
    pub multiple: String,
    pub bilateral: String,
    pub assistant: String,
    pub cosurgeon: String,
    pub team: String,
    pub endoscopic_base: String,
    pub supervision: String,
    pub imaging_family: String,
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
