//! Whatever stands in the address bar: one canonical address, or a clear page with the right status.

use crate::support::{NOW, Page, TestSite};
use codeset::Code;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::CodeRow;
use reqwest::Method;
use store::release_load::FileStamp;

#[tokio::test]
async fn every_spelling_of_a_code_leads_to_its_one_address() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for (asked, canonical) in [
        ("/codes/icd10cm/m54.50", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/M5450", "/codes/icd10cm/M54.50"),
        ("/codes/ICD10CM/M54.50", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/%4D54%2E50", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/%20m5450%20", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/M54.50/", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/M.5.4.5.0", "/codes/icd10cm/M54.50"),
        ("/codes/hcpcs/g0283", "/codes/hcpcs/G0283"),
        ("/codes/Cpt/97150", "/codes/cpt/97150"),
        ("/codes/cpt/97150//", "/codes/cpt/97150"),
        ("/codes/modifier/gp", "/codes/modifier/GP"),
    ] {
        for query in ["", "?on=2026-01-31", "?on=2026-01-31&x=%20%26"] {
            let page = reader.open(&format!("{asked}{query}")).await;
            assert_eq!(page.status, 308, "{asked}");
            assert_eq!(
                page.location(),
                Some(format!("{canonical}{query}").as_str()),
                "{asked}"
            );
        }
        let arrived = reader.open(canonical).await.succeeds();
        assert_eq!(
            arrived.attribute("link[rel=canonical]", "href").as_deref(),
            Some(canonical)
        );
    }
    let form = reader.request(Method::POST, "/codes/icd10cm/m5450");
    assert_ne!(reader.send(form).await.status, 308, "a form is not sent on");
}

#[tokio::test]
async fn what_is_no_code_is_answered_clearly_and_never_as_our_failure() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for path in [
        "/codes/cpt/9715",
        "/codes/cpt/971500",
        "/codes/cpt/ABCDE",
        "/codes/cpt/97%20150",
        "/codes/cpt/%00",
        "/codes/cpt/97150%00",
        "/codes/cpt/%0D%0ASet-Cookie:%20a=b",
        "/codes/cpt/%1B%5B31m",
        "/codes/cpt/%FF%FE",
        "/codes/cpt/%E0%A4%B9",
        // Digits of other scripts, a code written from right to left, an emoji.
        "/codes/cpt/%D9%A9%D9%A7%D9%A1%D9%A5%D9%A0",
        "/codes/cpt/%EF%BC%99%EF%BC%97%EF%BC%91%EF%BC%95%EF%BC%90",
        "/codes/cpt/%E2%80%AE97150",
        "/codes/icd10cm/%F0%9F%A6%B4",
        "/codes/cpt/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/codes/cpt/'%20OR%201=1--",
        "/codes/cpt/..%2F..%2Fetc%2Fpasswd",
        "/codes/cpt/%25%25%25",
        "/codes/icd9/250.00",
        "/codes/%00/97150",
        "/codes/cpt/97150/guidelines",
        "/codes/nothing",
        "/nowhere",
        "/codes//97150",
        "//codes/cpt/97150",
        "/pkg/nothing.js",
    ] {
        let page = reader.open(path).await;
        assert_eq!(page.status, 404, "{path}: {}", page.body);
        assert!(!page.body.contains("alert(1)</script>"), "{path}");
        assert!(page.headers.get("set-cookie").is_none(), "{path}");
        if !path.starts_with("/pkg") {
            assert_is_clear(&page, path);
        }
    }
}

#[tokio::test]
async fn ten_thousand_characters_are_no_code() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for path in [
        format!("/codes/cpt/{}", "9".repeat(10_000)),
        format!("/codes/icd10cm/M54.50{}", "%20".repeat(3_000)),
        format!("/codes/icd10cm/{}", ".".repeat(10_000)),
        format!("/codes/{}/97150", "c".repeat(10_000)),
        format!("/{}", "a".repeat(10_000)),
    ] {
        let page = reader.open(&path).await;
        assert_eq!(page.status, 404, "{}", &path[..20]);
        assert_is_clear(&page, &path[..20]);
        // It stands there as the way back of the two links in the head, and nowhere else.
        assert!(page.body.len() < 80_000, "{} bytes", page.body.len());
    }
    let search = format!("/case2code?q={}", "a%20".repeat(2_500));
    assert!(reader.open(&search).await.succeeds().body.len() < 60_000);
    let date = format!("/codes/cpt/97150?on={}", "2".repeat(10_000));
    assert_is_clear(&reader.open(&date).await.answers(400), "on");
    let padding = format!("/codes/cpt/97150?x={}", "y".repeat(10_000));
    reader.open(&padding).await.succeeds();
    for code in [
        "9".repeat(10_000),
        "\0\u{1b}[31m".into(),
        "९७१५०".into(),
        String::new(),
    ] {
        reader.fetch_code("cpt", &code).await.answers(404);
        reader.fetch_code(&code, "97150").await.answers(404);
    }
}

