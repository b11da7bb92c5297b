//! Sessions and visitors.

use crate::common::{TestDatabase, new_account, now, on_both_databases, time, visitor};

on_both_databases! {
    a_session_is_found_until_it_expires,
    a_session_ends_alone,
    expired_sessions_are_deleted,
    a_visitor_is_known_by_its_token,
}

async fn a_session_is_found_until_it_expires(db: &TestDatabase) {
    let store = db.open().await;
    let account = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    let expires = time("2026-12-01T00:00:00Z");
    store
        .create_session("hash".into(), account.id, now(), expires)
        .await
        .unwrap();
    let just_before = time("2026-11-30T23:59:59.999Z");
    assert_eq!(
        store.find_session("hash", just_before).await.unwrap(),
        Some(account)
    );
    assert_eq!(store.find_session("hash", expires).await.unwrap(), None);
    assert_eq!(store.find_session("forged", now()).await.unwrap(), None);
    assert_eq!(store.find_session("", now()).await.unwrap(), None);
}

async fn a_session_ends_alone(db: &TestDatabase) {
    let store = db.open().await;
    let account = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    let expires = time("2026-12-01T00:00:00Z");
    for token in ["desk", "phone"] {
        store
            .create_session(token.into(), account.id, now(), expires)
            .await
            .unwrap();
    }
    store.delete_session("desk").await.unwrap();
    store.delete_session("never there").await.unwrap();
    assert_eq!(store.find_session("desk", now()).await.unwrap(), None);
    assert_eq!(store.find_session("phone", now()).await.unwrap(), Some(account));
}

async fn expired_sessions_are_deleted(db: &TestDatabase) {
    let store = db.open().await;
    let account = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    let days = ["2026-11-24", "2026-11-25", "2026-11-26"].map(|day| time(&format!("{day}T00:00:00Z")));
    for (n, expires) in days.into_iter().enumerate() {
        store
            .create_session(format!("hash {n}"), account.id, now(), expires)
            .await
            .unwrap();
    }
    assert_eq!(store.delete_expired_sessions(days[1]).await.unwrap(), 2);
    assert_eq!(store.find_session("hash 1", now()).await.unwrap(), None);
    assert_eq!(store.find_session("hash 2", now()).await.unwrap(), Some(account));
}

async fn a_visitor_is_known_by_its_token(db: &TestDatabase) {
    let store = db.open().await;
    let first = visitor(&store, "first").await;
    let second = visitor(&store, "second").await;
    assert_ne!(first, second);
    assert_eq!(store.find_visitor("second").await.unwrap(), Some(second));
    assert_eq!(store.find_visitor("third").await.unwrap(), None);
    // The same token twice is an error and leaves nobody behind.
    let readers = async || db.query("SELECT CAST(count(*) AS text) FROM reader").await;
    let before = readers().await;
    assert!(store.create_visitor("first".into(), now()).await.is_err());
    assert_eq!(readers().await, before);
}
