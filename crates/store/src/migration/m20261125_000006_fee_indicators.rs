//! An index over the indicators of the fee schedule: how many codes have one is counted without reading the rows.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const NAME: &str = "fee_indicators";

/// Those that are asked for first, then those that are counted. The source is not the first of them: SQLite would take
/// the index for the rows of a code, too, and read all that the source has.
const COLUMNS: [&str; 11] = [
    "modifier",
    "source",
    "valid_from",
    "valid_to",
    "pctc",
    "multiple",
    "bilateral",
    "assistant",
    "cosurgeon",
    "team",
    "global_days",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::create();
        index.name(NAME).table("fee");
        for column in COLUMNS {
            index.col(Alias::new(column));
        }
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(NAME).table("fee").to_owned())
            .await
    }
}
