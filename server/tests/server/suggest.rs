//! What the look-up box offers while somebody types.

use crate::support::{Page, TestSite};
use reqwest::header::CACHE_CONTROL;

async fn offered(site: &TestSite, query: &str) -> Page {
    site.visitor()
        .open(&format!("/case2code/suggest?{query}"))
        .await
        .succeeds()
}

#[tokio::test]
async fn codes_are_offered_with_what_was_met_and_a_way_to_all() {
    let site = TestSite::start().await;
    let page = offered(&site, "q=low+back+pa").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.headers[CACHE_CONTROL], "private, no-store");
    let addresses = page.attributes("[role=option]", "data-address");
    assert!(addresses.len() > 2 && addresses.len() <= 9, "{addresses:?}");
    assert_eq!(
        addresses.last().map(String::as_str),
        Some("/case2code?q=low+back+pa")
    );
    let unspecified = "[data-address='/codes/icd10cm/M54.50']";
    assert_eq!(
        page.words(unspecified),
        "M54.50 Low back pa in, unspecified ICD-10-CM"
    );
    assert_eq!(page.words(&format!("{unspecified} mark")), "Low back pa");
    assert!(
        page.words("[data-address='/codes/icd10cm/M54.5']")
            .ends_with("ICD-10-CM, header")
    );
    assert!(page.words(".suggest-all").ends_with("results for “low back pa”"));
    let ids = page.attributes("[role=option]", "id");
    let numbered: Vec<_> = (1..=ids.len()).map(|n| format!("suggestion-{n}")).collect();
    assert_eq!(ids, numbered);
    assert_eq!(
        page.attribute("#suggestions", "data-says"),
        Some(format!("{} suggestions", ids.len() - 1))
    );
    assert!(!page.body.contains("<!"), "{}", page.body);
}

#[tokio::test]
async fn a_code_says_why_it_is_offered_where_its_title_does_not() {
    let site = TestSite::start().await;
    let page = offered(&site, "q=group+ther").await;
    let group = "[data-address='/codes/cpt/97150']";
    assert!(page.words(group).contains("97150"), "{}", page.body);
    assert_eq!(
        page.words(&format!("{group} .suggest-why")),
        "also called group therapy PT"
    );
    let page = offered(&site, "q=97150").await;
    assert_eq!(page.html(&format!("{group} .suggest-why")), "");
}

#[tokio::test]
async fn the_date_of_service_stays_and_decides() {
    let site = TestSite::start().await;
    let page = offered(&site, "q=M54.50&on=2025-12-01").await;
    for address in page.attributes("[role=option]", "data-address") {
        assert!(address.ends_with("on=2025-12-01"), "{address}");
    }
    let before = offered(&site, "q=M54.50&on=2020-01-01").await;
    assert!(
        before.words("[role=option]").contains("begins 2024-10-01"),
        "{}",
        before.body
    );
    let refused = site
        .visitor()
        .open("/case2code/suggest?q=M54&on=2025-02-30")
        .await;
    refused.answers(400);
}

#[tokio::test]
async fn where_nothing_is_found_it_says_so_in_words() {
    let site = TestSite::start().await;
    let said = async |query: &str| {
        let page = offered(&site, query).await;
        assert_eq!(page.html("[role]"), "", "{query}");
        page.words(".suggest-note")
    };
    assert_eq!(said("q=xylophone").await, "No code found for “xylophone”.");
    assert_eq!(
        said("q=of+the+with+").await,
        "These words stand in nearly every title. Add what the code is about."
    );
    for nothing in ["", "q=", "q=+++", "p=x"] {
        assert_eq!(said(nothing).await, "Type a code or words.", "{nothing}");
    }
}

#[tokio::test]
async fn whatever_is_typed_is_shown_as_text() {
    let site = TestSite::start().await;
    for typed in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+back",
        "back%22+onclick%3D%22alert(1)",
        "back%27%3E%3Cb%3E",
        "%00%01%FF%C3",
        "back%E2%80%AE%F0%9F%A6%B4",
        "%25%5F%5C*%3F((((",
        "%3C!%3E+back",
    ] {
        let page = offered(&site, &format!("q={typed}")).await;
        for tag in ["script", "img", "b", "[onclick]", "[onerror]"] {
            assert_eq!(page.html(tag), "", "{typed}: {}", page.body);
        }
    }
    let page = offered(&site, "q=back+%3Cb%3E").await;
    assert!(
        page.words(".suggest-all").ends_with("“back <b>”"),
        "{}",
        page.body
    );
    assert!(
        page.attributes("[role=option]", "data-address")
            .contains(&"/case2code?q=back+%3Cb%3E".to_owned())
    );
}

#[tokio::test]
async fn a_long_text_is_cut_and_a_longer_address_refused() {
    let site = TestSite::start().await;
    let long = format!("q=back+{}", "pain+".repeat(10_000));
    let page = offered(&site, &long).await;
    let all = page.attribute(".suggest-all", "data-address").unwrap();
    assert!(all.len() < 300, "{}", all.len());
    let word = offered(&site, &format!("q={}", "x".repeat(50_000))).await;
    assert!(word.body.len() < 1_000, "{}", word.body.len());
    let endless = format!("/case2code/suggest?q={}", "x".repeat(100_000));
    let raw = format!("GET {endless} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n");
    let answer = site.send_raw(raw.into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 414"), "{}", &answer[..40]);
}

#[tokio::test]
async fn suggestions_open_no_page_and_count_none() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    guest.open("/case2code/suggest?q=97110").await.succeeds();
    assert_eq!(guest.cookies(), "");
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    guest.open("/case2code/suggest?q=97110").await.succeeds();
}
