//! Editorial texts and their revisions.

use crate::common::{TestDatabase, cpt, day, icd10cm, now, on_both_databases, time};
use store::articles::{Article, Draft};

on_both_databases! {
    a_changed_text_is_the_next_revision_and_the_same_text_is_none,
    only_the_sections_asked_for_are_read,
    earlier_revisions_are_kept,
}

fn draft(section: &str, markdown: &str) -> Draft {
    Draft {
        section: section.into(),
        markdown: markdown.into(),
        sources: vec!["NCCI Policy Manual, chapter XI".into(), "42 CFR 410.26".into()],
        reviewed_on: day("2026-11-23"),
    }
}

async fn a_changed_text_is_the_next_revision_and_the_same_text_is_none(db: &TestDatabase) {
    let store = db.open().await;
    assert!(!store.has_articles().await.unwrap());
    let code = cpt("97150");
    let save = async |drafts| store.save_articles(&code, drafts, now()).await.unwrap();
    assert_eq!(
        save(vec![draft("guidelines", "One."), draft("compliance", "Two.")]).await,
        2
    );
    assert_eq!(
        save(vec![draft("guidelines", "One."), draft("compliance", "Two.")]).await,
        0
    );
    assert_eq!(
        save(vec![
            draft("guidelines", "One, changed."),
            draft("compliance", "Two.")
        ])
        .await,
        1
    );
    assert!(store.has_articles().await.unwrap());

    let mut articles = store
        .list_articles(&code, &["guidelines", "compliance"])
        .await
        .unwrap();
    articles.sort_by(|a, b| a.section.cmp(&b.section));
    let article = |section: &str, revision, markdown: &str| Article {
        section: section.into(),
        revision,
        markdown: markdown.into(),
        sources: draft("", "").sources,
        reviewed_on: day("2026-11-23"),
    };
    assert_eq!(
        articles,
        [
            article("compliance", 1, "Two."),
            article("guidelines", 2, "One, changed.")
        ]
    );

    // A new review or source is a revision too.
    let reviewed = Draft {
        reviewed_on: day("2027-01-04"),
        ..draft("compliance", "Two.")
    };
    assert_eq!(save(vec![reviewed]).await, 1);
    let sourced = Draft {
        sources: vec![],
        ..draft("compliance", "Two.")
    };
    assert_eq!(save(vec![sourced]).await, 1);
    let compliance = store.list_articles(&code, &["compliance"]).await.unwrap();
    assert_eq!((compliance[0].revision, compliance[0].sources.len()), (3, 0));
}

async fn only_the_sections_asked_for_are_read(db: &TestDatabase) {
    let store = db.open().await;
    let code = cpt("97150");
    store
        .save_articles(
            &code,
            vec![draft("name", "Open"), draft("guidelines", "Gated")],
            now(),
        )
        .await
        .unwrap();
    store
        .save_articles(&icd10cm("M54.50"), vec![draft("name", "Other code")], now())
        .await
        .unwrap();
    let read = async |sections: &[&str]| {
        let articles = store.list_articles(&code, sections).await.unwrap();
        articles
            .into_iter()
            .map(|article| article.markdown)
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&["name"]).await, ["Open"]);
    assert_eq!(read(&["name", "compliance"]).await, ["Open"]);
    assert!(read(&[]).await.is_empty());
    let mut sections = store.list_article_sections(&code).await.unwrap();
    sections.sort();
    assert_eq!(sections, ["guidelines", "name"]);
    assert!(
        store
            .list_article_sections(&cpt("97140"))
            .await
            .unwrap()
            .is_empty()
    );
}

async fn earlier_revisions_are_kept(db: &TestDatabase) {
    let store = db.open().await;
    for (n, text) in ["one", "two", "three"].into_iter().enumerate() {
        let saved_at = time(&format!("2026-11-2{n}T00:00:00Z"));
        store
            .save_articles(&cpt("97150"), vec![draft("guidelines", text)], saved_at)
            .await
            .unwrap();
    }
    let texts = db
        .query("SELECT markdown FROM article_revision ORDER BY revision")
        .await;
    assert_eq!(texts, ["one", "two", "three"]);
}
