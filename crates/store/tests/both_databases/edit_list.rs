//! A code's edits as a list.

use crate::common::{TestDatabase, day, load, on_both_databases, ptp_row, release};
use codeset::release::Source;
use codeset::rows::PtpRow;
use store::Store;
use store::edit_list::{EditList, EditOrder};
use store::edits::Column;

on_both_databases! {
    a_list_is_filtered_by_indicator_other_code_and_rationale,
    a_list_is_read_a_page_at_a_time_in_each_order,
    what_is_typed_is_no_pattern,
    the_history_of_a_pair_holds_what_ended_and_what_never_counted,
}

fn list() -> EditList {
    EditList {
        source: Source::PtpPractitioner,
        code: "97150".into(),
        column: Column::One,
        on: day("2024-08-01"),
        indicator: None,
        text: String::new(),
    }
}

async fn fill(db: &TestDatabase) -> Store {
    let store = db.open().await;
    let because = |row: PtpRow, rationale: &str| PtpRow {
        rationale: rationale.into(),
        ..row
    };
    let rows = [
        because(
            ptp_row("97150", "97110", "2020-01-01", None, 1),
            "Misuse of Column Two",
        ),
        because(
            ptp_row("97150", "97140", "2022-01-01", None, 0),
            "Sex or age: 100% different",
        ),
        because(
            ptp_row("97150", "G0283", "2021-01-01", None, 1),
            "Standards of practice",
        ),
        because(
            ptp_row("97150", "97112", "2019-01-01", Some("2023-12-31"), 1),
            "x",
        ),
        because(
            ptp_row("97150", "97110", "2015-01-01", Some("2016-03-31"), 0),
            "x",
        ),
        because(
            ptp_row("97150", "97110", "2018-01-01", Some("2018-01-01"), 9),
            "x",
        ),
        because(ptp_row("97164", "97150", "2020-01-01", None, 1), "x"),
    ];
    load(&store, &release(Source::PtpPractitioner, "2024-07-01"), rows).await;
    store
}

async fn others(store: &Store, list: &EditList, order: EditOrder) -> Vec<String> {
    let edits = store.list_edits(list, order, 0, 100).await.unwrap();
    assert_eq!(store.count_edits(list).await.unwrap(), edits.len() as u64);
    edits.into_iter().map(|edit| edit.row.column2).collect()
}

async fn a_list_is_filtered_by_indicator_other_code_and_rationale(db: &TestDatabase) {
    let store = fill(db).await;
    let of = async |indicator, text: &str| {
        let list = EditList {
            indicator,
            text: text.into(),
            ..list()
        };
        others(&store, &list, EditOrder::OtherCode).await
    };
    assert_eq!(of(None, "").await, ["97110", "97140", "G0283"]);
    assert_eq!(of(Some(1), "").await, ["97110", "G0283"]);
    assert_eq!(of(None, "g02").await, ["G0283"]);
    assert_eq!(of(None, "column two").await, ["97110"]);
    assert_eq!(of(Some(0), "column two").await, Vec::<String>::new());
    let column2 = EditList {
        column: Column::Two,
        ..list()
    };
    let found = store
        .list_edits(&column2, EditOrder::OtherCode, 0, 100)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].row.column1, "97164");
}

async fn a_list_is_read_a_page_at_a_time_in_each_order(db: &TestDatabase) {
    let store = fill(db).await;
    assert_eq!(
        others(&store, &list(), EditOrder::Newest).await,
        ["97140", "G0283", "97110"]
    );
    assert_eq!(
        others(&store, &list(), EditOrder::Indicator).await,
        ["97140", "97110", "G0283"]
    );
    let page = store
        .list_edits(&list(), EditOrder::OtherCode, 1, 1)
        .await
        .unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!(page[0].row.column2, "97140");
}

async fn what_is_typed_is_no_pattern(db: &TestDatabase) {
    let store = fill(db).await;
    for (text, expected) in [("100%", 1), ("%", 1), ("_", 0), ("\\", 0), ("'", 0), ("\0", 0)] {
        let list = EditList {
            text: text.into(),
            ..list()
        };
        assert_eq!(store.count_edits(&list).await.unwrap(), expected, "{text:?}");
    }
}

async fn the_history_of_a_pair_holds_what_ended_and_what_never_counted(db: &TestDatabase) {
    let store = fill(db).await;
    let history = store
        .list_pair_history(
            Source::PtpPractitioner,
            "97150",
            Column::One,
            &["97110".into(), "97140".into()],
        )
        .await
        .unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|edit| (edit.column2.as_str(), edit.effective.to_string(), edit.indicator))
        .collect();
    assert_eq!(
        told,
        [
            ("97110", "2015-01-01".to_owned(), 0),
            ("97110", "2018-01-01".to_owned(), 9),
            ("97110", "2020-01-01".to_owned(), 1),
            ("97140", "2022-01-01".to_owned(), 0),
        ]
    );
}
