//! Passages of manuals: which are found, for whom, on which day, and what is quoted of them.

use crate::fixtures::{day, search};
use case2code::Case2Code;
use case2code::life::{Settings, State};
use case2code::passages::{AskedPassages, PassageHit, PassageRecord, Passages};
use case2code::search::Search;
use codeset::Code;
use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;
use store::documents::{NewDocument, NewPassage};

fn record(id: i64, chapter: &str, section: &str, text: &str) -> PassageRecord {
    PassageRecord {
        id,
        document: "manual-2026".into(),
        document_title: "Manual".into(),
        edition: "2026".into(),
        chapter: chapter.into(),
        chapter_title: String::new(),
        section: section.into(),
        page: format!("{chapter}-{id}"),
        page_end: format!("{chapter}-{id}"),
        text: text.into(),
        valid_from: day("2026-01-01"),
        valid_to: None,
        needs_account: false,
        path: format!("/documents/manual-2026/x#p{id}"),
    }
}

/// Invented rules, in the manner of a billing manual.
fn records() -> Vec<PassageRecord> {
    vec![
        record(
            1,
            "I",
            "A. Visits",
            "Pens are blue. An E&M service on the same date of service as a minor surgical procedure may be reported \
             with modifier 25. However, it shall not be reported if its only purpose was to decide on the procedure. \
             Colours of forms are not regulated.",
        ),
        record(
            2,
            "IV",
            "B. Arthroscopy",
            "CPT codes 29870-29889 describe arthroscopic procedures of the knee. They shall not be reported with a \
             diagnostic arthroscopy (e.g., CPT code 29870) of the same knee.",
        ),
        record(
            3,
            "IX",
            "C. Imaging",
            "Fluoroscopic guidance is integral to the procedure. It is not separately reportable.",
        ),
        record(
            4,
            "I",
            "D. Terms",
            "A medically unlikely edit (MUE) is the maximum number of units that is expected. It says nothing of payment.",
        ),
        record(
            5,
            "VII",
            "E. Bladder",
            "Providers shall not report the following with an operation:\n\n• Insertion of a urinary catheter\n\n• Irrigation",
        ),
        record(
            6,
            "VIII",
            "C. Imaging",
            "Fluoroscopic guidance is integral to the procedure. It is not separately reportable.",
        ),
    ]
}

fn over(records: Vec<PassageRecord>) -> Search {
    search().with_passages(Arc::new(Passages::of(records)))
}

fn asked(words: &str) -> AskedPassages<'_> {
    AskedPassages {
        words,
        codes: &[],
        on: day("2026-03-01"),
        has_account: false,
        document: None,
        limit: 3,
    }
}

fn ids(hits: &[PassageHit]) -> Vec<i64> {
    hits.iter().map(|hit| hit.passage.id).collect()
}

fn quoted(hit: &PassageHit) -> Vec<&str> {
    hit.sentences
        .iter()
        .map(|(begin, end)| &hit.passage.text[*begin..*end])
        .collect()
}

#[test]
fn the_passage_that_answers_comes_first() {
    let search = over(records());
    for (question, first) in [
        (
            "Can I bill an office visit on the same day as a minor procedure?",
            1,
        ),
        ("is it ok to charge for fluoro", 3),
        ("what is an MUE?", 4),
        ("what is a medicaly unlikly edit", 4),
        ("may a Foley be billed with surgery", 5),
        ("may 29881 be reported with a diagnostic scope", 2),
    ] {
        let hits = search.find_passages(&asked(question));
        assert_eq!(ids(&hits).first(), Some(&first), "{question}");
        assert!(hits[0].matched > 0.5, "{question}: {}", hits[0].matched);
    }
    let nothing = search.find_passages(&asked("best pizza in Chicago"));
    assert!(nothing.iter().all(|hit| hit.matched < 0.3));
}

