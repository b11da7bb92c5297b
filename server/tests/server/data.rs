//! What is loaded, what each release changed, and who is told how much of it.

use crate::support::{NOW, TestSite};

/// The sample, and beside it an ICD-10-CM of a year later and a fee schedule of a quarter before.
async fn site_with_two_releases() -> TestSite {
    let site = TestSite::start().await;
    let folder = tempfile::tempdir().unwrap();
    let order = include_str!("../../sample/releases/icd10cm_order_2025.txt");
    let order = order
        .split_inclusive('\n')
        .map(|line| {
            line.replacen("M5459 ", "M545A ", 1)
                .replace("Low back pain, unspecified", "Low back ache, unspecified")
        })
        .collect::<String>();
    let fees = include_str!("../../sample/releases/PPRRVU2025_Oct.csv")
        .replace("October Release", "July Release")
        .replace(
            "97150,,,A,,0.29,0.24,,0.24,NA,0.01,0.54,0.54",
            "97150,,,A,,0.27,0.24,,0.24,NA,0.01,0.52,0.52",
        );
    for (name, text) in [("icd10cm_order_2026.txt", order), ("PPRRVU2025_Jul.csv", fees)] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let options = releases::ImportOptions::at(NOW.parse().unwrap());
        releases::import(&site.store, &path, &options, &|_, _| {})
            .await
            .unwrap();
    }
    site
}

const ICD: &str = "/about/data/changes?source=icd10cm";
const FEES: &str = "/about/data/changes?source=mpfs&part=fee";

#[tokio::test]
async fn the_data_page_lists_every_release_and_what_is_not_loaded() {
    let site = site_with_two_releases().await;
    let page = site.visitor().open("/about/data").await.succeeds();
    let words = page.words("#content");
    for said in [
        "2025 October",
        "2025 July",
        "FY 2026",
        "PPRRVU2025_Jul.csv",
        "Licensed to quoted by Coding Ahead",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(page.words("#missing ~ ul").contains("NCCI add-on code edits"));
    let links = page.attributes("#mpfs ~ .table-frame a", "href");
    assert_eq!(
        links,
        ["/about/data/changes?source=mpfs&from=2025-07-01&to=2025-10-01"]
    );
}

#[tokio::test]
async fn changes_of_titles_are_free_and_show_the_words() {
    let site = site_with_two_releases().await;
    let page = site.visitor().open(ICD).await.succeeds();
    let words = page.words(".table.changes");
    for said in [
        "M54.59",
        "M54.5A",
        "Ended",
        "Added",
        "Revised",
        "removed: pain,",
        "new: ache,",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(
        page.words(".change-summary")
            .contains("1 added, 1 ended, 1 revised")
    );
    assert_eq!(page.attributes(".table.changes a.code", "href").len(), 3);

    let one = site.visitor().open(&format!("{ICD}&kind=ended")).await.succeeds();
    assert_eq!(
        one.attributes(".table.changes a.code", "href"),
        ["/codes/icd10cm/M54.59"]
    );
    let none = site.visitor().open(&format!("{ICD}&text=zzz")).await.succeeds();
    assert!(none.words("#content").contains("Nothing changed that fits"));
    let csv = site
        .visitor()
        .open("/about/data/changes.csv?source=icd10cm&kind=revised")
        .await
        .succeeds();
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.body.starts_with("change,code,row,column,before,after\n"),
        "{}",
        csv.body
    );
    assert!(
        csv.body
            .contains("revised,M54.50,,Title,\"Low back pain, unspecified\",\"Low back ache, unspecified\""),
        "{}",
        csv.body
    );
}

#[tokio::test]
async fn changes_of_figures_are_told_as_far_as_the_plan_goes() {
    let site = site_with_two_releases().await;
    let guest = site.visitor();
    let page = guest.open(FEES).await.succeeds();
    assert!(page.words("#content").contains("Create a free account"));
    let csv = "/about/data/changes.csv?source=mpfs&part=fee";
    let refused = guest.open(csv).await.answers(403);
    let reader = site.registered("ann@example.com").await;
    let columns = reader.open(FEES).await.succeeds();
    assert!(columns.words(".table.changes").contains("97150"));
    assert!(columns.words(".table.changes").contains("Work RVU"));
    let columns_csv = reader.open(csv).await.succeeds();
    let member = site.member("mel@example.com").await;
    let all = member.open(FEES).await.succeeds();
    assert!(all.words(".table.changes").contains("removed: 0.27"));
    assert!(
        member
            .open(csv)
            .await
            .succeeds()
            .body
            .contains("revised,97150,,Work RVU,0.27,0.29")
    );
    for answer in [&page, &refused, &columns, &columns_csv] {
        for figure in ["0.27", "0.29", "0.52"] {
            assert!(
                answer.haystacks().iter().all(|text| !text.contains(figure)),
                "{figure} is told"
            );
        }
    }
}

#[tokio::test]
async fn the_history_of_a_code_is_part_of_its_open_page_alone() {
    let site = site_with_two_releases().await;
    let member = site.member("mel@example.com").await;
    let page = member.open("/codes/cpt/97150").await.succeeds();
    let words = page.words("#history");
    for said in [
        "1 October 2025",
        "Revised",
        "Work RVU",
        "removed: 0.27",
        "new: 0.29",
        "In the first loaded release",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let guest = site.visitor().open("/codes/cpt/97150").await.succeeds();
    guest.shows("preview", "0");
    assert_eq!(guest.html("#history"), "");
    assert!(guest.haystacks().iter().all(|text| !text.contains("0.27")));
}

#[tokio::test]
async fn whatever_the_address_says_there_is_an_answer() {
    let site = site_with_two_releases().await;
    for query in [
        "",
        "source=nonsense",
        "source=icd10cm&from=2099-01-01&to=yesterday",
        "source=icd10cm&from=2024-10-01&to=2024-10-01",
        "source=ncd",
        "source=icd10cm&page=99999999999999999999",
        "source=icd10cm&text=%27%3B%20DROP%20TABLE%20code%3B--",
        "source=icd10cm&text=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "source=icd10cm&text=%00%25_",
        "source=icd10cm&part=account",
    ] {
        let page = site
            .visitor()
            .open(&format!("/about/data/changes?{query}"))
            .await
            .succeeds();
        assert!(!page.body.contains("<script>alert"), "{query}");
        site.visitor()
            .open(&format!("/about/data/changes.csv?{query}"))
            .await;
    }
}
