//! No query that a code page or the claim check makes reads a whole table.

use crate::common::{
    TestDatabase, add_on_row, block_row, code_row, cpt, day, document_row, fee_row, gem_row, icd10cm,
    listed_code, load, load_fees, load_kinds, mue_row, new_account, note_row, now, on_both_databases,
    ptp_row, release, this_month, visitor,
};
use codeset::CodeSystem;
use codeset::modifier::Indicator;
use codeset::release::Source;
use codeset::rows::{GpciRow, OppsRateRow};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use std::sync::{Arc, Mutex};
use store::Store;
use store::articles::Draft;
use store::coverage::{ArticleList, Support};
use store::crosswalks::Direction;
use store::edit_list::{EditList, EditOrder};
use store::edits::{AddOnRole, Column};

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
            // All that a source has in it is a table, too.
            || (step.contains(" fee ") && step.contains("(source=?)"))
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
    assert_eq!(store.count_codes_below(&icd10cm("M54"), on).await.unwrap(), 1);
    assert_eq!(store.list_named(&[code, diagnosis], on).await.unwrap().len(), 2);
    assert_eq!(store.list_fees("97150", on).await.unwrap().len(), 1);
    assert_eq!(store.list_conversion_factors(on).await.unwrap().len(), 1);
    assert_eq!(store.count_gpcis(on).await.unwrap(), 1);
    store.count_fee_rows_of("26", on).await.unwrap();
    for indicator in Indicator::ALL {
        store.count_fees_by(indicator, &["0", "5"], on).await.unwrap();
    }
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
        list_edits(store, column).await;
    }
    store
        .count_pairs_by_indicator(Source::PtpPractitioner, "97150", on)
        .await
        .unwrap();
    store
        .find_mue(Source::MuePractitioner, "97150", on)
        .await
        .unwrap()
        .unwrap();
    check_a_claim(store).await;
    ask_the_further_sources(store).await;
}

/// What the claim check asks for, of all lines at once.
async fn check_a_claim(store: &Store) {
    let on = day("2026-11-23");
    let codes = ["97150", "97140", "97110"];
    let pairs = store.list_pairs_among(Source::PtpPractitioner, &codes, on).await;
    assert_eq!(pairs.unwrap().len(), 1);
    let limits = store.list_mues(Source::MuePractitioner, &codes, on).await;
    assert_eq!(limits.unwrap().len(), 1);
    let add_ons = store.list_add_ons_of(&codes, AddOnRole::AddOn, on).await;
    assert_eq!(add_ons.unwrap().len(), 1);
    let known = store.list_known(&codes.map(cpt)).await;
    assert_eq!(known.unwrap(), ["97150", "97140"].map(cpt));
}

/// What the list of a code's edits asks for.
async fn list_edits(store: &Store, column: Column) {
    let list = EditList {
        source: Source::PtpPractitioner,
        code: "97150".into(),
        column,
        on: day("2026-11-23"),
        indicator: Some(1),
        text: "97".into(),
    };
    for order in [EditOrder::OtherCode, EditOrder::Newest, EditOrder::Indicator] {
        store.list_edits(&list, order, 0, 9).await.unwrap();
    }
    store.count_edits(&list).await.unwrap();
    store
        .list_pair_history(list.source, &list.code, column, &["97140".into()])
        .await
        .unwrap();
}

