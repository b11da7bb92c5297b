//! The meter: each view granted exactly once.

use crate::common::{
    TestDatabase, day, for_all, icd10cm, in_parallel, now, nth_code, on_both_databases, this_month, visitor,
};
use proptest::collection::vec;
use std::collections::{HashMap, HashSet};
use store::meter::View;

on_both_databases! {
    one_of_many_parallel_requests_gets_the_last_view,
    many_parallel_requests_for_one_page_use_one_view,
    two_server_nodes_count_as_one,
    parallel_requests_never_use_more_than_the_limit,
    opening_a_page_again_is_free,
    a_new_window_counts_anew,
    readers_and_code_systems_are_told_apart,
    a_limit_of_zero_grants_nothing,
    a_page_stays_open_when_the_limit_falls,
    requests_given_up_half_way_count_once_or_not_at_all,
    the_meter_agrees_with_its_rules,
}

async fn one_of_many_parallel_requests_gets_the_last_view(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let views = in_parallel((0..50).map(|n| {
        let store = store.clone();
        async move {
            store
                .record_view(reader, this_month(), &nth_code(n), 1, now())
                .await
                .unwrap()
        }
    }))
    .await;
    assert_eq!(views.iter().filter(|view| view.granted).count(), 1);
    assert!(views.iter().all(|view| view.used == 1), "{views:?}");
    assert_eq!(store.find_used(reader, this_month()).await.unwrap(), 1);
    assert_eq!(
        db.query("SELECT CAST(count(*) AS text) FROM page_view").await,
        ["1"]
    );
}

async fn many_parallel_requests_for_one_page_use_one_view(db: &TestDatabase) {
    let store = db.open().await;
    // With a limit of two, a second count of the same page would go unnoticed by the limit.
    for limit in [1, 2] {
        let reader = visitor(&store, &format!("guest with {limit}")).await;
        let views = in_parallel((0..50).map(|_| {
            let store = store.clone();
            async move {
                store
                    .record_view(reader, this_month(), &nth_code(0), limit, now())
                    .await
                    .unwrap()
            }
        }))
        .await;
        assert_eq!(
            views,
            vec![
                View {
                    granted: true,
                    used: 1
                };
                50
            ]
        );
        assert_eq!(store.find_used(reader, this_month()).await.unwrap(), 1);
    }
}

async fn two_server_nodes_count_as_one(db: &TestDatabase) {
    let nodes = [db.open().await, db.open().await];
    let reader = visitor(&nodes[0], "guest").await;
    let views = in_parallel((0..50).map(|n| {
        let store = nodes[n % 2].clone();
        // Ten pages, each asked for five times, on both nodes.
        let code = nth_code(n / 5);
        async move {
            (
                code.clone(),
                store
                    .record_view(reader, this_month(), &code, 3, now())
                    .await
                    .unwrap(),
            )
        }
    }))
    .await;
    let open: HashSet<_> = views
        .iter()
        .filter(|(_, view)| view.granted)
        .map(|(code, _)| code)
        .collect();
    assert_eq!(open.len(), 3, "{views:?}");
    for store in &nodes {
        assert_eq!(store.find_used(reader, this_month()).await.unwrap(), 3);
    }
}

async fn parallel_requests_never_use_more_than_the_limit(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "reader").await;
    let views = in_parallel((0..50).map(|n| {
        let store = store.clone();
        async move {
            store
                .record_view(reader, this_month(), &nth_code(n), 6, now())
                .await
                .unwrap()
        }
    }))
    .await;
    assert_eq!(views.iter().filter(|view| view.granted).count(), 6);
    assert!(views.iter().all(|view| view.used <= 6), "{views:?}");
    assert_eq!(store.find_used(reader, this_month()).await.unwrap(), 6);
    assert_eq!(
        db.query("SELECT CAST(count(*) AS text) FROM page_view").await,
        ["6"]
    );
}

async fn opening_a_page_again_is_free(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let open = async |n| {
        store
            .record_view(reader, this_month(), &nth_code(n), 1, now())
            .await
            .unwrap()
    };
    assert_eq!(store.find_used(reader, this_month()).await.unwrap(), 0);
    assert_eq!(
        open(1).await,
        View {
            granted: true,
            used: 1
        }
    );
    assert_eq!(
        open(1).await,
        View {
            granted: true,
            used: 1
        }
    );
    assert_eq!(
        open(2).await,
        View {
            granted: false,
            used: 1
        }
    );
    assert_eq!(
        open(1).await,
        View {
            granted: true,
            used: 1
        }
    );
}

