//! An index that is kept, refreshed, damaged.

use crate::fixtures::{codes, request};
use case2code::Case2Code;
use case2code::life::{Settings, State};
use codeset::{Code, CodeSystem};
use std::path::Path;
use store::Store;
use store::articles::Draft;

async fn write_name(store: &Store, name: &str) {
    let code = Code::parse(CodeSystem::Cpt, "97150").unwrap();
    let draft = Draft {
        section: "name".into(),
        markdown: name.into(),
        sources: Vec::new(),
        reviewed_on: crate::fixtures::day("2025-01-01"),
    };
    let now = "2025-01-01T00:00:00Z".parse().unwrap();
    store.save_articles(&code, vec![draft], now).await.unwrap();
}

async fn found(search: &Case2Code, text: &str) -> String {
    match search.state().await.unwrap() {
        State::Ready(search) => codes(&search.find(&request(text)).unwrap()).join(" "),
        State::Building(_) => "building".into(),
    }
}

fn at(folder: &Path) -> Settings {
    Settings {
        folder: Some(folder.join("index")),
        thesaurus: Vec::new(),
    }
}

fn kept(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder.join("index"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[tokio::test]
async fn a_changed_text_is_found_without_a_restart_and_one_index_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("a.db").display()))
        .await
        .unwrap();
    write_name(&store, "Zebra walking").await;
    let search = Case2Code::new(store.clone(), at(folder.path()));
    assert_eq!(found(&search, "zebra").await, "97150");
    assert!(!search.refresh().await.unwrap(), "nothing has changed");
    write_name(&store, "Okapi walking").await;
    assert!(search.refresh().await.unwrap());
    assert_eq!(found(&search, "okapi").await, "97150");
    assert_eq!(found(&search, "zebra").await, "");
    assert_eq!(kept(folder.path()).len(), 1);
    // Another server opens what the first one built.
    let another = Case2Code::new(store, at(folder.path()));
    assert_eq!(found(&another, "okapi").await, "97150");
}

#[tokio::test]
async fn a_damaged_index_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("a.db").display()))
        .await
        .unwrap();
    write_name(&store, "Zebra walking").await;
    let search = Case2Code::new(store.clone(), at(folder.path()));
    assert_eq!(found(&search, "zebra").await, "97150");
    let index = kept(folder.path()).remove(0);
    for entry in std::fs::read_dir(&index).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        if let Some(byte) = bytes.get_mut(10) {
            *byte ^= 0xff;
        }
        std::fs::write(&path, bytes).unwrap();
    }
    let another = Case2Code::new(store.clone(), at(folder.path()));
    assert_eq!(found(&another, "zebra").await, "97150");
    // And one of which only the folder is left.
    std::fs::remove_dir_all(&index).unwrap();
    std::fs::create_dir(&index).unwrap();
    let third = Case2Code::new(store, at(folder.path()));
    assert_eq!(found(&third, "zebra").await, "97150");
}
