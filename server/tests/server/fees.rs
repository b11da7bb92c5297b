//! What Medicare pays: the tool, its file, and the ZIP code on code pages.

use crate::support::{NOW, Page, TestSite, Visitor};
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::ZipLocalityRow;
use store::release_load::FileStamp;

/// A day that the sample's fee schedule answers for.
const ON: &str = "on=2025-10-15";

/// The address of a price list; the lines parted by `|`.
fn fees(lines: &str, choices: &str) -> String {
    let lines = lines.replace('|', "%0A").replace(' ', "+");
    format!("/tools/fees?lines={lines}&{choices}&{ON}")
}

/// A site that knows three ZIP codes.
async fn site_with_zips() -> TestSite {
    let site = TestSite::start().await;
    let file = FileStamp {
        name: "ZIP5_OCT2025.txt".into(),
        sha256: "zip".into(),
        imported_at: NOW.parse().unwrap(),
        licence_holder: None,
    };
    let info = ReleaseInfo::new(Source::ZipLocality, "2025 October", "2025-10-01".parse().unwrap());
    let mut load = site.store.load(file).await.unwrap();
    let mut release = load.begin(&info).await.unwrap().unwrap();
    for (zip, mac, locality, has_parts) in [
        ("99501", "02102", "01", false),
        ("36101", "10112", "00", true),
        ("00001", "99999", "99", false),
    ] {
        let row = ZipLocalityRow {
            zip: zip.into(),
            state: "AK".into(),
            mac: mac.into(),
            locality: locality.into(),
            rural: String::new(),
            lab_locality: "Z9".into(),
            has_parts,
        };
        release.push(row).await.unwrap();
    }
    release.finish().await.unwrap();
    load.commit().await.unwrap();
    site
}

async fn open(visitor: &Visitor, lines: &str, choices: &str) -> Page {
    visitor.open(&fees(lines, choices)).await.succeeds()
}

#[tokio::test]
async fn a_guest_is_told_amounts_and_what_reduced_them_but_no_row() {
    let site = site_with_zips().await;
    let guest = site.visitor();
    let page = open(&guest, "97110-GP x2|97150-GP", "place=national").await;
    let says = page.words(".fee-result");
    // 97150: 0.29 + 0.24 / 2 + 0.01 at 32.3465.
    for free in [
        "$13.59",
        "further therapy unit: practice expense at 50%",
        "Claims Processing Manual ch. 5 §10.7",
        "nationally, without geographic adjustment",
        "Open 97150 for its relative values",
        "create one",
    ] {
        assert!(says.contains(free), "{free}: {says}");
    }
    let gated = [
        "Rows behind",
        "32.3465",
        "0.24",
        "0.29",
        "CONV FACTOR",
        "HCPCS 97150",
    ];
    let file = guest
        .open(&fees("97110-GP x2|97150-GP", "").replace("fees?", "fees.csv?"))
        .await
        .succeeds();
    let in_alaska = open(&guest, "97150", "zip=99501").await;
    for secret in gated {
        for answer in [&page, &file, &in_alaska] {
            assert!(!answer.body.contains(secret), "{secret}: {}", answer.body);
        }
    }
    assert!(!in_alaska.body.contains("1.081"), "a price index");
    // It counts as no view.
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
}

#[tokio::test]
async fn the_rows_open_with_the_codes_pages() {
    let site = site_with_zips().await;
    let reader = site.registered("ann@example.com").await;
    reader.open("/codes/cpt/97150").await.succeeds();
    let says = open(&reader, "97150|97110", "zip=99501")
        .await
        .words(".fee-result");
    assert!(
        says.contains("Rows behind the amounts") && says.contains("HCPCS 97150"),
        "{says}"
    );
    assert!(says.contains("Conversion factor $32.3465") && says.contains("practice expense 1.081"));
    assert!(says.contains("Open 97110 for its relative values"), "{says}");
    assert!(
        !says.contains("HCPCS 97110") && !says.contains("create one"),
        "{says}"
    );
    let member = site.member("mel@example.com").await;
    let says = open(&member, "97150|97110", "").await.words(".fee-result");
    assert!(
        says.contains("HCPCS 97110") && !says.contains("Open 97110"),
        "{says}"
    );
}

