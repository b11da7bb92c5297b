//! Services and diagnoses that coverage articles name together, with what their groups ask for and whose they are.

use crate::page::{Block, Cell};
use crate::sections::{Facts, Subject, table, total};
use crate::{ReferenceError, evidence};
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use store::coverage::{ArticleCode, ArticleList, Document, DocumentKey, Support};

/// How many rows a table shows.
const SHOWN: u64 = 100;

/// The diagnoses of the articles that list a service.
pub(super) async fn diagnoses(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let articles = facts.coverage.articles(ArticleList::Services);
    if articles.is_empty() {
        return Ok(vec![none(subject, "with diagnoses ")]);
    }
    let lists = Support::ALL.map(ArticleList::Diagnoses);
    let mut blocks = together(subject, facts, &articles, &lists).await?;
    blocks.push(Block::Notice(
        "A diagnosis supports coverage only with what its article asks for besides, and only where the article’s \
         contractor pays the claim."
            .into(),
    ));
    Ok(blocks)
}

/// The services of the articles in which a diagnosis supports coverage.
pub(super) async fn services(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    let articles = facts.coverage.articles(ArticleList::Diagnoses(Support::Covered));
    if articles.is_empty() {
        return Ok(vec![none(subject, "in which services are covered ")]);
    }
    together(subject, facts, &articles, &[ArticleList::Services]).await
}

/// That no article is about the code.
fn none(subject: &Subject<'_>, which: &str) -> Block {
    let what = format!("A coverage article {which}for {}", subject.name());
    Block::Notice(format!(
        "{} Nothing here says that a combination is covered or not.",
        subject.loaded.missing_in_history(&what, Source::CoverageArticle)
    ))
}

/// The codes in some lists of articles, and what the articles say above them.
async fn together(
    subject: &Subject<'_>,
    facts: &Facts,
    articles: &[&Document],
    lists: &[ArticleList],
) -> Result<Vec<Block>, ReferenceError> {
    let keys: Vec<DocumentKey> = articles.iter().map(|article| article.key()).collect();
    let mut blocks = Vec::new();
    for list in lists {
        let count = subject
            .store
            .count_article_codes(&keys, *list, subject.on)
            .await?;
        if count > 0 {
            let found = subject
                .store
                .list_article_codes(&keys, *list, subject.on, SHOWN)
                .await?;
            blocks.extend(codes(subject, facts, articles, *list, &found, count).await?);
        }
        blocks.extend(conditions(subject, articles, &keys, *list).await?);
    }
    Ok(blocks)
}

async fn codes(
    subject: &Subject<'_>,
    facts: &Facts,
    articles: &[&Document],
    list: ArticleList,
    found: &[ArticleCode],
    count: u64,
) -> Result<Option<Block>, ReferenceError> {
    let parsed = |text: &str| match list {
        ArticleList::Services => Code::parse_procedure(text).ok(),
        ArticleList::Diagnoses(_) => Code::parse(CodeSystem::Icd10cm, text).ok(),
    };
    let titles = subject
        .titles(found.iter().filter_map(|found| parsed(&found.code)))
        .await?;
    let rows = found.iter().map(|found| {
        let [code, title] = titles.cells(&found.code, parsed(&found.code).as_ref());
        let article = articles.iter().find(|article| article.document == found.document);
        let named = format!("{}, group {}", display(article), found.code_group);
        let named = match found.mark.as_str() {
            "" => named,
            mark => format!("{named}, marked “{mark}”"),
        };
        let contractors = article.map_or_else(String::new, |article| facts.coverage.contractors(article));
        [code, title, Cell::Text(named), Cell::Text(contractors)]
    });
    let (caption, first) = match list {
        ArticleList::Services => (
            "Services of the articles in which this diagnosis supports coverage",
            "Service",
        ),
        ArticleList::Diagnoses(Support::Covered) => {
            ("Diagnoses that support coverage, by article", "Diagnosis")
        }
        ArticleList::Diagnoses(Support::NotCovered) => {
            ("Diagnoses that do not support coverage, by article", "Diagnosis")
        }
    };
    Ok(table(
        caption,
        [first, "Title", "Article", "Contractors"],
        rows.collect(),
        total(count),
        evidence(subject, articles, list),
    ))
}

/// What the articles say above the groups of a list.
async fn conditions(
    subject: &Subject<'_>,
    articles: &[&Document],
    keys: &[DocumentKey],
    list: ArticleList,
) -> Result<Option<Block>, ReferenceError> {
    let groups = subject.store.list_article_groups(keys, list, subject.on).await?;
    let rows: Vec<_> = groups
        .iter()
        .map(|group| {
            let article = articles.iter().find(|article| article.document == group.document);
            [
                Cell::Text(format!("{}, group {}", display(article), group.code_group)),
                Cell::Text(group.paragraph.clone()),
            ]
        })
        .collect();
    let caption = match list {
        ArticleList::Services => "What the articles say of their services",
        ArticleList::Diagnoses(Support::Covered) => "What the articles ask for besides a covered diagnosis",
        ArticleList::Diagnoses(Support::NotCovered) => {
            "What the articles say of diagnoses that do not support coverage"
        }
    };
    let total = rows.len();
    let evidence = evidence(subject, articles, list);
    Ok(table(caption, ["Article", "Condition"], rows, total, evidence))
}

fn display<'a>(article: Option<&&'a Document>) -> &'a str {
    article.map_or("", |article| article.display.as_str())
}

fn evidence(
    subject: &Subject<'_>,
    articles: &[&Document],
    list: ArticleList,
) -> Option<crate::page::Evidence> {
    evidence::of_all(
        articles.iter().map(|article| (*article, &article.release)),
        format!("articles that list {}, {}", subject.code, list.name()),
    )
}
