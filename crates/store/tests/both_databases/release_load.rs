//! Loading one release after another. What any order of them comes to is in `release_spans`.

use crate::common::{
    TestDatabase, code_row, cpt, day, fee_row, icd10cm, in_parallel, load, load_fees, load_release, mue_row,
    now, on_both_databases, ptp_row, release, stamp,
};
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{ConversionFactorRow, GpciRow, LocalityRow, MueRow, PtpRow};
use store::release_load::{FileStamp, LoadCounts};
use store::{Store, StoreError};

on_both_databases! {
    a_release_is_loaded_with_the_file_it_came_from,
    the_same_rows_again_change_nothing,
    a_later_release_closes_adds_and_keeps,
    an_older_release_after_a_newer_one_fills_the_time_before_it,
    a_corrected_release_replaces_the_one_before,
    a_load_without_commit_leaves_everything_as_it_was,
    a_row_listed_twice_stops_the_load,
    a_file_with_several_kinds_of_rows_is_one_transaction,
    every_kind_of_row_is_loaded_and_found_unchanged,
    a_release_without_rows_ends_what_was_there,
    more_rows_than_a_statement_takes_are_loaded,
    loads_at_the_same_time_take_turns,
}

const SOURCE: Source = Source::MuePractitioner;

/// The spans of the unit limits: code, units, first day, last day's morrow.
async fn spans(db: &TestDatabase) -> Vec<String> {
    db.query(
        "SELECT code || ' ' || units || ' ' || valid_from || ' ' || COALESCE(CAST(valid_to AS text), '…') \
         FROM mue ORDER BY code, valid_from",
    )
    .await
}

async fn a_release_is_loaded_with_the_file_it_came_from(db: &TestDatabase) {
    let store = db.open().await;
    let file = FileStamp {
        name: "mue.zip".into(),
        sha256: "ab".repeat(32),
        imported_at: now(),
        licence_holder: None,
    };
    assert!(!store.is_loaded(&file.sha256).await.unwrap());
    let mut loading = store.load(file.clone()).await.unwrap();
    let rows = [mue_row("97140", 6), mue_row("97150", 1)];
    let counts = load_release(&mut loading, &release(SOURCE, "2024-07-01"), rows).await;
    assert_eq!(
        counts,
        Some(LoadCounts {
            read: 2,
            added: 2,
            closed: 0,
            unchanged: 0
        })
    );
    loading.commit().await.unwrap();

    assert!(store.is_loaded(&file.sha256).await.unwrap());
    let saved = store.list_releases().await.unwrap().remove(0);
    assert_eq!(
        (&saved.file_name, &saved.sha256, saved.imported_at),
        (&file.name, &file.sha256, now())
    );
    assert_eq!(
        (&*saved.source, saved.valid_from, saved.rows_read),
        ("mue-practitioner", day("2024-07-01"), 2)
    );
    assert_eq!(spans(db).await, ["97140 6 2024-07-01 …", "97150 1 2024-07-01 …"]);
}

async fn the_same_rows_again_change_nothing(db: &TestDatabase) {
    let store = db.open().await;
    let rows = || [mue_row("97140", 6), mue_row("97150", 1)];
    load(&store, &release(SOURCE, "2024-07-01"), rows()).await;
    load(&store, &release(SOURCE, "2024-10-01"), rows()).await;
    let (before, releases) = (spans(db).await, store.list_releases().await.unwrap());
    for date in ["2024-07-01", "2024-10-01"] {
        let counts = load(&store, &release(SOURCE, date), rows()).await;
        assert_eq!(
            counts,
            LoadCounts {
                read: 2,
                added: 0,
                closed: 0,
                unchanged: 2
            }
        );
    }
    assert_eq!(spans(db).await, before);
    assert_eq!(store.list_releases().await.unwrap(), releases);
}

