//! What the sections say of a code, out of a small store.

use crate::testing::{
    Library, add_on_row, attribute_row, block_row, code_row, contractor_of, day, document_row, fee_row,
    gem_row, link_row, listed_code, load, mue_row, note_row, ptp_row, words,
};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{
    AnesthesiaRow, CodeRow, ContractorRow, ConversionFactorRow, DescriptorRow, GemRow, HcpcsAttributeRow,
    OppsCapRow, OppsRateRow, SeventhCharacterRow,
};

const ON: &str = "2026-11-23";

/// Asserts that a text has some parts, one after the other.
#[track_caller]
fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part);
        assert!(at.is_some(), "no {part:?} (in this order) in\n{text}");
        rest = &rest[at.unwrap_or_default() + part.len()..];
    }
}

async fn diagnoses() -> Library {
    let library = Library::new().await;
    let header = |path: &str, title: &str| CodeRow {
        billable: false,
        ..code_row(path, title)
    };
    load!(
        library,
        Source::Icd10cm,
        "2024-10-01",
        [
            header("icd10cm/S52", "Fracture of forearm"),
            header("icd10cm/S52.0", "Fracture of upper end of ulna"),
            header("icd10cm/T14.8", "Other injury"),
            code_row("icd10cm/T14.8XXA", "Other injury, initial encounter"),
            code_row("icd10cm/S52.001A", "Fracture, initial encounter"),
            code_row("icd10cm/R52", "Pain"),
        ],
    );
    let seventh = |place: &str, character: &str, meaning: &str| SeventhCharacterRow {
        place: place.into(),
        character: character.into(),
        meaning: meaning.into(),
    };
    load!(
        library,
        Source::Icd10cmTabular,
        "2024-10-01",
        [
            note_row("S52.0", "excludes2", "fracture of elbow NOS"),
            note_row("S52", "excludes1", "traumatic amputation of forearm"),
            note_row("S50-S59", "excludes2", "burns"),
            note_row("19", "useAdditionalCode", "external cause"),
            note_row("S52", "includes", "fracture NOS"),
            note_row("S52.00", "vendorRemark", "read it twice"),
        ],
        [
            seventh("S52", "A", "initial encounter for closed fracture"),
            seventh("S52", "B", "initial encounter for open fracture"),
            seventh("S52.0", "A", "initial encounter"),
            seventh("T14", "A", "initial encounter"),
            seventh("T14", "D", "subsequent encounter"),
        ],
        [
            block_row("19", "", ("S00", "T88"), "", "Injury"),
            block_row(
                "S50-S59",
                "19",
                ("S50", "S59"),
                "S50 S52",
                "Injuries to the elbow and forearm",
            ),
        ],
    );
    library
}

#[tokio::test]
async fn a_diagnosis_inherits_the_notes_of_everything_above_it() {
    let library = diagnoses().await;
    let says = library
        .section("icd10cm/S52.001A", "2025-01-01", SectionId::Guidelines)
        .await;
    assert_in_order(
        &says,
        &[
            "# Above this code",
            "[S52] | Fracture of forearm | Header",
            "# Chapter and block [2024-10-01: tabular list, above S52.001A]",
            "Chapter 19: S00–T88 | Injury",
            "Block S50-S59: S50–S59 | Injuries to the elbow and forearm",
            "# Includes (1 of 1)",
            "fracture NOS | [S52]",
            "# Excludes 1",
            "traumatic amputation of forearm | [S52]",
            "# Excludes 2",
            "(2 of 2) [2024-10-01: tabular list, S52.001A and above it]",
            "fracture of elbow NOS | [S52.0]",
            "burns | Block S50-S59, Injuries to the elbow and forearm",
            "# Use an additional code",
            "external cause | Chapter 19, Injury",
            // A kind that nobody knows is not lost.
            "# vendorRemark",
            "read it twice | S52.00",
            // The nearest place with seventh characters overrides the wider one.
            "# Seventh characters, defined at S52.0 (1 of 1)",
            "A | initial encounter | [S52.001A]",
        ],
    );
    assert!(!says.contains("closed fracture"), "{says}");
}

