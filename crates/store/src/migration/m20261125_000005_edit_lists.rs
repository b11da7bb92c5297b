//! An index that lists and counts the edits of a code as Column 2: an evaluation code stands there thousands of times.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const NAME: &str = "ptp_edit_column2";

/// In the order of a list, with all that tells whether an edit counts on a day: the table is read for the rows that
/// are shown, not for those that are counted.
const COLUMNS: [&str; 7] = [
    "column2",
    "source",
    "column1",
    "effective",
    "valid_to",
    "deleted",
    "indicator",
];

async fn replace(manager: &SchemaManager<'_>, columns: &[&str]) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name(NAME).table(Alias::new("ptp_edit")).to_owned())
        .await?;
    let mut index = Index::create();
    index.name(NAME).table(Alias::new("ptp_edit"));
    for column in columns {
        index.col(Alias::new(*column));
    }
    manager.create_index(index).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &COLUMNS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &["column2", "column1"]).await
    }
}