#[tokio::test]
async fn a_page_answers_for_the_date_of_service_that_was_asked_for() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    for (query, shown) in [
        ("", "2026-11-23"),
        ("?on=", "2026-11-23"),
        ("?on=2025-10-01", "2025-10-01"),
        ("?on=1900-01-01", "1900-01-01"),
        ("?on=2200-12-31", "2200-12-31"),
    ] {
        let page = member.open(&format!("/codes/cpt/97150{query}")).await.succeeds();
        assert_eq!(page.attribute("#on", "value").as_deref(), Some(shown), "{query}");
    }
    for wrong in [
        "yesterday",
        "2026-02-30",
        "2026-13-01",
        "31.01.2026",
        "2026-1-1T00:00",
        "0001-01-01",
        "9999-12-31",
        "-262143-01-01",
        "%3Cscript%3E",
        "%00",
    ] {
        for path in ["/codes/cpt/97150", "/codes/cpt", "/case2code"] {
            let page = member.open(&format!("{path}?on={wrong}&q=97150")).await;
            assert_eq!(page.status, 400, "{path} {wrong}");
            assert_is_clear(&page, wrong);
            assert!(
                page.words("main").contains("2026-01-31"),
                "the advice shows the form"
            );
        }
    }
}

#[tokio::test]
async fn links_keep_the_date_of_service() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    for path in ["/codes/cpt/97150", "/codes/cpt", "/case2code"] {
        let page = member
            .open(&format!("{path}?on=2025-12-01&q=97110"))
            .await
            .succeeds();
        let links: Vec<_> = page.attributes("main .text a[href^='/codes/'], main .code-list a", "href");
        assert!(!links.is_empty(), "{path}");
        let keeps = |link: &str| link.split(['?', '&']).any(|part| part == "on=2025-12-01");
        for link in links.into_iter().chain(page.attributes(".code-list a", "href")) {
            assert!(keeps(&link), "{path}: {link}");
        }
    }
}

#[tokio::test]
async fn before_everything_that_is_loaded_a_page_says_not_loaded() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let page = member.open("/codes/cpt/97150?on=2020-01-01").await.succeeds();
    for (section, says) in [
        (
            "#ncci-edits",
            "Edits of 97150 not loaded: no release of NCCI procedure-to-procedure edits",
        ),
        (
            "#medicare-coverage",
            "CPT 97150 not loaded: no release of Medicare Physician Fee Schedule",
        ),
        (
            "#compliance",
            "CPT 97150 not loaded: no release of Medicare Physician Fee Schedule",
        ),
        (
            "#modifiers",
            "CPT 97150 not loaded: no release of Medicare Physician Fee Schedule",
        ),
        (".code-head .notice", "Nothing is loaded for 1 January 2020"),
    ] {
        let words = page.words(section);
        assert!(words.contains(says), "{section}: {words}");
    }
    assert!(!page.words("main .text").contains("0.29"));
    // Loaded, and the code is not in it: another answer.
    let page = member.open("/codes/cpt/99202").await.succeeds();
    assert!(
        !page
            .words("#medicare-coverage")
            .contains("not loaded: no release of Medicare Phys")
    );
    let cane = member.open("/codes/hcpcs/E0100").await.succeeds();
    let words = cane.words("#medicare-coverage");
    assert!(
        words.contains("HCPCS Level II E0100 not found in Medicare Physician Fee Schedule, 2025 October"),
        "{words}"
    );
}

#[tokio::test]
async fn a_code_that_its_own_file_ends_has_a_page_and_stands_in_no_list() {
    let site = TestSite::start().await;
    let file = FileStamp {
        name: "HCPC2026_JAN.csv".into(),
        sha256: "hcpcs".into(),
        imported_at: NOW.parse().unwrap(),
        licence_holder: None,
    };
    let info = ReleaseInfo::new(Source::Hcpcs, "2026 January", "2026-01-01".parse().unwrap());
    let mut load = site.store.load(file).await.unwrap();
    let mut release = load.begin(&info).await.unwrap().unwrap();
    let ended = CodeRow {
        code: Code::parse_procedure("A4558").unwrap(),
        position: 1,
        billable: true,
        short_title: None,
        long_title: "Conductive gel or paste".into(),
        ended_on: Some("2026-06-30".parse().unwrap()),
    };
    release.push(ended).await.unwrap();
    release.finish().await.unwrap();
    load.commit().await.unwrap();

    let member = site.member("mel@example.com").await;
    let page = member.open("/codes/hcpcs/A4558").await.succeeds();
    assert!(page.words("h1").contains("Conductive gel or paste"));
    assert_eq!(
        page.words(".code-head .notice"),
        "Not in force on 23 November 2026: the code ended on 30 June 2026. The title is its last one."
    );
    let in_force = member.open("/codes/hcpcs/A4558?on=2026-06-30").await.succeeds();
    assert_eq!(in_force.words(".code-head .notice"), "");
    let list = async |on: &str| {
        let path = format!("/codes/hcpcs?prefix=A455&on={on}");
        member.open(&path).await.succeeds().words(".code-list")
    };
    assert!(list("2026-06-30").await.contains("A4558"));
    assert!(!list("2026-07-01").await.contains("A4558"));
}

