//! What changed between two releases, and what all of them said of one code.

use crate::common::{
    TestDatabase, code_row, cpt, day, fee_row, icd10cm, load, load_fees, on_both_databases, ptp_row, release,
};
use codeset::release::Source;
use codeset::rows::{CodeRow, TabularNoteRow};
use futures_util::TryStreamExt;
use store::Store;
use store::changes::{ChangeCounts, ChangeFilter, ChangeKind};
use store::release_load::tables_of;

on_both_databases! {
    two_releases_differ_in_what_was_added_ended_and_revised,
    releases_far_apart_are_compared_as_they_are,
    a_filter_chooses_by_kind_beginning_and_words,
    pages_and_the_stream_give_the_same_rows,
    a_moved_note_is_no_change,
    a_code_is_told_span_by_span,
}

fn between(source: Source, from: &str, to: &str) -> ChangeFilter {
    ChangeFilter {
        source,
        from: day(from),
        to: day(to),
        kind: None,
        text: String::new(),
    }
}

fn title(code: &str, title: &str) -> CodeRow {
    code_row(&icd10cm(code), title)
}

/// Three years: a code ends and others begin, one gets another title and then its old one back.
async fn three_years(store: &Store) {
    let years = [
        vec![
            title("M54.5", "Low back pain"),
            title("M54.9", "Dorsalgia"),
            title("R51", "Headache"),
        ],
        vec![
            title("M54.50", "Low back pain, unspecified"),
            title("M54.9", "Dorsalgia, unspecified"),
            title("R51", "Headache"),
        ],
        vec![
            title("M54.50", "Low back pain, unspecified"),
            title("M54.9", "Dorsalgia"),
            title("R51", "Headache"),
        ],
    ];
    for (rows, from) in years.into_iter().zip(["2020-10-01", "2021-10-01", "2022-10-01"]) {
        load(store, &release(Source::Icd10cm, from), rows).await;
    }
}

async fn told(store: &Store, filter: &ChangeFilter) -> Vec<String> {
    let [table] = tables_of(filter.source) else {
        unreachable!("a source with one table")
    };
    let changes = store.list_changes(table, filter, 0, 100).await.unwrap();
    let counts = store.count_changes(table, filter).await.unwrap();
    assert_eq!(counts.of(None), changes.len() as u64);
    let text = |value: Option<&Option<String>>| value.cloned().flatten().unwrap_or("–".into());
    changes
        .into_iter()
        .map(|change| {
            let (before, after) = (text(change.before.get(2)), text(change.after.get(2)));
            format!(
                "{} {}: {before} → {after}",
                change.kind.slug(),
                text(change.key.get(1))
            )
        })
        .collect()
}

async fn two_releases_differ_in_what_was_added_ended_and_revised(db: &TestDatabase) {
    let store = db.open().await;
    three_years(&store).await;
    assert_eq!(
        told(&store, &between(Source::Icd10cm, "2020-10-01", "2021-10-01")).await,
        [
            "ended M54.5: Low back pain → –",
            "added M54.50: – → Low back pain, unspecified",
            "revised M54.9: Dorsalgia → Dorsalgia, unspecified",
        ]
    );
    assert_eq!(
        told(&store, &between(Source::Icd10cm, "2021-10-01", "2022-10-01")).await,
        ["revised M54.9: Dorsalgia, unspecified → Dorsalgia"]
    );
    assert_eq!(
        told(&store, &between(Source::Icd10cm, "2022-10-01", "2022-10-01")).await,
        [""; 0]
    );
    assert_eq!(
        told(&store, &between(Source::Icd10pcs, "2020-10-01", "2021-10-01")).await,
        [""; 0]
    );
}

async fn releases_far_apart_are_compared_as_they_are(db: &TestDatabase) {
    let store = db.open().await;
    three_years(&store).await;
    // What came and went in between is no difference.
    assert_eq!(
        told(&store, &between(Source::Icd10cm, "2020-10-01", "2022-10-01")).await,
        [
            "ended M54.5: Low back pain → –",
            "added M54.50: – → Low back pain, unspecified"
        ]
    );
}