#[test]
fn what_answers_is_quoted_with_what_limits_it() {
    let search = over(records());
    let hits = search.find_passages(&asked("visit on the day of a minor procedure"));
    let sentences = quoted(&hits[0]);
    assert!(sentences[0].starts_with("An E&M service"), "{sentences:?}");
    assert!(sentences[1].starts_with("However"), "{sentences:?}");
    assert!(!sentences.iter().any(|sentence| sentence.starts_with("Colours")));
    let hits = search.find_passages(&asked("which catheter may not be reported with an operation"));
    assert!(
        quoted(&hits[0]).contains(&"• Insertion of a urinary catheter"),
        "{:?}",
        quoted(&hits[0])
    );
}

#[test]
fn codes_count_as_words_and_by_their_ranges() {
    let search = over(records());
    let codes = [Code::parse_procedure("29881").unwrap()];
    let hits = search.find_passages(&AskedPassages {
        codes: &codes,
        ..asked("which guidelines are there")
    });
    assert_eq!(ids(&hits), [2]);
}

#[test]
fn passages_that_say_the_same_come_once() {
    let search = over(records());
    assert_eq!(ids(&search.find_passages(&asked("fluoroscopic guidance"))), [3]);
}

#[test]
fn guests_never_get_what_needs_an_account() {
    let mut gated = records();
    for record in &mut gated {
        record.needs_account = true;
    }
    let search = over(gated);
    for words in ["fluoroscopy", "modifier 25", "29881", "MUE", ""] {
        assert!(search.find_passages(&asked(words)).is_empty(), "{words}");
    }
    let with = AskedPassages {
        has_account: true,
        ..asked("fluoroscopy")
    };
    assert_eq!(ids(&search.find_passages(&with)), [3]);
}

#[test]
fn an_edition_counts_for_its_days_and_the_newest_wins() {
    let mut all = Vec::new();
    for (number, (slug, from, to)) in [
        ("manual-2024", "2024-01-01", Some("2025-01-01")),
        ("manual-2025", "2025-01-01", None),
        ("manual-2026", "2026-01-01", None),
    ]
    .into_iter()
    .enumerate()
    {
        all.push(PassageRecord {
            document: slug.into(),
            valid_from: day(from),
            valid_to: to.map(day),
            ..record(
                number as i64,
                "I",
                "A",
                &format!("Fluoroscopy is included. Edition {slug}."),
            )
        });
    }
    let search = over(all);
    let on = |date| AskedPassages {
        on: day(date),
        ..asked("fluoroscopy")
    };
    assert_eq!(ids(&search.find_passages(&on("2023-12-31"))), Vec::<i64>::new());
    assert_eq!(ids(&search.find_passages(&on("2024-06-01"))), [0]);
    assert_eq!(ids(&search.find_passages(&on("2025-01-01"))), [1]);
    assert_eq!(ids(&search.find_passages(&on("2026-01-01"))), [2]);
    let named = |slug| AskedPassages {
        document: Some(slug),
        ..on("2026-01-01")
    };
    assert_eq!(ids(&search.find_passages(&named("manual-2025"))), [1]);
    assert_eq!(
        ids(&search.find_passages(&named("manual-2024"))),
        Vec::<i64>::new()
    );
    assert_eq!(ids(&search.find_passages(&named("other"))), Vec::<i64>::new());
}

#[test]
fn whatever_is_asked_gets_an_answer_in_time() {
    // As many passages as a large manual has.
    let many = (0..3_000).map(|id| {
        let text = format!(
            "{} Point {id} of code {}.",
            records()[id as usize % 6].text,
            10_000 + id
        );
        record(id, "I", "A", &text)
    });
    let search = over(many.collect());
    for words in [
        String::new(),
        "the of and with".into(),
        "a".repeat(100_000),
        "modifier 25 ".repeat(9_000),
        (0..10_000).map(|n| format!("{n:05} ")).collect(),
        "(a+)+$ .* [^x] \\ {9999} ~^ +fluoroscopy -knee \"modifier AND OR NOT text:x^9 /re/ [* TO *]".into(),
        "🩺🦴 💉".into(),
        "fluoro\u{200b}scopy\u{202e} \u{feff}".into(),
        "腰痛 ألم أسفل الظهر".into(),
        "<script>alert(1)</script> <b>modifier</b>".into(),
        "'; DROP TABLE passage; --".into(),
        "\0\u{1}\u{7f}".into(),
        "́".repeat(5_000),
        "service service report reported procedure physician".into(),
    ] {
        let begin = Instant::now();
        let hits = search.find_passages(&asked(&words));
        let shown: String = words.chars().take(30).collect();
        assert!(begin.elapsed() < Duration::from_secs(2), "{shown}");
        assert!(hits.len() <= 3, "{shown}");
    }
    assert_eq!(
        search.find_passages(&asked("fluoro\u{200b}scopy")).len(),
        search.find_passages(&asked("fluoroscopy")).len()
    );
    assert!(search.find_passages(&asked("the of and with")).is_empty());
    let no_passages = over(Vec::new());
    assert!(no_passages.find_passages(&asked("modifier 25")).is_empty());
}