async fn a_later_release_closes_adds_and_keeps(db: &TestDatabase) {
    let store = db.open().await;
    let july = [mue_row("97110", 6), mue_row("97140", 6), mue_row("97150", 1)];
    load(&store, &release(SOURCE, "2024-07-01"), july).await;
    let october = [mue_row("97110", 6), mue_row("97140", 4), mue_row("97161", 1)];
    let counts = load(&store, &release(SOURCE, "2024-10-01"), october).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 3,
            added: 2,
            closed: 2,
            unchanged: 1
        }
    );
    assert_eq!(
        spans(db).await,
        [
            "97110 6 2024-07-01 …",
            "97140 6 2024-07-01 2024-10-01",
            "97140 4 2024-10-01 …",
            "97150 1 2024-07-01 2024-10-01",
            "97161 1 2024-10-01 …",
        ]
    );
}

async fn an_older_release_after_a_newer_one_fills_the_time_before_it(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(SOURCE, "2024-10-01"),
        [mue_row("97140", 4), mue_row("97150", 1)],
    )
    .await;
    let july = [mue_row("97110", 6), mue_row("97140", 6), mue_row("97150", 1)];
    let counts = load(&store, &release(SOURCE, "2024-07-01"), july).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 3,
            added: 3,
            closed: 0,
            unchanged: 0
        }
    );
    assert_eq!(
        spans(db).await,
        [
            "97110 6 2024-07-01 2024-10-01",
            "97140 6 2024-07-01 2024-10-01",
            "97140 4 2024-10-01 …",
            "97150 1 2024-07-01 …",
        ]
    );
    // The span that both state begins with the older one.
    let found = store
        .find_mue(SOURCE, "97150", day("2025-01-01"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.release.valid_from, day("2024-07-01"));
}

async fn a_corrected_release_replaces_the_one_before(db: &TestDatabase) {
    let store = db.open().await;
    for (date, units) in [("2024-07-01", 1), ("2024-10-01", 2), ("2025-01-01", 1)] {
        load(
            &store,
            &release(SOURCE, date),
            [mue_row("97140", 6), mue_row("97150", units)],
        )
        .await;
    }
    let corrected = ReleaseInfo {
        label: "2024 October, corrected".into(),
        ..release(SOURCE, "2024-10-01")
    };
    let counts = load(
        &store,
        &corrected,
        [mue_row("97140", 6), mue_row("97150", 3), mue_row("97161", 1)],
    )
    .await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 3,
            added: 2,
            closed: 1,
            unchanged: 1
        }
    );
    assert_eq!(
        spans(db).await,
        [
            "97140 6 2024-07-01 …",
            "97150 1 2024-07-01 2024-10-01",
            "97150 3 2024-10-01 2025-01-01",
            "97150 1 2025-01-01 …",
            "97161 1 2024-10-01 2025-01-01",
        ]
    );
    let labels: Vec<String> = store
        .list_releases()
        .await
        .unwrap()
        .into_iter()
        .map(|r| r.label)
        .collect();
    assert_eq!(labels.len(), 3);
    assert_eq!(labels[1], "2024 October, corrected");

    // Corrected to what stands around it, the spans become one.
    load(&store, &corrected, [mue_row("97140", 6), mue_row("97150", 1)]).await;
    assert_eq!(spans(db).await, ["97140 6 2024-07-01 …", "97150 1 2024-07-01 …"]);
}

async fn a_load_without_commit_leaves_everything_as_it_was(db: &TestDatabase) {
    let store = db.open().await;
    load(&store, &release(SOURCE, "2024-07-01"), [mue_row("97150", 1)]).await;
    let before = (
        spans(db).await,
        store.list_releases().await.unwrap(),
        store.count_codes().await.unwrap(),
    );
    let now = async || {
        (
            spans(db).await,
            store.list_releases().await.unwrap(),
            store.count_codes().await.unwrap(),
        )
    };
    for finish in [true, false] {
        let mut loading = store
            .load(FileStamp {
                sha256: "cd".repeat(32),
                ..stamp()
            })
            .await
            .unwrap();
        let mut coming = loading
            .begin(&release(SOURCE, "2024-10-01"))
            .await
            .unwrap()
            .unwrap();
        coming.push(mue_row("97150", 9)).await.unwrap();
        coming.push(mue_row("97161", 9)).await.unwrap();
        if finish {
            coming.finish().await.unwrap();
            // Others see nothing of it yet.
            assert_eq!(now().await, before);
        }
        drop(loading);
        assert_eq!(now().await, before);
        assert!(!store.is_loaded(&"cd".repeat(32)).await.unwrap());
    }
    // The next load finds no trace of them.
    let counts = load(&store, &release(SOURCE, "2024-10-01"), [mue_row("97150", 1)]).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 1,
            added: 0,
            closed: 0,
            unchanged: 1
        }
    );
}

