//! Documents: manuals that were cut into passages, to be read and searched.

use crate::entity::{document, passage};
use crate::{Store, StoreError};
use codeset::NaiveDate;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait,
    FromQueryResult, QueryFilter, QueryOrder,
};
use std::collections::{HashMap, HashSet};

/// A document without its text. `valid_to` is the first day on which it no longer counts; `pages` is 0 where its file
/// has none.
pub use crate::entity::document::Model as DocumentInfo;
/// A passage of a document. `position` counts from 1; `chapter`, `section`, `page` and `page_end` are as printed, and
/// empty where nothing is; `chapter_slug` is the chapter's in addresses.
pub use crate::entity::passage::Model as Passage;

/// So many passages go into one statement: SQLite takes 32,766 values at most.
const PASSAGES_IN_A_STATEMENT: usize = 500;

/// So many ids go into one question.
const IDS_IN_A_STATEMENT: usize = 1000;

/// A document to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    /// Its name in addresses, of which there is one, e.g. `ncci-policy-manual-2026`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its edition as printed, e.g. `2026`; may be empty.
    pub edition: String,
    /// The first day for which it counts.
    pub valid_from: NaiveDate,
    /// The first day for which it no longer counts.
    pub valid_to: Option<NaiveDate>,
    /// Its file.
    pub file_name: String,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// How many pages the file has; 0 where it has none.
    pub pages: i32,
    /// Whether only readers with an account may read it.
    pub needs_account: bool,
}

/// A passage of a document that is to be saved. Its position is its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassage {
    /// The number or name of its chapter as printed, e.g. `XI` or `Intro`; may be empty.
    pub chapter: String,
    /// The title of its chapter; may be empty.
    pub chapter_title: String,
    /// Its headings, with ` › ` between them; may be empty.
    pub section: String,
    /// The label of the page on which it begins; empty where there are no pages.
    pub page: String,
    /// The label of the page on which it ends.
    pub page_end: String,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
}

/// What became of a document that was to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is new.
    New,
    /// It took the place of one with its slug or its file.
    Replaced,
    /// It is there already, word for word.
    Same,
}

/// A chapter of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its name in addresses, unique in the document.
    pub slug: String,
    /// Its number or name as printed; may be empty.
    pub chapter: String,
    /// Its title; may be empty.
    pub title: String,
    /// The label of its first page; empty where there are no pages.
    pub first_page: String,
    /// The position of its first passage.
    pub first_position: i32,
    /// How many passages it has.
    pub passages: i32,
}

/// Where a passage stands, without its text.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct PassagePlace {
    /// See [`Passage`].
    pub position: i32,
    /// See [`Passage`].
    pub chapter: String,
    /// See [`Passage`].
    pub chapter_title: String,
    /// See [`Passage`].
    pub chapter_slug: String,
    /// See [`Passage`].
    pub section: String,
    /// See [`Passage`].
    pub page: String,
}

/// A passage and the document that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPassage {
    /// The document.
    pub document: DocumentInfo,
    /// The passage.
    pub passage: Passage,
}

impl DocumentPassage {
    /// The address of the passage on the page of its chapter, without a date of service.
    pub fn path(&self) -> String {
        format!(
            "/documents/{}/{}#p{}",
            self.document.slug, self.passage.chapter_slug, self.passage.position
        )
    }
}

