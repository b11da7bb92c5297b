//! Coverage documents: LCDs, articles and NCDs that list a code or belong to one that does.

use super::{Subject, notice, table};
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence};
use codeset::release::Source;
use std::collections::{BTreeMap, HashMap};
use store::coverage::{ArticleList, Document, DocumentKey, Listing, Support};

/// How many documents a table shows.
const SHOWN: usize = 40;

/// The sources of coverage documents, in the order of their tables.
const SOURCES: [Source; 3] = [Source::CoverageArticle, Source::Lcd, Source::Ncd];

/// The documents in force on the day.
#[derive(Default)]
pub(crate) struct Coverage {
    /// The lists in which the code stands, by document.
    listings: Vec<Listing>,
    /// The LCDs and NCDs to which those documents belong, and which do not list the code themselves.
    related: Vec<Document>,
    contractors: BTreeMap<DocumentKey, Vec<String>>,
}

impl Coverage {
    pub async fn find(subject: &Subject<'_>) -> Result<Self, ReferenceError> {
        if !SOURCES.iter().any(|source| subject.has(*source)) {
            return Ok(Self::default());
        }
        let (store, on) = (subject.store, subject.on);
        let listings = store.list_coverage(subject.code, on).await?;
        let mut keys: Vec<_> = listings.iter().map(|listing| listing.document.key()).collect();
        keys.dedup();
        let mut related = store.list_related_coverage(&keys, on).await?;
        related.retain(|document| !keys.contains(&document.key()));
        let mut shown = first_of_each(&listings, |listing| (&listing.document, listing.list.as_str()));
        shown.extend(first_of_each(&related, |document| (document, "")));
        let mut contractors: BTreeMap<DocumentKey, Vec<String>> = BTreeMap::new();
        for (document, name) in store.list_coverage_contractors(&shown, on).await? {
            contractors.entry(document).or_default().push(name);
        }
        Ok(Self {
            listings,
            related,
            contractors,
        })
    }

    /// The articles that have the code in a list.
    pub fn articles(&self, list: ArticleList) -> Vec<&Document> {
        self.listings
            .iter()
            .filter(|listing| {
                listing.document.source == Source::CoverageArticle.slug() && listing.list == list.name()
            })
            .map(|listing| &listing.document)
            .collect()
    }

    /// The contractors of a document, joined.
    pub fn contractors(&self, document: &Document) -> String {
        let names = self.contractors.get(&document.key());
        names.map_or_else(String::new, |names| names.join("; "))
    }

    /// The tables of documents, and what is missing.
    pub fn blocks(&self, subject: &Subject<'_>) -> Vec<Block> {
        if !SOURCES.iter().any(|source| subject.has(*source)) {
            return vec![Block::Notice(
                "Coverage documents (LCDs, articles, NCDs) are not loaded.".into(),
            )];
        }
        let mut blocks = Vec::new();
        let mut missing = Vec::new();
        for source in SOURCES {
            let before = blocks.len();
            for support in [None, Some(Support::Covered), Some(Support::NotCovered)] {
                blocks.extend(self.listed(subject, source, support));
            }
            blocks.extend(self.related(subject, source));
            if blocks.len() == before {
                let what = format!("A document about {}", subject.name());
                missing.push(subject.loaded.missing_in_history(&what, source));
            }
        }
        blocks.extend(notice(missing));
        blocks
    }

    /// The documents of a source that list the code: as a service, or as a diagnosis that supports coverage or not.
    fn listed(&self, subject: &Subject<'_>, source: Source, support: Option<Support>) -> Option<Block> {
        let of_support = |list: &str| match support {
            Some(support) => support.list() == list,
            None => Support::ALL.iter().all(|support| support.list() != list),
        };
        let listings: Vec<_> = self
            .listings
            .iter()
            .filter(|listing| listing.document.source == source.slug() && of_support(&listing.list))
            .collect();
        let caption = match support {
            None => format!("{source} that list {}", subject.code),
            Some(Support::Covered) => "Articles in which this diagnosis supports coverage".into(),
            Some(Support::NotCovered) => "Articles in which this diagnosis does not support coverage".into(),
        };
        let rows = listings.iter().take(SHOWN).map(|listing| {
            let mark = match listing.mark.as_str() {
                "" => String::new(),
                mark => format!("Marked “{mark}” there"),
            };
            self.row(&listing.document, mark)
        });
        self.table(
            caption,
            rows.collect(),
            listings.iter().map(|listing| &listing.document),
            subject,
        )
    }

    /// The documents of a source to which those that list the code belong.
    fn related(&self, subject: &Subject<'_>, source: Source) -> Option<Block> {
        let related: Vec<_> = self
            .related
            .iter()
            .filter(|document| document.source == source.slug())
            .collect();
        let rows = related
            .iter()
            .take(SHOWN)
            .map(|document| self.row(document, String::new()));
        let caption = format!("{source} to which these documents belong");
        self.table(caption, rows.collect(), related.iter().copied(), subject)
    }

    fn table<'a>(
        &self,
        caption: String,
        rows: Vec<[Cell; 6]>,
        documents: impl ExactSizeIterator<Item = &'a Document>,
        subject: &Subject<'_>,
    ) -> Option<Block> {
        let total = documents.len();
        let evidence = evidence::of_all(
            documents.map(|document| (document, &document.release)),
            format!("documents about {}", subject.code),
        );
        let columns = ["Document", "Title", "Kind", "Contractors", "In force", "Note"];
        table(caption, columns, rows, total, evidence)
    }

    fn row(&self, document: &Document, note: String) -> [Cell; 6] {
        [
            document.display.clone(),
            document.title.clone(),
            document.kind.clone(),
            self.contractors(document),
            in_force(document),
            note,
        ]
        .map(Cell::Text)
    }
}

/// The documents that tables show: the first ones of each source and list.
fn first_of_each<T>(rows: &[T], of: impl Fn(&T) -> (&Document, &str)) -> Vec<DocumentKey> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    rows.iter()
        .map(of)
        .filter(|(document, list)| {
            let count = counts.entry((document.source.as_str(), list)).or_default();
            *count += 1;
            *count <= SHOWN
        })
        .map(|(document, _)| document.key())
        .collect()
}

/// The days on which a document counts, by its own dates.
fn in_force(document: &Document) -> String {
    let before_retirement = document.retired_on.and_then(|day| day.pred_opt());
    let last = [document.ended_on, before_retirement].into_iter().flatten().min();
    match (document.effective_on, last) {
        (Some(first), Some(last)) => format!("{first} through {last}"),
        (Some(first), None) => format!("Since {first}"),
        (None, Some(last)) => format!("Through {last}"),
        (None, None) => String::new(),
    }
}