async fn a_filter_chooses_by_kind_beginning_and_words(db: &TestDatabase) {
    let store = db.open().await;
    three_years(&store).await;
    let all = between(Source::Icd10cm, "2020-10-01", "2021-10-01");
    let of = async |kind, text: &str| {
        let filter = ChangeFilter {
            kind,
            text: text.into(),
            ..all.clone()
        };
        told(&store, &filter).await.len()
    };
    assert_eq!(of(Some(ChangeKind::Added), "").await, 1);
    assert_eq!(of(Some(ChangeKind::Ended), "").await, 1);
    assert_eq!(of(Some(ChangeKind::Revised), "").await, 1);
    assert_eq!(of(None, "m54.5").await, 2);
    assert_eq!(of(None, "PAIN").await, 2);
    assert_eq!(of(None, "dorsalgia, unsp").await, 1);
    for nothing in ["54.5", "%", "_", "\\", "'; DROP TABLE code; --", "\0"] {
        assert_eq!(of(None, nothing).await, 0, "{nothing:?}");
    }
}

async fn pages_and_the_stream_give_the_same_rows(db: &TestDatabase) {
    let store = db.open().await;
    let code = |n: usize| format!("{:05}", 97_000 + n);
    let first = (0..25).map(|n| fee_row(&code(n), "", 29)).collect();
    load_fees(
        &store,
        &release(Source::Mpfs, "2025-01-01"),
        first,
        ("physician", 1),
    )
    .await;
    let second = (5..30)
        .map(|n| fee_row(&code(n), "", if n % 2 == 0 { 30 } else { 29 }))
        .collect();
    load_fees(
        &store,
        &release(Source::Mpfs, "2025-10-01"),
        second,
        ("physician", 2),
    )
    .await;
    let filter = between(Source::Mpfs, "2025-01-01", "2025-10-01");
    let [fees, factors] = tables_of(Source::Mpfs) else {
        unreachable!("fees and factors")
    };
    let counts = store.count_changes(fees, &filter).await.unwrap();
    assert_eq!(
        counts,
        ChangeCounts {
            added: 5,
            ended: 5,
            revised: 10
        }
    );
    assert_eq!(store.count_changes(factors, &filter).await.unwrap().revised, 1);
    let mut paged = Vec::new();
    for page in 0..4 {
        paged.extend(store.list_changes(fees, &filter, page * 6, 6).await.unwrap());
    }
    let streamed: Vec<_> = store
        .stream_changes(*fees, &filter)
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(paged, streamed);
    let keys: Vec<_> = streamed
        .iter()
        .map(|change| change.key[0].clone().unwrap())
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

async fn a_moved_note_is_no_change(db: &TestDatabase) {
    let store = db.open().await;
    let note = |text: &str, position| TabularNoteRow {
        place: "M54".into(),
        kind: "excludes1".into(),
        text: text.into(),
        position,
    };
    let source = Source::Icd10cmTabular;
    load(
        &store,
        &release(source, "2024-10-01"),
        [note("psychogenic dorsalgia (F45.41)", 1)],
    )
    .await;
    let later = [note("a new note", 1), note("psychogenic dorsalgia (F45.41)", 2)];
    load(&store, &release(source, "2025-10-01"), later).await;
    let filter = between(source, "2024-10-01", "2025-10-01");
    let notes = tables_of(source)
        .iter()
        .find(|table| table.name == "tabular_note")
        .unwrap();
    let changes = store.list_changes(notes, &filter, 0, 10).await.unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].kind, ChangeKind::Added);
}

async fn a_code_is_told_span_by_span(db: &TestDatabase) {
    let store = db.open().await;
    for (from, work) in [("2025-01-01", 29), ("2025-04-01", 30)] {
        load_fees(
            &store,
            &release(Source::Mpfs, from),
            vec![fee_row("97150", "", work)],
            ("physician", 1),
        )
        .await;
    }
    let edit = ptp_row("97150", "97110", "2020-01-01", None, 1);
    load(&store, &release(Source::PtpPractitioner, "2025-01-01"), [edit]).await;
    let told = store.list_told(&cpt("97150"), 100).await.unwrap();
    let spans: Vec<_> = told
        .iter()
        .map(|span| {
            (
                span.table,
                span.content[1].as_deref(),
                span.valid_from,
                span.valid_to,
            )
        })
        .collect();
    assert_eq!(
        spans,
        [
            ("fee", Some("29"), day("2025-01-01"), Some(day("2025-04-01"))),
            ("fee", Some("30"), day("2025-04-01"), None),
        ]
    );
    assert_eq!(told[0].key, [Some("97150".to_owned()), Some(String::new())]);
    assert_eq!(store.list_told(&cpt("97110"), 100).await.unwrap(), []);
}
