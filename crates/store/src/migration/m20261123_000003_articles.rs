//! Editorial texts and their revisions.

use super::{drop_all, order_by_byte};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("article")
                    .col(big_pk_auto("id"))
                    .col(order_by_byte(manager, &mut text("system")))
                    .col(order_by_byte(manager, &mut text("code")))
                    .col(text("section"))
                    .col(integer("revision"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("article_key")
                    .table("article")
                    .col("system")
                    .col("code")
                    .col("section")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("article_revision")
                    .col(big_integer("article_id"))
                    .col(integer("revision"))
                    .col(text("markdown"))
                    .col(text("sources"))
                    .col(date("reviewed_on"))
                    .col(timestamp_with_time_zone("saved_at"))
                    .primary_key(Index::create().col("article_id").col("revision"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("article_revision", "article_id")
                            .to("article", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["article_revision", "article"]).await
    }
}
