//! Diagnoses: the tabular list and the mappings.

use super::{ON, assert_in_order};
use crate::testing::{Library, block_row, code_row, gem_row, load, note_row};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{CodeRow, GemRow, SeventhCharacterRow};

pub(super) async fn diagnoses() -> Library {
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
        says.contains("780.9 | Approximate") && !says.contains("! A mapping"),
        "{says}"
    );
}

#[tokio::test]
async fn a_code_that_was_divided_leads_to_the_codes_that_are_reported_instead() {
    let library = Library::new().await;
    let header = CodeRow {
        billable: false,
        ..code_row("icd10cm/M54.5", "Low back pain")
    };
    load!(
        library,
        Source::Icd10cm,
        "2020-10-01",
        [
            code_row("icd10cm/M54.5", "Low back pain"),
            code_row("icd10cm/M54.6", "Pain in thoracic spine"),
        ],
    );
    load!(
        library,
        Source::Icd10cm,
        "2021-10-01",
        [
            header,
            code_row("icd10cm/M54.50", "Low back pain, unspecified"),
            code_row("icd10cm/M54.51", "Vertebrogenic low back pain"),
        ],
    );
    let crosswalks = SectionId::Crosswalks;
    let says = library.section("icd10cm/M54.5", "2022-01-01", crosswalks).await;
    assert_in_order(
        &says,
        &[
            "# Since 1 October 2021 reported as one of these; M54.5 was reported itself in ICD-10-CM, 2020-10-01 (2 of 2)",
            "[M54.50] | Low back pain, unspecified",
            "[M54.51] | Vertebrogenic low back pain",
        ],
    );
    let ended = library.section("icd10cm/M54.6", "2022-01-01", crosswalks).await;
    assert!(
        ended.contains("! ICD-10-CM M54.6 ended before 1 October 2021, and no loaded release says what took"),
        "{ended}"
    );
    let before = library.section("icd10cm/M54.6", "2021-01-01", crosswalks).await;
    assert!(!before.contains("ended before"), "{before}");
}
