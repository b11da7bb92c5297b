//! Localities, their counties and their ZIP codes as of a day.

use crate::common::{TestDatabase, day, load, on_both_databases, release};
use codeset::release::Source;
use codeset::rows::{GpciRow, LocalityRow, ZipLocalityRow};

on_both_databases! {
    the_price_indices_of_one_locality_count_by_day,
    a_zip_code_lies_in_a_locality_by_day,
    the_areas_of_a_locality_are_listed_by_name,
}

fn indices(locality: &str, work: i32) -> GpciRow {
    GpciRow {
        mac: "10112".into(),
        locality: locality.into(),
        state: "AL".into(),
        name: "Alabama".into(),
        work,
        pe: 869,
        mp: 575,
    }
}

async fn the_price_indices_of_one_locality_count_by_day(db: &TestDatabase) {
    let store = db.open().await;
    for (from, work) in [("2025-01-01", 1000), ("2026-01-01", 990)] {
        let rows = [indices("00", work), indices("01", work + 1)];
        load(&store, &release(Source::Gpci, from), rows).await;
    }
    let on = async |mac: &str, locality: &str, date: &str| {
        let found = store.find_gpci(mac, locality, day(date)).await.unwrap();
        found.map(|found| (found.row.work, found.release.valid_from))
    };
    assert_eq!(on("10112", "00", "2024-12-31").await, None);
    assert_eq!(
        on("10112", "00", "2025-12-31").await,
        Some((1000, day("2025-01-01")))
    );
    assert_eq!(
        on("10112", "01", "2026-01-01").await,
        Some((991, day("2026-01-01")))
    );
    assert_eq!(on("10112", "02", "2026-01-01").await, None);
    assert_eq!(on("10113", "00", "2026-01-01").await, None);
}

async fn a_zip_code_lies_in_a_locality_by_day(db: &TestDatabase) {
    let store = db.open().await;
    let zip = |zip: &str, locality: &str, has_parts| ZipLocalityRow {
        zip: zip.into(),
        state: "NY".into(),
        mac: "13202".into(),
        locality: locality.into(),
        rural: String::new(),
        lab_locality: "Z9".into(),
        has_parts,
    };
    for (from, locality) in [("2025-07-01", "01"), ("2025-10-01", "02")] {
        let rows = [zip("10001", locality, false), zip("10463", locality, true)];
        load(&store, &release(Source::ZipLocality, from), rows).await;
    }
    let on = async |zip: &str, date: &str| {
        let found = store.find_zip_locality(zip, day(date)).await.unwrap();
        found.map(|found| (found.row.locality, found.row.has_parts))
    };
    assert_eq!(on("10001", "2025-06-30").await, None);
    assert_eq!(on("10001", "2025-09-30").await, Some(("01".into(), false)));
    assert_eq!(on("10463", "2025-10-01").await, Some(("02".into(), true)));
    assert_eq!(on("10002", "2025-10-01").await, None);
}

async fn the_areas_of_a_locality_are_listed_by_name(db: &TestDatabase) {
    let store = db.open().await;
    let area = |locality: &str, area: &str| LocalityRow {
        mac: "01112".into(),
        locality: locality.into(),
        state: "CALIFORNIA".into(),
        area: area.into(),
        counties: format!("COUNTIES OF {area}"),
    };
    let rows = [area("05", "B"), area("05", "A"), area("06", "C")];
    load(&store, &release(Source::Locality, "2025-01-01"), rows).await;
    let on = async |locality: &str, date: &str| {
        let areas = store.list_locality_areas("01112", locality, day(date)).await;
        let counties = areas.unwrap().into_iter().map(|area| area.row.counties);
        counties.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(on("05", "2025-10-01").await, "COUNTIES OF A, COUNTIES OF B");
    assert_eq!(on("06", "2025-10-01").await, "COUNTIES OF C");
    assert_eq!(on("05", "2024-12-31").await, "");
}
