//! Codes that only the newer tabular list names, headers that it made, and notes of a chapter.

use crate::world::{World, diagnosis, load, said, verdict};
use casepilot::answer::Outcome;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{IcdBlockRow, SeventhCharacterRow, TabularNoteRow};

async fn world() -> World {
    let world = World::new().await;
    load!(
        world.store,
        Source::Icd10cm,
        "2024-10-01",
        [
            diagnosis("G35", "Multiple sclerosis", true),
            diagnosis(
                "M80.08",
                "Age-related osteoporosis with fracture, vertebra",
                false
            ),
            diagnosis(
                "M80.08XG",
                "The same, subsequent encounter with delayed healing",
                true
            ),
        ]
    );
    let chapter = IcdBlockRow {
        place: "15".into(),
        chapter: String::new(),
        title: "Pregnancy, childbirth and the puerperium".into(),
        first: "O00".into(),
        last: "O9A".into(),
        categories: String::new(),
    };
    let note = TabularNoteRow {
        place: "15".into(),
        kind: "notes".into(),
        text: "CODES FROM THIS CHAPTER ARE FOR USE ONLY ON MATERNAL RECORDS".into(),
        position: 1,
    };
    let seventh = |character: &str, meaning: &str| SeventhCharacterRow {
        place: "M80".into(),
        character: character.into(),
        meaning: meaning.into(),
    };
    load!(
        world.store,
        Source::Icd10cmTabular,
        "2025-10-01",
        [
            diagnosis("G35", "Multiple sclerosis", false),
            diagnosis("G35.A", "Relapsing-remitting multiple sclerosis", true),
            diagnosis(
                "M80.08",
                "Age-related osteoporosis with fracture, vertebra",
                false
            ),
            diagnosis(
                "M80.08XG",
                "The same, subsequent encounter with delayed healing",
                true
            ),
        ],
        [chapter],
        [note],
        [
            seventh("A", "initial encounter for fracture"),
            seventh("G", "subsequent encounter for fracture with delayed healing"),
        ]
    );
    world
}

#[tokio::test]
async fn a_code_of_the_tabular_list_alone_is_known() {
    let answer = world().await.ask("what is G35.A").await;
    assert!(
        verdict(&answer).contains("Relapsing-remitting multiple sclerosis"),
        "{}",
        said(&answer)
    );
}

#[tokio::test]
async fn a_code_that_became_a_header_is_no_longer_billable() {
    let answer = world().await.ask("is G35 still billable").await;
    let said = said(&answer);
    assert!(said.contains("no longer billable"), "{said}");
    assert!(said.contains("G35.A"), "{said}");
    assert!(
        !said.contains("is not loaded"),
        "the tabular list fills the gap: {said}"
    );
}

#[tokio::test]
async fn a_placeholder_asks_for_the_seventh_character() {
    let answer = world()
        .await
        .ask("7th character on M80.08X, subsequent encounter, delayed healing?")
        .await;
    assert!(said(&answer).contains("M80.08XG"), "{}", said(&answer));
}

#[tokio::test]
async fn the_notes_of_a_chapter_are_found_by_the_letter_of_its_codes() {
    let answer = world()
        .await
        .ask("are O codes allowed on the newborn record")
        .await;
    assert_eq!(answer.outcome, Outcome::Answered, "{}", said(&answer));
    assert!(
        said(&answer).contains("ONLY ON MATERNAL RECORDS"),
        "{}",
        said(&answer)
    );
}
