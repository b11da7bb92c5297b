//! The claim check: free for everybody, with the rows behind it for those who may see them.

use crate::support::{Page, TestSite};

/// The address of a check.
fn check_of(lines: &str) -> String {
    format!("/tools/ncci?lines={}", escaped(lines))
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The statuses of the lines, in order.
fn statuses(page: &Page) -> Vec<String> {
    page.attributes(".claim-lines > li", "data-status")
}

const CLAIM: &str = "97150-GP\n97110-GP-59 x7\n97140-GP\n97124-GP\n20610-RT\n99213";
const STATUSES: [&str; 6] = ["passes", "fails", "fails", "fails", "passes", "fails"];

#[tokio::test]
async fn a_guest_gets_every_conclusion_and_none_of_the_rows() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let open = member.open(&check_of(CLAIM)).await.succeeds();
    assert_eq!(statuses(&open), STATUSES);
    let words = open.words("#content");
    for said in [
        "6 lines: 4 fail, 2 pass.",
        "Indicator 1: Paid together only with an NCCI-associated modifier",
        "Indicator 0: Never paid together",
        "7 units on line 2; the limit is 6.",
        "25 on line 6: an E/M service that is significant",
        "Column 1 = 97150, Column 2 = 97110",
        "Mutually exclusive procedures",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let mut gated = open.fragments(".claim-row");
    gated.extend(open.fragments(".claim-pairs"));
    assert!(gated.len() > 15, "{gated:#?}");
    assert_eq!(open.found(&gated).len(), gated.len());

    let guest = site.visitor();
    let page = guest.open(&check_of(CLAIM)).await.succeeds();
    assert_eq!(statuses(&page), STATUSES);
    let words = page.words("#content");
    for said in [
        "6 lines: 4 fail, 2 pass.",
        "The edit with 97150 (line 1) is bypassed by 59 on line 2",
        "More units of 97110 than its unit limit.",
        "Column 2 of the edit with 97140 (line 3): denied, while 97140 stays payable.",
        "Open 97110 , 97150 for the indicator, dates, rationale and limits.",
        "create one",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_eq!(page.attributes(".claim-pairs th", "scope").len(), 3);
    let file = guest
        .open(&check_of(CLAIM).replace("ncci?", "ncci.csv?"))
        .await
        .succeeds();
    let moved = guest
        .post(
            "/api/page",
            &[("path", "/tools/ncci"), ("query", &check_of(CLAIM)[11..])],
        )
        .await
        .succeeds();
    for answer in [&page, &file, &moved] {
        let told = answer.found(&gated);
        assert!(told.is_empty(), "{told:#?}");
    }
    // None of this was a code page view.
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
}

#[tokio::test]
async fn a_reader_gets_the_rows_of_the_codes_that_were_opened() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.com").await;
    reader.open("/codes/cpt/97150").await.shows("open", "5");
    let page = reader.open(&check_of(CLAIM)).await.succeeds();
    let words = page.words("#content");
    for said in [
        "Column 1 = 97150, Column 2 = 97110",
        "MAI 3: Per day, clinical",
        "1 unit on line 1; the limit is 1.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for gated in ["Indicator 0", "the limit is 6", "Column 1 = 97140"] {
        assert!(!page.body.contains(gated), "{gated} is told");
    }
    assert!(
        page.words(".claim-pairs")
            .contains("Open 97140 for the indicator")
    );
    assert!(!words.contains("create one"));
    // The tool has opened none of the other codes.
    reader.open("/codes/cpt/97110").await.shows("open", "4");
}

#[tokio::test]
async fn the_address_restores_what_was_typed_and_answers_for_its_day() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let typed = "97150\tGP\t1\t$40.00\r\n97110\t59\t2\t$ 1,060.00";
    let address = format!("{}&setting=practitioner&on=2026-06-01", check_of(typed));
    let page = guest.open(&address).await.succeeds();
    assert_eq!(statuses(&page), ["passes", "bypassed"]);
    let words = page.words("#content");
    assert!(words.contains("97110 -59 × 2"), "{words}");
    assert!(words.contains("Practitioner, 1 June 2026"), "{words}");
    let field = page.html("#lines");
    for line in ["97150\tGP\t1\t$40.00", "97110\t59\t2\t$ 1,060.00"] {
        assert!(field.contains(line), "{field}");
    }
    let link = page.attribute(".permanent a", "href").unwrap();
    assert!(link.ends_with("&setting=practitioner&on=2026-06-01"), "{link}");
    let again = guest.open(&link).await.succeeds();
    assert_eq!(again.html("#lines"), field);
    assert_eq!(again.html(".claim-lines"), page.html(".claim-lines"));
    let copied = page.attribute("[data-copy]", "data-copy").unwrap();
    for said in [
        "Line 2: 97110-59 x2: Bypassed",
        "It is no approval",
        "http://127.0.0.1:3000/tools/ncci?",
    ] {
        assert!(copied.contains(said), "{copied}");
    }
    let today = guest.open(&check_of(typed)).await.succeeds();
    let link = today.attribute(".permanent a", "href").unwrap();
    assert!(link.ends_with("&on=2026-11-23"), "{link}");

    let hospital = guest
        .open(&format!("{}&setting=hospital", check_of(typed)))
        .await
        .succeeds();
    assert_eq!(statuses(&hospital), ["not-loaded", "not-loaded"]);
    assert_eq!(
        hospital
            .attribute("#setting option[selected]", "value")
            .as_deref(),
        Some("hospital")
    );
    let words = hospital.words("#content");
    assert!(
        words.contains(
            "not loaded: no release of NCCI procedure-to-procedure edits, outpatient hospital services"
        ),
        "{words}"
    );
    let early = guest
        .open(&format!("{}&on=2012-01-01", check_of(typed)))
        .await
        .succeeds();
    assert!(
        early
            .words("#content")
            .contains("The earliest loaded release begins on 1 July 2024.")
    );
    guest
        .open(&format!("{}&on=yesterday", check_of(typed)))
        .await
        .answers(400);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_at_its_line_and_the_rest_is_answered() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    for (lines, expected, said) in [
        (
            "97110 x0\n97150",
            ["unread", "passes"],
            "0 units: a line needs at least 1.",
        ),
        (
            "97150\n97110 x10000",
            ["passes", "unread"],
            "10000 units: a line takes up to 9999.",
        ),
        (
            "97150\n97110-QQ",
            ["passes", "fails"],
            "Modifier QQ not found in HCPCS Level II",
        ),
        (
            "97150\n97110-59-GP-GO-GN-KX",
            ["passes", "unread"],
            "There are 5 modifiers",
        ),
        (
            "97150\nM54.50",
            ["passes", "unread"],
            "“m54.50” is no CPT or HCPCS code",
        ),
        (
            "97150\n99999",
            ["passes", "not-found"],
            "No loaded release names 99999",
        ),
        (
            "97112-GP\n97112-GP",
            ["passes", "look"],
            "The same code and modifiers as line 1",
        ),
        (
            "97150\n<script>alert(1)</script>",
            ["passes", "unread"],
            "“<script>alert” is no CPT or HCPCS code",
        ),
        (
            "97150\n'; DROP TABLE code;--\u{0}",
            ["passes", "unread"],
            "is no CPT or HCPCS code",
        ),
    ] {
        let page = guest.open(&check_of(lines)).await.succeeds();
        assert_eq!(statuses(&page), expected, "{lines:?}");
        let words = page.words(".claim-lines");
        assert!(words.contains(said), "{said}: {words}");
        assert!(!page.body.contains("<script>alert(1)"), "{lines:?}");
    }
    let many = guest.open(&check_of(&"97110\n".repeat(31))).await.succeeds();
    assert_eq!(statuses(&many).len(), 31);
    assert_eq!(statuses(&many)[30], "unread");
    assert!(
        many.words(".claim-lines")
            .contains("A claim has up to 30 lines here")
    );
    let long = guest.open(&check_of(&"x".repeat(8_001))).await.succeeds();
    assert!(
        long.words("#content")
            .contains("This is more than 8,000 characters")
    );
    assert!(statuses(&long).is_empty());
    let file = guest
        .open(&format!("/tools/ncci.csv?lines={}", "x".repeat(8_001)))
        .await
        .answers(400);
    assert!(file.body.contains("more than 8,000 characters"));
    guest.open("/tools/ncci.csv?on=yesterday").await.answers(400);
    for query in ["", "?lines=", "?lines=%FF%00&setting=x", "?lines=%0A%0D%20"] {
        let page = guest.open(&format!("/tools/ncci{query}")).await.succeeds();
        assert!(page.words("#content").contains("Claim check"), "{query}");
    }
    let empty = guest.open("/tools/ncci").await.succeeds();
    assert!(empty.words("#content").contains("There are no lines yet"));
}