async fn a_row_listed_twice_stops_the_load(db: &TestDatabase) {
    let store = db.open().await;
    // Into an empty table, and beside what is there.
    for before in [vec![], vec!["97150 1 2024-07-01 …"]] {
        if !before.is_empty() {
            load(&store, &release(SOURCE, "2024-07-01"), [mue_row("97150", 1)]).await;
        }
        let mut loading = store.load(stamp()).await.unwrap();
        let mut coming = loading
            .begin(&release(SOURCE, "2024-10-01"))
            .await
            .unwrap()
            .unwrap();
        for units in [1, 2] {
            coming.push(mue_row("97161", units)).await.unwrap();
        }
        let refused = coming.finish().await.unwrap_err();
        assert!(matches!(refused, StoreError::RepeatedKey("mue")), "{refused}");
        drop(loading);
        assert_eq!(spans(db).await, before);
    }
}

async fn a_file_with_several_kinds_of_rows_is_one_transaction(db: &TestDatabase) {
    let store = db.open().await;
    let file = |commit| {
        let store = store.clone();
        async move {
            let mut loading = store.load(stamp()).await.unwrap();
            let mut schedule = loading
                .begin(&release(Source::Mpfs, "2025-10-01"))
                .await
                .unwrap()
                .unwrap();
            schedule.push(fee_row("97150", "", 29)).await.unwrap();
            let factor = ConversionFactorRow {
                kind: "physician".into(),
                factor: 323_465,
            };
            schedule.push(factor).await.unwrap();
            schedule.finish().await.unwrap();
            load_release(&mut loading, &release(Source::Gpci, "2025-01-01"), [gpci_row()]).await;
            if commit {
                loading.commit().await.unwrap();
            }
        }
    };
    let on = day("2025-12-31");
    let found = async || {
        (
            store.list_fees("97150", on).await.unwrap().len(),
            store.list_conversion_factors(on).await.unwrap().len(),
            store.count_gpcis(on).await.unwrap(),
            store.list_releases().await.unwrap().len(),
        )
    };
    file(false).await;
    assert_eq!(found().await, (0, 0, 0, 0));
    file(true).await;
    assert_eq!(found().await, (1, 1, 1, 2));
}

fn gpci_row() -> GpciRow {
    GpciRow {
        mac: "01112".into(),
        locality: "05".into(),
        state: "CA".into(),
        name: "San Francisco".into(),
        work: 1083,
        pe: 1357,
        mp: 433,
    }
}

