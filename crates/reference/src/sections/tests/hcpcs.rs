//! HCPCS codes and modifiers: the attributes of their file.

use super::{ON, assert_in_order};
use crate::testing::{Library, attribute_row, code_row, day, load};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{CodeRow, HcpcsAttributeRow};

#[tokio::test]
async fn the_hcpcs_file_is_told_in_words_with_its_cross_references() {
    let library = Library::new().await;
    let attributes = HcpcsAttributeRow {
        pricing: "32 00".into(),
        coverage: "D".into(),
        coverage_issues: "60-9".into(),
        cross_references: "E0105 E0999".into(),
        added_on: Some(day("1986-01-01")),
        action: "N".into(),
        ..attribute_row("hcpcs/E0100")
    };
    load!(
        library,
        Source::Hcpcs,
        "2025-10-01",
        [
            code_row("hcpcs/E0100", "Cane"),
            code_row("hcpcs/E0105", "Cane, quad"),
            code_row("modifier/GP", "Physical therapy plan"),
        ],
        [
            attributes,
            attribute_row("hcpcs/E0105"),
            HcpcsAttributeRow {
                coverage: "C".into(),
                ..attribute_row("modifier/GP")
            },
        ],
    );
    let says = library.section("hcpcs/E0100", ON, SectionId::Compliance).await;
    assert_in_order(
        &says,
        &[
            "! HCPCS Level II E0100 not loaded: no release of Medicare Physician Fee Schedule",
            "# Attributes in the HCPCS file [2025-10-01: HCPC E0100]",
            "Coverage: D | Special coverage instructions apply",
            "Pricing indicator: 32 | Equipment fee schedule: inexpensive",
            "Pricing indicator: 00 | Not priced separately",
            "Coverage Issues Manual: 60-9",
            "Added on: 1986-01-01",
            "Last action: N | No change",
        ],
    );
    assert!(!says.contains("Statute"), "{says}");
    let says = library.section("hcpcs/E0100", ON, SectionId::Crosswalks).await;
    assert_in_order(
        &says,
        &[
            "# Codes to see instead or as well",
            "[E0105] | Cane, quad",
            "E0999 | ",
        ],
    );
    let says = library.section("modifier/GP", ON, SectionId::Compliance).await;
    assert!(
        says.contains("Coverage: C | The contractor decides on coverage"),
        "{says}"
    );
    let says = library.section("hcpcs/E0105", ON, SectionId::Compliance).await;
    assert!(
        says.contains("! HCPCS Level II, 2025-10-01 says nothing of HCPCS Level II E0105 besides its texts."),
        "{says}"
    );
}

#[tokio::test]
async fn a_code_that_ended_in_its_own_file_has_a_page_that_says_so() {
    let library = Library::new().await;
    let ended = CodeRow {
        ended_on: Some(day("2018-12-31")),
        ..code_row("hcpcs/A4558", "Conductive paste")
    };
    load!(library, Source::Hcpcs, "2019-01-01", [ended]);
    let page = library.page("hcpcs/A4558", "2019-06-01", Access::Open).await;
    assert_eq!(page.heading.last_day, Some(day("2018-12-31")));
    assert_eq!(page.heading.official_title.as_deref(), Some("Conductive paste"));
}
