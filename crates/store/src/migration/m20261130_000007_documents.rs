//! Manuals, cut into passages.

use super::drop_all;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("document")
                    .col(big_pk_auto("id"))
                    .col(text_uniq("slug"))
                    .col(text("title"))
                    .col(text("edition"))
                    .col(date("valid_from"))
                    .col(date_null("valid_to"))
                    .col(text("file_name"))
                    .col(text_uniq("sha256"))
                    .col(timestamp_with_time_zone("imported_at"))
                    // Of the file; 0 where it has none, and the passages that it was cut into.
                    .col(integer("pages"))
                    .col(integer("passages"))
                    .col(boolean("needs_account"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("passage")
                    .col(big_pk_auto("id"))
                    .col(big_integer("document_id"))
                    .col(integer("position"))
                    .col(text("chapter"))
                    .col(text("chapter_title"))
                    .col(text("chapter_slug"))
                    .col(text("section"))
                    .col(text("page"))
                    .col(text("page_end"))
                    .col(text("text"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("passage", "document_id")
                            .to("document", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("passage_position")
                    .table("passage")
                    .col("document_id")
                    .col("position")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("passage_chapter")
                    .table("passage")
                    .col("document_id")
                    .col("chapter_slug")
                    .col("position")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["passage", "document"]).await
    }
}
