//! Tables for all further sources, editions of releases, and room for edits that are listed twice.

use super::m20261123_000001_reference::{create_dated_table, with_release};
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables with dated rows: name, key, content.
fn dated_tables() -> Vec<(&'static str, Vec<ColumnDef>, Vec<ColumnDef>)> {
    vec![
        (
            "descriptor",
            vec![text("system"), text("code"), text("number")],
            vec![text("text")],
        ),
        (
            "hcpcs_attribute",
            vec![text("system"), text("code")],
            vec![
                text("pricing"),
                text("multiple_pricing"),
                text("coverage_issues"),
                text("carriers_manual"),
                text("statute"),
                text("lab_certifications"),
                text("cross_references"),
                text("coverage"),
                text("asc_group"),
                text("processing_note"),
                text("betos"),
                text("types_of_service"),
                text("anesthesia_units"),
                date_null("added_on"),
                date_null("effective_on"),
                date_null("ended_on"),
                text("action"),
            ],
        ),
        (
            "zip_locality",
            vec![text("zip")],
            vec![
                text("state"),
                text("mac"),
                text("locality"),
                text("rural"),
                text("lab_locality"),
                boolean("has_parts"),
            ],
        ),
        (
            "anesthesia_factor",
            vec![text("mac"), text("locality")],
            vec![text("name"), integer("factor"), integer_null("qp_factor")],
        ),
        (
            "opps_cap",
            vec![text("code"), text("modifier"), text("mac"), text("locality")],
            vec![text("status"), integer("facility"), integer("nonfacility")],
        ),
        (
            "opps_rate",
            vec![text("code")],
            vec![
                text("status"),
                text("change"),
                text("apc"),
                integer_null("weight"),
                big_integer_null("payment"),
                integer_null("national_copay"),
                integer_null("minimum_copay"),
            ],
        ),
        (
            "ptp_edit",
            vec![
                text("column1"),
                text("column2"),
                date("effective"),
                integer("occurrence"),
            ],
            vec![
                date_null("deleted"),
                integer("indicator"),
                text("rationale"),
                boolean("before_1996"),
            ],
        ),
        (
            "add_on",
            vec![text("add_on"), text("primary_code")],
            vec![integer("edit_type"), date_null("effective"), date_null("deleted")],
        ),
        (
            "tabular_note",
            vec![text("place"), text("kind"), text("text")],
            vec![integer("position")],
        ),
        (
            "seventh_character",
            vec![text("place"), text("seventh")],
            vec![text("meaning")],
        ),
        (
            "icd_block",
            vec![text("place")],
            vec![
                text("chapter"),
                text("title"),
                text("first"),
                text("last"),
                text("categories"),
            ],
        ),
        (
            "index_term",
            vec![text("path"), integer("occurrence")],
            vec![
                integer("level"),
                integer("position"),
                text("nonessential"),
                text("target"),
                text("see"),
                text("see_also"),
                text("cells"),
            ],
        ),
        (
            "gem",
            vec![
                text("from_code"),
                text("to_code"),
                integer("scenario"),
                integer("choice"),
            ],
            vec![boolean("approximate"), boolean("no_map"), boolean("combination")],
        ),
        (
            "place_of_service",
            vec![text("place")],
            vec![text("kind"), text("name"), text("description")],
        ),
        (
            "coverage_document",
            vec![integer("document"), integer("version")],
            vec![
                text("display"),
                text("title"),
                text("status"),
                text("kind"),
                date_null("effective_on"),
                date_null("ended_on"),
                date_null("retired_on"),
                text("text"),
                date_null("updated_on"),
            ],
        ),
        (
            "coverage_code",
            vec![
                integer("document"),
                integer("version"),
                text("list"),
                integer("code_group"),
                text("code"),
                text("mark"),
            ],
            vec![],
        ),
        (
            "coverage_group",
            vec![
                integer("document"),
                integer("version"),
                text("list"),
                integer("code_group"),
            ],
            vec![text("paragraph")],
        ),
        (
            "coverage_contractor",
            vec![
                integer("document"),
                integer("version"),
                integer("contractor"),
                integer("kind"),
                integer("contractor_version"),
            ],
            vec![],
        ),
        (
            "coverage_link",
            vec![
                integer("document"),
                integer("version"),
                text("to_kind"),
                integer("to_document"),
                integer("to_version"),
            ],
            vec![],
        ),
        (
            "contractor",
            vec![integer("contractor"), integer("kind"), integer("version")],
            vec![text("number"), text("name")],
        ),
        (
            "jurisdiction",
            vec![
                integer("contractor"),
                integer("kind"),
                integer("version"),
                text("state"),
            ],
            vec![],
        ),
    ]
}

