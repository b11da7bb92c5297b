//! The Medicare Coverage Database: which documents list a code, whose they are, and which diagnoses they name.
//!
//! A document has dates of its own, and a download holds those of its day: a version counts from its effective day
//! through its last one, whatever release told of it first, until a release no longer lists it. Of the versions of
//! a document that count on a day the last one answers.

use crate::entity::{
    contractor, coverage_code, coverage_contractor, coverage_document, coverage_group, coverage_link, release,
};
use crate::releases::{Span, not_ended};
use crate::{Store, StoreError};
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use sea_orm::sea_query::{Alias, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, RelationTrait, Select,
};

/// Whether an article takes a diagnosis for a reason to cover its services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It supports coverage (list `icd10-covered`).
    Covered,
    /// It does not (list `icd10-noncovered`).
    NotCovered,
}

impl Support {
    /// Both, the covered one first.
    pub const ALL: [Self; 2] = [Self::Covered, Self::NotCovered];

    /// The name of the list in the tables.
    pub fn list(self) -> &'static str {
        match self {
            Self::Covered => "icd10-covered",
            Self::NotCovered => "icd10-noncovered",
        }
    }
}

/// A list of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleList {
    /// The services that it is about (list `hcpcs`).
    Services,
    /// Diagnoses.
    Diagnoses(Support),
}

impl ArticleList {
    /// The name of the list in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Services => "hcpcs",
            Self::Diagnoses(support) => support.list(),
        }
    }
}

/// A version of a document, as the other tables name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentKey {
    /// The slug of the source, which tells LCDs, articles and NCDs apart.
    pub source: String,
    /// Its number.
    pub document: i32,
    /// Its version.
    pub version: i32,
}

/// An LCD, article or NCD without its text. The fields are those of [`codeset::rows::CoverageDocumentRow`].
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "coverage_document::Entity")]
pub struct Document {
    /// See [`DocumentKey::source`].
    pub source: String,
    /// Its number.
    pub document: i32,
    /// Its version.
    pub version: i32,
    /// What readers call it.
    pub display: String,
    /// Its title.
    pub title: String,
    /// Kind of an article as printed; empty for others.
    pub kind: String,
    /// First day it counts.
    pub effective_on: Option<NaiveDate>,
    /// Last day it counts, where known.
    pub ended_on: Option<NaiveDate>,
    /// Day of its retirement, where it is retired: it no longer counts then.
    pub retired_on: Option<NaiveDate>,
    /// See [`Span::valid_from`].
    pub valid_from: NaiveDate,
    /// See [`Span::valid_to`].
    pub valid_to: Option<NaiveDate>,
    /// The release that its span began with.
    #[sea_orm(nested)]
    pub release: release::Model,
}

impl Document {
    /// Which version of which document it is.
    pub fn key(&self) -> DocumentKey {
        DocumentKey {
            source: self.source.clone(),
            document: self.document,
            version: self.version,
        }
    }
}

impl Span for Document {
    fn valid_from(&self) -> NaiveDate {
        self.valid_from
    }

    fn valid_to(&self) -> Option<NaiveDate> {
        self.valid_to
    }
}

/// A list of a document in which a code stands.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
pub struct Listing {
    /// The document.
    #[sea_orm(nested)]
    pub document: Document,
    /// See [`codeset::rows::CoverageCodeRow::list`].
    #[sea_orm(from_expr = "coverage_code::Column::List")]
    pub list: String,
    /// See [`codeset::rows::CoverageCodeRow::mark`].
    #[sea_orm(from_expr = "coverage_code::Column::Mark")]
    pub mark: String,
}

/// A code in a list of an article. The fields are those of [`codeset::rows::CoverageCodeRow`].
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ArticleCode {
    /// The code, a diagnosis with its dot.
    pub code: String,
    /// The number of the article.
    pub document: i32,
    /// The group of the list; a code can stand in several.
    pub code_group: i32,
    /// What marks it there; mostly empty.
    pub mark: String,
}

/// What an article says above a group of codes. The fields are those of [`codeset::rows::CoverageGroupRow`].
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ArticleGroup {
    /// The number of the article.
    pub document: i32,
    /// The group of the list.
    pub code_group: i32,
    /// What it says; never empty.
    pub paragraph: String,
}

/// The lists in which documents name codes of a system.
fn lists_of(system: CodeSystem) -> &'static [&'static str] {
    match system {
        CodeSystem::Cpt | CodeSystem::Hcpcs => &["hcpcs"],
        CodeSystem::Icd10cm => &["icd10-covered", "icd10-noncovered"],
        CodeSystem::Icd10pcs => &["icd10-pcs"],
        CodeSystem::Modifier => &["modifier"],
    }
}