/// What the sections ask of the tables that not every code is in.
async fn ask_the_further_sources(store: &Store) {
    let on = day("2026-11-23");
    let (code, diagnosis) = (cpt("97150"), icd10cm("M54.50"));
    let releases = store.list_answering_releases(&Source::ALL, on).await.unwrap();
    assert!(releases.len() >= 10, "{} releases", releases.len());
    store.list_descriptors(&code, on).await.unwrap();
    store.find_hcpcs_attributes(&code, on).await.unwrap();
    for role in [AddOnRole::AddOn, AddOnRole::Primary] {
        store.list_add_ons("97150", role, on).await.unwrap();
    }
    store.find_opps_rate("97150", on).await.unwrap().unwrap();
    store.list_opps_caps("97150", on).await.unwrap();
    store.list_national_anesthesia_factors(on).await.unwrap();
    store.list_anesthesia_factors(on).await.unwrap();
    ask_what_medicare_pays(store).await;

    assert_eq!(store.list_icd_blocks("M54", on).await.unwrap().len(), 2);
    assert_eq!(store.list_icd_places(None, on).await.unwrap().len(), 1);
    assert_eq!(store.list_icd_places(Some("13"), on).await.unwrap().len(), 1);
    store.find_icd_place("M50-M54", on).await.unwrap().unwrap();
    let places: Vec<String> = ["M54.50", "M54", "13"].map(Into::into).to_vec();
    assert_eq!(store.list_tabular_notes(&places, on).await.unwrap().len(), 1);
    store.count_tabular_notes(&places, on).await.unwrap();
    store.list_seventh_characters(&places, on).await.unwrap();
    for direction in [Direction::ToIcd9, Direction::FromIcd9] {
        store.list_mappings("M54.50", direction, on).await.unwrap();
        store.count_mappings("M54.50", direction, on).await.unwrap();
    }

    assert_eq!(store.list_coverage(&diagnosis, on).await.unwrap().len(), 1);
    let listings = store.list_coverage(&code, on).await.unwrap();
    let articles: Vec<_> = listings.iter().map(|listing| listing.document.key()).collect();
    assert_eq!(articles.len(), 2);
    store.list_coverage_contractors(&articles, on).await.unwrap();
    store.list_related_coverage(&articles, on).await.unwrap();
    for list in [
        ArticleList::Services,
        ArticleList::Diagnoses(Support::Covered),
        ArticleList::Diagnoses(Support::NotCovered),
    ] {
        let codes = store.list_article_codes(&articles, list, on, 9).await.unwrap();
        let count = store.count_article_codes(&articles, list, on).await.unwrap();
        assert_eq!(codes.len() as u64, count);
        store.list_article_groups(&articles, list, on).await.unwrap();
    }
}

/// What prices and their history ask for.
async fn ask_what_medicare_pays(store: &Store) {
    let on = day("2026-11-23");
    let codes = ["97150", "97140"];
    assert_eq!(store.list_fees_of(&codes, on).await.unwrap().len(), 1);
    assert_eq!(store.list_fee_spans("97150").await.unwrap().len(), 1);
    assert_eq!(store.list_conversion_factor_spans().await.unwrap().len(), 1);
    assert_eq!(store.list_gpcis(on).await.unwrap().len(), 1);
    store.find_gpci("10112", "00", on).await.unwrap().unwrap();
    store.find_zip_locality("36101", on).await.unwrap();
    store.list_locality_areas("10112", "00", on).await.unwrap();
    for place in [None, Some(("10112", "00"))] {
        store.list_opps_caps_of(&codes, place, on).await.unwrap();
    }
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
    let fees = vec![fee_row("97150", "", 29)];
    load_fees(store, &release(Source::Mpfs, on), fees, ("physician", 1)).await;
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
    fill_the_further_sources(store, on).await;
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

async fn fill_the_further_sources(store: &Store, on: &str) {
    let rate = OppsRateRow {
        code: cpt("97150"),
        status: "A".into(),
        change: String::new(),
        apc: String::new(),
        weight: None,
        payment: None,
        national_copay: None,
        minimum_copay: None,
    };
    load(store, &release(Source::OppsAddendumB, on), [rate]).await;
    load(
        store,
        &release(Source::AddOn, on),
        [add_on_row("97150", Some("97140"), 1)],
    )
    .await;
    load(
        store,
        &release(Source::GemIcd10, on),
        [gem_row("M54.50", "724.2")],
    )
    .await;
    load_kinds!(
        store,
        &release(Source::Icd10cmTabular, on),
        [note_row("M54", "excludes1", "x", 1)],
        [
            block_row("13", "", ("M00", "M99"), ""),
            block_row("M50-M54", "13", ("M50", "M54"), "M50 M53 M54")
        ],
    );
    load_kinds!(
        store,
        &release(Source::CoverageArticle, on),
        [1, 2].map(|number| document_row(number, &format!("A{number}"), Some(on))),
        [1, 2].map(|number| listed_code(number, "hcpcs", "97150")),
        [listed_code(1, "icd10-covered", "M54.50")],
    );
}