#[tokio::test]
async fn seventh_characters_are_padded_to_the_full_code_where_it_is_listed() {
    let library = diagnoses().await;
    let says = library
        .section("icd10cm/T14.8", "2025-01-01", SectionId::Guidelines)
        .await;
    assert_in_order(
        &says,
        &[
            "# Seventh characters, defined at T14",
            "A | initial encounter | [T14.8XXA]",
            "D | subsequent encounter | –",
        ],
    );
    // No block of this list holds it.
    assert!(!says.contains("Chapter"), "{says}");
    assert!(says.contains("# Below this code (1 of 1)"), "{says}");
    let headers = library
        .section("icd10cm/S52", "2025-01-01", SectionId::Guidelines)
        .await;
    assert!(
        headers.contains("A | initial encounter for closed fracture | –"),
        "{headers}"
    );
    assert!(headers.contains("# Below this code (2 of 2)"), "{headers}");
}

#[tokio::test]
async fn what_the_tabular_list_lacks_is_not_found_and_before_it_not_loaded() {
    let library = diagnoses().await;
    let guidelines = SectionId::Guidelines;
    let says = library.section("icd10cm/R52", "2025-01-01", guidelines).await;
    assert!(
        says.contains("! A note on R52 or above it not found in ICD-10-CM tabular list, 2024-10-01."),
        "{says}"
    );
    let says = library.section("icd10cm/R52", "2024-09-30", guidelines).await;
    assert!(
        says.contains(
            "(includes, excludes, code first) not loaded: no release of ICD-10-CM tabular list for 30 September 2024"
        ),
        "{says}"
    );
}

#[tokio::test]
async fn a_mapping_is_told_with_its_flags_in_words() {
    let library = diagnoses().await;
    let none = GemRow {
        no_map: true,
        ..gem_row("T14.8XXA", "NoDx")
    };
    load!(
        library,
        Source::GemIcd10,
        "2017-10-01",
        [gem_row("R52", "780.96"), none]
    );
    let says = library.section("icd10cm/R52", ON, SectionId::Crosswalks).await;
    assert_in_order(
        &says,
        &[
            "# Mapped to ICD-9-CM",
            "780.96 | Approximate",
            "! A mapping of R52 not loaded: no release of General equivalence mappings, ICD-9-CM to ICD-10-CM",
        ],
    );
    let says = library
        .section("icd10cm/T14.8XXA", ON, SectionId::Crosswalks)
        .await;
    assert!(
        says.contains("None | No code of the other system says it"),
        "{says}"
    );
    load!(library, Source::GemIcd9, "2017-10-01", [gem_row("780.9", "R52")]);
    let says = library.section("icd10cm/R52", ON, SectionId::Crosswalks).await;
    assert!(
        says.contains("780.9 | Approximate") && !says.contains('!'),
        "{says}"
    );
}

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
            "! A unit limit of 97150 not loaded: no release of NCCI medically unlikely edits, outpatient hospital services",
            "A unit limit of 97150 not loaded: no release of NCCI medically unlikely edits, suppliers",
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

async fn covered() -> Library {
    let library = Library::new().await;
    load!(
        library,
        Source::MuePractitioner,
        "2024-01-01",
        [mue_row("97150", 1), mue_row("97140", 1)]
    );
    load!(
        library,
        Source::Icd10cm,
        "2024-10-01",
        [
            code_row("icd10cm/M54.50", "Low back pain"),
            code_row("icd10cm/R52", "Pain")
        ],
    );
    load!(
        library,
        Source::CoverageArticle,
        "2026-01-01",
        [
            document_row(1, "A52514", "Billing and Coding"),
            document_row(2, "A52515", "Billing and Coding")
        ],
        [
            listed_code(1, "hcpcs", "97150"),
            listed_code(2, "hcpcs", "97150"),
            listed_code(1, "icd10-covered", "M54.50"),
            listed_code(2, "icd10-covered", "M54.50"),
            listed_code(2, "icd10-covered", "Z99.9"),
            listed_code(2, "icd10-noncovered", "R52"),
        ],
        [contractor_of(1, 361), contractor_of(1, 140)],
        [361, 140].map(|contractor| ContractorRow {
            contractor,
            kind: 9,
            version: 1,
            number: "01111".into(),
            name: format!("Contractor {contractor}"),
        }),
        [link_row(1, "lcd", 33718), link_row(1, "ncd", 5)],
    );
    load!(
        library,
        Source::Lcd,
        "2026-01-01",
        [document_row(33718, "L33718", "")]
    );
    library
}

