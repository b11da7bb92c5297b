//! The date of service: the field in the head, the line that says it, the links that keep it, and what a page says
//! where the loaded releases do not reach it.

use crate::support::{Page, TestSite};

const ON: &str = "on=2025-12-01";

/// Addresses of this site that a page links to, without those that lead to a place on it.
fn links(page: &Page) -> Vec<String> {
    let links = page.attributes("body a[href^='/']", "href");
    assert!(links.len() > 5, "{links:?}");
    links
}

/// The hidden fields of the form around a button, as pairs.
fn hidden(page: &Page, form: &str) -> Vec<(String, String)> {
    let fields = format!("{form} input[type=hidden]");
    let names = page.attributes(&fields, "name");
    names.into_iter().zip(page.attributes(&fields, "value")).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn every_link_of_every_page_keeps_the_date_of_service() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    for path in [
        "/",
        "/codes",
        "/codes/cpt",
        "/codes/icd10cm?prefix=M",
        "/codes/hcpcs?prefix=ZZ",
        "/case2code",
        "/case2code?q=97110",
        "/about/data",
        "/about/data/changes?source=hcpcs",
        "/about/data/changes?source=mpfs",
        "/tools",
        "/tools/fees",
        "/account",
        "/register",
        "/sign-in?next=%2Fcodes",
        "/codes/cpt/97150",
        "/codes/cpt/97110",
        "/codes/icd10cm/M54.50",
        "/codes/cpt/97159",
        "/nowhere",
    ] {
        let sign = if path.contains('?') { '&' } else { '?' };
        for visitor in [&guest, &member] {
            let page = visitor.open(&format!("{path}{sign}{ON}")).await;
            for link in links(&page) {
                assert!(link.contains(ON), "{path}: {link}");
            }
            let page = visitor.open(path).await;
            for link in links(&page) {
                assert!(!link.contains("on="), "{path}: {link}");
            }
        }
    }
}

#[tokio::test]
async fn the_way_to_a_form_leads_back_to_the_date_of_service() {
    let site = TestSite::start().await;
    let page = site.visitor().open(&format!("/codes/cpt/97150?{ON}")).await;
    let ways = page.attributes("a[href^='/sign-in'], a[href^='/register']", "href");
    assert!(ways.len() >= 4, "in the head and in the banner: {ways:?}");
    for way in ways {
        let form = site.visitor().open(&way).await.succeeds();
        let next = form.attribute("main form input[name=next]", "value");
        assert_eq!(next.as_deref(), Some("/codes/cpt/97150?on=2025-12-01"), "{way}");
        assert_eq!(
            form.attribute("#on", "value").as_deref(),
            Some("2025-12-01"),
            "{way}"
        );
    }
}

#[tokio::test]
async fn the_line_says_the_date_and_leads_back_to_today() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    let page = reader
        .open("/case2code?q=low+back&on=2025-03-01")
        .await
        .succeeds();
    assert_eq!(page.words(".date-line"), "Answers for 1 March 2025 Back to today");
    assert_eq!(page.attribute(".date-line", "hidden"), None);
    assert_eq!(
        hidden(&page, ".date-line form"),
        [pair("q", "low back"), pair("on", "today")],
        "the other parameters stay"
    );
    assert_eq!(hidden(&page, ".date-of-service"), [pair("q", "low back")]);

    let today = reader.open("/case2code?q=low+back&on=today").await.succeeds();
    assert_eq!(today.attribute("#on", "value").as_deref(), Some("2026-11-23"));
    for page in [today, reader.open("/").await] {
        assert_eq!(page.attribute(".date-line", "hidden").as_deref(), Some(""));
        assert_eq!(page.words(".date-line"), "Back to today");
        assert!(links(&page).iter().all(|link| !link.contains("on=")));
    }
}

#[tokio::test]
async fn what_is_no_date_is_said_to_be_none() {
    let site = TestSite::start().await;
    for path in ["/codes/cpt/97150", "/codes", "/"] {
        let page = site
            .visitor()
            .open(&format!("{path}?on=2025-02-30"))
            .await
            .answers(400);
        assert_eq!(
            page.words(".date-line"),
            "This is no date of service Back to today",
            "{path}"
        );
        assert_eq!(page.attribute("#on", "value"), None);
        assert!(links(&page).iter().all(|link| !link.contains("on=")), "{path}");
    }
}

#[tokio::test]
async fn a_form_that_failed_is_over_with_another_date() {
    let site = TestSite::start().await;
    let page = site
        .visitor()
        .open("/sign-in?next=%2Fcodes&__err=e30&__path=%2Fapi%2Fsign-in")
        .await;
    assert_eq!(hidden(&page, ".date-of-service"), [pair("next", "/codes")]);
}

#[tokio::test]
async fn a_page_says_which_sources_do_not_reach_its_date() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let said = async |path: &str| member.open(path).await.succeeds().words(".gaps");
    assert_eq!(
        said("/codes/cpt/97150?on=2025-10-01").await,
        "3 of the sources here have no loaded release for 1 October 2025 CPT descriptors: CPT 2024 descriptors is the \
         newest loaded release; the one due on 1 January 2025 is not loaded. NCCI procedure-to-procedure edits, \
         practitioner services: 2024 Q3 is the newest loaded release; the one due on 1 October 2024 is not loaded. \
         NCCI medically unlikely edits, practitioner services: not loaded for that date; the earliest loaded release \
         begins on 1 April 2026."
    );
    assert_eq!(said("/codes/icd10cm/M54.50?on=2025-09-30").await, "");
    assert_eq!(
        said("/codes/icd10cm/M54.50?on=2025-10-01").await,
        "ICD-10-CM: FY 2025 is the newest loaded release; the one due on 1 October 2025 is not loaded."
    );
    // So do the lists and the look-up.
    assert_eq!(
        said("/codes/icd10cm?on=2020-01-01").await,
        "ICD-10-CM: not loaded for that date; the earliest loaded release begins on 1 October 2024."
    );
    let found = said("/case2code?q=back&on=2020-01-01").await;
    assert!(
        found.starts_with("3 of the sources here have no loaded release for 1 January 2020"),
        "{found}"
    );
}

#[tokio::test]
async fn the_releases_behind_the_gate_are_no_guest_s_business() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    for (path, access) in [("/codes/cpt/97150", "preview"), ("/codes/cpt/97110", "spent")] {
        let page = guest.open(path).await;
        assert_eq!(page.access().as_deref(), Some(access));
        assert_eq!(
            page.words(".gaps"),
            "CPT descriptors: CPT 2024 descriptors is the newest loaded release; the one due on 1 January 2025 is not \
             loaded.",
            "{path}"
        );
    }
}
