//! Mappings between ICD-10-CM and ICD-9-CM as of a day.

use crate::common::{TestDatabase, day, gem_row, load, on_both_databases, release};
use codeset::release::Source;
use codeset::rows::GemRow;
use store::crosswalks::Direction;

on_both_databases! {
    a_code_is_mapped_in_both_directions,
    a_combination_stands_by_scenario_and_list,
}

async fn a_code_is_mapped_in_both_directions(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::GemIcd10, "2017-10-01"),
        [gem_row("M54.5", "724.2"), gem_row("M54.9", "724.5")],
    )
    .await;
    load(
        &store,
        &release(Source::GemIcd9, "2017-10-01"),
        [gem_row("724.2", "M54.5"), gem_row("724.1", "M54.5")],
    )
    .await;
    let on = async |code, direction, date| {
        let found = store.list_mappings(code, direction, day(date)).await.unwrap();
        let count = store.count_mappings(code, direction, day(date)).await.unwrap();
        assert_eq!(count, found.len() as u64);
        let told: Vec<_> = found
            .iter()
            .map(|gem| format!("{}→{}", gem.row.from_code, gem.row.to_code))
            .collect();
        told.join(" ")
    };
    assert_eq!(on("M54.5", Direction::ToIcd9, "2026-01-01").await, "M54.5→724.2");
    assert_eq!(
        on("M54.5", Direction::FromIcd9, "2026-01-01").await,
        "724.1→M54.5 724.2→M54.5"
    );
    assert_eq!(on("M54.5", Direction::ToIcd9, "2017-09-30").await, "");
    assert_eq!(on("724.2", Direction::ToIcd9, "2026-01-01").await, "");
}

async fn a_combination_stands_by_scenario_and_list(db: &TestDatabase) {
    let store = db.open().await;
    let part = |to: &str, scenario, choice| GemRow {
        scenario,
        choice,
        combination: true,
        ..gem_row("T39.011A", to)
    };
    let rows = [part("E850.3", 1, 2), part("995.20", 2, 1), part("965.1", 1, 1)];
    load(&store, &release(Source::GemIcd10, "2017-10-01"), rows).await;
    let found = store
        .list_mappings("T39.011A", Direction::ToIcd9, day("2018-01-01"))
        .await
        .unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|gem| (gem.row.scenario, gem.row.choice, &*gem.row.to_code))
        .collect();
    assert_eq!(told, [(1, 1, "965.1"), (1, 2, "E850.3"), (2, 1, "995.20")]);
}
