//! Loading releases: what is said, what is refused, what goes on, and files from the web.

use super::{FEES, Operator, Said, sample};
use crate::support::{Publisher, whole};
use axum::response::{Html, IntoResponse};
use std::fmt::Write as _;

const ORDER: &str = "icd10cm_order_2025.txt";
const GPCI: &str = "GPCI2025.csv";

/// An ICD-10-CM order file of invented codes, all of them billable. The word stands in their titles.
pub(super) fn order_file(rows: usize, word: &str) -> String {
    let mut file = String::new();
    for row in 0..rows {
        let (letter, digits) = (
            char::from(b'A' + u8::try_from(row / 10_000).unwrap()),
            row % 10_000,
        );
        let code = format!("{letter}{:02}{:02}", digits / 100, digits % 100);
        let title = format!("{word} {row}");
        writeln!(file, "{:05} {code:<7} 1 {title:<60} {title}, whole", row + 1).unwrap();
    }
    file
}

/// The figures behind a release in a report.
#[track_caller]
fn figures<'a>(said: &'a Said, release: &str) -> Vec<&'a str> {
    let line = said.out.lines().find(|line| line.contains(release)).unwrap();
    let mut figures: Vec<_> = line.split_whitespace().rev().take(5).collect();
    figures.reverse();
    figures
}

#[test]
fn a_report_tells_release_first_day_and_what_changed() {
    let operator = Operator::new();
    operator.write(ORDER, &order_file(2000, "Invented"));
    let said = operator.runs(&["import", ORDER]).succeeds();
    assert_eq!(
        figures(&said, "ICD-10-CM, FY 2025"),
        ["2024-10-01", "2000", "2000", "0", "0"]
    );
    let changed = order_file(1990, "Invented").replace("Invented 7,", "Renamed 7,");
    operator.write("icd10cm_order_2026.txt", &changed);
    let said = operator.runs(&["import", "icd10cm_order_2026.txt"]).succeeds();
    assert_eq!(
        figures(&said, "ICD-10-CM, FY 2026"),
        ["2025-10-01", "1990", "1", "11", "1989"],
        "{}",
        said.out
    );
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    let said = operator
        .runs(&["import", "--dry-run", FEES])
        .succeeds()
        .saying("nothing written");
    assert_eq!(
        figures(&said, "2025 October"),
        ["2025-10-01", "60", "60", "0", "0"]
    );
    operator
        .runs(&["releases"])
        .succeeds()
        .saying("No release is loaded");
    operator.runs(&["import", FEES]).succeeds();
    operator
        .runs(&["import", "--dry-run", FEES])
        .succeeds()
        .saying("loaded already");
}

#[test]
fn an_excerpt_is_refused_until_it_is_accepted() {
    let operator = Operator::new();
    operator.write(ORDER, &order_file(2000, "Invented"));
    operator.write("icd10cm_order_2026.txt", &order_file(900, "Invented"));
    operator.runs(&["import", ORDER]).succeeds();
    operator
        .runs(&["import", "icd10cm_order_2026.txt"])
        .fails()
        .saying("900 rows")
        .saying("2000")
        .saying("--accept-shrink")
        .saying("What was loaded before still stands.");
    operator
        .runs(&["import", "--accept-shrink", "icd10cm_order_2026.txt"])
        .succeeds();
}

#[test]
fn text_under_a_licence_needs_somebody_who_holds_one() {
    let operator = Operator::new();
    operator.write("LONGULT.txt", &sample("LONGULT_quoted.txt"));
    operator
        .runs(&["import", "LONGULT.txt"])
        .fails()
        .saying("--licence-holder");
    let nobody = operator
        .command(&["import", "LONGULT.txt"])
        .env("CODING_AHEAD_LICENCE_HOLDER", " ")
        .output()
        .unwrap();
    assert!(!nobody.status.success());
    let somebody = operator
        .command(&["import", "LONGULT.txt"])
        .env("CODING_AHEAD_LICENCE_HOLDER", "Ward 7")
        .output()
        .unwrap();
    assert!(somebody.status.success(), "{somebody:?}");
    operator
        .runs(&["releases"])
        .succeeds()
        .saying("licence holder")
        .saying("Ward 7");
}

