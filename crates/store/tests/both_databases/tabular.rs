//! The ICD-10-CM tabular list as of a day.

use crate::common::{TestDatabase, block_row, day, load, load_kinds, note_row, on_both_databases, release};
use codeset::release::Source;
use codeset::rows::SeventhCharacterRow;
use store::Store;

on_both_databases! {
    notes_are_found_at_each_place_and_count_by_day,
    a_category_stands_in_its_chapter_and_blocks_the_widest_first,
    categories_with_a_letter_stand_where_the_list_prints_them,
    seventh_characters_count_by_place_and_day,
}

const SOURCE: Source = Source::Icd10cmTabular;

fn places(of: &[&str]) -> Vec<String> {
    of.iter().map(|&place| place.to_owned()).collect()
}

async fn notes_are_found_at_each_place_and_count_by_day(db: &TestDatabase) {
    let store = db.open().await;
    let first = [
        note_row("M54", "excludes1", "psychogenic dorsalgia", 1),
        note_row("M54.5", "excludes1", "strain", 2),
        note_row("M54.5", "excludes1", "disc", 1),
        note_row("13", "excludes2", "injuries", 1),
        note_row("M54.50", "inclusionTerm", "Loin pain", 1),
    ];
    load(&store, &release(SOURCE, "2024-10-01"), first.clone()).await;
    load(&store, &release(SOURCE, "2025-10-01"), first[..2].to_vec()).await;
    let on = async |of: &[&str], date| {
        let found = store.list_tabular_notes(&places(of), day(date)).await.unwrap();
        let count = store.count_tabular_notes(&places(of), day(date)).await.unwrap();
        assert_eq!(count, found.len() as u64);
        let told: Vec<_> = found
            .iter()
            .map(|note| format!("{} {}: {}", note.row.kind, note.row.place, note.row.text))
            .collect();
        told.join("; ")
    };
    let of = ["M54.5", "M54", "13"];
    assert_eq!(on(&of, "2024-09-30").await, "");
    let listed = on(&of, "2024-10-01").await;
    for part in [
        "excludes1 M54.5: disc",
        "excludes1 M54: psychogenic dorsalgia",
        "excludes2 13: injuries",
    ] {
        assert!(listed.contains(part), "{listed}");
    }
    assert!(
        listed.ends_with("excludes1 M54.5: strain; excludes2 13: injuries"),
        "{listed}"
    );
    assert_eq!(listed.split("; ").count(), 4);
    assert_eq!(
        on(&of, "2025-10-01").await,
        "excludes1 M54: psychogenic dorsalgia; excludes1 M54.5: strain"
    );
    assert_eq!(on(&[], "2024-10-01").await, "");
    assert_eq!(
        on(&["M54.50", "nowhere"], "2025-09-30").await,
        "inclusionTerm M54.50: Loin pain"
    );
}

async fn above(store: &Store, category: &str, date: &str) -> String {
    let blocks = store.list_icd_blocks(category, day(date)).await.unwrap();
    let places: Vec<_> = blocks.iter().map(|block| &*block.row.place).collect();
    places.join(" ")
}

async fn a_category_stands_in_its_chapter_and_blocks_the_widest_first(db: &TestDatabase) {
    let store = db.open().await;
    let blocks = [
        block_row("20", "", ("V00", "Y99"), ""),
        block_row("W00-W19", "20", ("W00", "W19"), "W00 W18 W19"),
        block_row("V00-X58", "20", ("V00", "X58"), ""),
        block_row("W00-X58", "20", ("W00", "X58"), ""),
        block_row("W20-W49", "20", ("W20", "W49"), "W20"),
        block_row("X92-Y09", "20", ("X92", "Y09"), "X92 Y08"),
        block_row("22", "", ("U00", "U85"), ""),
        block_row("U00-U85", "22", ("U00", "U85"), "U07"),
    ];
    load(&store, &release(SOURCE, "2024-10-01"), blocks).await;
    assert_eq!(
        above(&store, "W19", "2024-10-01").await,
        "20 V00-X58 W00-X58 W00-W19"
    );
    assert_eq!(above(&store, "Y08", "2024-10-01").await, "20 X92-Y09");
    assert_eq!(above(&store, "U07", "2024-10-01").await, "22 U00-U85");
    for unlisted in ["W50", "A00", "", "é"] {
        assert_eq!(above(&store, unlisted, "2024-10-01").await, "", "{unlisted}");
    }
    assert_eq!(above(&store, "W19", "2024-09-30").await, "");
}

async fn categories_with_a_letter_stand_where_the_list_prints_them(db: &TestDatabase) {
    let store = db.open().await;
    let blocks = [
        block_row("2", "", ("C00", "D49"), ""),
        block_row("C43-C44", "2", ("C43", "C44"), "C43 C4A C44"),
        block_row("C45-C49", "2", ("C45", "C49"), "C45 C49"),
        block_row("C76-C80", "2", ("C76", "C80"), "C76 C79 C80"),
        block_row("C7A", "2", ("C7A", "C7A"), "C7A"),
        block_row("13", "", ("M00", "M99"), ""),
        block_row("M05-M14", "13", ("M05", "M14"), "M05 M1A M10 M14"),
        block_row("M15-M19", "13", ("M15", "M19"), "M15 M19"),
    ];
    load(&store, &release(SOURCE, "2024-10-01"), blocks).await;
    assert_eq!(above(&store, "C4A", "2024-10-01").await, "2 C43-C44");
    assert_eq!(above(&store, "C7A", "2024-10-01").await, "2 C7A");
    assert_eq!(above(&store, "C79", "2024-10-01").await, "2 C76-C80");
    assert_eq!(above(&store, "M1A", "2024-10-01").await, "13 M05-M14");
}

async fn seventh_characters_count_by_place_and_day(db: &TestDatabase) {
    let store = db.open().await;
    let seventh = |place: &str, character: &str, meaning: &str| SeventhCharacterRow {
        place: place.into(),
        character: character.into(),
        meaning: meaning.into(),
    };
    load_kinds!(
        store,
        &release(SOURCE, "2024-10-01"),
        [
            seventh("S52", "D", "subsequent"),
            seventh("S52", "A", "initial"),
            seventh("S53", "A", "another"),
        ],
        [note_row("S52", "sevenChrNote", "One of these", 1)],
    );
    load(
        &store,
        &release(SOURCE, "2025-10-01"),
        [seventh("S52", "A", "initial encounter")],
    )
    .await;
    let on = async |of: &[&str], date| {
        let found = store
            .list_seventh_characters(&places(of), day(date))
            .await
            .unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|seventh| format!("{} {}", seventh.row.seventh, seventh.row.meaning))
            .collect();
        told.join("; ")
    };
    assert_eq!(
        on(&["S52.5", "S52"], "2025-09-30").await,
        "A initial; D subsequent"
    );
    assert_eq!(on(&["S52"], "2025-10-01").await, "A initial encounter");
    assert_eq!(on(&["S54"], "2025-10-01").await, "");
}