#[tokio::test]
async fn the_documents_that_list_a_code_are_told_with_those_they_belong_to() {
    let library = covered().await;
    let coverage = SectionId::MedicareCoverage;
    let says = library.section("cpt/97150", ON, coverage).await;
    assert_in_order(
        &says,
        &[
            "# Local coverage articles that list 97150 (2 of 2) [2026-01-01: documents about 97150]",
            "A52514 | Title of A52514 | Billing and Coding | Contractor 140; Contractor 361 | Since 2024-01-01 | ",
            "A52515 | Title of A52515 | Billing and Coding |  | Since 2024-01-01 | ",
            "# Local coverage determinations to which these documents belong (1 of 1)",
            "L33718 | Title of L33718",
            "! A document about CPT 97150 not loaded: no release of National coverage determinations",
            "! Neither a fee nor a document that lists a code is a promise of coverage.",
        ],
    );
    let says = library.section("cpt/97140", ON, coverage).await;
    assert!(
        says.contains("A document about CPT 97140 not found in Local coverage articles, 2026-01-01."),
        "{says}"
    );
    // By their own dates they counted before the download that tells of them.
    let says = library.section("cpt/97150", "2024-01-01", coverage).await;
    assert!(says.contains("A52514"), "{says}");
    let says = library.section("cpt/97150", "2023-12-31", coverage).await;
    assert!(!says.contains("A52514"), "{says}");
}

#[tokio::test]
async fn a_diagnosis_names_the_articles_that_take_it_or_do_not() {
    let library = covered().await;
    let coverage = SectionId::MedicareCoverage;
    let says = library.section("icd10cm/M54.50", ON, coverage).await;
    assert_in_order(
        &says,
        &[
            "# Articles in which this diagnosis supports coverage (2 of 2)",
            "A52514",
            "A52515",
        ],
    );
    assert!(!says.contains("does not support"), "{says}");
    let says = library.section("icd10cm/R52", ON, coverage).await;
    assert_in_order(
        &says,
        &[
            "# Articles in which this diagnosis does not support coverage (1 of 1)",
            "A52515",
        ],
    );
}

#[tokio::test]
async fn the_diagnoses_of_a_codes_articles_are_listed_by_article() {
    let library = covered().await;
    let crosswalks = SectionId::Crosswalks;
    let says = library.section("cpt/97150", ON, crosswalks).await;
    assert_in_order(
        &says,
        &[
            "# Diagnoses that support coverage, by article (3 of 3)",
            "[M54.50] | Low back pain | A52514",
            "[M54.50] | Low back pain | A52515",
            // No loaded order file lists it.
            "Z99.9 |  | A52515",
            "# Diagnoses that do not support coverage, by article (1 of 1)",
            "[R52] | Pain | A52515",
        ],
    );
    let says = library.section("cpt/97140", ON, crosswalks).await;
    assert!(
        says.contains("A coverage article with diagnoses for CPT 97140 not found in Local coverage articles"),
        "{says}"
    );
}

#[tokio::test]
async fn long_lists_are_cut_and_counted() {
    let library = Library::new().await;
    load!(
        library,
        Source::MuePractitioner,
        "2024-01-01",
        [mue_row("97150", 1)]
    );
    let diagnoses = (0..150).map(|number| {
        listed_code(
            1,
            "icd10-covered",
            &format!("S{:02}.{}", number / 10, number % 10),
        )
    });
    load!(
        library,
        Source::CoverageArticle,
        "2026-01-01",
        (1..=50).map(|number| document_row(number, &format!("A{number:05}"), "")),
        (1..=50).map(|number| listed_code(number, "hcpcs", "97150")),
        diagnoses,
    );
    let says = library.section("cpt/97150", ON, SectionId::Crosswalks).await;
    assert!(
        says.contains("Diagnoses that support coverage, by article (100 of 150)"),
        "{says}"
    );
    let says = library
        .section("cpt/97150", ON, SectionId::MedicareCoverage)
        .await;
    assert!(
        says.contains("Local coverage articles that list 97150 (40 of 50)"),
        "{says}"
    );
}