/// What is asked for by other columns than the first of the key: table, columns.
const INDEXES: [(&str, &[&str]); 7] = [
    ("ptp_edit", &["column2", "column1"]),
    ("add_on", &["primary_code"]),
    ("gem", &["to_code"]),
    ("coverage_code", &["code", "list"]),
    ("index_term", &["source", "position"]),
    ("icd_block", &["source", "first"]),
    ("anesthesia_factor", &["source", "valid_from"]),
];

/// SQLite keeps the rows in the order of their key: half the size of a table beside its index.
fn by_key(manager: &SchemaManager<'_>) -> impl FnOnce(&mut TableCreateStatement) {
    let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    move |table| {
        if is_sqlite {
            table.extra("WITHOUT ROWID");
        }
    }
}

/// The columns of `ptp_edit` before and after, but for `occurrence`.
const EDIT: &str = "source, valid_from, deleted, indicator, rationale, before_1996, valid_to, release_id";

/// Sets the table of edits aside, so that one of the same name can be created.
async fn set_edits_aside(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared("DROP INDEX ptp_edit_column2").await?;
    db.execute_unprepared("ALTER TABLE ptp_edit RENAME TO ptp_edit_before")
        .await?;
    if manager.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("ALTER INDEX ptp_edit_pkey RENAME TO ptp_edit_before_pkey")
            .await?;
    }
    Ok(())
}

async fn create_index(manager: &SchemaManager<'_>, table: &str, columns: &[&str]) -> Result<(), DbErr> {
    let mut index = Index::create();
    index
        .name(format!("{table}_{}", columns[0]))
        .table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    manager.create_index(index).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (table, column) in [
            ("release", integer("revision").default(0).take()),
            ("release", text_null("licence_holder")),
            ("code_version", date_null("ended_on")),
        ] {
            let mut alter = Table::alter();
            alter.table(Alias::new(table)).add_column(column);
            manager.alter_table(alter).await?;
        }
        set_edits_aside(manager).await?;
        for (name, key, content) in dated_tables() {
            if name == "ptp_edit" {
                // Millions of rows, written by one piece of code: not each is checked against its release.
                create_dated_table(manager, name, key, content, by_key(manager)).await?;
            } else {
                let both = |table: &mut TableCreateStatement| {
                    with_release(name)(table);
                    by_key(manager)(table);
                };
                create_dated_table(manager, name, key, content, both).await?;
            }
        }
        db.execute_unprepared(&format!(
            "INSERT INTO ptp_edit (column1, column2, effective, occurrence, {EDIT}) \
             SELECT column1, column2, effective, 0, {EDIT} FROM ptp_edit_before"
        ))
        .await?;
        db.execute_unprepared("DROP TABLE ptp_edit_before").await?;
        for (table, columns) in INDEXES {
            create_index(manager, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        set_edits_aside(manager).await?;
        create_dated_table(
            manager,
            "ptp_edit",
            vec![text("column1"), text("column2"), date("effective")],
            vec![
                date_null("deleted"),
                integer("indicator"),
                text("rationale"),
                boolean("before_1996"),
            ],
            with_release("ptp_edit"),
        )
        .await?;
        db.execute_unprepared(&format!(
            "INSERT INTO ptp_edit (column1, column2, effective, {EDIT}) \
             SELECT column1, column2, effective, {EDIT} FROM ptp_edit_before WHERE occurrence = 0"
        ))
        .await?;
        db.execute_unprepared("DROP TABLE ptp_edit_before").await?;
        create_index(manager, "ptp_edit", INDEXES[0].1).await?;
        for (name, _, _) in dated_tables()
            .into_iter()
            .filter(|(name, _, _)| *name != "ptp_edit")
        {
            manager
                .drop_table(Table::drop().table(Alias::new(name)).to_owned())
                .await?;
        }
        for (table, column) in [
            ("release", "revision"),
            ("release", "licence_holder"),
            ("code_version", "ended_on"),
        ] {
            let mut alter = Table::alter();
            alter.table(Alias::new(table)).drop_column(Alias::new(column));
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
