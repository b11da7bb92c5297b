//! Payments: conversion factors, anesthesia, outpatient rates and caps.

use super::{ON, assert_in_order};
use crate::fees::tests::{factor_row, two_localities};
use crate::testing::{Library, fee_row, load, words};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{AnesthesiaRow, ConversionFactorRow, OppsCapRow, OppsRateRow};

#[tokio::test]
async fn from_2026_both_conversion_factors_pay_the_rows_of_one_file() {
    let library = Library::new().await;
    for (source, kind, factor) in [
        (Source::Mpfs, "physician-nonqp", 334_009),
        (Source::MpfsQpp, "physician-qp", 335_675),
    ] {
        let factor = ConversionFactorRow {
            kind: kind.into(),
            factor,
        };
        load!(library, source, "2026-01-01", [fee_row("97150", "A")], [factor]);
    }
    let says = library
        .section("cpt/97150", ON, SectionId::MedicareCoverage)
        .await;
    assert_eq!(says.matches("# Relative value units").count(), 1, "{says}");
    assert_in_order(
        &says,
        &[
            "Non-facility, not a qualifying APM participant: $18.04",
            "Non-facility, qualifying APM participant: $18.13",
            "Non-facility, not a qualifying APM participant | National | $18.04 | $17.14 | $19.71",
            "Non-facility, qualifying APM participant | National | $18.13",
            "! An outpatient rate of 97150 not loaded: no release of Outpatient payment rates",
            "Caps of the payment not loaded",
            "! Coverage documents (LCDs, articles, NCDs) are not loaded.",
        ],
    );
}

#[tokio::test]
async fn anesthesia_is_told_with_its_factors() {
    let library = Library::new().await;
    let factor = |kind: &str, factor| ConversionFactorRow {
        kind: kind.into(),
        factor,
    };
    load!(
        library,
        Source::Mpfs,
        "2025-01-01",
        [fee_row("00100", "J")],
        [factor("physician", 323_465)]
    );
    let says = library
        .section("cpt/00100", ON, SectionId::MedicareCoverage)
        .await;
    assert_in_order(
        &says,
        &[
            "! No payment is computed: status J",
            "! Anesthesia conversion factors not loaded",
        ],
    );
    let local = AnesthesiaRow {
        mac: "10112".into(),
        locality: "00".into(),
        name: "Alabama".into(),
        factor: 1931,
        qp_factor: None,
    };
    load!(
        library,
        Source::Anesthesia,
        "2025-01-01",
        [local.clone()],
        [factor("anesthesia", 203_178)]
    );
    let says = library
        .section("cpt/00100", ON, SectionId::MedicareCoverage)
        .await;
    assert_in_order(
        &says,
        &[
            "# Anesthesia conversion factor, national",
            "One unit: $20.3178",
            "# Anesthesia conversion factor by locality (1 of 1)",
            "Alabama | 10112 / 00 | $19.31",
        ],
    );
    assert!(!says.contains("Non-facility:"), "{says}");
    // From 2026 there are two.
    let local = AnesthesiaRow {
        factor: 1953,
        qp_factor: Some(1963),
        ..local
    };
    load!(
        library,
        Source::Anesthesia,
        "2026-01-01",
        [local],
        [
            factor("anesthesia-qp", 205_998),
            factor("anesthesia-nonqp", 204_975)
        ]
    );
    let says = library
        .section("cpt/00100", ON, SectionId::MedicareCoverage)
        .await;
    assert_in_order(
        &says,
        &[
            "One unit, not a qualifying APM participant: $20.4975",
            "One unit, qualifying APM participant: $20.5998",
            "# Anesthesia conversion factor by locality (1 of 1)",
            "Alabama | 10112 / 00 | $19.53 | $19.63",
        ],
    );
}

