//! NCCI edits as of a day.

use crate::common::{TestDatabase, add_on_row, day, load, mue_row, on_both_databases, ptp_row, release};
use codeset::release::Source;
use codeset::rows::AddOnRow;
use store::Store;
use store::edits::{AddOnRole, Column};

on_both_databases! {
    a_pair_counts_from_its_effective_day_through_its_deletion_day,
    a_pair_that_came_back_counts_in_both_of_its_spans,
    pairs_with_indicator_nine_are_left_out,
    pairs_are_listed_by_the_other_code_and_counted_in_full,
    the_pairs_among_some_codes_are_found_at_once,
    the_newest_release_tells_the_history_of_a_pair,
    a_unit_limit_counts_from_its_first_day_to_the_day_before_the_next,
    the_limits_and_add_on_edits_of_some_codes_are_found_at_once,
    each_setting_has_edits_and_limits_of_its_own,
    an_add_on_code_is_listed_with_its_primary_codes_and_they_with_it,
    an_add_on_edit_counts_by_its_own_dates,
}

async fn pairs(store: &Store, code: &str, column: Column, on: &str) -> Vec<(String, i32)> {
    let pairs = store
        .list_pairs(Source::PtpPractitioner, code, column, day(on), 100)
        .await
        .unwrap();
    let count = store
        .count_pairs(Source::PtpPractitioner, code, column, day(on))
        .await
        .unwrap();
    assert_eq!(usize::try_from(count).unwrap(), pairs.len());
    pairs
        .into_iter()
        .map(|pair| {
            (
                format!("{}/{}", pair.row.column1, pair.row.column2),
                pair.row.indicator,
            )
        })
        .collect()
}

async fn a_pair_counts_from_its_effective_day_through_its_deletion_day(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        ptp_row("97150", "97110", "2020-01-01", Some("2024-03-31"), 1),
        ptp_row("97150", "97140", "2020-04-01", None, 0),
    ];
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    let first = ("97150/97110".to_owned(), 1);
    let second = ("97150/97140".to_owned(), 0);
    for (date, expected) in [
        ("2019-12-31", vec![]),
        ("2020-01-01", vec![first.clone()]),
        ("2020-03-31", vec![first.clone()]),
        ("2020-04-01", vec![first.clone(), second.clone()]),
        ("2024-03-31", vec![first.clone(), second.clone()]),
        ("2024-04-01", vec![second.clone()]),
        ("2099-01-01", vec![second.clone()]),
    ] {
        assert_eq!(
            pairs(&store, "97150", Column::One, date).await,
            expected,
            "{date}"
        );
    }
    assert_eq!(pairs(&store, "97110", Column::Two, "2024-03-31").await, [first]);
    assert_eq!(pairs(&store, "97110", Column::One, "2024-03-31").await, []);
    assert_eq!(pairs(&store, "97110", Column::Two, "2024-04-01").await, []);
}

async fn a_pair_that_came_back_counts_in_both_of_its_spans(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        ptp_row("97150", "97110", "2010-01-01", Some("2012-12-31"), 0),
        ptp_row("97150", "97110", "2020-01-01", None, 1),
    ];
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    for (date, indicator) in [
        ("2012-12-31", Some(0)),
        ("2013-01-01", None),
        ("2020-01-01", Some(1)),
    ] {
        let found = pairs(&store, "97150", Column::One, date).await;
        assert_eq!(found.first().map(|pair| pair.1), indicator, "{date}");
    }
}

async fn pairs_with_indicator_nine_are_left_out(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        // Deleted on the day it began: as if it had never been.
        ptp_row("97150", "97110", "2024-01-01", Some("2024-01-01"), 9),
        ptp_row("97150", "97140", "2024-01-01", None, 0),
    ];
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    assert_eq!(
        pairs(&store, "97150", Column::One, "2024-01-01").await,
        [("97150/97140".into(), 0)]
    );
    assert_eq!(pairs(&store, "97110", Column::Two, "2024-01-01").await, []);
}

async fn pairs_are_listed_by_the_other_code_and_counted_in_full(db: &TestDatabase) {
    let store = db.open().await;
    let rows = ["G0283", "97530", "0001U", "97110"].map(|code| ptp_row("97150", code, "2020-01-01", None, 1));
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    let first = store
        .list_pairs(
            Source::PtpPractitioner,
            "97150",
            Column::One,
            day("2024-07-01"),
            3,
        )
        .await
        .unwrap();
    let others: Vec<_> = first.iter().map(|pair| &*pair.row.column2).collect();
    assert_eq!(others, ["0001U", "97110", "97530"]);
    assert_eq!(first[0].release.valid_from, day("2024-07-01"));
    assert_eq!(
        store
            .count_pairs(Source::PtpPractitioner, "97150", Column::One, day("2024-07-01"))
            .await
            .unwrap(),
        4
    );
    assert_eq!(
        store
            .count_pairs(Source::MuePractitioner, "97150", Column::One, day("2024-07-01"))
            .await
            .unwrap(),
        0
    );
}

