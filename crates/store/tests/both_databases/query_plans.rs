//! No query that a code page makes reads a whole table.

use crate::common::{
    TestDatabase, code_row, cpt, day, fee_row, icd10cm, load, mue_row, new_account, now, on_both_databases,
    ptp_row, release, this_month, visitor,
};
use codeset::CodeSystem;
use codeset::release::Source;
use codeset::rows::{ConversionFactorRow, GpciRow};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use std::sync::{Arc, Mutex};
use store::Store;
use store::articles::Draft;
use store::edits::Column;

on_both_databases! {
    no_query_of_a_code_page_scans_a_table,
}

async fn no_query_of_a_code_page_scans_a_table(db: &TestDatabase) {
    let mut store = db.open().await;
    fill(&store).await;
    let guest = visitor(&store, "guest").await;
    let account = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    store
        .create_session(
            "token".into(),
            account.id,
            now(),
            now() + chrono::TimeDelta::days(1),
        )
        .await
        .unwrap();

    let executed = Arc::new(Mutex::new(Vec::new()));
    let collected = executed.clone();
    store.on_statement(move |statement, _| collected.lock().unwrap().push(statement.clone()));
    open_code_page(&store, guest).await;
    let statements = std::mem::take(&mut *executed.lock().unwrap());
    assert!(statements.len() >= 20, "{} statements", statements.len());

    let connection = db.connect().await.begin().await.unwrap();
    if db.is_postgres() {
        // Small tables are scanned because they are small. Without that, a scan is what remains when no
        // index fits.
        for way in ["enable_seqscan", "enable_mergejoin", "enable_hashjoin"] {
            connection
                .execute_unprepared(&format!("SET LOCAL {way} = off"))
                .await
                .unwrap();
        }
    }
    let explain = if db.is_postgres() {
        "EXPLAIN"
    } else {
        "EXPLAIN QUERY PLAN"
    };
    for Statement {
        sql,
        values,
        db_backend,
    } in statements
    {
        let plan = Statement {
            sql: format!("{explain} {sql}"),
            values,
            db_backend,
        };
        let steps = connection.query_all_raw(plan).await.unwrap();
        let steps: Vec<String> = steps
            .iter()
            .map(|step| {
                if db.is_postgres() {
                    step.try_get_by_index(0)
                } else {
                    step.try_get("", "detail")
                }
                .unwrap()
            })
            .collect();
        assert!(!scans(&steps), "{sql}\n{}", steps.join("\n"));
    }
}

/// Whether a plan reads a table or an index from end to end.
fn scans(steps: &[String]) -> bool {
    let whole_index = |n: usize| !steps.get(n + 1).is_some_and(|next| next.contains("Index Cond"));
    steps.iter().enumerate().any(|(n, step)| {
        step.starts_with("SCAN")
            || step.contains("Seq Scan")
            || (["Index Scan", "Index Only Scan"]
                .iter()
                .any(|kind| step.contains(kind))
                && whole_index(n))
    })
}

/// Everything that a code page asks the store for.
async fn open_code_page(store: &Store, guest: i64) {
    let on = day("2026-11-23");
    let (code, diagnosis) = (cpt("97150"), icd10cm("M54.50"));
    store.find_session("token", now()).await.unwrap().unwrap();
    store.find_visitor("guest").await.unwrap().unwrap();
    assert!(
        store
            .record_view(guest, this_month(), &code, 1, now())
            .await
            .unwrap()
            .granted
    );
    assert!(
        store
            .record_view(guest, this_month(), &code, 1, now())
            .await
            .unwrap()
            .granted
    );
    for code in [&code, &diagnosis] {
        assert!(store.is_known(code).await.unwrap());
        store.list_versions(code).await.unwrap();
        store.list_neighbours(code, on, 5).await.unwrap();
        store.list_articles(code, &["name", "guidelines"]).await.unwrap();
        store.list_article_sections(code).await.unwrap();
    }
    assert_eq!(
        store
            .list_codes(CodeSystem::Icd10cm, "M54", "M54", on, 9)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(store.list_named(&[code, diagnosis], on).await.unwrap().len(), 2);
    assert_eq!(store.list_fees("97150", on).await.unwrap().len(), 1);
    assert_eq!(store.list_conversion_factors(on).await.unwrap().len(), 1);
    assert_eq!(store.count_gpcis(on).await.unwrap(), 1);
    store.find_release(Source::Mpfs, on).await.unwrap().unwrap();
    let sources = [Source::Mpfs, Source::MuePractitioner];
    assert_eq!(store.list_releases_of(&sources).await.unwrap().len(), 2);
    for column in [Column::One, Column::Two] {
        store
            .list_pairs(Source::PtpPractitioner, "97150", column, on, 50)
            .await
            .unwrap();
        store
            .count_pairs(Source::PtpPractitioner, "97150", column, on)
            .await
            .unwrap();
    }
    store
        .find_mue(Source::MuePractitioner, "97150", on)
        .await
        .unwrap()
        .unwrap();
}

/// A row of every kind: an empty answer of one query could save the next one.
async fn fill(store: &Store) {
    let on = "2026-01-01";
    load(
        store,
        &release(Source::Icd10cm, on),
        ["M54", "M54.50"].map(|code| code_row(&icd10cm(code), "x")),
    )
    .await;
    load(store, &release(Source::Mpfs, on), [fee_row("97150", "", 29)]).await;
    load(
        store,
        &release(Source::Mpfs, on),
        [ConversionFactorRow {
            kind: "physician".into(),
            factor: 1,
        }],
    )
    .await;
    let gpci = GpciRow {
        mac: "10112".into(),
        locality: "00".into(),
        state: "AL".into(),
        name: "Alabama".into(),
        work: 1000,
        pe: 869,
        mp: 575,
    };
    load(store, &release(Source::Gpci, on), [gpci]).await;
    load(
        store,
        &release(Source::MuePractitioner, on),
        [mue_row("97150", 1)],
    )
    .await;
    load(
        store,
        &release(Source::PtpPractitioner, on),
        [ptp_row("97150", "97140", on, None, 1)],
    )
    .await;
    let name = Draft {
        section: "name".into(),
        markdown: "x".into(),
        sources: vec![],
        reviewed_on: day(on),
    };
    store
        .save_articles(&cpt("97150"), vec![name], now())
        .await
        .unwrap();
}
