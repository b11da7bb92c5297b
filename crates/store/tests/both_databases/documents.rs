//! Documents and their passages.

use crate::common::{TestDatabase, day, now, on_both_databases};
use store::documents::{Chapter, NewDocument, NewPassage, Saved};

on_both_databases! {
    a_document_is_read_by_chapter_and_by_passage,
    the_same_document_is_left_alone_and_another_takes_its_place,
    a_file_is_in_once_whatever_it_is_called,
    chapters_of_one_name_keep_apart,
    a_removed_document_takes_its_passages_along,
    more_passages_than_a_statement_takes_are_saved,
    the_search_hears_of_documents,
}

fn manual(slug: &str, file: &str) -> NewDocument {
    NewDocument {
        slug: slug.into(),
        title: "NCCI Policy Manual".into(),
        edition: "2026".into(),
        valid_from: day("2026-01-01"),
        valid_to: None,
        file_name: "manual.pdf".into(),
        sha256: file.into(),
        pages: 287,
        needs_account: false,
    }
}

fn passage(chapter: &str, title: &str, text: &str) -> NewPassage {
    NewPassage {
        chapter: chapter.into(),
        chapter_title: title.into(),
        section: "A. Introduction".into(),
        page: format!("{chapter}-3"),
        page_end: format!("{chapter}-4"),
        text: text.into(),
    }
}

fn passages() -> Vec<NewPassage> {
    vec![
        passage("Intro", "Introduction", "Who reads this."),
        passage("XI", "Medicine", "1. One."),
        passage("XI", "Medicine", "2. Two\n\n%_'\"\u{1F9E0}"),
    ]
}

async fn a_document_is_read_by_chapter_and_by_passage(db: &TestDatabase) {
    let store = db.open().await;
    assert_eq!(store.list_documents().await.unwrap(), []);
    let new = manual("ncci-2026", "aa");
    assert_eq!(
        store.save_document(new, passages(), now()).await.unwrap(),
        Saved::New
    );

    let document = store.find_document("ncci-2026").await.unwrap().unwrap();
    assert_eq!((document.pages, document.passages), (287, 3));
    assert_eq!(document.imported_at, now());
    assert_eq!(
        store.list_documents().await.unwrap(),
        std::slice::from_ref(&document)
    );
    assert_eq!(store.find_document("ncci-2025").await.unwrap(), None);

    let chapter = |slug: &str, chapter: &str, title: &str, first_position, passages| Chapter {
        slug: slug.into(),
        chapter: chapter.into(),
        title: title.into(),
        first_page: format!("{chapter}-3"),
        first_position,
        passages,
    };
    assert_eq!(
        store.list_chapters(document.id).await.unwrap(),
        [
            chapter("intro", "Intro", "Introduction", 1, 1),
            chapter("xi", "XI", "Medicine", 2, 2)
        ]
    );
    let medicine = store.list_passages(document.id, "xi").await.unwrap();
    let told: Vec<_> = medicine
        .iter()
        .map(|passage| (passage.position, passage.text.as_str()))
        .collect();
    assert_eq!(told, [(2, "1. One."), (3, "2. Two\n\n%_'\"\u{1F9E0}")]);
    assert_eq!(store.list_passages(document.id, "x").await.unwrap(), []);

    let ids = [medicine[1].id, -1, medicine[0].id];
    let found = store.list_passages_by_id(&ids).await.unwrap();
    let texts: Vec<_> = found.iter().map(|it| it.passage.position).collect();
    assert_eq!(texts, [3, 2], "in the order of the ids");
    assert_eq!(found[0].document, document);
    assert_eq!(found[0].path(), "/documents/ncci-2026/xi#p3");
}

async fn the_same_document_is_left_alone_and_another_takes_its_place(db: &TestDatabase) {
    let store = db.open().await;
    let save = async |new, passages| store.save_document(new, passages, now()).await.unwrap();
    let ids = async || {
        let all = store.list_all_passages().await.unwrap();
        all.into_iter().map(|it| it.passage.id).collect::<Vec<_>>()
    };
    save(manual("ncci", "aa"), passages()).await;
    let first = ids().await;

    let renamed = NewDocument {
        file_name: "copy of manual.pdf".into(),
        ..manual("ncci", "aa")
    };
    assert_eq!(save(renamed, passages()).await, Saved::Same);
    assert_eq!(ids().await, first);

    // The same file, read otherwise: by a later version of the program, or with other facts given by hand.
    let read_otherwise = passages()[..2].to_vec();
    assert_eq!(save(manual("ncci", "aa"), read_otherwise).await, Saved::Replaced);
    let gated = NewDocument {
        needs_account: true,
        ..manual("ncci", "aa")
    };
    assert_eq!(save(gated, passages()).await, Saved::Replaced);
    // Another file of the same slug.
    assert_eq!(save(manual("ncci", "bb"), passages()).await, Saved::Replaced);
    let last = ids().await;
    assert_eq!(last.len(), 3);
    assert!(
        last.iter().all(|id| !first.contains(id)),
        "{first:?} then {last:?}"
    );
    assert_eq!(store.list_documents().await.unwrap().len(), 1);
}

