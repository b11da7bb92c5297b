//! Removing releases, and what the doctor says of those that are loaded.

use super::import::order_file;
use super::{FEES, Operator, sample};
use crate::support::NOW;
use codeset::release::{ReleaseInfo, Source};
use store::Store;
use store::release_load::FileStamp;

#[test]
fn a_release_is_removed_after_a_yes_and_can_be_loaded_again() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    operator.write("icd10cm_order_2025.txt", &order_file(20, "Invented"));
    operator.write("icd10cm_order_2026.txt", &order_file(25, "Invented"));
    operator.runs(&["import", "."]).succeeds();
    let before = operator.runs(&["releases", "list"]).succeeds().out;
    assert_eq!(before, operator.runs(&["releases"]).out);

    let words = ["releases", "remove", "icd10cm", "2025-10-01"];
    operator.runs(&words).fails().saying("repeat with --yes");
    assert_eq!(operator.runs(&["releases"]).out, before, "nobody has said yes");
    let yes = [&words[..], &["--yes"]].concat();
    operator
        .runs(&yes)
        .succeeds()
        .saying("removed ICD-10-CM, FY 2026, counted from 2025-10-01: 25 rows of icd10cm_order_2026.txt")
        .saying("Its days go back to FY 2025.");
    operator
        .runs(&yes)
        .fails()
        .saying("no release of ICD-10-CM counts from 2025-10-01")
        .saying("2024-10-01 (FY 2025)");
    operator
        .runs(&["import", "icd10cm_order_2026.txt"])
        .succeeds()
        .saying("loaded in");
    operator
        .runs(&["releases", "remove", "mpfs", "2025-10-01", "--yes"])
        .succeeds()
        .saying("nothing is loaded any more")
        .saying("edition 20250911");
    operator
        .runs(&["releases", "remove", "mpfs", "2025-10-01", "--yes"])
        .fails()
        .saying("no release of Medicare Physician Fee Schedule is loaded");
}

#[test]
fn a_file_of_which_a_release_was_removed_has_something_to_do_again() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    operator.runs(&["import", FEES]).succeeds();
    operator
        .runs(&["import", FEES])
        .succeeds()
        .saying("loaded already");
    operator
        .runs(&["releases", "remove", "mpfs", "2025-10-01", "--yes"])
        .succeeds();
    operator.runs(&["import", FEES]).succeeds().saying("loaded in");
}

#[test]
fn a_misspelt_source_or_day_is_answered_with_those_that_exist() {
    let operator = Operator::new();
    let source = operator.runs(&["releases", "remove", "icd10", "2025-10-01"]);
    assert_eq!(source.code, Some(2));
    for slug in ["icd10cm", "mpfs", "ptp-practitioner", "place-of-service"] {
        assert!(source.err.contains(slug), "{source:?}");
    }
    let day = operator.runs(&["releases", "remove", "icd10cm", "10/01/2025"]);
    assert_eq!(day.code, Some(2));
    assert!(day.err.contains("like 2025-10-01"), "{day:?}");
}

#[test]
fn the_doctor_says_what_is_missing_late_or_skipped_and_where_to_get_it() {
    let operator = Operator::new();
    let empty = operator
        .runs(&["doctor", "--on", "2025-11-23"])
        .fails()
        .saying("database: answers")
        .saying("HCPCS Level II: not loaded\n    load the release that counts from 2025-10-01: https://www.cms.gov/")
        .saying("not loaded, and optional:\n    CPT descriptors; CPT medium descriptors; ")
        .saying("ICD-10-CM table of neoplasms; ICD-10-PCS; ")
        .saying("error: missing or late, and needed by a site: HCPCS Level II; ICD-10-CM; ICD-10-CM tabular list; ");
    let last = empty.err.lines().last().unwrap();
    assert!(!last.contains("ICD-10-PCS") && !last.contains("CPT"), "{last}");

    operator.write(FEES, &sample(FEES));
    operator.write("icd10cm_order_2023.txt", &order_file(20, "Invented"));
    operator.write("icd10cm_order_2025.txt", &order_file(20, "Invented"));
    operator.runs(&["import", "."]).succeeds();
    let fees = "Medicare Physician Fee Schedule: 2025 October, counts from 2025-10-01";
    let on_the_last_day = operator
        .runs(&["doctor", "--on", "2025-12-31"])
        .fails()
        .saying(fees);
    let last = on_the_last_day.err.lines().last().unwrap();
    assert!(
        !last.contains("Fee Schedule") && last.contains("ICD-10-CM;"),
        "{last}"
    );
    operator
        .runs(&["doctor", "--on", "2026-01-01"])
        .fails()
        .saying(&format!("{fees}\n    late: another release is due since 2026-01-01\n    load the release that counts from 2026-01-01"))
        .saying("ICD-10-CM: FY 2025, counts from 2024-10-01\n    late: another release is due since 2025-10-01")
        .saying("note: the one from 2022-10-01 answers also for the days of those not loaded:\n    2023-10-01; load");
    operator
        .runs(&["doctor", "--on", "2022-01-01"])
        .fails()
        .saying("ICD-10-CM: nothing loaded for today, only from 2022-10-01 on");
    assert_eq!(operator.runs(&["doctor", "--on", "soon"]).code, Some(2));
}

#[tokio::test]
async fn the_doctor_is_content_when_all_that_a_site_needs_is_new() {
    let operator = Operator::new();
    let database = format!("sqlite:{}", operator.path("test.db").display());
    let store = Store::open(&database).await.unwrap();
    for source in Source::ALL.into_iter().filter(|source| source.is_essential()) {
        let file = FileStamp {
            name: source.slug().into(),
            sha256: source.slug().into(),
            imported_at: NOW.parse().unwrap(),
            licence_holder: None,
        };
        let mut load = store.load(file).await.unwrap();
        let info = ReleaseInfo::new(source, "2025 October", "2025-10-01".parse().unwrap());
        load.begin(&info).await.unwrap().unwrap().finish().await.unwrap();
        load.commit().await.unwrap();
    }
    let doctor = |day| operator.runs(&["doctor", "--on", day, "--database-url", &database]);
    doctor("2025-12-31")
        .succeeds()
        .saying("ICD-10-CM tabular list: 2025 October")
        .saying("not loaded, and optional:\n    CPT descriptors; ");
    doctor("2026-01-01").fails();
}
