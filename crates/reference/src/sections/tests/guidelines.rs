//! Guidelines: families, times, chapters of the policy manual, the axes of ICD-10-PCS.

use super::{ON, assert_in_order};
use crate::testing::{Library, code_row, load, mue_row};
use codeset::page::SectionId::Guidelines;
use codeset::release::Source;
use codeset::rows::CodeRow;

#[tokio::test]
async fn a_family_shares_the_words_before_the_semicolon() {
    let library = Library::new().await;
    load!(
        library,
        Source::CptDescriptors,
        "2024-01-01",
        [
            code_row("cpt/10000", "Invented procedure; simple"),
            code_row("cpt/10001", "Invented procedure; complicated"),
            code_row("cpt/10002", "Another procedure; simple"),
            code_row("cpt/10003", "A procedure by itself"),
        ],
    );
    let says = library.section("cpt/10001", ON, Guidelines).await;
    assert_in_order(
        &says,
        &[
            "# Parent code and those indented below it (2 of 2)",
            "[10000] | Invented procedure; simple | Parent",
            "[10001] | Invented procedure; complicated | Indented, this code",
        ],
    );
    for alone in ["cpt/10002", "cpt/10003"] {
        let says = library.section(alone, ON, Guidelines).await;
        assert!(!says.contains("Parent code"), "{says}");
    }
}

#[tokio::test]
async fn a_visit_has_the_time_of_its_day_and_each_code_its_chapters() {
    let library = Library::new().await;
    load!(
        library,
        Source::MuePractitioner,
        "2020-01-01",
        ["99213", "99283", "97150"].map(|code| mue_row(code, 1)),
    );
    let says = library.section("cpt/99213", "2026-08-01", Guidelines).await;
    assert_in_order(
        &says,
        &[
            "# Level by time [Guidelines for evaluation and management, as Medicare adopted them as of 1 January 2024",
            "Total time: 20 minutes | Met or exceeded",
            "# In the NCCI Policy Manual [NCCI Policy Manual for Medicare Services, 2026",
            "Chapter XI: 90000–99999 | Medicine, evaluation and management",
            "Chapter I: All codes | General correct coding policies",
        ],
    );
    let before = library.section("cpt/99213", "2023-08-01", Guidelines).await;
    assert_in_order(
        &before,
        &[
            "Total time: 20–29 minutes",
            "Edition: 2026 | Read the manual of the year",
        ],
    );
    let unknown = library.section("cpt/99213", "2020-08-01", Guidelines).await;
    assert!(!unknown.contains("Level by time"), "{unknown}");
    let emergency = library.section("cpt/99283", "2026-08-01", Guidelines).await;
    assert!(
        emergency.contains("! Time does not choose the level"),
        "{emergency}"
    );
    let therapy = library.section("cpt/97150", "2026-08-01", Guidelines).await;
    assert!(!therapy.contains("Level by time"), "{therapy}");
}

#[tokio::test]
async fn the_seven_characters_are_named_with_the_codes_that_differ_in_one() {
    let library = Library::new().await;
    let table = CodeRow {
        billable: false,
        ..code_row("icd10pcs/0SR", "Lower Joints, Replacement")
    };
    load!(
        library,
        Source::Icd10pcs,
        "2024-10-01",
        [
            table,
            code_row("icd10pcs/0SRC0J9", "Right knee, synthetic, cemented"),
            code_row("icd10pcs/0SRC0JA", "Right knee, synthetic, uncemented"),
            code_row("icd10pcs/0SRD0J9", "Left knee, synthetic, cemented"),
            code_row("icd10pcs/0SRD0JA", "Left knee, synthetic, uncemented"),
        ],
    );
    let says = library
        .section("icd10pcs/0SRC0J9", "2024-11-01", Guidelines)
        .await;
    assert_in_order(
        &says,
        &[
            "# The seven characters",
            "1. Section: 0 | Medical and Surgical",
            "2. Body system: S | Lower Joints",
            "3. Root operation: R | Replacement",
            "4. Body part: C | 1 other value",
            "5. Approach: 0 | No other value",
            "# Another body part (character 4) (1 of 1)",
            "D | [0SRD0J9] | Left knee, synthetic, cemented",
            "# Another qualifier (character 7) (1 of 1)",
            "A | [0SRC0JA]",
            "# Above this code",
            "[0SR] | Lower Joints, Replacement | Header",
        ],
    );
    let header = library.section("icd10pcs/0SR", "2024-11-01", Guidelines).await;
    assert_in_order(
        &header,
        &["3. Root operation: R | Replacement", "# Below this code"],
    );
}