#[tokio::test]
async fn further_descriptors_stand_below_the_long_one_and_are_kept_from_the_spent() {
    let library = Library::new().await;
    load!(
        library,
        Source::CptDescriptors,
        "2025-01-01",
        [code_row("cpt/97150", "Long")]
    );
    for (source, text) in [
        (Source::CptConsumer, "In plain words"),
        (Source::CptShort, "SHORT"),
        (Source::CptMedium, "MEDIUM"),
    ] {
        let row = DescriptorRow {
            code: crate::testing::code("cpt/97150"),
            number: String::new(),
            text: text.into(),
        };
        load!(library, source, "2025-01-01", [row]);
    }
    for access in [Access::Open, Access::Preview] {
        let page = library.page("cpt/97150", ON, access).await;
        let official = page.body.unwrap().official;
        let told: Vec<_> = official
            .further
            .iter()
            .map(|further| format!("{}: {}", further.kind, further.text))
            .collect();
        assert_eq!(
            told,
            [
                "CPT medium descriptors: MEDIUM",
                "CPT short descriptors: SHORT",
                "CPT consumer descriptors: In plain words"
            ]
        );
        assert!(official.copyright.unwrap().contains("©"));
    }
    assert_eq!(library.page("cpt/97150", ON, Access::Spent).await.body, None);
    let early = library.page("cpt/97150", "2024-12-31", Access::Open).await;
    assert!(early.body.unwrap().official.further.is_empty());
}

#[tokio::test]
async fn a_locked_section_counts_what_is_inside_and_names_nothing() {
    let library = covered().await;
    let locked = |page: &crate::page::CodePage| SectionId::ALL.map(|id| words(page, id)).join("\n");
    let says = locked(&library.page("cpt/97150", ON, Access::Preview).await);
    assert_in_order(
        &says,
        &[
            "Inside: 4 diagnoses of coverage articles.",
            "Inside: a unit limit.",
            "Inside: 2 coverage documents.",
        ],
    );
    let library = diagnoses().await;
    let diagnosis = locked(
        &library
            .page("icd10cm/S52.001A", "2025-01-01", Access::Preview)
            .await,
    );
    assert!(
        diagnosis.contains("Inside: 6 notes of the tabular list."),
        "{diagnosis}"
    );
    for secret in ["A52514", "M54.50", "burns", "Contractor"] {
        assert!(!says.contains(secret) && !diagnosis.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn no_section_of_any_system_is_ever_blank() {
    let library = covered().await;
    load!(
        library,
        Source::Hcpcs,
        "2025-10-01",
        [code_row("hcpcs/E0100", "Cane"), code_row("modifier/GP", "x")]
    );
    load!(
        library,
        Source::Icd10pcs,
        "2025-10-01",
        [
            CodeRow {
                billable: false,
                ..code_row("icd10pcs/0SR", "Replacement, lower joints")
            },
            code_row("icd10pcs/0SRC0J9", "Replacement of right knee joint"),
        ],
    );
    for path in [
        "cpt/97150",
        "hcpcs/E0100",
        "icd10cm/M54.50",
        "icd10pcs/0SRC0J9",
        "icd10pcs/0SR",
        "modifier/GP",
    ] {
        for on in ["1999-01-01", ON, "2099-12-31"] {
            for id in SectionId::ALL {
                let says = library.section(path, on, id).await;
                assert!(!says.trim().is_empty(), "{id:?} of {path} on {on}");
            }
        }
    }
    let says = library
        .section("icd10pcs/0SRC0J9", ON, SectionId::Guidelines)
        .await;
    assert!(
        says.contains("[0SR] | Replacement, lower joints | Header"),
        "{says}"
    );
    let says = library.section("icd10pcs/0SR", ON, SectionId::Guidelines).await;
    assert_in_order(&says, &["# Below this code (1 of 1)", "[0SRC0J9]"]);
}