async fn every_kind_of_row_is_loaded_and_found_unchanged(db: &TestDatabase) {
    let store = db.open().await;
    for again in [false, true] {
        let expect = LoadCounts {
            read: 1,
            added: u64::from(!again),
            closed: 0,
            unchanged: u64::from(again),
        };
        let on = "2025-01-01";
        let titled = code_row(&icd10cm("M54.50"), "Low back pain, unspecified");
        assert_eq!(
            load(&store, &release(Source::Icd10cm, on), [titled]).await,
            expect
        );
        assert_eq!(
            load(
                &store,
                &release(Source::CptDescriptors, on),
                [code_row(&cpt("97150"), "x")]
            )
            .await,
            expect
        );
        assert_eq!(
            load_fees(
                &store,
                &release(Source::Mpfs, on),
                vec![fee_row("97150", "26", 29)],
                ("physician", 323_465)
            )
            .await,
            expect
        );
        assert_eq!(
            load(&store, &release(Source::Gpci, on), [gpci_row()]).await,
            expect
        );
        let area = LocalityRow {
            mac: "01112".into(),
            locality: "05".into(),
            state: "CALIFORNIA".into(),
            area: "SAN FRANCISCO-OAKLAND-BERKELEY, CA (SAN FRANCISCO CNTY)".into(),
            counties: "SAN FRANCISCO".into(),
        };
        assert_eq!(load(&store, &release(Source::Locality, on), [area]).await, expect);
        assert_eq!(
            load(&store, &release(SOURCE, on), [mue_row("97150", 0)]).await,
            expect
        );
        let edit = PtpRow {
            before_1996: true,
            ..ptp_row("97150", "97140", "1996-01-01", None, 0)
        };
        assert_eq!(
            load(&store, &release(Source::PtpPractitioner, on), [edit]).await,
            expect
        );
    }
    let gpci = store.list_gpcis(day("2025-01-01")).await.unwrap().remove(0).row;
    assert_eq!(
        (gpci.mac.as_str(), gpci.locality.as_str(), gpci.work, gpci.mp),
        ("01112", "05", 1083, 433)
    );
    assert_eq!(
        db.query("SELECT counties FROM locality_area").await,
        ["SAN FRANCISCO"]
    );
}

async fn a_release_without_rows_ends_what_was_there(db: &TestDatabase) {
    let store = db.open().await;
    load(&store, &release(SOURCE, "2024-07-01"), [mue_row("97150", 1)]).await;
    let counts = load::<MueRow>(&store, &release(SOURCE, "2024-10-01"), []).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 0,
            added: 0,
            closed: 1,
            unchanged: 0
        }
    );
    assert_eq!(spans(db).await, ["97150 1 2024-07-01 2024-10-01"]);
    assert_eq!(
        store
            .find_release(SOURCE, day("2024-12-31"))
            .await
            .unwrap()
            .unwrap()
            .rows_read,
        0
    );
}

async fn more_rows_than_a_statement_takes_are_loaded(db: &TestDatabase) {
    let store = db.open().await;
    // Three statements of four values a row, the last one short; the row of the fee schedule is the widest.
    let rows = || (0..20_000).map(|n| mue_row(&format!("{n:05}"), n));
    let counts = load(&store, &release(SOURCE, "2024-07-01"), rows()).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 20_000,
            added: 20_000,
            closed: 0,
            unchanged: 0
        }
    );
    let counts = load(&store, &release(SOURCE, "2024-10-01"), rows()).await;
    assert_eq!(
        counts,
        LoadCounts {
            read: 20_000,
            added: 0,
            closed: 0,
            unchanged: 20_000
        }
    );
    for n in [0, 8190, 8191, 8192, 19_999] {
        let found = store
            .find_mue(SOURCE, &format!("{n:05}"), day("2024-12-31"))
            .await
            .unwrap();
        assert_eq!(found.unwrap().row.units, n);
    }
    let fees = (0..1400).map(|n| fee_row(&format!("{n:05}"), "", n));
    assert_eq!(
        load(&store, &release(Source::Mpfs, "2025-01-01"), fees)
            .await
            .added,
        1400
    );
}

async fn loads_at_the_same_time_take_turns(db: &TestDatabase) {
    let nodes = [db.open().await, db.open().await];
    let dates = ["2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01"];
    in_parallel((0..8).map(|n| {
        let store: Store = nodes[n % 2].clone();
        async move {
            let units = i32::try_from(n % 4).unwrap() / 2;
            load(&store, &release(SOURCE, dates[n % 4]), [mue_row("97150", units)]).await
        }
    }))
    .await;
    assert_eq!(
        spans(db).await,
        ["97150 0 2024-01-01 2024-07-01", "97150 1 2024-07-01 …"]
    );
}