#[tokio::test]
async fn why_a_code_is_not_paid_is_told_to_whom_its_row_is_open() {
    let site = TestSite::start().await;
    // 97010 is bundled.
    let guest = open(&site.visitor(), "97010", "place=national")
        .await
        .words(".table.fees");
    assert!(
        guest.contains("Not paid by the fee schedule. Open 97010 for its status and the reason. none"),
        "{guest}"
    );
    let member = site.member("mel@example.com").await;
    let says = open(&member, "97010", "place=national")
        .await
        .words(".table.fees");
    assert!(says.contains("Status B. Bundled"), "{says}");
}

#[tokio::test]
async fn a_zip_code_chooses_the_place_and_one_that_leads_nowhere_says_why() {
    let site = site_with_zips().await;
    let guest = site.visitor();
    let says = async |choices: &str| open(&guest, "97150", choices).await.words(".fee-result");
    let national = "$17.47 nationally, without geographic adjustment";
    // 0.29 × 1.5 + 0.24 × 1.081 + 0.01 × 0.592 at 32.3465 is 22.6538….
    let alaska = says("zip=99501").await;
    assert!(
        alaska.contains("$22.65 in ALASKA, AK. Nationally $17.47."),
        "{alaska}"
    );
    assert!(
        alaska.contains("ZIP 99501 lies in ALASKA, AK (MAC 02102, locality 01)."),
        "{alaska}"
    );
    let parts = says("zip=36101-1000").await;
    assert!(
        parts.contains("in ALABAMA, AL") && parts.contains("Parts of this ZIP code"),
        "{parts}"
    );
    for (zip, problem) in [
        (
            "12345",
            "ZIP code 12345 not found in ZIP codes and their localities, 2025 October.",
        ),
        ("1234", "“1234” is no ZIP code: write five digits"),
        ("%3Cb%3E", "“<b>” is no ZIP code"),
        (
            "00001",
            "Locality 99 of MAC 99999, in which ZIP code 00001 lies, not found in",
        ),
    ] {
        let told = says(&format!("zip={zip}")).await;
        assert!(told.contains(problem) && told.contains(national), "{zip}: {told}");
    }
    // A place that is chosen goes before the ZIP code.
    assert!(says("zip=99501&place=national").await.contains(national));
    assert!(says("zip=99501&place=10112-00").await.contains("in ALABAMA, AL"));
    let unknown = says("place=10112-77").await;
    assert!(
        unknown.contains("Locality 77 of MAC 10112 not found in"),
        "{unknown}"
    );
}

#[tokio::test]
async fn all_localities_are_drawn_and_listed_by_their_totals() {
    let site = TestSite::start().await;
    let page = open(&site.visitor(), "97150", "place=all").await;
    let totals = page.words(".plot td.figure");
    let totals: Vec<&str> = totals.split_whitespace().collect();
    assert_eq!(totals.len(), 109);
    let cents = |text: &str| text.replace(['$', '.'], "").parse::<i64>().unwrap();
    assert!(totals.is_sorted_by(|a, b| cents(a) >= cents(b)));
    assert_eq!(totals[0], "$22.65");
    assert_eq!(page.attributes("svg.strip .mark:not(.named)", "x1").len(), 109);
    let file = site
        .visitor()
        .open(&fees("97150", "place=all").replace("fees?", "fees.csv?"))
        .await
        .succeeds();
    assert_eq!(file.body.lines().count(), 110);
    assert!(file.body.contains("AK,ALASKA,02102,01,22.65"), "{}", file.body);
}

#[tokio::test]
async fn settings_and_amounts_are_chosen() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let amount = async |choices: &str| open(&guest, "97150", choices).await.words(".fee-amount");
    assert_eq!(amount("amount=participating").await, "$17.47");
    assert_eq!(amount("amount=non-participating").await, "$16.60");
    assert_eq!(amount("amount=limit").await, "$19.09");
    let facility = open(&guest, "97150", "where=facility").await.words(".fee-result");
    assert!(
        facility.contains("not typically furnished in a facility"),
        "{facility}"
    );
}