#[tokio::test]
async fn a_code_that_has_ended_or_not_begun_says_so() {
    let site = TestSite::start().await;
    // The sample's ICD-10-CM of a year later, in which a code has gone and another has come.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("icd10cm_order_2026.txt");
    let this_year = include_str!("../../sample/releases/icd10cm_order_2025.txt");
    let next_year: String = this_year
        .split_inclusive('\n')
        .map(|line| line.replacen("M5459 ", "M545A ", 1))
        .collect();
    assert_ne!(this_year, next_year);
    std::fs::write(&path, next_year).unwrap();
    let options = releases::ImportOptions::at(NOW.parse().unwrap());
    releases::import(&site.store, &path, &options, &|_, _| {})
        .await
        .unwrap();

    let member = site.member("mel@example.com").await;
    let ended = member.open("/codes/icd10cm/M54.59").await.succeeds();
    let notice = ended.words(".code-head .notice");
    assert_eq!(
        notice,
        "Not in force on 23 November 2026: the code ended before 1 October 2025. The title is its last one."
    );
    let in_force = member
        .open("/codes/icd10cm/M54.59?on=2025-09-30")
        .await
        .succeeds();
    assert_eq!(in_force.words(".code-head .notice"), "");
    let coming = member
        .open("/codes/icd10cm/M54.5A?on=2025-09-30")
        .await
        .succeeds();
    assert_eq!(
        coming.words(".code-head .notice"),
        "Nothing is loaded for 30 September 2025: the earliest loaded release that lists this code begins on \
         1 October 2025."
    );
    let found = member.open("/case2code?q=M54.5").await.succeeds();
    let listed = found.attributes(".code-list a", "href");
    assert!(listed.contains(&"/codes/icd10cm/M54.5A".into()), "{listed:?}");
    // What has ended comes last and says so.
    assert_eq!(listed.last().map(String::as_str), Some("/codes/icd10cm/M54.59"));
    assert!(
        found
            .words(".hit:last-child .mark")
            .contains("not in force since 1 October 2025"),
        "{}",
        found.words(".hit:last-child")
    );
}

#[tokio::test]
async fn an_unknown_code_offers_codes_like_it() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for (asked, offered) in [
        ("/codes/cpt/97151", "/codes/cpt/97150"),
        ("/codes/icd10cm/M54.52", "/codes/icd10cm/M54.50"),
        ("/codes/cpt/M54.50", "/codes/icd10cm/M54.50"),
        ("/codes/icd10cm/97150", "/codes/cpt/97150"),
        ("/codes/hcpcs/G9999", "/codes/hcpcs/G0283"),
    ] {
        let page = reader.open(asked).await.answers(404);
        let links = page.attributes("main .code-list a", "href");
        assert!(links.contains(&offered.to_owned()), "{asked}: {links:?}");
        assert!(page.words("main").contains("No view was counted"));
    }
    let page = reader.open("/codes/cpt/97151?on=2025-12-01").await.answers(404);
    assert!(
        page.attributes("main .code-list a", "href")
            .contains(&"/codes/cpt/97150?on=2025-12-01".into())
    );
    reader.open("/codes/cpt/97150").await.shows("preview", "0");
}

#[tokio::test]
async fn the_database_s_failure_is_shown_as_an_id_and_nothing_else() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    site.execute("ALTER TABLE code RENAME TO gone").await;
    for path in ["/codes/cpt/97150", "/codes", "/"] {
        let page = reader.open(path).await.answers(500);
        assert!(page.words("main").contains("Error id"), "{path}");
        for internal in ["sqlx", "sqlite", "no such table", "select", "src/"] {
            assert!(!page.body.to_lowercase().contains(internal), "{path}: {internal}");
        }
    }
    let fetched = reader.fetch_code("cpt", "97150").await.answers(500);
    assert!(fetched.json()["id"].is_string(), "{}", fetched.body);
    assert_eq!(reader.cookies(), "", "nothing is counted");
}

/// A page for a person: a heading, words, a way on.
#[track_caller]
fn assert_is_clear(page: &Page, what: &str) {
    assert!(!page.words("main h1").is_empty(), "{what}: {}", page.body);
    assert!(page.words("main").len() > 30, "{what}: {}", page.words("main"));
    assert!(!page.attributes("a[href='/']", "href").is_empty(), "{what}");
}
