//! Reading the text of a case: over HTTP, and what is left of it afterwards.

use crate::support::{Page, TestSite};

const PATH: &str = "/case2code/case";

const NOTE: &str = "Patient: John Doe, DOB 03/04/1950\n\
    HPI: low back pain for 3 weeks. Denies dizziness.\n\
    Plan: 97110 twice a week.";

async fn read(site: &TestSite, text: &str) -> Page {
    site.visitor().post(PATH, &[("text", text)]).await
}

#[tokio::test]
async fn a_note_is_answered_with_its_findings_on_the_page_itself() {
    let site = TestSite::start().await;
    let form = site.visitor().open(PATH).await.succeeds();
    assert_eq!(form.attribute(".case-form", "method").as_deref(), Some("post"));
    assert_eq!(form.html(".case"), "");

    let page = read(&site, NOTE).await.succeeds();
    let links = page.attributes(".finding .hits a", "href");
    assert!(
        links.iter().any(|link| link.starts_with("/codes/icd10cm/M54.5")),
        "{links:?}"
    );
    assert!(links.contains(&"/codes/cpt/97110".into()), "{links:?}");
    assert!(page.words(".case-text").contains("low back pain"));
    assert!(page.words(".case-text .said.is-stated").contains("low back pain"));
    // What was pasted stays in the field.
    assert!(page.words("#case-text").contains("John Doe"));
}

#[tokio::test]
async fn what_identifies_a_person_is_warned_about_and_can_be_taken_out() {
    let site = TestSite::start().await;
    let page = read(&site, NOTE).await.succeeds();
    let warning = page.words(".case .warning");
    assert!(
        warning.contains("name (A)") && warning.contains("date (C)"),
        "{warning}"
    );
    assert!(page.words(".case-text .identifier").contains("John Doe"));
    let page = site
        .visitor()
        .post(PATH, &[("text", NOTE), ("redact", "yes")])
        .await
        .succeeds();
    assert!(
        !page.body.contains("John Doe") && !page.body.contains("1950"),
        "{}",
        page.words("#case-text")
    );
    assert!(page.words("#case-text").contains("[name]"));
    assert!(page.words(".case-text").contains("low back pain"));
}

#[tokio::test]
async fn nothing_of_a_note_is_kept() {
    let site = TestSite::start().await;
    read(&site, "Quaggafieber with low back pain").await.succeeds();
    let file = site.database_file();
    for file in [file.clone(), file.with_extension("db-wal")] {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Quaggafieber"), "{}", file.display());
    }
}

#[tokio::test]
async fn strange_and_long_texts_get_an_answer() {
    let site = TestSite::start().await;
    for text in [
        "<script>alert(1)</script> & </textarea><b>low back pain</b>",
        "🩺 ألم أسفل الظهر \u{202e} \u{200b}",
        &"a ".repeat(10_000),
        &"x".repeat(100_000),
        "'; DROP TABLE code; --",
        "\0\u{1}",
    ] {
        let page = read(&site, text).await.succeeds();
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<b>low"));
    }
    let page = read(&site, &"low back pain. ".repeat(5_000)).await.succeeds();
    assert!(
        page.words(".search-note")
            .contains("longer than 20,000 characters")
    );
    read(&site, &"x".repeat(600_000)).await.answers(413);
    // A form of another site cannot send one.
    site.visitor()
        .sending("sec-fetch-site", "cross-site")
        .post(PATH, &[("text", "low back pain")])
        .await
        .answers(403);
}

#[tokio::test]
async fn an_empty_text_is_the_form_again() {
    let site = TestSite::start().await;
    let page = read(&site, "  \n ").await.succeeds();
    assert_eq!(page.html(".case"), "");
}