async fn the_pairs_among_some_codes_are_found_at_once(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        ptp_row("97150", "97110", "2020-01-01", None, 1),
        ptp_row("97140", "97150", "2020-01-01", None, 0),
        // Not in force on the day, deleted at once, and with a code that is not asked for.
        ptp_row("97110", "97140", "2020-01-01", Some("2023-12-31"), 1),
        ptp_row("97530", "97110", "2024-01-01", Some("2024-01-01"), 9),
        ptp_row("97150", "97112", "2020-01-01", None, 1),
    ];
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    let other_setting = [ptp_row("97530", "97150", "2020-01-01", None, 1)];
    load(&store, &release(Source::PtpHospital, "2024-07-01"), other_setting).await;
    let among = async |source, codes: &[&str], on| {
        let found = store.list_pairs_among(source, codes, day(on)).await.unwrap();
        let pairs = found
            .iter()
            .map(|edit| format!("{}/{}", edit.row.column1, edit.row.column2));
        pairs.collect::<Vec<_>>().join(" ")
    };
    let codes = ["97110", "97150", "97140", "97530"];
    let practitioner = Source::PtpPractitioner;
    assert_eq!(
        among(practitioner, &codes, "2024-01-01").await,
        "97140/97150 97150/97110"
    );
    assert_eq!(
        among(practitioner, &codes, "2023-12-31").await,
        "97110/97140 97140/97150 97150/97110"
    );
    assert_eq!(among(practitioner, &codes, "2019-12-31").await, "");
    assert_eq!(
        among(practitioner, &["97150", "97110"], "2024-01-01").await,
        "97150/97110"
    );
    assert_eq!(
        among(Source::PtpHospital, &codes, "2024-01-01").await,
        "97530/97150"
    );
    assert_eq!(among(practitioner, &[], "2024-01-01").await, "");
}

async fn the_newest_release_tells_the_history_of_a_pair(db: &TestDatabase) {
    let store = db.open().await;
    let kept = ptp_row("97150", "97140", "2020-01-01", None, 0);
    let edit = |deleted| ptp_row("97150", "97110", "2020-01-01", deleted, 1);
    // Deleted with effect from before the release that says so; the older release is loaded last.
    load(
        &store,
        &release(Source::PtpPractitioner, "2024-07-01"),
        [kept.clone(), edit(Some("2024-01-31"))],
    )
    .await;
    load(
        &store,
        &release(Source::PtpPractitioner, "2024-04-01"),
        [kept, edit(None)],
    )
    .await;
    let first = ("97150/97110".to_owned(), 1);
    let second = ("97150/97140".to_owned(), 0);
    assert_eq!(
        pairs(&store, "97150", Column::One, "2024-01-31").await,
        [first, second.clone()]
    );
    assert_eq!(pairs(&store, "97150", Column::One, "2024-05-01").await, [second]);
}

async fn a_unit_limit_counts_from_its_first_day_to_the_day_before_the_next(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        [mue_row("97150", 2), mue_row("97140", 0)],
    )
    .await;
    load(
        &store,
        &release(Source::MuePractitioner, "2024-10-01"),
        [mue_row("97150", 1)],
    )
    .await;
    let on = async |code, date| {
        let found = store
            .find_mue(Source::MuePractitioner, code, day(date))
            .await
            .unwrap();
        found.map(|mue| (mue.row.units, mue.release.valid_from))
    };
    let (july, october) = (day("2024-07-01"), day("2024-10-01"));
    assert_eq!(on("97150", "2024-06-30").await, None);
    assert_eq!(on("97150", "2024-07-01").await, Some((2, july)));
    assert_eq!(on("97150", "2024-09-30").await, Some((2, july)));
    assert_eq!(on("97150", "2024-10-01").await, Some((1, october)));
    assert_eq!(on("97140", "2024-09-30").await, Some((0, july)));
    assert_eq!(on("97140", "2024-10-01").await, None);
    assert_eq!(
        store
            .find_mue(Source::PtpPractitioner, "97150", july)
            .await
            .unwrap(),
        None
    );
}

