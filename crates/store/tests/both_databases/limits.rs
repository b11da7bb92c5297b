//! Tallies.

use crate::common::{TestDatabase, in_parallel, on_both_databases, time};

on_both_databases! {
    a_tally_grants_its_limit_and_no_more,
    what_is_taken_back_makes_room_for_one_more,
    tallies_of_two_server_nodes_grant_exactly_the_limit_together,
    old_tallies_are_forgotten,
}

async fn a_tally_grants_its_limit_and_no_more(db: &TestDatabase) {
    let store = db.open().await;
    let (today, tomorrow) = (time("2026-11-23T00:00:00Z"), time("2026-11-24T00:00:00Z"));
    for expected in [true, true, false, false] {
        assert_eq!(
            store.tally_within("guests 192.0.2.0/24", today, 2).await.unwrap(),
            expected
        );
    }
    assert_eq!(store.find_tally("guests 192.0.2.0/24", today).await.unwrap(), 2);
    // A higher limit makes room, another bucket or window counts by itself.
    assert!(
        store
            .tally_within("guests 192.0.2.0/24", today, u32::MAX)
            .await
            .unwrap()
    );
    assert!(
        store
            .tally_within("guests 198.51.100.0/24", today, 1)
            .await
            .unwrap()
    );
    assert!(
        store
            .tally_within("guests 192.0.2.0/24", tomorrow, 1)
            .await
            .unwrap()
    );
    assert!(!store.tally_within("nobody", today, 0).await.unwrap());
    assert_eq!(store.find_tally("nobody", today).await.unwrap(), 0);
}

async fn what_is_taken_back_makes_room_for_one_more(db: &TestDatabase) {
    let store = db.open().await;
    let (now, then) = (time("2026-11-23T10:00:00Z"), time("2026-11-23T10:15:00Z"));
    let within = async |bucket| store.tally_within(bucket, now, 1).await.unwrap();
    assert!(within("guesses").await && !within("guesses").await);
    store.untally("guesses", then).await.unwrap();
    store.untally("others", now).await.unwrap();
    assert!(!within("guesses").await, "another window, another bucket");
    store.untally("guesses", now).await.unwrap();
    store.untally("guesses", now).await.unwrap();
    assert_eq!(
        store.find_tally("guesses", now).await.unwrap(),
        0,
        "never below nothing"
    );
    assert!(within("guesses").await && !within("guesses").await);
}

async fn tallies_of_two_server_nodes_grant_exactly_the_limit_together(db: &TestDatabase) {
    let nodes = [db.open().await, db.open().await];
    let window = time("2026-11-23T00:00:00Z");
    let granted = in_parallel((0..50).map(|n| {
        let store = nodes[n % 2].clone();
        async move { store.tally_within("sign-in", window, 7).await.unwrap() }
    }))
    .await;
    assert_eq!(granted.iter().filter(|granted| **granted).count(), 7);
    assert_eq!(nodes[0].find_tally("sign-in", window).await.unwrap(), 7);
}

async fn old_tallies_are_forgotten(db: &TestDatabase) {
    let store = db.open().await;
    let days = ["2026-11-21", "2026-11-22", "2026-11-23"].map(|day| time(&format!("{day}T00:00:00Z")));
    for day in days {
        store.tally_within("bucket", day, 5).await.unwrap();
    }
    assert_eq!(store.delete_tallies(days[2]).await.unwrap(), 2);
    assert_eq!(store.find_tally("bucket", days[1]).await.unwrap(), 0);
    assert_eq!(store.find_tally("bucket", days[2]).await.unwrap(), 1);
}
