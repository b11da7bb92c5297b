//! What holds for a page as a whole.

use super::{ON, assert_in_order, coverage::covered, icd10cm::diagnoses};
use crate::testing::{Library, code_row, load, words};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::{CodeRow, DescriptorRow};

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