#[test]
fn an_edition_that_was_superseded_does_not_come_back() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    operator.runs(&["import", FEES]).succeeds();
    operator
        .runs(&["releases"])
        .succeeds()
        .saying("edition")
        .saying("20250911");
    let first = sample(FEES).replace("RELEASED 09/11/2025", "RELEASED 09/01/2025");
    operator.write("first/PPRRVU2025_Oct.csv", &first);
    let before = operator.runs(&["releases"]).out;
    let said = operator
        .runs(&["import", "first/PPRRVU2025_Oct.csv"])
        .succeeds()
        .saying("a later edition of this release is");
    assert_eq!(figures(&said, "2025 October"), ["2025-10-01", "–", "–", "–", "–"]);
    assert_eq!(operator.runs(&["releases"]).out, before);
}

#[test]
fn a_folder_is_loaded_as_far_as_it_can_be_and_the_rest_is_named() {
    let operator = Operator::new();
    operator.write(&format!("files/{FEES}"), &sample(FEES));
    operator.write(&format!("files/deeper/{ORDER}"), &sample(ORDER));
    operator.write("files/read me.txt", "Dear reader\n");
    let whole = operator
        .runs(&["import", "files"])
        .succeeds()
        .saying("left out read me.txt: not recognised")
        .saying("2 files loaded, 0 loaded before");
    let place = |name: &str| whole.out.find(&format!("{name}: loaded in")).unwrap();
    assert!(place(ORDER) < place(FEES), "code sets come first: {}", whole.out);

    operator.write("files/GPCI2025.csv", &sample(GPCI).replace("0.869", "0.8x9"));
    operator.write("files/broken.zip", "PK\u{3}\u{4} and no more");
    let edits = sample("ccipra-v302r0-sample.txt");
    operator.write("files/ccipra-v302r0-f1.txt", &edits);
    operator.write("files/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv", &{
        sample("MCR_MUE_PractitionerServices_Eff_04-01-2026.csv")
    });
    let partly = operator
        .runs(&["import", "files"])
        .fails()
        .saying("GPCI2025.csv: not loaded")
        .saying("MCR_MUE_PractitionerServices_Eff_04-01-2026.csv: loaded in");
    let (_, failures) = partly
        .err
        .split_once("error: 3 of 6 could not be loaded:")
        .unwrap();
    for (name, reason) in [
        ("GPCI2025.csv", "line 4"),
        ("broken.zip", "download it again"),
        ("ccipra-v302r0-f1.txt", "missing: f2, f3, f4"),
    ] {
        let line = failures.lines().find(|line| line.trim_start().starts_with(name));
        assert!(
            line.is_some_and(|line| line.contains(reason)),
            "{name} in {failures}"
        );
    }
    let releases = operator.runs(&["releases"]).out;
    assert!(
        releases.contains("mue-practitioner") && !releases.contains("gpci"),
        "{releases}"
    );
}

#[test]
fn all_files_that_are_named_must_be_readable_before_the_first_is_loaded() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    operator.write("notes.txt", "hello\n");
    for wrong in ["notes.txt", "missing.zip", "ftp://127.0.0.1/a.zip"] {
        operator.runs(&["import", FEES, wrong]).fails().saying(wrong);
    }
    std::fs::create_dir(operator.path("empty")).unwrap();
    operator
        .runs(&["import", FEES, "empty"])
        .fails()
        .saying("none of the 0 files");
    operator
        .runs(&["releases"])
        .succeeds()
        .saying("No release is loaded");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_on_the_web_is_downloaded_beside_the_database_and_loaded() {
    let publisher = Publisher::answering(|_, asked| match asked.path.as_str() {
        "/licence" => Html("<p>Accept?").into_response(),
        _ => whole(asked, sample(FEES).as_bytes(), "\"1\""),
    })
    .await;
    let operator = Operator::new();
    let address = publisher.url("/zip/PPRRVU2025_Oct.csv");
    let first = operator
        .runs(&["import", &address])
        .succeeds()
        .saying(&format!("{address}: downloaded as data/downloads/"))
        .saying("PPRRVU2025_Oct.csv: loaded in");
    assert!(
        !first.err.contains('['),
        "no bar where there is no terminal: {first:?}"
    );
    operator
        .runs(&["import", &address])
        .succeeds()
        .saying("has not changed since it was downloaded")
        .saying("loaded already");

    operator
        .runs(&["import", &publisher.url("/licence")])
        .fails()
        .saying("open it in a browser");
    operator
        .runs(&[
            "import",
            "--max-download",
            "100",
            "--downloads",
            "elsewhere",
            &address,
        ])
        .fails()
        .saying("--max-download");
    assert!(operator.path("elsewhere").is_dir());
    assert_eq!(
        operator
            .runs(&["import", "--max-download", "much", &address])
            .code,
        Some(2)
    );
}