async fn the_limits_and_add_on_edits_of_some_codes_are_found_at_once(db: &TestDatabase) {
    let store = db.open().await;
    let limits = [mue_row("97150", 1), mue_row("97110", 6), mue_row("97140", 4)];
    load(&store, &release(Source::MuePractitioner, "2024-07-01"), limits).await;
    let found = store
        .list_mues(
            Source::MuePractitioner,
            &["97150", "97110", "99999"],
            day("2024-08-01"),
        )
        .await
        .unwrap();
    let units: Vec<_> = found.iter().map(|mue| (&*mue.row.code, mue.row.units)).collect();
    assert_eq!(units, [("97110", 6), ("97150", 1)]);

    let add_ons = [
        add_on_row("22552", Some("22551"), 1),
        add_on_row("22614", Some("22612"), 1),
        add_on_row("0054T", None, 2),
    ];
    load(&store, &release(Source::AddOn, "2024-07-01"), add_ons).await;
    let found = store
        .list_add_ons_of(&["22552", "0054T", "22551"], AddOnRole::AddOn, day("2024-08-01"))
        .await
        .unwrap();
    let edits: Vec<_> = found
        .iter()
        .map(|edit| (&*edit.row.add_on, &*edit.row.primary_code))
        .collect();
    assert_eq!(edits, [("0054T", ""), ("22552", "22551")]);
}

async fn each_setting_has_edits_and_limits_of_its_own(db: &TestDatabase) {
    let store = db.open().await;
    let limits = [
        (Source::MuePractitioner, 1),
        (Source::MueOutpatient, 2),
        (Source::MueDme, 3),
    ];
    let edits = [(Source::PtpPractitioner, 0), (Source::PtpHospital, 1)];
    for (source, units) in limits {
        load(&store, &release(source, "2024-07-01"), [mue_row("97150", units)]).await;
    }
    for (source, indicator) in edits {
        let edit = ptp_row("97150", "97110", "2020-01-01", None, indicator);
        load(&store, &release(source, "2024-07-01"), [edit]).await;
    }
    let on = day("2024-07-01");
    for (source, units) in limits {
        let found = store.find_mue(source, "97150", on).await.unwrap();
        assert_eq!(found.map(|mue| mue.row.units), Some(units));
    }
    for (source, indicator) in edits {
        let found = store
            .list_pairs(source, "97150", Column::One, on, 9)
            .await
            .unwrap();
        let indicators: Vec<_> = found.iter().map(|pair| pair.row.indicator).collect();
        assert_eq!(indicators, [indicator]);
        let count = store.count_pairs(source, "97110", Column::Two, on).await.unwrap();
        assert_eq!(count, 1);
    }
}

async fn add_ons(store: &Store, code: &str, role: AddOnRole, on: &str) -> String {
    let edits = store.list_add_ons(code, role, day(on)).await.unwrap();
    let told: Vec<_> = edits
        .iter()
        .map(|edit| {
            format!(
                "{}+{} {}",
                edit.row.primary_code, edit.row.add_on, edit.row.edit_type
            )
        })
        .collect();
    told.join(", ")
}

async fn an_add_on_code_is_listed_with_its_primary_codes_and_they_with_it(db: &TestDatabase) {
    let store = db.open().await;
    let rows = [
        add_on_row("22552", Some("22551"), 1),
        add_on_row("22614", Some("22612"), 1),
        add_on_row("22614", Some("22551"), 1),
        add_on_row("0054T", None, 2),
    ];
    load(&store, &release(Source::AddOn, "2024-07-01"), rows).await;
    let on = "2024-07-01";
    assert_eq!(
        add_ons(&store, "22614", AddOnRole::AddOn, on).await,
        "22551+22614 1, 22612+22614 1"
    );
    assert_eq!(
        add_ons(&store, "22551", AddOnRole::Primary, on).await,
        "22551+22552 1, 22551+22614 1"
    );
    assert_eq!(add_ons(&store, "0054T", AddOnRole::AddOn, on).await, "+0054T 2");
    assert_eq!(add_ons(&store, "22551", AddOnRole::AddOn, on).await, "");
    // Without a date of its own an edit counts from its release.
    assert_eq!(add_ons(&store, "22614", AddOnRole::AddOn, "2024-06-30").await, "");
}

async fn an_add_on_edit_counts_by_its_own_dates(db: &TestDatabase) {
    let store = db.open().await;
    let edit = |deleted: Option<&str>| AddOnRow {
        effective: Some(day("2013-04-01")),
        deleted: deleted.map(day),
        ..add_on_row("22614", Some("22612"), 1)
    };
    for (from, deleted) in [("2024-07-01", None), ("2024-10-01", Some("2024-12-31"))] {
        load(&store, &release(Source::AddOn, from), [edit(deleted)]).await;
    }
    for (date, expected) in [
        ("2013-03-31", ""),
        ("2013-04-01", "22612+22614 1"),
        ("2024-12-31", "22612+22614 1"),
        ("2025-01-01", ""),
    ] {
        let found = add_ons(&store, "22614", AddOnRole::AddOn, date).await;
        assert_eq!(found, expected, "{date}");
    }
}