#[tokio::test]
async fn bad_lines_are_told_and_the_others_are_priced() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = open(&guest, "97150|hello|99999|97150 x0", "place=national").await;
    let says = page.words(".fee-result");
    for told in [
        "2: hello",
        "“hello” is no CPT or HCPCS code",
        "CPT 99999 not found in Medicare Physician Fee Schedule",
        "0 units: a line needs at least 1.",
        "$17.47",
    ] {
        assert!(says.contains(told), "{told}: {says}");
    }
    assert_eq!(
        page.words("textarea").split_whitespace().collect::<Vec<_>>(),
        ["97150", "hello", "99999", "97150", "x0"]
    );
    let many = open(&guest, &["97150"; 40].join("|"), "place=all").await;
    assert!(many.words(".fee-result").contains("up to 30 lines"));
    let long = "9".repeat(8_001);
    let long = guest.open(&format!("/tools/fees?lines={long}")).await.succeeds();
    assert!(long.words(".field-error").contains("more than 8,000 characters"));
    assert_eq!(long.words(".fee-result"), "");
    guest
        .open(&format!("/tools/fees.csv?lines={}", "9".repeat(8_001)))
        .await
        .answers(400);
    guest
        .open("/tools/fees.csv?lines=97150&on=tomorrow")
        .await
        .answers(400);
    guest
        .open("/tools/fees?lines=97150&on=tomorrow")
        .await
        .answers(400);
    let markup = guest
        .open("/tools/fees?lines=%3Cscript%3Ealert(1)%3C/script%3E")
        .await
        .succeeds();
    assert!(!markup.body.contains("<script>alert"), "{}", markup.body);
    let empty = guest.open("/tools/fees").await.succeeds();
    assert!(empty.words("main").contains("There are no codes yet"));
}

#[tokio::test]
async fn the_permanent_link_and_the_text_answer_for_the_same_day() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = open(&guest, "97150", "place=national").await;
    let link = page.attribute(".permanent a", "href").unwrap();
    assert!(link.ends_with(ON), "{link}");
    assert_eq!(guest.open(&link).await.words(".fee-amount"), "$17.47");
    let text = page.attribute("[data-copy]", "data-copy").unwrap();
    assert!(text.contains("97150: $17.47") && text.contains(&link), "{text}");
    // A day that the release does not reach is told.
    let late = guest
        .open("/tools/fees?lines=97150&on=2026-11-23")
        .await
        .succeeds();
    assert!(
        late.words(".fee-result")
            .contains("Medicare Physician Fee Schedule"),
        "{}",
        late.body
    );
    let index = guest.open("/tools").await.succeeds();
    assert!(
        index
            .attributes("main a", "href")
            .contains(&"/tools/fees".to_owned())
    );
    let example = guest
        .open("/tools/fees")
        .await
        .attribute("#lines-hint a", "href")
        .unwrap();
    let example = guest.open(&format!("{example}&{ON}")).await.succeeds();
    assert_eq!(example.words(".plot td.figure").split_whitespace().count(), 109);
}

#[tokio::test]
async fn a_code_page_tells_the_payments_of_a_zip_code_to_whom_it_is_open() {
    let site = site_with_zips().await;
    let member = site.member("mel@example.com").await;
    let coverage = "#medicare-coverage";
    let says = async |zip: &str| {
        let page = member
            .open(&format!("/codes/cpt/97150?zip={zip}&{ON}"))
            .await
            .succeeds();
        assert_eq!(page.attribute("#zip", "value").as_deref(), Some(zip));
        page.words(coverage)
    };
    let alaska = says("99501").await;
    assert!(alaska.contains("Non-facility ALASKA, AK $22.65"), "{alaska}");
    assert!(alaska.contains("Price indices (GPCI) of ALASKA, AK"), "{alaska}");
    let unknown = says("12345").await;
    assert!(
        unknown.contains("ZIP code 12345 not found in") && unknown.contains("$17.47"),
        "{unknown}"
    );
    let page = member.open(&format!("/codes/cpt/97150?{ON}")).await.succeeds();
    assert_eq!(
        page.attribute("form.your-zip", "action").as_deref(),
        Some("/codes/cpt/97150")
    );
    assert!(!page.words(coverage).contains("ALASKA, AK $22.65 $21.52"));
    assert_eq!(page.attributes("svg.strip .own", "x1").len(), 0);

    let guest = site.visitor();
    let preview = guest.open(&format!("/codes/cpt/97150?zip=99501&{ON}")).await;
    preview.shows("preview", "0");
    for secret in ["22.65", "17.47", "ALASKA", "lies in"] {
        assert!(!preview.body.contains(secret), "{secret}");
    }
}
