//! Questions: each granted exactly once, kept for its reader alone.

use crate::common::{
    TestDatabase, day, in_parallel, new_account, now, on_both_databases, this_month, visitor,
};
use codeset::access::Plan;
use store::Store;
use store::accounts::NewAccount;
use store::questions::{Asked, NewAnswer, NewQuestion, Verdict};

on_both_databases! {
    one_of_many_parallel_requests_gets_the_last_question,
    the_same_question_many_times_at_once_is_one,
    two_server_nodes_count_questions_as_one,
    requests_given_up_half_way_count_a_question_once_or_not_at_all,
    asking_the_same_again_is_free_and_anything_else_counts,
    a_follow_up_is_another_question_after_another_question,
    a_limit_of_zero_grants_no_question,
    registering_keeps_what_the_guest_asked,
    an_answer_and_a_verdict_stay_with_the_question,
    another_answer_forgets_the_verdict,
    a_question_is_its_readers_own,
    deleting_gives_nothing_back,
    questions_of_guests_are_swept_and_those_of_accounts_kept,
    strange_words_come_back_as_they_were,
}

fn question(reader_id: i64, text: &str) -> NewQuestion {
    NewQuestion {
        reader_id,
        window_start: this_month(),
        after: None,
        text: text.to_owned(),
        about: String::new(),
        on_date: None,
        zip: None,
        plan: Plan::Guest,
        now: now(),
    }
}

async fn ask(store: &Store, new: NewQuestion, limit: u32) -> Asked {
    store.record_question(new, limit).await.unwrap()
}

async fn answered(store: &Store, id: i64, answer: &str) {
    let answer = NewAnswer {
        outcome: "answered",
        topic: "{}",
        answer,
    };
    store.save_answer(id, answer).await.unwrap();
}

async fn count(db: &TestDatabase) -> String {
    db.query("SELECT CAST(count(*) AS text) FROM question")
        .await
        .remove(0)
}

async fn one_of_many_parallel_requests_gets_the_last_question(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let asked = in_parallel((0..50).map(|n| {
        let store = store.clone();
        async move { ask(&store, question(reader, &format!("What is {n}?")), 1).await }
    }))
    .await;
    assert_eq!(asked.iter().filter(|asked| asked.granted.is_some()).count(), 1);
    assert!(asked.iter().all(|asked| asked.used == 1), "{asked:?}");
    assert_eq!(store.find_questions_used(reader, this_month()).await.unwrap(), 1);
    assert_eq!(count(db).await, "1");
}

async fn the_same_question_many_times_at_once_is_one(db: &TestDatabase) {
    let store = db.open().await;
    for limit in [1, 2] {
        let reader = visitor(&store, &format!("guest with {limit}")).await;
        let asked = in_parallel((0..50).map(|_| {
            let store = store.clone();
            async move { ask(&store, question(reader, "What is 97150?"), limit).await }
        }))
        .await;
        let first = asked[0];
        assert!(first.granted.is_some() && first.used == 1, "{first:?}");
        assert!(asked.iter().all(|asked| *asked == first), "{asked:?}");
    }
    assert_eq!(count(db).await, "2");
}

async fn two_server_nodes_count_questions_as_one(db: &TestDatabase) {
    let nodes = [db.open().await, db.open().await];
    let reader = visitor(&nodes[0], "guest").await;
    let asked = in_parallel((0..50).map(|n| {
        let store = nodes[n % 2].clone();
        async move { ask(&store, question(reader, &format!("What is {}?", n / 5)), 3).await }
    }))
    .await;
    let mut granted: Vec<_> = asked.iter().filter_map(|asked| asked.granted).collect();
    granted.sort_unstable();
    granted.dedup();
    assert_eq!(granted.len(), 3, "{asked:?}");
    for store in &nodes {
        let used = store.find_questions_used(reader, this_month()).await.unwrap();
        assert_eq!(used, 3);
    }
}

async fn requests_given_up_half_way_count_a_question_once_or_not_at_all(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    for n in 0..60u64 {
        let store = store.clone();
        let request = tokio::spawn(async move {
            store
                .record_question(question(reader, &format!("What is {n}?")), 1000)
                .await
        });
        tokio::time::sleep(std::time::Duration::from_micros(n * 50)).await;
        request.abort();
    }
    assert!(
        ask(&store, question(reader, "And now?"), 1000)
            .await
            .granted
            .is_some()
    );
    let used = store.find_questions_used(reader, this_month()).await.unwrap();
    assert_eq!(count(db).await, used.to_string());
}

