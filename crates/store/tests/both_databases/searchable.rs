//! What the search reads of everything that is loaded.

use crate::common::{
    TestDatabase, code_row, cpt, day, icd10cm, load, note_row, now, on_both_databases, release,
};
use codeset::release::Source;
use codeset::rows::{DescriptorRow, IndexTermRow};
use store::articles::Draft;

on_both_databases! {
    everything_that_leads_to_a_code_is_read,
    the_state_changes_with_what_is_loaded_and_written,
}

fn draft(section: &str, text: &str) -> Draft {
    Draft {
        section: section.into(),
        markdown: text.into(),
        sources: Vec::new(),
        reviewed_on: day("2026-11-01"),
    }
}

async fn everything_that_leads_to_a_code_is_read(db: &TestDatabase) {
    let store = db.open().await;
    let code = icd10cm("M54.5");
    load(
        &store,
        &release(Source::Icd10cm, "2020-10-01"),
        [code_row(&code, "Low back pain")],
    )
    .await;
    load(
        &store,
        &release(Source::Icd10cm, "2021-10-01"),
        [code_row(&code, "Low back pain, new words")],
    )
    .await;
    load(
        &store,
        &release(Source::Icd10cmTabular, "2021-10-01"),
        [
            note_row("M54.5", "inclusionTerm", "Loin pain", 1),
            note_row("M54", "includes", "Ache of the back", 1),
            note_row("M54.5", "excludes1", "lumbago with sciatica", 1),
        ],
    )
    .await;
    let index = |path: &str, code: &str, cells: &str| IndexTermRow {
        path: path.into(),
        occurrence: 0,
        level: 1,
        position: 1,
        nonessential: String::new(),
        code: code.into(),
        see: String::new(),
        see_also: String::new(),
        cells: cells.into(),
    };
    load(
        &store,
        &release(Source::Icd10cmIndex, "2021-10-01"),
        [
            index("Pain > low back", "M54.5", ""),
            index("Pain > see also Ache", "", ""),
        ],
    )
    .await;
    load(
        &store,
        &release(Source::CptConsumer, "2021-01-01"),
        [DescriptorRow {
            code: cpt("97150"),
            number: "1".into(),
            text: "Exercise in a group".into(),
        }],
    )
    .await;
    store
        .save_articles(
            &cpt("97150"),
            vec![
                draft("name", "Group therapy"),
                draft("guidelines", "Not searched"),
            ],
            now(),
        )
        .await
        .unwrap();

    assert_eq!(store.list_all_codes().await.unwrap().len(), 2);
    let mut titles = store.list_all_titles().await.unwrap();
    titles.sort_by_key(|title| title.valid_from);
    let told: Vec<_> = titles
        .iter()
        .map(|title| (title.title.as_str(), title.valid_to))
        .collect();
    assert_eq!(
        told,
        [
            ("Low back pain", Some(day("2021-10-01"))),
            ("Low back pain, new words", None)
        ]
    );
    let terms = store.list_all_inclusion_terms().await.unwrap();
    let mut terms: Vec<_> = terms
        .iter()
        .map(|term| (term.place.as_str(), term.text.as_str()))
        .collect();
    terms.sort_unstable();
    assert_eq!(terms, [("M54", "Ache of the back"), ("M54.5", "Loin pain")]);
    let index = store.list_all_index_terms().await.unwrap();
    assert_eq!(index.len(), 1, "an entry without a code leads nowhere: {index:?}");
    assert_eq!(index[0].target, "M54.5");
    assert_eq!(
        store.list_all_descriptors().await.unwrap(),
        [(cpt("97150"), "Exercise in a group".to_owned())]
    );
    let texts = store.list_all_articles(&["name"]).await.unwrap();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].markdown, "Group therapy");
}

async fn the_state_changes_with_what_is_loaded_and_written(db: &TestDatabase) {
    let store = db.open().await;
    let mut states = vec![store.find_searchable_state().await.unwrap()];
    load(
        &store,
        &release(Source::Icd10cm, "2020-10-01"),
        [code_row(&icd10cm("M54.5"), "Low back pain")],
    )
    .await;
    states.push(store.find_searchable_state().await.unwrap());
    for text in ["One", "Two"] {
        store
            .save_articles(&cpt("97150"), vec![draft("name", text)], now())
            .await
            .unwrap();
        states.push(store.find_searchable_state().await.unwrap());
    }
    assert_eq!(
        store.find_searchable_state().await.unwrap(),
        states[3],
        "nothing has changed"
    );
    states.sort();
    states.dedup();
    assert_eq!(states.len(), 4, "{states:?}");
}
