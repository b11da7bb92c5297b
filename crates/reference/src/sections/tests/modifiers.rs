//! Modifiers: which may stand beside a code, and what one is by itself.

use super::{ON, assert_in_order};
use crate::testing::{Library, code_row, fee_row, load, ptp_row};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{FeeRow, PtpRow};

#[tokio::test]
async fn every_modifier_is_ruled_on_by_the_row_and_the_edits() {
    let library = Library::new().await;
    load!(library, Source::Mpfs, "2025-10-01", [fee_row("97150", "A")]);
    let hard = PtpRow {
        indicator: 0,
        ..ptp_row("97150", "97010")
    };
    load!(
        library,
        Source::PtpPractitioner,
        "2026-07-01",
        [ptp_row("97150", "97110"), ptp_row("97140", "97150"), hard]
    );
    load!(
        library,
        Source::Hcpcs,
        "2025-10-01",
        [code_row("modifier/GP", "Physical therapy plan")]
    );
    let says = library.section("cpt/97150", ON, SectionId::Modifiers).await;
    assert_in_order(
        &says,
        &[
            "# Modifiers beside 97150 (27 of 27) [2025-10-01: HCPCS 97150]",
            "GO | Under a plan of occupational therapy. | Applies | Multiple procedure indicator 5",
            "[GP] | Under a plan of physical therapy. | Applies",
            "KX | The requirements of the policy are met; in therapy",
            "| Under conditions | Beside GN, GO or GP",
            "59 | A distinct service, apart from another one of the day, where no other modifier says more. | Under conditions | 2 edits that name the code have indicator 1.",
            "26 TC | Part of a service | Ruled out | PC/TC indicator 7.",
            "50 | The same procedure on both sides at one session. | Ruled out | Bilateral indicator 0.",
            "# NCCI edits that name the code, practitioner services [2026-07-01: Column 1 or Column 2 = 97150]",
            "Indicator 1: 2",
            "Indicator 0: 1",
            "! By Medicare’s rules for practitioners.",
        ],
    );
}

#[tokio::test]
async fn what_is_not_loaded_is_ruled_on_by_nothing() {
    let library = Library::new().await;
    load!(
        library,
        Source::PtpPractitioner,
        "2026-07-01",
        [ptp_row("97150", "97110")]
    );
    let says = library.section("cpt/97150", ON, SectionId::Modifiers).await;
    assert_in_order(
        &says,
        &[
            "# Modifiers beside 97150 (5 of 5) [2026-07-01: Column 1 or Column 2 = 97150]",
            "59 | A distinct service, apart from another one of the day, where no other modifier says more. | Under conditions",
            "! CPT 97150 not loaded: no release of Medicare Physician Fee Schedule",
        ],
    );
    let early = library
        .section("cpt/97150", "2019-06-30", SectionId::Modifiers)
        .await;
    assert!(!early.contains("# "), "{early}");
    assert_in_order(
        &early,
        &[
            "! CPT 97150 not loaded",
            "! Edits of 97150, which decide on 59, XE, XS, XP and XU, not loaded",
        ],
    );
}

#[tokio::test]
async fn a_modifier_tells_its_rules_and_how_many_codes_it_fits() {
    let library = Library::new().await;
    load!(
        library,
        Source::Hcpcs,
        "2025-10-01",
        [
            code_row("modifier/TC", "Technical component"),
            code_row("modifier/XS", "x"),
            code_row("modifier/AS", "x")
        ]
    );
    let says = library.section("modifier/TC", ON, SectionId::Modifiers).await;
    assert!(says.contains("! Codes that take TC not loaded"), "{says}");
    let test = |text: &str| FeeRow {
        pctc: "1".into(),
        assistant: "2".into(),
        ..fee_row(text, "A")
    };
    let part = FeeRow {
        modifier: "TC".into(),
        ..test("73221")
    };
    load!(
        library,
        Source::Mpfs,
        "2025-10-01",
        [test("73221"), part, test("73222"), fee_row("97150", "A")]
    );
    let says = library.section("modifier/TC", ON, SectionId::Modifiers).await;
    assert_in_order(
        &says,
        &[
            "! This is a modifier itself",
            "# Rules of TC [Medicare Claims Processing Manual",
            "Kind: Part of a service | The technical part alone",
            "NCCI-associated: No",
            "# Codes of the fee schedule that TC fits [2025-10-01: MOD = TC]",
            "With a line TC: 1 code | Their payment stands in it",
        ],
    );
    let says = library.section("modifier/AS", ON, SectionId::Modifiers).await;
    assert_in_order(
        &says,
        &[
            "[2025-10-01: ASST SURG = 0 or 2, MOD empty]",
            "Assistant indicator 0: 1 code | Assistant paid only with documentation",
            "Assistant indicator 2: 2 codes | Assistant may be paid",
        ],
    );
    let says = library.section("modifier/XS", ON, SectionId::Modifiers).await;
    assert_in_order(&says, &["Kind: Distinct service", "NCCI-associated: Yes"]);
    assert!(!says.contains("Codes of the fee schedule"), "{says}");
}
