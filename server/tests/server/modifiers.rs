//! The pages of modifiers, and what the page of a code says of its modifiers and its compliance.

use crate::support::TestSite;

#[tokio::test]
async fn a_cpt_modifier_has_a_page_of_its_own() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = guest.open("/codes/modifier/59").await.succeeds();
    page.shows("preview", "0");
    assert!(page.words("h1").contains("59"), "{}", page.words("h1"));
    let words = page.words("main");
    assert!(words.contains("Apart from another service"), "{words}");
    assert!(words.contains("this time they truly were two"), "{words}");
    assert!(!words.contains("Rules of 59"), "{words}");

    let reader = site.registered("ann@example.com").await;
    let page = reader.open("/codes/modifier/59").await.succeeds();
    let modifiers = page.words("#modifiers");
    for said in [
        "Rules of 59",
        "Distinct service",
        "NCCI-associated Yes",
        "NCCI Policy Manual for Medicare Services, chapter I, section E.",
    ] {
        assert!(modifiers.contains(said), "{said}: {modifiers}");
    }
    assert!(
        page.words("#guidelines")
            .contains("With indicator 0 nothing can.")
    );
    assert!(
        page.words("#compliance")
            .contains("59 is a modifier of CPT. The HCPCS file has the modifiers of HCPCS Level II")
    );
}

#[tokio::test]
async fn every_link_of_a_modifiers_page_leads_to_a_page() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let list = member.open("/codes/modifier").await.succeeds();
    let modifiers = list.attributes(".code-list a", "href");
    assert_eq!(modifiers.len(), 73, "{modifiers:?}");
    let mut links: Vec<_> = Vec::new();
    for modifier in modifiers {
        let page = member.open(&modifier).await.succeeds();
        links.extend(page.attributes("main a", "href"));
    }
    links.retain(|link| link.starts_with("/codes/"));
    links.sort();
    links.dedup();
    for link in links {
        member.open(&link).await.succeeds();
    }
}

#[tokio::test]
async fn a_code_rules_on_each_modifier_with_a_link_to_its_page() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let page = member.open("/codes/cpt/97150?on=2025-11-03").await.succeeds();
    let links = page.attributes("#modifiers td[data-label=Modifier] a", "href");
    for linked in ["GP", "59", "25", "TC", "91"] {
        let link = format!("/codes/modifier/{linked}?on=2025-11-03");
        assert!(links.contains(&link), "{link}: {links:?}");
    }
    let words = page.words("#modifiers");
    assert!(
        words.contains("Applies Multiple procedure indicator 5"),
        "{words}"
    );
    let compliance = page.words("#compliance");
    for said in [
        "Bill it;",
        "Therapy thresholds of 2025",
        "$2,410.00",
        "Supervision 09",
    ] {
        assert!(compliance.contains(said), "{said}: {compliance}");
    }
    // An injection into a joint includes the care of its day; the drawing is for longer periods.
    let page = member.open("/codes/cpt/20610").await.succeeds();
    let modifiers = page.words("#modifiers");
    assert!(
        modifiers
            .contains("50 The same procedure on both sides at one session. Applies Bilateral indicator 1"),
        "{modifiers}"
    );
    assert!(page.attributes("#compliance svg", "class").is_empty());
}