impl Store {
    /// Saves a document with its passages, in place of the one with its slug and the one out of the same file. A
    /// document that is there already, word for word, is left alone; any other gets new ids.
    ///
    /// # Errors
    /// Only the database's; then nothing is saved.
    pub async fn save_document(
        &self,
        new: NewDocument,
        passages: Vec<NewPassage>,
        now: DateTimeUtc,
    ) -> Result<Saved, StoreError> {
        let transaction = self.write().await?;
        let existing = document::Entity::find()
            .filter(
                document::Column::Slug
                    .eq(&new.slug)
                    .or(document::Column::Sha256.eq(&new.sha256)),
            )
            .all(&transaction)
            .await?;
        if let [existing] = existing.as_slice()
            && says_of_itself(existing, &new)
            && list_new_passages(&transaction, existing.id).await? == passages
        {
            return Ok(Saved::Same);
        }
        for existing in &existing {
            document::Entity::delete_by_id(existing.id)
                .exec(&transaction)
                .await?;
        }
        let count = i32::try_from(passages.len())
            .map_err(|_| StoreError::Value(format!("{} passages of one document", passages.len())))?;
        let document = document::ActiveModel {
            slug: Set(new.slug),
            title: Set(new.title),
            edition: Set(new.edition),
            valid_from: Set(new.valid_from),
            valid_to: Set(new.valid_to),
            file_name: Set(new.file_name),
            sha256: Set(new.sha256),
            imported_at: Set(now),
            pages: Set(new.pages),
            passages: Set(count),
            needs_account: Set(new.needs_account),
            ..Default::default()
        }
        .insert(&transaction)
        .await?;
        let slugs = chapter_slugs(&passages);
        let mut rows = (1..)
            .zip(slugs)
            .zip(passages)
            .map(|((position, slug), passage)| passage::ActiveModel {
                document_id: Set(document.id),
                position: Set(position),
                chapter: Set(passage.chapter),
                chapter_title: Set(passage.chapter_title),
                chapter_slug: Set(slug),
                section: Set(passage.section),
                page: Set(passage.page),
                page_end: Set(passage.page_end),
                text: Set(passage.text),
                ..Default::default()
            })
            .peekable();
        while rows.peek().is_some() {
            passage::Entity::insert_many(rows.by_ref().take(PASSAGES_IN_A_STATEMENT))
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(match existing.as_slice() {
            [] => Saved::New,
            _ => Saved::Replaced,
        })
    }

    /// All documents, by title, the newest edition first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_documents(&self) -> Result<Vec<DocumentInfo>, StoreError> {
        let mut documents = document::Entity::find().all(&self.db).await?;
        documents.sort_by(|a, b| (&a.title, b.valid_from, &a.slug).cmp(&(&b.title, a.valid_from, &b.slug)));
        Ok(documents)
    }

    /// The document of a slug.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_document(&self, slug: &str) -> Result<Option<DocumentInfo>, StoreError> {
        Ok(document::Entity::find()
            .filter(document::Column::Slug.eq(slug))
            .one(&self.db)
            .await?)
    }

    /// Where the passages of a document stand, in their order and without their texts.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_passage_places(&self, document_id: i64) -> Result<Vec<PassagePlace>, StoreError> {
        Ok(passage::Entity::find()
            .filter(passage::Column::DocumentId.eq(document_id))
            .order_by_asc(passage::Column::Position)
            .into_model()
            .all(&self.db)
            .await?)
    }

    /// The chapters of a document, in their order.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_chapters(&self, document_id: i64) -> Result<Vec<Chapter>, StoreError> {
        Ok(chapters_of(&self.list_passage_places(document_id).await?))
    }

    /// The passages of a chapter, named by its slug, in their order.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_passages(
        &self,
        document_id: i64,
        chapter_slug: &str,
    ) -> Result<Vec<Passage>, StoreError> {
        Ok(passage::Entity::find()
            .filter(passage::Column::DocumentId.eq(document_id))
            .filter(passage::Column::ChapterSlug.eq(chapter_slug))
            .order_by_asc(passage::Column::Position)
            .all(&self.db)
            .await?)
    }

    /// Passages by their ids, in the order of these. Of an id that is no longer there nothing is returned.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_passages_by_id(&self, ids: &[i64]) -> Result<Vec<DocumentPassage>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(IDS_IN_A_STATEMENT) {
            let rows = passage::Entity::find()
                .filter(passage::Column::Id.is_in(ids.iter().copied()))
                .find_also_related(document::Entity)
                .all(&self.db)
                .await?;
            found.extend(
                rows.into_iter()
                    .filter_map(in_document)
                    .map(|it| (it.passage.id, it)),
            );
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// Every passage of every document, by document and position.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_passages(&self) -> Result<Vec<DocumentPassage>, StoreError> {
        let rows = passage::Entity::find()
            .find_also_related(document::Entity)
            .order_by_asc(passage::Column::DocumentId)
            .order_by_asc(passage::Column::Position)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().filter_map(in_document).collect())
    }

    /// Removes a document with its passages; returns what it was.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn remove_document(&self, slug: &str) -> Result<Option<DocumentInfo>, StoreError> {
        let transaction = self.write().await?;
        let found = document::Entity::find()
            .filter(document::Column::Slug.eq(slug))
            .one(&transaction)
            .await?;
        if let Some(document) = &found {
            document::Entity::delete_by_id(document.id)
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(found)
    }
}