async fn a_new_window_counts_anew(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    for window in [day("2026-11-01"), day("2026-12-01"), day("2027-01-01")] {
        let open = async |n| {
            store
                .record_view(reader, window, &nth_code(n), 1, now())
                .await
                .unwrap()
        };
        assert_eq!(
            open(1).await,
            View {
                granted: true,
                used: 1
            }
        );
        assert_eq!(
            open(2).await,
            View {
                granted: false,
                used: 1
            }
        );
    }
}

async fn readers_and_code_systems_are_told_apart(db: &TestDatabase) {
    let store = db.open().await;
    let (ann, bob) = (visitor(&store, "ann").await, visitor(&store, "bob").await);
    let codes = [
        icd10cm("M54.50"),
        codeset::Code::parse(codeset::CodeSystem::Icd10pcs, "M5450").unwrap(),
    ];
    for reader in [ann, bob] {
        for (n, code) in codes.iter().enumerate() {
            let view = store
                .record_view(reader, this_month(), code, 1, now())
                .await
                .unwrap();
            assert_eq!(
                view,
                View {
                    granted: n == 0,
                    used: 1
                }
            );
        }
    }
}

async fn a_limit_of_zero_grants_nothing(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let view = store
        .record_view(reader, this_month(), &nth_code(1), 0, now())
        .await
        .unwrap();
    assert_eq!(
        view,
        View {
            granted: false,
            used: 0
        }
    );
    let view = store
        .record_view(reader, this_month(), &nth_code(1), u32::MAX, now())
        .await
        .unwrap();
    assert_eq!(
        view,
        View {
            granted: true,
            used: 1
        }
    );
}

async fn a_page_stays_open_when_the_limit_falls(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "reader").await;
    for n in 0..3 {
        store
            .record_view(reader, this_month(), &nth_code(n), 3, now())
            .await
            .unwrap();
    }
    let view = store
        .record_view(reader, this_month(), &nth_code(0), 1, now())
        .await
        .unwrap();
    assert_eq!(
        view,
        View {
            granted: true,
            used: 3
        }
    );
    let view = store
        .record_view(reader, this_month(), &nth_code(9), 1, now())
        .await
        .unwrap();
    assert_eq!(
        view,
        View {
            granted: false,
            used: 3
        }
    );
}

async fn requests_given_up_half_way_count_once_or_not_at_all(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    for n in 0..60u64 {
        let store = store.clone();
        let code = nth_code(usize::try_from(n).unwrap());
        let request =
            tokio::spawn(async move { store.record_view(reader, this_month(), &code, 1000, now()).await });
        // The browser goes away while the request is at one step or another.
        tokio::time::sleep(std::time::Duration::from_micros(n * 50)).await;
        request.abort();
    }
    // Nobody is left holding the lock, and the count is that of the pages remembered.
    let view = store
        .record_view(reader, this_month(), &nth_code(99), 1000, now())
        .await
        .unwrap();
    assert!(view.granted);
    let remembered = db.query("SELECT CAST(count(*) AS text) FROM page_view").await;
    assert_eq!(
        remembered,
        [store.find_used(reader, this_month()).await.unwrap().to_string()]
    );
}

async fn the_meter_agrees_with_its_rules(db: &TestDatabase) {
    let store = db.open().await;
    let readers = [visitor(&store, "ann").await, visitor(&store, "bob").await];
    let windows = [day("2026-11-01"), day("2026-12-01")];
    let request = (0..2usize, 0..2usize, 0..5usize, 0..5u32);
    for_all(db.cases(64, 16), vec(request, 1..30), async |requests| {
        db.execute("DELETE FROM page_view").await;
        db.execute("DELETE FROM meter").await;
        let mut seen: HashMap<_, HashSet<_>> = HashMap::new();
        for (reader, window, code, limit) in requests {
            let pages = seen.entry((reader, window)).or_default();
            let granted = pages.contains(&code) || pages.len() < limit as usize;
            if granted {
                pages.insert(code);
            }
            let expected = View {
                granted,
                used: u32::try_from(pages.len()).unwrap(),
            };
            let view = store
                .record_view(readers[reader], windows[window], &nth_code(code), limit, now())
                .await
                .unwrap();
            assert_eq!(view, expected);
        }
    });
}
