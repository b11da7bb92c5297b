//! Accounts.

use crate::common::{
    TestDatabase, in_parallel, new_account, now, nth_code, on_both_databases, this_month, visitor,
};
use codeset::access::Plan;
use store::StoreError;
use store::accounts::NewAccount;

on_both_databases! {
    registering_keeps_what_the_guest_used,
    registering_forgets_what_the_guest_used_in_another_window,
    an_address_has_one_account_in_any_spelling,
    one_of_many_registrations_of_an_address_succeeds,
    a_plan_is_changed_by_address,
    accounts_are_listed_from_the_oldest,
}

async fn registering_keeps_what_the_guest_used(db: &TestDatabase) {
    let store = db.open().await;
    let guest = visitor(&store, "guest").await;
    for n in [1, 2] {
        store
            .record_view(guest, this_month(), &nth_code(n), 2, now())
            .await
            .unwrap();
    }
    let account = store
        .create_account(NewAccount {
            visitor_reader: Some(guest),
            ..new_account("ann@example.org")
        })
        .await
        .unwrap();
    assert_ne!(account.reader_id, guest);
    assert_eq!(store.find_used(account.reader_id, this_month()).await.unwrap(), 2);
    // What the guest saw is open to the account and not counted again; one more of three is left.
    for (n, granted, used) in [(1, true, 2), (2, true, 2), (3, true, 3), (4, false, 3)] {
        let view = store
            .record_view(account.reader_id, this_month(), &nth_code(n), 3, now())
            .await
            .unwrap();
        assert_eq!((view.granted, view.used), (granted, used), "code {n}");
    }
    // Signed out, the guest stands where it stood.
    assert_eq!(store.find_used(guest, this_month()).await.unwrap(), 2);
}

async fn registering_forgets_what_the_guest_used_in_another_window(db: &TestDatabase) {
    let store = db.open().await;
    let guest = visitor(&store, "guest").await;
    let october = "2026-10-01".parse().unwrap();
    store
        .record_view(guest, october, &nth_code(1), 1, now())
        .await
        .unwrap();
    let account = store
        .create_account(NewAccount {
            visitor_reader: Some(guest),
            ..new_account("ann@example.org")
        })
        .await
        .unwrap();
    assert_eq!(store.find_used(account.reader_id, this_month()).await.unwrap(), 0);
    assert_eq!(store.find_used(account.reader_id, october).await.unwrap(), 0);
}

async fn an_address_has_one_account_in_any_spelling(db: &TestDatabase) {
    let store = db.open().await;
    let first = store
        .create_account(new_account(" Ann.Ähn@Example.org "))
        .await
        .unwrap();
    assert_eq!(first.email, "Ann.Ähn@Example.org");
    let refused = store
        .create_account(new_account("ann.ähn@EXAMPLE.ORG"))
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::EmailTaken), "{refused:?}");
    assert_eq!(
        store.find_account("ANN.ÄHN@example.org").await.unwrap(),
        Some(first)
    );
    for stranger in ["ann@example.org", "", "\0", "' OR 1=1 --", &"a".repeat(10_000)] {
        assert_eq!(store.find_account(stranger).await.unwrap(), None);
    }
    // The refused one left nobody behind.
    assert_eq!(db.query("SELECT CAST(count(*) AS text) FROM reader").await, ["1"]);
    assert_eq!(store.list_accounts().await.unwrap().len(), 1);
}

async fn one_of_many_registrations_of_an_address_succeeds(db: &TestDatabase) {
    let nodes = [db.open().await, db.open().await];
    let outcomes = in_parallel((0..10).map(|n| {
        let store = nodes[n % 2].clone();
        async move { store.create_account(new_account("ann@example.org")).await }
    }))
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let taken = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(StoreError::EmailTaken)))
        .count();
    assert_eq!(taken, 9, "{outcomes:?}");
}

async fn a_plan_is_changed_by_address(db: &TestDatabase) {
    let store = db.open().await;
    let created = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    assert_eq!(created.plan(), Plan::Free);
    for plan in Plan::OF_ACCOUNTS {
        assert!(store.save_plan("Ann@example.org", plan).await.unwrap());
        assert_eq!(
            store
                .find_account("ann@example.org")
                .await
                .unwrap()
                .unwrap()
                .plan(),
            plan
        );
    }
    assert!(!store.save_plan("bob@example.org", Plan::Staff).await.unwrap());
}

async fn accounts_are_listed_from_the_oldest(db: &TestDatabase) {
    let store = db.open().await;
    for name in ["zoe", "ann", "max"] {
        store
            .create_account(new_account(&format!("{name}@example.org")))
            .await
            .unwrap();
    }
    let listed = store.list_accounts().await.unwrap();
    let addresses: Vec<&str> = listed.iter().map(|account| account.email.as_str()).collect();
    assert_eq!(
        addresses,
        ["zoe@example.org", "ann@example.org", "max@example.org"]
    );
}
