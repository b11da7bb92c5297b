//! Editorial texts: the common-language description and the notes of each section, with revisions.

use crate::entity::{article, article_revision, code};
use crate::{Store, StoreError};
use codeset::{Code, NaiveDate};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

/// An editorial text with its current revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// `name`, `common-language` or the slug of one of the six sections.
    pub section: String,
    /// From 1.
    pub revision: i32,
    /// The text.
    pub markdown: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// When an editor last reviewed it.
    pub reviewed_on: NaiveDate,
}

/// A text to be saved.
#[derive(Clone, Debug)]
pub struct Draft {
    /// See [`Article::section`].
    pub section: String,
    /// The text.
    pub markdown: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// When an editor last reviewed it.
    pub reviewed_on: NaiveDate,
}

impl Store {
    /// The current texts of a code, those of the given sections only.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_articles(&self, code: &Code, sections: &[&str]) -> Result<Vec<Article>, StoreError> {
        let articles = article::Entity::find()
            .filter(article::Column::System.eq(code.system().slug()))
            .filter(article::Column::Code.eq(code.as_str()))
            .filter(article::Column::Section.is_in(sections.iter().copied()))
            .find_also_related(article_revision::Entity)
            .all(&self.db)
            .await?;
        Ok(articles
            .into_iter()
            .filter_map(|(article, revision)| revision.map(|revision| (article, revision)))
            .map(|(article, revision)| Article {
                section: article.section,
                revision: revision.revision,
                markdown: revision.markdown,
                sources: revision.sources.lines().map(str::to_owned).collect(),
                reviewed_on: revision.reviewed_on,
            })
            .collect())
    }

    /// Which sections of a code have a text, without the texts.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_article_sections(&self, code: &Code) -> Result<Vec<String>, StoreError> {
        Ok(article::Entity::find()
            .filter(article::Column::System.eq(code.system().slug()))
            .filter(article::Column::Code.eq(code.as_str()))
            .select_only()
            .column(article::Column::Section)
            .into_tuple()
            .all(&self.db)
            .await?)
    }

    /// Saves the texts of a code. A text that says the same as its current revision is left alone; any
    /// other becomes the next revision. Returns how many were saved.
    ///
    /// # Errors
    /// Only the database's; then nothing is saved.
    pub async fn save_articles(
        &self,
        code: &Code,
        drafts: Vec<Draft>,
        now: DateTimeUtc,
    ) -> Result<usize, StoreError> {
        let transaction = self.write().await?;
        let named = code::ActiveModel {
            system: Set(code.system().slug().into()),
            code: Set(code.as_str().into()),
        };
        code::Entity::insert(named)
            .on_conflict(
                OnConflict::columns([code::Column::System, code::Column::Code])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&transaction)
            .await?;
        let mut saved = 0;
        for draft in drafts {
            let sources = draft.sources.join("\n");
            let existing = article::Entity::find()
                .filter(article::Column::System.eq(code.system().slug()))
                .filter(article::Column::Code.eq(code.as_str()))
                .filter(article::Column::Section.eq(&draft.section))
                .find_also_related(article_revision::Entity)
                .one(&transaction)
                .await?;
            let article = match existing {
                Some((_, Some(current)))
                    if current.markdown == draft.markdown
                        && current.sources == sources
                        && current.reviewed_on == draft.reviewed_on =>
                {
                    continue;
                }
                Some((article, _)) => {
                    let next = article.revision + 1;
                    let mut article: article::ActiveModel = article.into();
                    article.revision = Set(next);
                    article.update(&transaction).await?
                }
                None => {
                    article::ActiveModel {
                        system: Set(code.system().slug().into()),
                        code: Set(code.as_str().into()),
                        section: Set(draft.section),
                        revision: Set(1),
                        ..Default::default()
                    }
                    .insert(&transaction)
                    .await?
                }
            };
            article_revision::ActiveModel {
                article_id: Set(article.id),
                revision: Set(article.revision),
                markdown: Set(draft.markdown),
                sources: Set(sources),
                reviewed_on: Set(draft.reviewed_on),
                saved_at: Set(now),
            }
            .insert(&transaction)
            .await?;
            saved += 1;
        }
        transaction.commit().await?;
        Ok(saved)
    }

    /// Whether there is any editorial text.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn has_articles(&self) -> Result<bool, StoreError> {
        Ok(article::Entity::find().one(&self.db).await?.is_some())
    }
}