/// The chapters among the passages of a document.
pub fn chapters_of(places: &[PassagePlace]) -> Vec<Chapter> {
    places
        .chunk_by(|a, b| a.chapter_slug == b.chapter_slug)
        .filter_map(|passages| {
            let first = passages.first()?;
            Some(Chapter {
                slug: first.chapter_slug.clone(),
                chapter: first.chapter.clone(),
                title: first.chapter_title.clone(),
                first_page: first.page.clone(),
                first_position: first.position,
                passages: i32::try_from(passages.len()).unwrap_or(i32::MAX),
            })
        })
        .collect()
}

/// A passage with its document; one without cannot exist (foreign key).
fn in_document((passage, document): (Passage, Option<DocumentInfo>)) -> Option<DocumentPassage> {
    document.map(|document| DocumentPassage { document, passage })
}

/// Whether what is known of a document is what is to be saved of it.
fn says_of_itself(existing: &DocumentInfo, new: &NewDocument) -> bool {
    *new == NewDocument {
        slug: existing.slug.clone(),
        title: existing.title.clone(),
        edition: existing.edition.clone(),
        valid_from: existing.valid_from,
        valid_to: existing.valid_to,
        // A file that was renamed is the same one.
        file_name: new.file_name.clone(),
        sha256: existing.sha256.clone(),
        pages: existing.pages,
        needs_account: existing.needs_account,
    }
}

/// The passages of a document as they were given to be saved.
async fn list_new_passages(
    db: &impl ConnectionTrait,
    document_id: i64,
) -> Result<Vec<NewPassage>, StoreError> {
    let rows = passage::Entity::find()
        .filter(passage::Column::DocumentId.eq(document_id))
        .order_by_asc(passage::Column::Position)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| NewPassage {
            chapter: row.chapter,
            chapter_title: row.chapter_title,
            section: row.section,
            page: row.page,
            page_end: row.page_end,
            text: row.text,
        })
        .collect())
}

/// The slug of the chapter of each passage. Chapters that would share one are numbered.
fn chapter_slugs(passages: &[NewPassage]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut slugs = Vec::with_capacity(passages.len());
    for chapter in passages.chunk_by(|a, b| (&a.chapter, &a.chapter_title) == (&b.chapter, &b.chapter_title))
    {
        let name = chapter
            .first()
            .map_or("", |passage| match passage.chapter.as_str() {
                "" => passage.chapter_title.as_str(),
                chapter => chapter,
            });
        let plain = slug_of(name);
        let slug = std::iter::once(plain.clone())
            .chain((2..).map(|number| format!("{plain}-{number}")))
            .find(|slug| taken.insert(slug.clone()))
            .unwrap_or(plain);
        slugs.extend(std::iter::repeat_n(slug, chapter.len()));
    }
    slugs
}

/// A name as it stands in addresses: lower-case letters and digits of ASCII with hyphens between the words, at most 60
/// characters; `text` where nothing remains.
pub fn slug_of(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if slug.len() + word.len() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug += &word.to_ascii_lowercase();
    }
    if slug.is_empty() {
        slug += "text";
    }
    slug
}