async fn a_file_is_in_once_whatever_it_is_called(db: &TestDatabase) {
    let store = db.open().await;
    for (slug, file) in [("one", "aa"), ("two", "bb"), ("three", "aa")] {
        store
            .save_document(manual(slug, file), passages(), now())
            .await
            .unwrap();
    }
    let slugs = async || {
        let documents = store.list_documents().await.unwrap();
        documents
            .into_iter()
            .map(|document| document.slug)
            .collect::<Vec<_>>()
    };
    assert_eq!(slugs().await, ["three", "two"]);
    // The file of one under the slug of the other: it takes the place of both.
    let outcome = store
        .save_document(manual("two", "aa"), passages(), now())
        .await
        .unwrap();
    assert_eq!(outcome, Saved::Replaced);
    assert_eq!(slugs().await, ["two"]);
    assert_eq!(store.list_all_passages().await.unwrap().len(), 3);
}

async fn chapters_of_one_name_keep_apart(db: &TestDatabase) {
    let store = db.open().await;
    let passages = ["Überblick & Anhang", "Notes", "§", "Notes", "Notes 2"]
        .map(|title| passage("", title, "Text"))
        .to_vec();
    store
        .save_document(manual("handbook", "aa"), passages, now())
        .await
        .unwrap();
    let document = store.find_document("handbook").await.unwrap().unwrap();
    let chapters = store.list_chapters(document.id).await.unwrap();
    let slugs: Vec<_> = chapters.iter().map(|chapter| chapter.slug.as_str()).collect();
    assert_eq!(
        slugs,
        ["berblick-anhang", "notes", "text", "notes-2", "notes-2-2"]
    );
}

async fn a_removed_document_takes_its_passages_along(db: &TestDatabase) {
    let store = db.open().await;
    for (slug, file) in [("one", "aa"), ("two", "bb")] {
        store
            .save_document(manual(slug, file), passages(), now())
            .await
            .unwrap();
    }
    assert_eq!(store.remove_document("one").await.unwrap().unwrap().sha256, "aa");
    assert_eq!(store.remove_document("one").await.unwrap(), None);
    let left = store.list_all_passages().await.unwrap();
    assert_eq!(left.len(), 3);
    assert!(left.iter().all(|it| it.document.slug == "two"));
}

async fn more_passages_than_a_statement_takes_are_saved(db: &TestDatabase) {
    let store = db.open().await;
    let passages: Vec<_> = (0..1201).map(|n| passage("I", "One", &format!("{n}"))).collect();
    store
        .save_document(manual("long", "aa"), passages.clone(), now())
        .await
        .unwrap();
    let all = store.list_all_passages().await.unwrap();
    assert!((1..).zip(&all).all(|(n, it)| it.passage.position == n));
    assert_eq!(all.last().unwrap().passage.text, "1200");
    let again = store.save_document(manual("long", "aa"), passages, now()).await;
    assert_eq!(again.unwrap(), Saved::Same);
    let ids: Vec<_> = all.iter().map(|it| it.passage.id).collect();
    assert_eq!(store.list_passages_by_id(&ids).await.unwrap().len(), 1201);
}

async fn the_search_hears_of_documents(db: &TestDatabase) {
    let store = db.open().await;
    let codes = store.find_searchable_state().await.unwrap();
    let mut states = vec![store.list_documents().await.unwrap()];
    for file in ["aa", "bb"] {
        store
            .save_document(manual("ncci", file), passages(), now())
            .await
            .unwrap();
        states.push(store.list_documents().await.unwrap());
    }
    assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "{states:?}");
    store.remove_document("ncci").await.unwrap();
    assert_eq!(store.list_documents().await.unwrap(), states[0]);
    // The index of codes is not built anew for a document.
    assert_eq!(store.find_searchable_state().await.unwrap(), codes);
}