#[test]
fn odd_passages_are_read() {
    let odd = [
        "",
        " ",
        "\u{200b}",
        "12.",
        "...",
        ":",
        "•\n•\n",
        "a:\n\n",
        "é́́ “”",
        "Ünïcödé – – ”.) x",
    ];
    let all = odd
        .iter()
        .enumerate()
        .map(|(id, text)| record(id as i64, "", "", text));
    let search = over(all.collect());
    for words in odd {
        for hit in search.find_passages(&asked(words)) {
            assert!(hit.sentences.iter().all(|(begin, end)| begin < end));
        }
    }
}

proptest! {
    #[test]
    fn any_question_of_any_text_is_answered(words in "\\PC{0,120}", text in "(\\PC|[ .:\\n•()1]){0,200}") {
        let text = format!("{text} {words}");
        let search = over(vec![record(1, "I", "A", &text)]);
        for hit in search.find_passages(&asked(&words)) {
            prop_assert!((0.0..=1.0001).contains(&hit.matched));
            for pair in hit.sentences.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0);
            }
            for (begin, end) in hit.sentences {
                prop_assert!(text.get(begin..end).is_some());
            }
        }
    }
}

async fn save(store: &Store, text: &str) {
    let document = NewDocument {
        slug: "rules-2026".into(),
        title: "Rules".into(),
        edition: "2026".into(),
        valid_from: day("2026-01-01"),
        valid_to: None,
        file_name: "rules.txt".into(),
        sha256: format!("{:064}", text.len()),
        pages: 1,
        needs_account: false,
    };
    let passage = NewPassage {
        chapter: "I".into(),
        chapter_title: "Rules".into(),
        section: "A".into(),
        page: "I-1".into(),
        page_end: "I-1".into(),
        text: text.into(),
    };
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    store.save_document(document, vec![passage], now).await.unwrap();
}

async fn found(search: &Case2Code, words: &str) -> Vec<String> {
    match search.state().await.unwrap() {
        State::Ready(search) => search
            .find_passages(&asked(words))
            .iter()
            .map(|hit| hit.passage.path.clone())
            .collect(),
        State::Building(_) => vec!["building".into()],
    }
}

#[tokio::test]
async fn a_document_is_found_as_soon_as_it_is_loaded_and_gone_when_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("a.db").display()))
        .await
        .unwrap();
    let search = Case2Code::new(store.clone(), Settings::default());
    search.refresh().await.unwrap();
    assert_eq!(found(&search, "zebra").await, Vec::<String>::new());
    let State::Ready(before) = search.state().await.unwrap() else {
        panic!("the index is small");
    };
    save(&store, "A zebra is reported by its stripes.").await;
    assert!(search.refresh().await.unwrap());
    assert!(!search.refresh().await.unwrap(), "nothing has changed");
    assert_eq!(found(&search, "zebra").await, ["/documents/rules-2026/i#p1"]);
    let State::Ready(after) = search.state().await.unwrap() else {
        panic!("the index is small");
    };
    assert!(
        Arc::ptr_eq(&before.catalogue, &after.catalogue),
        "the codes are the same"
    );
    save(&store, "An okapi is reported by its legs.").await;
    assert!(search.refresh().await.unwrap());
    assert_eq!(found(&search, "okapi").await.len(), 1);
    assert_eq!(found(&search, "zebra").await.len(), 0);
    store.remove_document("rules-2026").await.unwrap();
    assert!(search.refresh().await.unwrap());
    assert_eq!(found(&search, "okapi").await.len(), 0);
}
