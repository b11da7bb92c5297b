//! Releases and the tables that release files fill.
//!
//! A *dated* table holds, for each key, the spans of days in which its content stood: `valid_from` up to
//! but not including `valid_to` (null while no later release says otherwise), and the release that began
//! the span. `crate::release_load` keeps the spans of a key apart and as long as they can be.

use super::{drop_all, order_by_byte};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables with dated rows: name, key, content.
fn dated_tables() -> Vec<(&'static str, Vec<ColumnDef>, Vec<ColumnDef>)> {
    vec![
        (
            "code_version",
            vec![text("system"), text("code")],
            vec![boolean("billable"), text_null("short_title"), text("long_title")],
        ),
        (
            "fee",
            vec![text("code"), text("modifier")],
            vec![
                text("status"),
                integer("work"),
                integer("pe_nonfacility"),
                boolean("na_nonfacility"),
                integer("pe_facility"),
                boolean("na_facility"),
                integer("mp"),
                integer("total_nonfacility"),
                integer("total_facility"),
                text("pctc"),
                text("global_days"),
                integer("pre_op"),
                integer("intra_op"),
                integer("post_op"),
                text("multiple"),
                text("bilateral"),
                text("assistant"),
                text("cosurgeon"),
                text("team"),
                text("endoscopic_base"),
                text("supervision"),
                text("imaging_family"),
            ],
        ),
        ("conversion_factor", vec![text("kind")], vec![integer("factor")]),
        (
            "gpci",
            vec![text("mac"), text("locality")],
            vec![
                text("state"),
                text("name"),
                integer("work"),
                integer("pe"),
                integer("mp"),
            ],
        ),
        (
            "locality_area",
            vec![text("mac"), text("locality"), text("area")],
            vec![text("state"), text("counties")],
        ),
        (
            "mue",
            vec![text("code")],
            vec![integer("units"), integer("mai"), text("rationale")],
        ),
        (
            "ptp_edit",
            vec![text("column1"), text("column2"), date("effective")],
            vec![
                date_null("deleted"),
                integer("indicator"),
                text("rationale"),
                boolean("before_1996"),
            ],
        ),
    ]
}

/// Creates a dated table: key, source and first day identify a span; then its content, end and release.
pub(super) async fn create_dated_table(
    manager: &SchemaManager<'_>,
    name: &'static str,
    key: Vec<ColumnDef>,
    content: Vec<ColumnDef>,
    table_options: impl FnOnce(&mut TableCreateStatement),
) -> Result<(), DbErr> {
    let mut table = Table::create();
    let mut primary = Index::create();
    table.table(Alias::new(name));
    for mut column in key.into_iter().chain([text("source"), date("valid_from")]) {
        if matches!(column.get_column_type(), Some(ColumnType::Text)) {
            order_by_byte(manager, &mut column);
        }
        primary.col(Alias::new(column.get_column_name()));
        table.col(&mut column);
    }
    for mut column in content {
        table.col(&mut column);
    }
    table
        .col(date_null("valid_to"))
        .col(integer("release_id"))
        .primary_key(&mut primary);
    table_options(&mut table);
    manager.create_table(table).await
}

/// Ties the rows of a dated table to their releases.
pub(super) fn with_release(name: &'static str) -> impl FnOnce(&mut TableCreateStatement) {
    move |table| {
        table.foreign_key(
            ForeignKey::create()
                .from(Alias::new(name), "release_id")
                .to("release", "id"),
        );
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("release")
                    .col(pk_auto("id"))
                    .col(text("source"))
                    .col(text("label"))
                    .col(date("valid_from"))
                    .col(text("file_name"))
                    .col(text("sha256"))
                    .col(timestamp_with_time_zone("imported_at"))
                    .col(big_integer("rows_read"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("release_source_valid_from")
                    .table("release")
                    .col("source")
                    .col("valid_from")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("release_sha256")
                    .table("release")
                    .col("sha256")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("code")
                    .col(order_by_byte(manager, &mut text("system")))
                    .col(order_by_byte(manager, &mut text("code")))
                    .primary_key(Index::create().col("system").col("code"))
                    .to_owned(),
            )
            .await?;
        for (name, key, content) in dated_tables() {
            create_dated_table(manager, name, key, content, with_release(name)).await?;
        }
        // What is asked for as a whole, not by key.
        for table in ["conversion_factor", "gpci"] {
            manager
                .create_index(
                    Index::create()
                        .name(format!("{table}_source_valid_from"))
                        .table(Alias::new(table))
                        .col("source")
                        .col("valid_from")
                        .to_owned(),
                )
                .await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("ptp_edit_column2")
                    .table("ptp_edit")
                    .col("column2")
                    .col("column1")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "ptp_edit",
                "mue",
                "locality_area",
                "gpci",
                "conversion_factor",
                "fee",
                "code_version",
                "code",
                "release",
            ],
        )
        .await
    }
}
