//! Coverage documents and their diagnoses.

use super::{ON, assert_in_order};
use crate::testing::{Library, code_row, contractor_of, document_row, link_row, listed_code, load, mue_row};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{ContractorRow, CoverageGroupRow};

pub(super) async fn covered() -> Library {
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
        [CoverageGroupRow {
            document: 2,
            version: 1,
            list: "icd10-covered".into(),
            group: 1,
            paragraph: "Only with a plan of care.".into(),
        }],
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
            "[M54.50] | Low back pain | A52514, group 1 | Contractor 140; Contractor 361",
            "[M54.50] | Low back pain | A52515, group 1",
            // No loaded order file lists it.
            "Z99.9 |  | A52515, group 1",
            "# What the articles ask for besides a covered diagnosis (1 of 1)",
            "A52515, group 1 | Only with a plan of care.",
            "# Diagnoses that do not support coverage, by article (1 of 1)",
            "[R52] | Pain | A52515, group 1",
        ],
    );
    let says = library.section("cpt/97140", ON, crosswalks).await;
    assert!(
        says.contains("A coverage article with diagnoses for CPT 97140 not found in Local coverage articles"),
        "{says}"
    );
}

#[tokio::test]
async fn a_diagnosis_names_the_services_for_which_it_supports_coverage() {
    let library = covered().await;
    let says = library.section("icd10cm/M54.50", ON, SectionId::Crosswalks).await;
    assert_in_order(
        &says,
        &[
            "# Services of the articles in which this diagnosis supports coverage (2 of 2)",
            "[97150] |  | A52514, group 1 | Contractor 140; Contractor 361",
            "[97150] |  | A52515, group 1",
        ],
    );
    let not_covered = library.section("icd10cm/R52", ON, SectionId::Crosswalks).await;
    assert!(
        not_covered
            .contains("! A coverage article in which services are covered for ICD-10-CM R52 not found"),
        "{not_covered}"
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
