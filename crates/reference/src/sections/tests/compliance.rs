//! Compliance: status, global period, therapy thresholds, billable codes.

use super::{ON, assert_in_order};
use crate::testing::{Library, code_row, fee_row, load};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{CodeRow, FeeRow};

#[tokio::test]
async fn a_major_procedure_shows_its_days_and_shares() {
    let library = Library::new().await;
    let major = FeeRow {
        pctc: "0".into(),
        global_days: "090".into(),
        pre_op: 10,
        intra_op: 69,
        post_op: 21,
        multiple: "2".into(),
        assistant: "2".into(),
        ..fee_row("27447", "A")
    };
    let minor = FeeRow {
        global_days: "010".into(),
        ..fee_row("11042", "R")
    };
    load!(library, Source::Mpfs, "2025-01-01", [major, minor]);
    let says = library
        .section("cpt/27447", "2025-03-10", SectionId::Compliance)
        .await;
    assert_in_order(
        &says,
        &[
            "# Status for Medicare [2025-01-01: HCPCS 27447]",
            "Status: A | Active",
            "On a claim:  | Bill it;",
            "Supervision: 09 | Does not apply",
            "Assistant at surgery: 2 | Assistant may be paid",
            "# Global period of a procedure on 10 March 2025: 92 days, through 8 June 2025 (drawn)",
            "Before | 9 March 2025 | 9 March 2025 | 1",
            "Day of the procedure | 10 March 2025 | 10 March 2025 | 1",
            "After | 11 March 2025 | 8 June 2025 | 90",
            "# Shares of the payment before, during and after the procedure (modifiers 54, 55, 56) (drawn)",
            "Before | 0.10",
            "During | 0.69",
            "After | 0.21",
        ],
    );
    assert!(!says.contains("threshold"), "{says}");
    let says = library
        .section("cpt/11042", "2025-03-10", SectionId::Compliance)
        .await;
    assert_in_order(
        &says,
        &[
            "11 days, through 20 March 2025",
            "Day of the procedure | 10 March 2025",
            "After | 11 March 2025 | 20 March 2025 | 10",
        ],
    );
    assert!(!says.contains("Before |"), "{says}");
}

#[tokio::test]
async fn therapy_codes_show_the_thresholds_of_the_year_or_that_they_are_unknown() {
    let library = Library::new().await;
    load!(library, Source::Mpfs, "2025-01-01", [fee_row("97150", "A")]);
    let on = async |day| library.section("cpt/97150", day, SectionId::Compliance).await;
    assert_in_order(
        &on("2025-12-31").await,
        &[
            "# Therapy thresholds of 2025 [Social Security Act, section 1833(g)",
            "KX: $2,410.00",
            "Targeted review: $3,000.00",
            "> Count the units of a day’s minutes (/tools/therapy-units)",
        ],
    );
    assert_in_order(
        &on("2026-01-01").await,
        &["# Therapy thresholds of 2026", "KX: $2,480.00"],
    );
    assert!(
        on("2027-01-01")
            .await
            .contains("! The therapy thresholds (KX) of 2027 are not known here.")
    );
    // Nobody assists at it, though its indicator is 0.
    assert!(!on("2025-12-31").await.contains("Assistant at surgery"));
    // No day after it, and no drawing.
    assert!(!on("2025-12-31").await.contains("drawn"));
}

#[tokio::test]
async fn a_diagnosis_is_billable_or_a_header_and_the_patient_is_not_checked() {
    let library = Library::new().await;
    let header = CodeRow {
        billable: false,
        ..code_row("icd10cm/M54", "Dorsalgia")
    };
    load!(
        library,
        Source::Icd10cm,
        "2025-10-01",
        [header, code_row("icd10cm/M54.59", "Other low back pain")]
    );
    let says = library.section("icd10cm/M54.59", ON, SectionId::Compliance).await;
    assert_in_order(
        &says,
        &[
            "# On a claim [2025-10-01: ICD-10-CM M54.59]",
            "Code: Billable",
            "! Edits by age and sex (Medicare Code Editor) are not loaded",
        ],
    );
    let says = library.section("icd10cm/M54", ON, SectionId::Compliance).await;
    assert!(says.contains("Code: Header"), "{says}");
}
