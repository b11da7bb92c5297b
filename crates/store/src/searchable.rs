//! Everything that the search goes through: codes, their titles and the terms that lead to them. Read whole, once per
//! index.

use crate::codes::system_of;
use crate::entity::{
    article, article_revision, code, code_version, descriptor, icd_block, index_term, release, tabular_note,
};
use crate::titles::{self, Answering};
use crate::{Store, StoreError};
use codeset::release::Source;
use codeset::{Code, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// The kinds of tabular notes that name what a code holds.
const INCLUSIONS: [&str; 2] = ["inclusionTerm", "includes"];

/// A title of a code and the days on which it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchableTitle {
    /// The code.
    pub code: Code,
    /// Its long title.
    pub title: String,
    /// Its short title, where the file has one.
    pub short_title: Option<String>,
    /// Whether a claim can carry it.
    pub billable: bool,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The first day on which it no longer stood.
    pub valid_to: Option<NaiveDate>,
    /// The last day on which the publisher lets it be reported.
    pub ended_on: Option<NaiveDate>,
}

/// A text that leads to a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchableText {
    /// The code as the source spells it.
    pub place: String,
    /// The text.
    pub text: String,
}

/// An entry of an ICD-10-CM index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchableIndexTerm {
    /// The titles down to it, with ` > ` between them.
    pub path: String,
    /// Words in parentheses that may stand beside it.
    pub nonessential: String,
    /// The code it leads to.
    pub target: String,
    /// The codes of its columns in the tables.
    pub cells: String,
    /// The index it stands in.
    pub source: String,
}

/// A text of the editors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchableArticle {
    /// The code.
    pub code: Code,
    /// Which part of its page it is.
    pub section: String,
    /// The text.
    pub markdown: String,
}

impl Store {
    /// What the search of codes depends on, as one line that differs when any of it does: the loaded releases and the
    /// texts. Documents are searched beside it: see [`Store::list_documents`].
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_searchable_state(&self) -> Result<String, StoreError> {
        let mut releases: Vec<(i32, String)> = release::Entity::find()
            .select_only()
            .column(release::Column::Id)
            .column(release::Column::Sha256)
            .order_by_asc(release::Column::Id)
            .into_tuple()
            .all(&self.db)
            .await?;
        releases.sort();
        let revisions = article_revision::Entity::find().count(&self.db).await?;
        Ok(format!("{releases:?} {revisions}"))
    }

    /// Every code that any release or text names.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_codes(&self) -> Result<Vec<Code>, StoreError> {
        let rows = code::Entity::find().all(&self.db).await?;
        rows.into_iter()
            .map(|row| parse(&row.system, &row.code))
            .collect()
    }

    /// Every title of every code that counts, with its days.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_titles(&self) -> Result<Vec<SearchableTitle>, StoreError> {
        let rows = code_version::Entity::find()
            .order_by_asc(code_version::Column::System)
            .order_by_asc(code_version::Column::Code)
            .all(&self.db)
            .await?;
        let answering = Answering::new(&self.list_releases_of(&titles::SOURCES).await?);
        let mut titles = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let mut versions = vec![first];
            while let Some(next) = rows.next_if(|next| {
                let first = &versions[0];
                (&first.system, &first.code) == (&next.system, &next.code)
            }) {
                versions.push(next);
            }
            for row in answering.versions(versions) {
                titles.push(SearchableTitle {
                    code: parse(&row.system, &row.code)?,
                    title: row.long_title,
                    short_title: row.short_title,
                    billable: row.billable,
                    valid_from: row.valid_from,
                    valid_to: row.valid_to,
                    ended_on: row.ended_on,
                });
            }
        }
        Ok(titles)
    }

    /// Every inclusion term and note of the ICD-10-CM tabular list, of any day, with the code below which it stands.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_inclusion_terms(&self) -> Result<Vec<SearchableText>, StoreError> {
        let rows: Vec<(String, String)> = tabular_note::Entity::find()
            .select_only()
            .column(tabular_note::Column::Place)
            .column(tabular_note::Column::Text)
            .filter(tabular_note::Column::Kind.is_in(INCLUSIONS))
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(place, text)| SearchableText { place, text })
            .collect())
    }

    /// Every further official text of every code, of any day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_descriptors(&self) -> Result<Vec<(Code, String)>, StoreError> {
        let rows: Vec<(String, String, String)> = descriptor::Entity::find()
            .select_only()
            .column(descriptor::Column::System)
            .column(descriptor::Column::Code)
            .column(descriptor::Column::Text)
            .distinct()
            .into_tuple()
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|(system, code, text)| Ok((parse(&system, &code)?, text)))
            .collect()
    }

    /// Every entry of the ICD-10-CM indexes that leads to a code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_index_terms(&self) -> Result<Vec<SearchableIndexTerm>, StoreError> {
        let rows = index_term::Entity::find().all(&self.db).await?;
        Ok(rows
            .into_iter()
            .filter(|row| !(row.target.is_empty() && row.cells.is_empty()))
            .map(|row| SearchableIndexTerm {
                path: row.path,
                nonessential: row.nonessential,
                target: row.target,
                cells: row.cells,
                source: row.source,
            })
            .collect())
    }

    /// The current editors' texts of some parts of the page, of every code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_articles(&self, sections: &[&str]) -> Result<Vec<SearchableArticle>, StoreError> {
        let rows = article::Entity::find()
            .filter(article::Column::Section.is_in(sections.iter().copied()))
            .find_also_related(article_revision::Entity)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .filter_map(|(article, revision)| Some((article, revision?)))
            .map(|(article, revision)| {
                Ok(SearchableArticle {
                    code: parse(&article.system, &article.code)?,
                    section: article.section,
                    markdown: revision.markdown,
                })
            })
            .collect()
    }

    /// The chapters of ICD-10-CM of any day: first category, last category, title.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_all_icd_chapters(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(icd_block::Entity::find()
            .select_only()
            .column(icd_block::Column::First)
            .column(icd_block::Column::Last)
            .column(icd_block::Column::Title)
            .filter(icd_block::Column::Source.eq(Source::Icd10cmTabular.slug()))
            .filter(icd_block::Column::Chapter.eq(""))
            .order_by_asc(icd_block::Column::First)
            .order_by_desc(icd_block::Column::ValidFrom)
            .into_tuple()
            .all(&self.db)
            .await?)
    }
}

fn parse(system: &str, code: &str) -> Result<Code, StoreError> {
    Code::parse(system_of(system)?, code).map_err(|e| StoreError::Value(e.to_string()))
}