#[tokio::test]
async fn an_outpatient_rate_and_caps_are_told_and_an_empty_cell_is_no_zero() {
    let library = Library::new().await;
    let rate = |text: &str, status: &str, payment: Option<i64>| OppsRateRow {
        code: codeset::Code::parse_procedure(text).unwrap(),
        status: status.into(),
        change: String::new(),
        apc: payment.map_or(String::new(), |_| "5523".into()),
        weight: payment.map(|_| 27_123),
        payment,
        national_copay: None,
        minimum_copay: payment.map(|_| 4_700),
    };
    load!(
        library,
        Source::OppsAddendumB,
        "2025-01-01",
        [rate("73221", "S", Some(2_336_450)), rate("97150", "A", None)],
    );
    let cap = |modifier: &str, locality: &str, facility| OppsCapRow {
        code: codeset::Code::parse_procedure("73221").unwrap(),
        modifier: modifier.into(),
        mac: "10112".into(),
        locality: locality.into(),
        status: "A".into(),
        facility,
        nonfacility: 20_000,
    };
    let caps = [
        cap("", "00", 19_000),
        cap("", "05", 21_000),
        cap("TC", "00", 15_000),
    ];
    load!(library, Source::OppsCap, "2025-01-01", caps);
    let coverage = SectionId::MedicareCoverage;
    let says = library.section("cpt/73221", ON, coverage).await;
    assert_in_order(
        &says,
        &[
            "# Hospital outpatient payment (OPPS) [2025-01-01: HCPCS Code 73221]",
            "Status: S | Procedure or service: paid separately, not reduced",
            "APC: 5523",
            "Relative weight: 2.7123",
            "Payment rate: $233.645",
            "Minimum copayment: $47.00",
            "# Practitioner payment capped at the outpatient rate",
            "Non-facility: $200.00 | By locality, 2 in all",
            "Facility: $190.00 to $210.00",
            "Facility, modifier TC: $150.00 | By locality, 1 in all",
        ],
    );
    assert!(!says.contains("National copayment"), "{says}");
    let says = library.section("cpt/97150", ON, coverage).await;
    assert!(
        says.contains("Status: A | Paid under another fee schedule"),
        "{says}"
    );
    assert!(
        !says.contains("Payment rate") && !says.contains("capped"),
        "{says}"
    );
}

/// The Medicare Coverage section of 97150 for a reader who gives a ZIP code.
async fn section_near(library: &Library, zip: Option<&str>) -> String {
    let page = library
        .page_near("cpt/97150", "2025-10-01", Access::Open, zip)
        .await;
    words(&page, SectionId::MedicareCoverage)
}

#[tokio::test]
async fn the_payments_stand_nationally_and_where_the_reader_is() {
    let library = two_localities().await;
    let says = section_near(&library, Some("10001")).await;
    assert_in_order(
        &says,
        &[
            "? ZIP 10001 | ZIP 10001 lies in MANHATTAN, NY (MAC 13202, locality 01).",
            "# Relative value units",
            "# National payment, participating",
            "Non-facility: $17.47 | Total RVU × conversion factor $32.3465 (2025-10-01)",
            "# What Medicare pays (2 of 2)",
            "Non-facility | National | $17.47 | $16.60 | $19.09",
            "Non-facility | MANHATTAN, NY | $19.21 | $18.25 | $20.99",
            "# Price indices (GPCI) of MANHATTAN, NY [2025-10-01: MAC 13202, Locality 01]",
            "MAC / locality: 13202 / 01 | NEW YORK, BRONX",
            "Work: 1.100",
            "> Price it with other lines of the day (/tools/fees?lines=97150)",
            "# What the payment is made of, non-facility",
            "Work | 0.29 | 53.7%",
            "Practice expense | 0.24 | 44.4%",
            "Malpractice | 0.01 | 1.9%",
            "# The payment in all 2 localities, non-facility",
            "MANHATTAN, NY | 13202 / 01 | $19.21",
            "REST OF STATE, NY | 13202 / 99 | $16.59",
        ],
    );
    let says = section_near(&library, None).await;
    assert!(says.contains("? ZIP  | \n"), "{says}");
    assert!(!says.contains("Price indices (GPCI)") && !says.contains("How the national payment"));
}

#[tokio::test]
async fn a_bad_zip_code_leaves_the_national_payments() {
    let library = two_localities().await;
    for (zip, problem) in [
        ("1000", "“1000” is no ZIP code: write five digits"),
        ("99999", "ZIP code 99999 not found in"),
    ] {
        let says = section_near(&library, Some(zip)).await;
        assert_in_order(
            &says,
            &[
                &format!("? ZIP {zip} | {problem}"),
                "Non-facility | National | $17.47",
                "# The payment in all 2 localities",
            ],
        );
        assert!(!says.contains("Non-facility | MANHATTAN"), "{says}");
    }
}

#[tokio::test]
async fn a_payment_that_changed_is_told_with_its_days() {
    let library = two_localities().await;
    load!(
        library,
        Source::Mpfs,
        "2025-01-01",
        [fee_row("97150", "A")],
        [factor_row("physician", 300_000)]
    );
    let says = section_near(&library, None).await;
    assert_in_order(
        &says,
        &[
            "# How the national payment changed, non-facility",
            "1 January 2025 | $16.20 | $30.0000",
            "1 October 2025 | $17.47 | $32.3465",
        ],
    );
}

#[tokio::test]
async fn a_preview_tells_nothing_of_payments_whatever_zip_code_is_given() {
    let library = two_localities().await;
    for access in [Access::Preview, Access::Spent] {
        let page = library
            .page_near("cpt/97150", "2025-10-01", access, Some("10001"))
            .await;
        let told = format!("{page:?}");
        for secret in ["MANHATTAN", "19.21", "17.47", "32.3465"] {
            assert!(!told.contains(secret), "{secret}");
        }
    }
}
