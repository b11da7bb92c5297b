//! Manuals to read: the list, the contents, a chapter, and who may read them.

use crate::support::{NOW, TestSite};
use store::documents::{NewDocument, NewPassage};

fn manual(slug: &str, file: &str, needs_account: bool) -> NewDocument {
    NewDocument {
        slug: slug.into(),
        title: "Billing <Handbook> & more".into(),
        edition: "2026".into(),
        valid_from: "2026-01-01".parse().unwrap(),
        valid_to: "2027-01-01".parse().ok(),
        file_name: "handbook.pdf".into(),
        sha256: file.into(),
        pages: 12,
        needs_account,
    }
}

fn passage(chapter: (&str, &str), section: &str, page: &str, text: &str) -> NewPassage {
    NewPassage {
        chapter: chapter.0.into(),
        chapter_title: chapter.1.into(),
        section: section.into(),
        page: page.into(),
        page_end: page.into(),
        text: text.into(),
    }
}

async fn site_with_manuals() -> TestSite {
    let site = TestSite::start().await;
    let (intro, medicine) = (("Intro", "Introduction"), ("XI", "Medicine"));
    let passages = vec![
        passage(intro, "", "Intro-1", "Notice of <b>rights</b> & \"marks\"."),
        passage(medicine, "A. Introduction", "XI-3", "All of it.\n\nMore of it."),
        passage(
            medicine,
            "P. Therapy › 1.",
            "XI-3",
            "1. Report 97150 and 97110-97112, never 12345 or $97150. <script>alert(1)</script>",
        ),
        passage(medicine, "P. Therapy › Examples › 2.", "XI-4", "2. A | B\nC | D"),
        passage(
            medicine,
            "Q. Reserved for future use",
            "XI-4",
            "Q. Reserved for future use",
        ),
    ];
    for (slug, file, needs_account) in [("handbook-2026", "aa", false), ("house-rules", "bb", true)] {
        site.store
            .save_document(
                manual(slug, file, needs_account),
                passages.clone(),
                NOW.parse().unwrap(),
            )
            .await
            .unwrap();
    }
    site
}

#[tokio::test]
async fn without_documents_the_list_tells_the_operator_what_to_do() {
    let site = TestSite::start().await;
    let page = site.visitor().open("/documents").await.succeeds();
    assert!(page.words("#content").contains("coding-ahead documents import"));
    site.visitor().open("/documents/none").await.answers(404);
    for path in ["/about/data", "/"] {
        let page = site
            .visitor()
            .open(&format!("{path}?on=2026-03-01"))
            .await
            .succeeds();
        let links = page.attributes(".foot a", "href");
        assert!(
            links.contains(&"/documents?on=2026-03-01".to_owned()),
            "{links:?}"
        );
    }
}

