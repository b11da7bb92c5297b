//! The questions that readers ask CasePilot, their answers, and how many each has asked.

use super::drop_all;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_reader(from: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, "reader_id")
        .to("reader", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("question")
                    .col(big_pk_auto("id"))
                    .col(big_integer("reader_id"))
                    .col(date("window_start"))
                    // The id of the first question of the conversation; that of the question before in it.
                    .col(big_integer("conversation_id"))
                    .col(big_integer_null("parent_id"))
                    // SHA-256 of what makes a question the same when it is asked again.
                    .col(text("fingerprint"))
                    .col(timestamp_with_time_zone("asked_at"))
                    .col(text("text"))
                    // `cpt/97150`, or empty.
                    .col(text("about"))
                    .col(date_null("on_date"))
                    .col(text_null("zip"))
                    .col(text("plan"))
                    // Of the answer; null until it is there.
                    .col(text_null("outcome"))
                    .col(text_null("topic"))
                    .col(text_null("answer"))
                    // `helpful` or `wrong`, and what the reader wrote about it.
                    .col(text_null("verdict"))
                    .col(text_null("reason"))
                    .col(timestamp_with_time_zone_null("judged_at"))
                    .foreign_key(&mut of_reader("question"))
                    .to_owned(),
            )
            .await?;
        let mut once = Index::create();
        once.name("question_once")
            .table("question")
            .col("reader_id")
            .col("window_start")
            .col("fingerprint")
            .unique();
        manager.create_index(once).await?;
        for (name, columns) in [
            ("question_reader", &["reader_id", "id"][..]),
            ("question_conversation", &["conversation_id"]),
            ("question_asked", &["asked_at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table("question");
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("question_count")
                    .col(big_integer("reader_id"))
                    .col(date("window_start"))
                    .col(integer("used"))
                    .primary_key(Index::create().col("reader_id").col("window_start"))
                    .foreign_key(&mut of_reader("question_count"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["question_count", "question"]).await
    }
}
