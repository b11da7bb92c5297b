//! What decides on modifiers, as of a day.

use crate::common::{TestDatabase, day, fee_row, load, on_both_databases, ptp_row, release};
use codeset::modifier::{EditCounts, Indicator};
use codeset::release::Source;
use codeset::rows::FeeRow;

on_both_databases! {
    codes_are_counted_by_each_indicator_on_a_day,
    edits_are_counted_by_what_a_modifier_can_do,
}

async fn codes_are_counted_by_each_indicator_on_a_day(db: &TestDatabase) {
    let store = db.open().await;
    let with = |code: &str, modifier: &str, pctc: &str, global_days: &str| FeeRow {
        pctc: pctc.into(),
        global_days: global_days.into(),
        ..fee_row(code, modifier, 10)
    };
    let january = [
        with("73221", "", "1", "XXX"),
        // The parts of a code are no codes.
        with("73221", "26", "1", "XXX"),
        with("73222", "", "1", "XXX"),
        with("85060", "", "6", "XXX"),
        with("27447", "", "0", "090"),
    ];
    load(&store, &release(Source::Mpfs, "2025-01-01"), january).await;
    let april = [with("73221", "", "1", "XXX"), with("27447", "", "0", "090")];
    load(&store, &release(Source::Mpfs, "2025-04-01"), april.clone()).await;
    // The file for qualifying APM participants repeats the rows.
    load(&store, &release(Source::MpfsQpp, "2025-04-01"), april).await;

    let count =
        async |indicator, values: &[&str], on| store.count_fees_by(indicator, values, day(on)).await.unwrap();
    let pctc = ["1", "6"];
    assert_eq!(count(Indicator::Pctc, &pctc, "2024-12-31").await, []);
    assert_eq!(
        count(Indicator::Pctc, &pctc, "2025-03-31").await,
        [("1".into(), 2), ("6".into(), 1)]
    );
    assert_eq!(
        count(Indicator::Pctc, &pctc, "2025-04-01").await,
        [("1".into(), 1)]
    );
    for indicator in Indicator::ALL {
        let value = match indicator {
            Indicator::GlobalDays => "090",
            Indicator::Multiple => "5",
            _ => "0",
        };
        let codes = match indicator {
            Indicator::Pctc | Indicator::GlobalDays => 1,
            _ => 2,
        };
        assert_eq!(
            count(indicator, &[value], "2025-04-01").await,
            [(value.to_owned(), codes)],
            "{indicator:?}"
        );
    }
    assert_eq!(count(Indicator::Team, &[], "2025-04-01").await, []);
    for (modifier, on, codes) in [
        ("26", "2025-03-31", 1),
        ("26", "2025-04-01", 0),
        ("TC", "2025-03-31", 0),
    ] {
        let found = store.count_fee_rows_of(modifier, day(on)).await.unwrap();
        assert_eq!(found, codes, "{modifier} on {on}");
    }
}

async fn edits_are_counted_by_what_a_modifier_can_do(db: &TestDatabase) {
    let store = db.open().await;
    let from = "2024-07-01";
    load(
        &store,
        &release(Source::PtpPractitioner, from),
        [
            ptp_row("97150", "97110", from, None, 1),
            ptp_row("97140", "97150", from, None, 1),
            ptp_row("97150", "97010", from, None, 0),
            ptp_row("97150", "97012", from, Some("2024-09-30"), 1),
            ptp_row("97150", "97016", from, None, 9),
            ptp_row("97140", "97110", from, None, 0),
        ],
    )
    .await;
    let count = async |source, code, on| {
        let [as_column1, as_column2] = store
            .count_pairs_by_indicator(source, code, day(on))
            .await
            .unwrap();
        as_column1 + as_column2
    };
    let practitioner = Source::PtpPractitioner;
    assert_eq!(
        count(practitioner, "97150", "2024-09-30").await,
        EditCounts { passable: 3, hard: 1 }
    );
    assert_eq!(
        count(practitioner, "97150", "2024-10-01").await,
        EditCounts { passable: 2, hard: 1 }
    );
    assert_eq!(
        count(practitioner, "97150", "2024-06-30").await,
        EditCounts::default()
    );
    assert_eq!(
        count(Source::PtpHospital, "97150", from).await,
        EditCounts::default()
    );
}