#[tokio::test]
async fn a_document_is_found_and_read_by_chapter() {
    let site = site_with_manuals().await;
    let visitor = site.visitor();
    let list = visitor.open("/documents?on=2026-03-01").await.succeeds();
    assert!(
        list.words("#content")
            .contains("Billing <Handbook> & more, 2026 Counts 1 January 2026 to 31 December 2026, 12 pages")
    );
    assert!(list.words("#content").contains("Needs a free account"));
    assert!(
        list.attributes(".document-list a", "href")
            .contains(&"/documents/handbook-2026?on=2026-03-01".to_owned())
    );

    let contents = visitor
        .open("/documents/handbook-2026?on=2026-03-01")
        .await
        .succeeds();
    assert_eq!(
        contents.attributes(".document-contents a", "href"),
        [
            "/documents/handbook-2026/intro?on=2026-03-01",
            "/documents/handbook-2026/xi?on=2026-03-01",
            "/documents/handbook-2026/xi?on=2026-03-01#p2",
            "/documents/handbook-2026/xi?on=2026-03-01#p3",
            "/documents/handbook-2026/xi?on=2026-03-01#p5",
        ]
    );
    assert!(contents.words("h2").contains("Introduction Chapter XI: Medicine"));
    assert!(!contents.words("#content").contains("does not count"));

    let chapter = visitor
        .open("/documents/handbook-2026/xi?on=2026-03-01")
        .await
        .succeeds();
    assert_eq!(chapter.words("h1"), "Chapter XI: Medicine");
    assert_eq!(chapter.words(".reading h2"), "A. Introduction P. Therapy");
    assert_eq!(chapter.words(".reading h3"), "Examples");
    assert_eq!(chapter.words(".reading .page-label"), "Page XI-3 Page XI-4");
    assert_eq!(
        chapter.attributes(".reading section", "id"),
        ["p2", "p3", "p4", "p5"]
    );
    assert_eq!(chapter.words("#p4"), "Examples Page XI-4 2. A | B C | D");
    // What is no code of a loaded release, or money, leads nowhere.
    assert_eq!(
        chapter.attributes(".reading a.code", "href"),
        [
            "/codes/cpt/97150?on=2026-03-01",
            "/codes/cpt/97110?on=2026-03-01",
            "/codes/cpt/97112?on=2026-03-01"
        ]
    );
    assert_eq!(
        chapter.attributes(".document-ways a", "href"),
        [
            "/documents/handbook-2026/intro?on=2026-03-01",
            "/documents/handbook-2026?on=2026-03-01"
        ]
    );
    assert_eq!(
        chapter.attributes(".crumbs a", "href"),
        [
            "/documents?on=2026-03-01",
            "/documents/handbook-2026?on=2026-03-01"
        ]
    );
    visitor.open("/documents/handbook-2026/xii").await.answers(404);
}

#[tokio::test]
async fn what_a_document_says_is_text() {
    let site = site_with_manuals().await;
    let chapter = site
        .visitor()
        .open("/documents/handbook-2026/xi")
        .await
        .succeeds();
    assert!(
        !chapter.html(".reading").contains("<script"),
        "{}",
        chapter.html(".reading")
    );
    assert!(chapter.words("#p3").contains("<script>alert(1)</script>"));
    let intro = site
        .visitor()
        .open("/documents/handbook-2026/intro")
        .await
        .succeeds();
    assert!(
        intro
            .words(".reading")
            .contains("Notice of <b>rights</b> & \"marks\".")
    );
}

#[tokio::test]
async fn on_days_for_which_it_does_not_count_a_document_says_so() {
    let site = site_with_manuals().await;
    for path in ["/documents/handbook-2026", "/documents/handbook-2026/xi"] {
        let page = site
            .visitor()
            .open(&format!("{path}?on=2027-01-01"))
            .await
            .succeeds();
        let words = page.words(".notice");
        assert!(words.contains("It does not count on 1 January 2027."), "{words}");
        site.visitor()
            .open(&format!("{path}?on=yesterday"))
            .await
            .answers(400);
    }
}

#[tokio::test]
async fn a_document_for_accounts_shows_a_guest_its_title_alone() {
    let site = site_with_manuals().await;
    for path in [
        "/documents/house-rules",
        "/documents/house-rules/xi",
        "/documents/house-rules/none",
    ] {
        let page = site
            .visitor()
            .open(&format!("{path}?on=2026-03-01"))
            .await
            .succeeds();
        assert!(page.words("h1").contains("Billing <Handbook>"));
        for text in ["Medicine", "Therapy", "More of it", "Report", "Reserved"] {
            assert!(!page.body.contains(text), "{text} on {path}");
        }
        let ways = page.attributes(".notice a", "href");
        assert!(
            ways.iter()
                .all(|way| way.contains("next=%2Fdocuments%2Fhouse%2Drules")),
            "{ways:?}"
        );
        assert_eq!(ways.len(), 2);
        // A server function tells no more than the page.
        let path = format!("/{}", path.trim_start_matches('/'));
        let answer = site
            .visitor()
            .post("/api/page", &[("path", &path), ("query", "")])
            .await;
        assert!(!answer.body.contains("Report"), "{}", answer.body);
    }
    let reader = site.registered("ann@example.com").await;
    let page = reader.open("/documents/house-rules/xi").await.succeeds();
    assert!(page.words("#p2").contains("More of it."));
}
