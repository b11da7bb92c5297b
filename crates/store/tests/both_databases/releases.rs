//! Which release answers for a day.

use crate::common::{TestDatabase, day, load, mue_row, on_both_databases, release};
use codeset::release::Source;

on_both_databases! {
    each_source_is_answered_by_its_last_release_and_told_its_newest,
}

async fn each_source_is_answered_by_its_last_release_and_told_its_newest(db: &TestDatabase) {
    let store = db.open().await;
    for date in ["2024-04-01", "2024-07-01", "2024-10-01"] {
        load(
            &store,
            &release(Source::MuePractitioner, date),
            [mue_row("97150", 1)],
        )
        .await;
    }
    load(
        &store,
        &release(Source::MueDme, "2024-10-01"),
        [mue_row("A4556", 1)],
    )
    .await;
    load(
        &store,
        &release(Source::MueOutpatient, "2024-07-01"),
        [mue_row("97150", 1)],
    )
    .await;
    let asked = [Source::MuePractitioner, Source::MueDme, Source::Gpci];
    let on = async |date| {
        let releases = store.list_answering_releases(&asked, day(date)).await.unwrap();
        let told: Vec<_> = releases
            .iter()
            .map(|release| format!("{} {}", release.source, release.valid_from))
            .collect();
        told.join(", ")
    };
    assert_eq!(
        on("2024-07-31").await,
        "mue-dme 2024-10-01, mue-practitioner 2024-07-01, mue-practitioner 2024-10-01"
    );
    assert_eq!(
        on("2024-03-31").await,
        "mue-dme 2024-10-01, mue-practitioner 2024-10-01"
    );
    assert_eq!(
        on("2024-10-01").await,
        "mue-dme 2024-10-01, mue-practitioner 2024-10-01"
    );
    assert!(
        store
            .list_answering_releases(&[], day("2024-10-01"))
            .await
            .unwrap()
            .is_empty()
    );
}
