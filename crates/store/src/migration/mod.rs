//! The schema, step by step, forwards and backwards on both databases.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

mod m20261123_000001_reference;
mod m20261123_000002_readers;
mod m20261123_000003_articles;
mod m20261124_000004_sources;
mod m20261125_000005_edit_lists;
mod m20261125_000006_fee_indicators;
mod m20261130_000007_documents;
mod m20261130_000008_questions;

/// All migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_reference::Migration),
            Box::new(m20261123_000002_readers::Migration),
            Box::new(m20261123_000003_articles::Migration),
            Box::new(m20261124_000004_sources::Migration),
            Box::new(m20261125_000005_edit_lists::Migration),
            Box::new(m20261125_000006_fee_indicators::Migration),
            Box::new(m20261130_000007_documents::Migration),
            Box::new(m20261130_000008_questions::Migration),
        ]
    }
}

/// Codes sort as their publishers order them: byte by byte, whatever the language of the database. They do so
/// in every table, or PostgreSQL could not use the index of one for the codes of another. SQLite does so anyway.
fn order_by_byte<'a>(manager: &SchemaManager, column: &'a mut ColumnDef) -> &'a mut ColumnDef {
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// Drops tables in the given order.
async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(Alias::new(*table)).to_owned())
            .await?;
    }
    Ok(())
}
