//! A question to CasePilot with its answer.

use sea_orm::entity::prelude::*;

/// A question to CasePilot with its answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub reader_id: i64,
    pub window_start: Date,
    pub conversation_id: i64,
    pub parent_id: Option<i64>,
    pub fingerprint: String,
    pub asked_at: DateTimeUtc,
    pub text: String,
    pub about: String,
    pub on_date: Option<Date>,
    pub zip: Option<String>,
    pub plan: String,
    pub outcome: Option<String>,
    pub topic: Option<String>,
    pub answer: Option<String>,
    pub verdict: Option<String>,
    pub reason: Option<String>,
    pub judged_at: Option<DateTimeUtc>,
}

/// The tables it points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
