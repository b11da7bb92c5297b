//! The list of a code's NCCI edits: it belongs to the code's page and follows its gate.

use crate::support::TestSite;

const LIST: &str = "/codes/cpt/97150/ncci-edits";

#[tokio::test]
async fn a_reader_filters_sorts_and_saves_the_edits_of_a_code() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let page = member.open(LIST).await.succeeds();
    let words = page.words("#content");
    for said in [
        "NCCI edits of 97150",
        "Column 1, practitioner services",
        "Column 2, practitioner services",
        "1–13 of 13",
        "Edits of 97150 not loaded: no release of NCCI procedure-to-procedure edits, outpatient hospital services",
        "2024 Q3",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_eq!(page.attributes("tbody tr", "class").len(), 0);
    let others = |page: &crate::support::Page| page.attributes("tbody a.code", "href");
    assert_eq!(others(&page).len(), 13);

    let hard = member.open(&format!("{LIST}?indicator=0")).await.succeeds();
    let soft = member.open(&format!("{LIST}?indicator=1")).await.succeeds();
    assert_eq!(others(&hard).len() + others(&soft).len(), 13);
    assert!(
        soft.words("tbody")
            .contains("only with an NCCI-associated modifier")
    );
    let one = member.open(&format!("{LIST}?text=97530")).await.succeeds();
    assert_eq!(others(&one), ["/codes/cpt/97530"]);
    let none = member.open(&format!("{LIST}?text=zzz")).await.succeeds();
    assert!(none.words("#content").contains("No edit passes these filters."));
    let link = soft.attribute(".pager a[download]", "href").unwrap();
    assert_eq!(
        link,
        format!("{LIST}.csv?setting=practitioner&column=1&indicator=1")
    );
    let csv = member.open(&link).await.succeeds();
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.body.starts_with("column 1,column 2,modifier indicator,"),
        "{}",
        csv.body
    );
    assert_eq!(csv.body.lines().count(), others(&soft).len() + 1);
    assert!(csv.body.lines().skip(1).all(|line| line.starts_with("97150,")));
}

#[tokio::test]
async fn the_list_is_opened_with_its_code_and_counted_once() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.com").await;
    reader.open("/codes/cpt/97150").await.shows("open", "5");
    reader.open(LIST).await.succeeds();
    reader.open("/codes/cpt/97530/ncci-edits").await.succeeds();
    reader.open("/codes/cpt/97530").await.shows("open", "4");
    // A file opens no page.
    let unopened = "/codes/cpt/97110/ncci-edits.csv?column=1";
    assert!(
        reader
            .open(unopened)
            .await
            .answers(403)
            .body
            .contains("Open the page of 97110 first")
    );
    reader.open("/codes/cpt/97150").await.shows("open", "4");
}

#[tokio::test]
async fn a_guest_is_told_where_the_list_opens_and_nothing_of_it() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let gated = member.open(LIST).await.succeeds().fragments("tbody");
    assert!(gated.len() > 10);
    let guest = site.visitor();
    let page = guest.open(LIST).await.succeeds();
    assert!(page.words("#content").contains("open with a free account"));
    let next = page.attribute(".notice a", "href").unwrap();
    assert!(
        next.starts_with("/register?next=%2Fcodes%2Fcpt%2F97150%2Fncci%2Dedits"),
        "{next}"
    );
    let file = guest.open(&format!("{LIST}.csv?column=1")).await.answers(403);
    for answer in [&page, &file] {
        let told: Vec<_> = answer
            .found(&gated)
            .iter()
            .map(|piece| piece.letters.clone())
            .collect();
        // The page of the code names the indicator's meaning nowhere either.
        assert_eq!(told, Vec::<String>::new());
    }
    // It was the guest's view of this code.
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    guest.open("/codes/cpt/97530").await.shows("spent", "0");
}

#[tokio::test]
async fn every_spelling_leads_to_the_list_and_nothing_else_does() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let moved = member
        .open("/codes/HCPCS/g0283/ncci-edits?column=2")
        .await
        .answers(308);
    assert_eq!(moved.location(), Some("/codes/hcpcs/G0283/ncci-edits?column=2"));
    for unknown in ["/codes/icd10cm/M54.50/ncci-edits", "/codes/cpt/00000/ncci-edits"] {
        member.open(unknown).await.answers(404);
    }
    for query in [
        "setting=x&column=9&indicator=7&sort=y&page=0",
        "text=%00%25%27%3B--",
        "page=99999",
    ] {
        member.open(&format!("{LIST}?{query}")).await.succeeds();
    }
    member.open(&format!("{LIST}?on=yesterday")).await.answers(400);
    let early = member.open(&format!("{LIST}?on=2020-01-01")).await.succeeds();
    assert!(early.words("#content").contains("Edits of 97150 not loaded"));
    let prefetch = member.sending("sec-purpose", "prefetch").open(LIST).await;
    prefetch.answers(503);
}