#[tokio::test]
async fn the_example_and_a_fine_claim_are_answered_and_the_tool_is_listed() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let tools = guest.open("/tools?on=2026-06-01").await.succeeds();
    let way = tools.attribute("a[href^='/tools/ncci']", "href").unwrap();
    assert_eq!(way, "/tools/ncci?on=2026-06-01");
    let form = guest.open(&way).await.succeeds();
    let example = form.attribute("#lines-hint a", "href").unwrap();
    let page = guest.open(&example).await.succeeds();
    assert_eq!(
        statuses(&page),
        ["passes", "bypassed", "fails", "fails", "passes", "bypassed"]
    );
    assert!(
        page.attributes(".claim-lines a.code", "href")
            .contains(&"/codes/cpt/97150?on=2026-06-01#ncci-edits".to_owned())
    );
    let fine = guest.open(&check_of("97110 GP x2\n97112 GP")).await.succeeds();
    assert!(
        fine.words("#content")
            .contains("No loaded edit denies a line of this claim.")
    );
    assert!(
        fine.words("#content").contains(
            "No edit with the other lines found in NCCI procedure-to-procedure edits, practitioner services, 2024 Q3."
        )
    );
    assert!(!fine.words("main").contains("pproved"));
}

#[tokio::test]
async fn a_file_has_a_row_for_each_reason() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let page = member
        .open(&check_of("97150\n97110-59 x2\n=1+1"))
        .await
        .succeeds();
    let link = page.attribute("a[download]", "href").unwrap();
    let file = member.open(&link).await.succeeds();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"claim-check-2026-11-23.csv\""
    );
    assert!(
        file.body.starts_with("line,typed,code,modifiers,units,status,"),
        "{}",
        file.body
    );
    assert!(
        file.body.contains("2,97110-59 x2,97110,59,2,Bypassed,Bypassed,"),
        "{}",
        file.body
    );
    assert!(file.body.contains("3,'=1+1,,,,Not read,"), "{}", file.body);
    assert!(
        file.body.contains("Column 1 = 97150, Column 2 = 97110"),
        "{}",
        file.body
    );
}
