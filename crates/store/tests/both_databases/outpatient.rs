//! Outpatient rates and caps as of a day.

use crate::common::{TestDatabase, cpt, day, load, on_both_databases, release};
use codeset::release::Source;
use codeset::rows::{OppsCapRow, OppsRateRow};

on_both_databases! {
    an_outpatient_rate_counts_by_day_and_an_empty_cell_is_no_zero,
    caps_are_listed_by_part_and_locality,
}

/// A payment in cents.
fn rate(status: &str, cents: Option<i32>) -> OppsRateRow {
    OppsRateRow {
        code: cpt("73221"),
        status: status.into(),
        change: String::new(),
        apc: cents.map_or(String::new(), |_| "5523".into()),
        weight: cents.map(|_| 27_000),
        payment: cents.map(|cents| i64::from(cents) * 100),
        national_copay: None,
        minimum_copay: cents.map(|cents| cents / 5),
    }
}

async fn an_outpatient_rate_counts_by_day_and_an_empty_cell_is_no_zero(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::OppsAddendumB, "2023-01-01"),
        [rate("N", None)],
    )
    .await;
    load(
        &store,
        &release(Source::OppsAddendumB, "2023-04-01"),
        [rate("S", Some(23_364))],
    )
    .await;
    let on = async |code, date| {
        let found = store.find_opps_rate(code, day(date)).await.unwrap();
        found.map(|rate| {
            (
                rate.row.status,
                rate.row.payment,
                rate.row.minimum_copay,
                rate.release.valid_from,
            )
        })
    };
    assert_eq!(on("73221", "2022-12-31").await, None);
    assert_eq!(
        on("73221", "2023-03-31").await,
        Some(("N".into(), None, None, day("2023-01-01")))
    );
    assert_eq!(
        on("73221", "2023-04-01").await,
        Some(("S".into(), Some(2_336_400), Some(4672), day("2023-04-01")))
    );
    assert_eq!(on("73222", "2023-04-01").await, None);
}

async fn caps_are_listed_by_part_and_locality(db: &TestDatabase) {
    let store = db.open().await;
    let cap = |modifier: &str, locality: &str, facility| OppsCapRow {
        code: cpt("73221"),
        modifier: modifier.into(),
        mac: "10112".into(),
        locality: locality.into(),
        status: "A".into(),
        facility,
        nonfacility: facility,
    };
    let rows = [cap("TC", "00", 3), cap("", "05", 2), cap("", "00", 1)];
    load(&store, &release(Source::OppsCap, "2025-10-01"), rows).await;
    let on = async |date| {
        let caps = store.list_opps_caps("73221", day(date)).await.unwrap();
        caps.iter().map(|cap| cap.row.facility).collect::<Vec<_>>()
    };
    assert_eq!(on("2025-10-01").await, [1, 2, 3]);
    assert_eq!(on("2025-09-30").await, Vec::<i32>::new());

    let of = async |codes: &[&str], place| {
        let caps = store.list_opps_caps_of(codes, place, day("2025-10-01")).await;
        let cents = caps.unwrap().into_iter().map(|cap| cap.row.facility);
        cents.collect::<Vec<_>>()
    };
    assert_eq!(of(&["73221", "73222"], Some(("10112", "00"))).await, [1, 3]);
    assert_eq!(of(&["73221"], Some(("10112", "01"))).await, Vec::<i32>::new());
    assert_eq!(of(&["73221"], None).await.len(), 3);
    assert_eq!(of(&["73222"], None).await, Vec::<i32>::new());
}
