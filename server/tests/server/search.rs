//! The page of a search, its filters, pages and file.

use crate::support::{Page, TestSite};

async fn searched(site: &TestSite, query: &str) -> Page {
    site.visitor()
        .open(&format!("/case2code?{query}"))
        .await
        .succeeds()
}

fn listed(page: &Page) -> Vec<String> {
    page.attributes(".hits > li > a", "href")
}

#[tokio::test]
async fn codes_are_found_by_words_and_say_where_they_belong() {
    let site = TestSite::start().await;
    let page = searched(&site, "q=pain+back+low").await;
    let links = listed(&page);
    assert!(links[0].starts_with("/codes/icd10cm/M54.5"), "{links:?}");
    assert!(
        page.words(".hit-facts").contains("M54 Dorsalgia"),
        "{}",
        page.words(".hit-facts")
    );
    // A header says that it is none for a claim.
    assert!(page.words(".hit .mark").contains("header"));
}

#[tokio::test]
async fn filters_are_links_that_keep_the_search_and_count() {
    let site = TestSite::start().await;
    let page = searched(&site, "q=therapy&on=2025-03-01").await;
    let choices = page.attributes(".narrow-group a", "href");
    let cpt = choices.iter().find(|link| link.contains("system=cpt")).unwrap();
    assert_eq!(cpt, "/case2code?q=therapy&system=cpt&on=2025-03-01");
    let narrowed = site.visitor().open(cpt).await.succeeds();
    let links = listed(&narrowed);
    assert!(
        !links.is_empty() && links.iter().all(|link| link.starts_with("/codes/cpt/")),
        "{links:?}"
    );
    assert!(
        narrowed
            .attributes("[aria-current=true]", "href")
            .contains(&"/case2code?q=therapy&on=2025-03-01".into()),
        "choosing again takes it away"
    );
}

#[tokio::test]
async fn pages_and_the_file_hold_the_same_list() {
    let site = TestSite::start().await;
    let first = searched(&site, "q=M").await;
    assert!(
        first.words(".notice").contains("Nothing loaded"),
        "one letter is no code"
    );
    let mut paged = Vec::new();
    for page in 1..=20 {
        let page = searched(&site, &format!("q=A*5*&page={page}")).await;
        paged.extend(listed(&page));
    }
    let file = site.visitor().open("/case2code.csv?q=A*5*").await.succeeds();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let rows = file.body.lines().count() - 1;
    assert!(rows > 0);
    assert_eq!(rows, paged.len());
}

#[tokio::test]
async fn bad_input_gets_a_clear_sentence() {
    let site = TestSite::start().await;
    let long = format!("q={}", "pain+".repeat(1_500));
    let page = searched(&site, &long).await;
    assert!(
        page.words(".search-note").contains("only its beginning"),
        "{}",
        page.words("main")
    );
    let page = searched(&site, "q=the+of+and").await;
    assert!(
        page.words(".notice").contains("nearly every title"),
        "{}",
        page.words("main")
    );
    for query in [
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q=%00%01",
        "q=%F0%9F%A9%BA",
        "q=(a%2B)%2B%24&chapter=%22%3E%3Cb%3E",
        "q=%22+OR+1%3D1+--&page=99999999999999999999",
        "q=x&page=-3&system=%27&billable=maybe",
    ] {
        let page = searched(&site, query).await;
        assert!(
            !page.body.contains("<script>alert") && !page.body.contains("\"><b>"),
            "{query}"
        );
    }
    site.visitor()
        .open("/case2code.csv?q=x&on=nonsense")
        .await
        .answers(400);
}

#[tokio::test]
async fn a_search_counts_no_view_and_tells_nothing_gated() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    for _ in 0..3 {
        guest.open("/case2code?q=group+therapy").await.succeeds();
    }
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    let page = guest.open("/case2code?q=group+therapy").await.succeeds();
    assert!(listed(&page).contains(&"/codes/cpt/97150".into()));
}
