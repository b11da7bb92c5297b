//! The people who read: visitors, accounts, sessions, the meter and the limits.
//!
//! A *reader* is whoever views are counted for. A visitor (a random cookie) and an account each have one.

use super::{drop_all, order_by_byte};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn reference(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("reader")
                    .col(big_pk_auto("id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("visitor")
                    .col(text("token_hash").primary_key())
                    .col(big_integer("reader_id"))
                    .foreign_key(&mut reference("visitor", "reader_id", "reader"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("account")
                    .col(big_pk_auto("id"))
                    .col(big_integer_uniq("reader_id"))
                    .col(text("email"))
                    .col(text_uniq("email_key"))
                    .col(text("password_hash"))
                    .col(text("plan"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("verified_at"))
                    .foreign_key(&mut reference("account", "reader_id", "reader"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(text("token_hash").primary_key())
                    .col(big_integer("account_id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(&mut reference("session", "account_id", "account"))
                    .to_owned(),
            )
            .await?;
        for (name, column) in [
            ("session_account", "account_id"),
            ("session_expires", "expires_at"),
        ] {
            manager
                .create_index(Index::create().name(name).table("session").col(column).to_owned())
                .await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("page_view")
                    .col(big_integer("reader_id"))
                    .col(date("window_start"))
                    .col(order_by_byte(manager, &mut text("system")))
                    .col(order_by_byte(manager, &mut text("code")))
                    .col(timestamp_with_time_zone("viewed_at"))
                    .primary_key(
                        Index::create()
                            .col("reader_id")
                            .col("window_start")
                            .col("system")
                            .col("code"),
                    )
                    .foreign_key(&mut reference("page_view", "reader_id", "reader"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("meter")
                    .col(big_integer("reader_id"))
                    .col(date("window_start"))
                    .col(integer("used"))
                    .primary_key(Index::create().col("reader_id").col("window_start"))
                    .foreign_key(&mut reference("meter", "reader_id", "reader"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("tally")
                    .col(text("bucket"))
                    .col(timestamp_with_time_zone("window_start"))
                    .col(integer("count"))
                    .primary_key(Index::create().col("bucket").col("window_start"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("tally_window")
                    .table("tally")
                    .col("window_start")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "tally",
                "meter",
                "page_view",
                "session",
                "account",
                "visitor",
                "reader",
            ],
        )
        .await
    }
}