async fn asking_the_same_again_is_free_and_anything_else_counts(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let first = ask(&store, question(reader, "What is 97150?"), 9).await;
    assert_eq!(ask(&store, question(reader, "What is 97150?"), 9).await, first);
    // Even when nothing is left.
    assert_eq!(ask(&store, question(reader, "What is 97150?"), 1).await, first);
    let refused = ask(&store, question(reader, "What is 97110?"), 1).await;
    assert_eq!((refused.granted, refused.used), (None, 1));
    let mut used = 1;
    for other in [
        NewQuestion {
            about: "cpt/97150".into(),
            ..question(reader, "What is 97150?")
        },
        NewQuestion {
            on_date: Some(day("2025-03-01")),
            ..question(reader, "What is 97150?")
        },
        NewQuestion {
            zip: Some("10001".into()),
            ..question(reader, "What is 97150?")
        },
        NewQuestion {
            window_start: this_month(),
            ..question(reader, "What is 97150 ?")
        },
    ] {
        used += 1;
        let asked = ask(&store, other, 9).await;
        assert!(asked.granted.is_some() && asked.granted != first.granted);
        assert_eq!(asked.used, used);
    }
    let december = NewQuestion {
        window_start: day("2026-12-01"),
        ..question(reader, "What is 97150?")
    };
    assert_eq!(ask(&store, december, 1).await.used, 1);
}

async fn a_follow_up_is_another_question_after_another_question(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let after = |id: Option<i64>, text: &str| NewQuestion {
        after: id,
        ..question(reader, text)
    };
    let first = ask(&store, question(reader, "97110 with 97140?"), 9)
        .await
        .granted;
    let second = ask(&store, after(first, "And the modifier?"), 9).await.granted;
    // Once more at the same place, and right below itself.
    assert_eq!(
        ask(&store, after(first, "And the modifier?"), 9).await.granted,
        second
    );
    assert_eq!(
        ask(&store, after(second, "And the modifier?"), 9).await.granted,
        second
    );
    let third = ask(&store, after(second, "97530 with 97140?"), 9).await.granted;
    let fourth = ask(&store, after(third, "And the modifier?"), 9).await;
    assert!(fourth.granted != second && fourth.used == 4, "{fourth:?}");
    let conversation = store.list_conversation(first.unwrap(), reader).await.unwrap();
    let ids: Vec<_> = conversation.iter().map(|question| Some(question.id)).collect();
    assert_eq!(ids, [first, second, third, fourth.granted]);
    // What somebody else asked is followed by nothing.
    let stranger = visitor(&store, "stranger").await;
    let asked = NewQuestion {
        after: first,
        ..question(stranger, "And the modifier?")
    };
    let own = ask(&store, asked, 9).await.granted.unwrap();
    let own = store.find_question(own, stranger).await.unwrap().unwrap();
    assert_eq!((own.conversation_id, own.parent_id), (own.id, None));
}

async fn a_limit_of_zero_grants_no_question(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let refused = ask(&store, question(reader, "What is 97150?"), 0).await;
    assert_eq!((refused.granted, refused.used), (None, 0));
    assert_eq!(count(db).await, "0");
}

async fn registering_keeps_what_the_guest_asked(db: &TestDatabase) {
    let store = db.open().await;
    let guest = visitor(&store, "guest").await;
    let asked = ask(&store, question(guest, "What is 97150?"), 1).await;
    let account = store
        .create_account(NewAccount {
            visitor_reader: Some(guest),
            ..new_account("ann@example.org")
        })
        .await
        .unwrap();
    let reader = account.reader_id;
    assert_eq!(store.find_questions_used(reader, this_month()).await.unwrap(), 1);
    // It is the account's now, and asking it again is free.
    assert_eq!(ask(&store, question(reader, "What is 97150?"), 5).await, asked);
    assert_eq!(store.list_questions(reader, 9).await.unwrap().len(), 1);
    assert_eq!(store.list_questions(guest, 9).await.unwrap(), []);
    // Signed out, the guest has used its own.
    let refused = ask(&store, question(guest, "What is 97110?"), 1).await;
    assert_eq!((refused.granted, refused.used), (None, 1));
}

