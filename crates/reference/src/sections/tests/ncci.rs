//! NCCI: edits, unit limits, add-on codes.

use super::{ON, assert_in_order};
use crate::testing::{Library, add_on_row, load, mue_row, ptp_row};
use codeset::page::SectionId;
use codeset::release::Source;

#[tokio::test]
async fn add_on_codes_and_their_primary_codes_name_each_other() {
    let library = Library::new().await;
    load!(
        library,
        Source::MuePractitioner,
        "2024-01-01",
        ["22551", "22552", "22614", "0054T", "97150"].map(|code| mue_row(code, 1)),
    );
    let guidelines = SectionId::Guidelines;
    let says = library.section("cpt/22552", "2024-08-01", guidelines).await;
    assert!(says.contains("! Add-on relations of 22552 not loaded"), "{says}");
    load!(
        library,
        Source::AddOn,
        "2024-07-01",
        [
            add_on_row("22552", Some("22551"), 1),
            add_on_row("22614", Some("22551"), 3),
            add_on_row("22614", Some("22999"), 3),
            add_on_row("0054T", None, 2),
        ],
    );
    let says = library.section("cpt/22614", "2024-08-01", guidelines).await;
    assert_in_order(
        &says,
        &[
            "# 22614 is an add-on code, reported beside one of these primary codes (2 of 2)",
            "[22551] |  | Type 3",
            // Nothing else names this one, so that it has no page.
            "22999 |  | Type 3",
        ],
    );
    let says = library.section("cpt/22551", "2024-08-01", guidelines).await;
    assert_in_order(
        &says,
        &[
            "# Add-on codes that may be reported beside 22551",
            "[22552] |  | Type 1",
            "[22614]",
        ],
    );
    let says = library.section("cpt/0054T", "2024-08-01", guidelines).await;
    assert!(
        says.contains("! 0054T is an add-on code. Type 2: no primary code is listed"),
        "{says}"
    );
    let says = library.section("cpt/97150", "2024-08-01", guidelines).await;
    assert!(
        says.contains("! An add-on relation of 97150 not found in NCCI add-on code edits, 2024-07-01."),
        "{says}"
    );
}

#[tokio::test]
async fn edits_and_limits_of_every_setting_are_told_or_missed() {
    let library = Library::new().await;
    load!(
        library,
        Source::PtpPractitioner,
        "2024-07-01",
        [ptp_row("97150", "97110")]
    );
    load!(
        library,
        Source::MuePractitioner,
        "2024-07-01",
        [mue_row("97150", 1)]
    );
    let says = library.section("cpt/97150", ON, SectionId::NcciEdits).await;
    assert_in_order(
        &says,
        &[
            "# 97150 as Column 1: it is paid, the other code is denied (practitioner services) (1 of 1)",
            "[97110] |  | 1 | Paid together only with",
            "! Edits of 97150 not loaded: no release of NCCI procedure-to-procedure edits, outpatient hospital services",
            "# Medically unlikely edit, practitioner services [2024-07-01: HCPCS/CPT 97150]",
            "Units: 1 | The most units for one patient, practitioner and day",
            "! Unit limits not loaded: no release of NCCI medically unlikely edits, outpatient hospital services",
            "or NCCI medically unlikely edits, suppliers",
            "so this is not “unlimited”.",
        ],
    );
    load!(
        library,
        Source::PtpHospital,
        "2024-07-01",
        [ptp_row("97110", "97150"), ptp_row("97140", "97150")],
    );
    load!(
        library,
        Source::MueOutpatient,
        "2024-07-01",
        [mue_row("97150", 4)]
    );
    load!(library, Source::MueDme, "2024-07-01", [mue_row("A4556", 2)]);
    let says = library.section("cpt/97150", ON, SectionId::NcciEdits).await;
    assert_in_order(
        &says,
        &[
            "(practitioner services)",
            "# 97150 as Column 2: it is denied, the other code is paid (outpatient hospital services) (2 of 2)",
            "[97110]",
            "[97140]",
            "# Medically unlikely edit, outpatient hospital services",
            "Units: 4 | The most units for one patient, hospital and day",
            "! A unit limit of 97150 not found in NCCI medically unlikely edits, suppliers",
        ],
    );
    assert!(!says.contains("not loaded"), "{says}");
    let says = library.section("hcpcs/A4556", ON, SectionId::NcciEdits).await;
    assert_in_order(
        &says,
        &[
            "! No edit found for A4556 in NCCI procedure-to-procedure edits, practitioner services, 2024-07-01.",
            "No edit found for A4556 in NCCI procedure-to-procedure edits, outpatient hospital services",
            "# Medically unlikely edit, suppliers of equipment",
            "Units: 2",
        ],
    );
}