/// That a document counts on a day by its own dates. Without an effective day it counts from the release that first
/// lists it.
fn counts_on(table: &DynIden, on: NaiveDate) -> Condition {
    use coverage_document::Column;
    let column = |column: Column| Expr::col((table.clone(), column));
    Condition::all()
        .add(
            Condition::any()
                .add(column(Column::ValidTo).is_null())
                .add(column(Column::ValidTo).gt(on)),
        )
        .add(
            Condition::any().add(column(Column::EffectiveOn).lte(on)).add(
                Condition::all()
                    .add(column(Column::EffectiveOn).is_null())
                    .add(column(Column::ValidFrom).lte(on)),
            ),
        )
        .add(
            Condition::any()
                .add(column(Column::EndedOn).is_null())
                .add(column(Column::EndedOn).gte(on)),
        )
        .add(
            Condition::any()
                .add(column(Column::RetiredOn).is_null())
                .add(column(Column::RetiredOn).gt(on)),
        )
}

/// A later version of the document at hand that counts on a day.
fn later_version(on: NaiveDate) -> SelectStatement {
    use coverage_document::Column;
    let later = Alias::new("later").into_iden();
    let ours = |column: Column| (coverage_document::Entity, column);
    let theirs = |column: Column| Expr::col((later.clone(), column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(coverage_document::Entity, later.clone())
        .and_where(theirs(Column::Source).equals(ours(Column::Source)))
        .and_where(theirs(Column::Document).equals(ours(Column::Document)))
        .and_where(theirs(Column::Version).gt(Expr::col(ours(Column::Version))))
        .cond_where(counts_on(&later, on))
        .to_owned()
}

/// The documents that count on a day, each in its last version and with its release.
fn documents(on: NaiveDate) -> Select<coverage_document::Entity> {
    coverage_document::Entity::find()
        .join(JoinType::InnerJoin, coverage_document::Relation::Release.def())
        .filter(counts_on(&coverage_document::Entity.into_iden(), on))
        .filter(Expr::not_exists(later_version(on)))
        .order_by_asc(coverage_document::Column::Source)
        .order_by_asc(coverage_document::Column::Display)
        .order_by_asc(coverage_document::Column::Document)
}

/// That a row belongs to one of some documents.
macro_rules! of_documents {
    ($table:ident, $documents:expr) => {
        $documents.iter().fold(Condition::any(), |any, key| {
            any.add(
                $table::Column::Document
                    .eq(key.document)
                    .and($table::Column::Version.eq(key.version))
                    .and($table::Column::Source.eq(key.source.as_str())),
            )
        })
    };
}

impl Store {
    /// The documents in force on a day that list a code, with the lists in which it stands: by source, display name
    /// and list.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_coverage(&self, code: &Code, on: NaiveDate) -> Result<Vec<Listing>, StoreError> {
        use coverage_document::Column;
        let listed: RelationDef = coverage_document::Entity::belongs_to(coverage_code::Entity)
            .from((Column::Document, Column::Version, Column::Source))
            .to((
                coverage_code::Column::Document,
                coverage_code::Column::Version,
                coverage_code::Column::Source,
            ))
            .into();
        let mut listings: Vec<Listing> = documents(on)
            .join(JoinType::InnerJoin, listed)
            .filter(coverage_code::Column::Code.eq(code.as_str()))
            .filter(coverage_code::Column::List.is_in(lists_of(code.system()).iter().copied()))
            .filter(not_ended!(coverage_code, on))
            .order_by_asc(coverage_code::Column::List)
            .order_by_asc(Column::ValidFrom)
            .order_by_desc(coverage_code::Column::Mark)
            .into_partial_model()
            .all(&self.db)
            .await?;
        // Of several groups and spans of a list one says enough.
        let key = |listing: &Listing| (listing.document.key(), listing.list.clone());
        listings.dedup_by_key(|listing| key(listing));
        Ok(listings)
    }

    /// The LCDs and NCDs in force on a day to which some documents belong.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_related_coverage(
        &self,
        documents_at_hand: &[DocumentKey],
        on: NaiveDate,
    ) -> Result<Vec<Document>, StoreError> {
        if documents_at_hand.is_empty() {
            return Ok(Vec::new());
        }
        // What the links call a document is the slug of its source, but for articles.
        let linked: RelationDef = coverage_document::Entity::belongs_to(coverage_link::Entity)
            .from((
                coverage_document::Column::Document,
                coverage_document::Column::Source,
            ))
            .to((coverage_link::Column::ToDocument, coverage_link::Column::ToKind))
            .into();
        let mut related: Vec<Document> = documents(on)
            .join(JoinType::InnerJoin, linked)
            .filter(coverage_document::Column::Source.is_in([Source::Lcd, Source::Ncd].map(Source::slug)))
            .filter(of_documents!(coverage_link, documents_at_hand))
            .filter(not_ended!(coverage_link, on))
            .order_by_asc(coverage_document::Column::ValidFrom)
            .into_partial_model()
            .all(&self.db)
            .await?;
        related.dedup_by_key(|document| document.key());
        Ok(related)
    }

    /// The names of the contractors of some documents on a day, by document and name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_coverage_contractors(
        &self,
        documents: &[DocumentKey],
        on: NaiveDate,
    ) -> Result<Vec<(DocumentKey, String)>, StoreError> {
        use coverage_contractor::Column;
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let named: RelationDef = coverage_contractor::Entity::belongs_to(contractor::Entity)
            .from((
                Column::Contractor,
                Column::Kind,
                Column::ContractorVersion,
                Column::Source,
            ))
            .to((
                contractor::Column::Contractor,
                contractor::Column::Kind,
                contractor::Column::Version,
                contractor::Column::Source,
            ))
            .into();
        let names: Vec<(String, i32, i32, String)> = coverage_contractor::Entity::find()
            .select_only()
            .columns([Column::Source, Column::Document, Column::Version])
            .column(contractor::Column::Name)
            .join(JoinType::InnerJoin, named)
            .filter(of_documents!(coverage_contractor, documents))
            .filter(not_ended!(coverage_contractor, on))
            .filter(not_ended!(contractor, on))
            .distinct()
            .order_by_asc(Column::Source)
            .order_by_asc(Column::Document)
            .order_by_asc(Column::Version)
            .order_by_asc(contractor::Column::Name)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(names
            .into_iter()
            .map(|(source, document, version, name)| {
                let key = DocumentKey {
                    source,
                    document,
                    version,
                };
                (key, name)
            })
            .collect())
    }

    /// The first codes in a list of some articles, by code, article and group.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_article_codes(
        &self,
        articles: &[DocumentKey],
        list: ArticleList,
        on: NaiveDate,
        limit: u64,
    ) -> Result<Vec<ArticleCode>, StoreError> {
        use coverage_code::Column;
        if articles.is_empty() {
            return Ok(Vec::new());
        }
        Ok(codes_of(articles, list, on)
            .order_by_asc(Column::Code)
            .order_by_asc(Column::Document)
            .order_by_asc(Column::CodeGroup)
            .limit(limit)
            .into_model()
            .all(&self.db)
            .await?)
    }

    /// How many rows a list of some articles has: a code counts once for every article and group.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_article_codes(
        &self,
        articles: &[DocumentKey],
        list: ArticleList,
        on: NaiveDate,
    ) -> Result<u64, StoreError> {
        if articles.is_empty() {
            return Ok(0);
        }
        Ok(codes_of(articles, list, on).count(&self.db).await?)
    }

    /// What some articles say above the groups of a list, by article and group.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_article_groups(
        &self,
        articles: &[DocumentKey],
        list: ArticleList,
        on: NaiveDate,
    ) -> Result<Vec<ArticleGroup>, StoreError> {
        use coverage_group::Column;
        if articles.is_empty() {
            return Ok(Vec::new());
        }
        Ok(coverage_group::Entity::find()
            .select_only()
            .columns([Column::Document, Column::CodeGroup, Column::Paragraph])
            .filter(of_documents!(coverage_group, articles))
            .filter(Column::List.eq(list.name()))
            .filter(Column::Paragraph.ne(""))
            .filter(not_ended!(coverage_group, on))
            .order_by_asc(Column::Document)
            .order_by_asc(Column::CodeGroup)
            .into_model()
            .all(&self.db)
            .await?)
    }
}

/// The rows of a list of some articles.
fn codes_of(articles: &[DocumentKey], list: ArticleList, on: NaiveDate) -> Select<coverage_code::Entity> {
    use coverage_code::Column;
    coverage_code::Entity::find()
        .select_only()
        .columns([Column::Code, Column::Document, Column::CodeGroup, Column::Mark])
        .filter(of_documents!(coverage_code, articles))
        .filter(Column::List.eq(list.name()))
        .filter(not_ended!(coverage_code, on))
}