async fn an_answer_and_a_verdict_stay_with_the_question(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let id = ask(&store, question(reader, "What is 97150?"), 9)
        .await
        .granted
        .unwrap();
    let judge = async |verdict, reason: Option<&str>| {
        store
            .judge_question(id, reader, verdict, reason.map(str::to_owned), now())
            .await
            .unwrap()
    };
    assert!(!judge(Verdict::Helpful, None).await, "there is no answer yet");
    answered(&store, id, "{\"a\":1}").await;
    assert!(judge(Verdict::Helpful, None).await);
    assert!(judge(Verdict::Wrong, Some("the indicator is 0")).await);
    let kept = store.find_question(id, reader).await.unwrap().unwrap();
    assert_eq!(kept.answer.as_deref(), Some("{\"a\":1}"));
    assert_eq!(kept.outcome.as_deref(), Some("answered"));
    assert_eq!(kept.reason.as_deref(), Some("the indicator is 0"));
    assert_eq!(kept.judged_at, Some(now()));
    // The same answer again changes nothing.
    answered(&store, id, "{\"a\":1}").await;
    let wrong = store.list_all_questions(Some(Verdict::Wrong), 9).await.unwrap();
    assert_eq!(wrong, [kept]);
    let helpful = store.list_all_questions(Some(Verdict::Helpful), 9).await;
    assert_eq!(helpful.unwrap(), []);
    assert_eq!(store.list_all_questions(None, 9).await.unwrap().len(), 1);
    assert_eq!(store.list_all_questions(None, 0).await.unwrap(), []);
}

async fn another_answer_forgets_the_verdict(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    let id = ask(&store, question(reader, "What is 97150?"), 9)
        .await
        .granted
        .unwrap();
    answered(&store, id, "first").await;
    let reason = Some("why".to_owned());
    assert!(
        store
            .judge_question(id, reader, Verdict::Wrong, reason, now())
            .await
            .unwrap()
    );
    answered(&store, id, "second").await;
    let kept = store.find_question(id, reader).await.unwrap().unwrap();
    assert_eq!(
        (kept.answer.as_deref(), kept.verdict, kept.reason),
        (Some("second"), None, None)
    );
}

async fn a_question_is_its_readers_own(db: &TestDatabase) {
    let store = db.open().await;
    let (ann, bob) = (visitor(&store, "ann").await, visitor(&store, "bob").await);
    let id = ask(&store, question(ann, "What is 97150?"), 9)
        .await
        .granted
        .unwrap();
    answered(&store, id, "an answer").await;
    assert_eq!(store.find_question(id, bob).await.unwrap(), None);
    assert_eq!(store.list_conversation(id, bob).await.unwrap(), []);
    assert_eq!(store.delete_conversation(id, bob).await.unwrap(), 0);
    assert_eq!(store.delete_questions(bob).await.unwrap(), 0);
    let judged = store.judge_question(id, bob, Verdict::Wrong, None, now()).await;
    assert!(!judged.unwrap());
    let kept = store.find_question(id, ann).await.unwrap().unwrap();
    assert_eq!((kept.text.as_str(), kept.verdict), ("What is 97150?", None));
}

async fn deleting_gives_nothing_back(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "reader").await;
    let first = ask(&store, question(reader, "What is 97150?"), 3)
        .await
        .granted
        .unwrap();
    let follow_up = NewQuestion {
        after: Some(first),
        ..question(reader, "And 97110?")
    };
    ask(&store, follow_up, 3).await;
    ask(&store, question(reader, "What is 97140?"), 3).await;
    assert_eq!(store.delete_conversation(first, reader).await.unwrap(), 2);
    assert_eq!(store.list_questions(reader, 9).await.unwrap().len(), 1);
    assert_eq!(store.delete_questions(reader).await.unwrap(), 1);
    assert_eq!(count(db).await, "0");
    let refused = ask(&store, question(reader, "What is 97150?"), 3).await;
    assert_eq!((refused.granted, refused.used), (None, 3));
}

async fn questions_of_guests_are_swept_and_those_of_accounts_kept(db: &TestDatabase) {
    let store = db.open().await;
    let guest = visitor(&store, "guest").await;
    let account = store
        .create_account(new_account("ann@example.org"))
        .await
        .unwrap();
    for reader in [guest, account.reader_id] {
        ask(&store, question(reader, "What is 97150?"), 9).await;
    }
    let days = chrono::Duration::days;
    assert_eq!(store.delete_questions_of_guests(now()).await.unwrap(), 0);
    assert_eq!(
        store.delete_questions_of_guests(now() + days(1)).await.unwrap(),
        1
    );
    assert_eq!(store.list_questions(guest, 9).await.unwrap(), []);
    assert_eq!(store.list_questions(account.reader_id, 9).await.unwrap().len(), 1);
}

async fn strange_words_come_back_as_they_were(db: &TestDatabase) {
    let store = db.open().await;
    let reader = visitor(&store, "guest").await;
    for text in [
        "'; DROP TABLE question; --",
        "ألم 🩺 \u{202e}\u{200b}",
        &"x".repeat(20_000),
    ] {
        let id = ask(&store, question(reader, text), 9).await.granted.unwrap();
        let kept = store.find_question(id, reader).await.unwrap().unwrap();
        assert_eq!(kept.text, text);
    }
}
