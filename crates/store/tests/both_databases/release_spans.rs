//! The spans of a dated table depend on the set of loaded releases alone, whatever the order in which they
//! came, were repeated, corrected and removed: a model that knows only the set foretells them.

use crate::common::{
    TestDatabase, code_row, cpt, day, for_all, load, load_release, on_both_databases, stamp,
};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::CodeRow;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use std::collections::BTreeMap;
use store::Store;

on_both_databases! {
    any_order_of_loads_and_removals_gives_the_spans_of_the_set_of_releases,
}

const CODES: [&str; 6] = ["97110", "97112", "97140", "97150", "97161", "97530"];
const DAYS: [&str; 5] = [
    "2024-01-01",
    "2024-04-01",
    "2024-07-01",
    "2024-10-01",
    "2025-01-01",
];
/// Two sources in one table. The table does not mind that they name the same codes.
const SOURCES: [Source; 2] = [Source::CptDescriptors, Source::Hcpcs];

/// What a row says: differences in every kind of column, and a null.
const CONTENTS: [(bool, Option<&str>, &str); 3] = [
    (true, None, "Therapy"),
    (true, Some(""), "Therapy"),
    (false, None, "Therapy"),
];

/// What a release lists for each code, if anything: an index of [`CONTENTS`].
type Listed = [Option<usize>; CODES.len()];

#[derive(Clone, Debug)]
struct Load {
    source: usize,
    day: usize,
    label: String,
    listed: Listed,
    edition: i32,
    /// The same file comes once more, at once.
    again: bool,
    /// The release is taken out after it.
    removed: Option<(usize, usize)>,
}

/// The releases that are loaded, by source and day.
type Loaded = BTreeMap<(usize, usize), Load>;

/// A span as the table holds it: source, code, content, first day, end, label of its release.
type Span = (
    &'static str,
    &'static str,
    usize,
    NaiveDate,
    Option<NaiveDate>,
    String,
);

fn releases() -> impl Strategy<Value = Vec<Load>> {
    let listed = proptest::array::uniform6(proptest::option::weighted(0.8, 0..CONTENTS.len()));
    let release = (0..SOURCES.len(), 0..DAYS.len());
    let removed = proptest::option::weighted(0.3, release.clone());
    let one = (release, 0..2, listed, proptest::bool::weighted(0.2), removed);
    // Of 3 to 9 loads on five days of two sources some are corrections, and any order comes up.
    (vec(one, 3..=9), Just(())).prop_map(|(loads, ())| {
        let number = |(n, ((source, day), edition, listed, again, removed)): (usize, _)| Load {
            source,
            day,
            label: format!("load {n}"),
            listed,
            edition,
            again,
            removed,
        };
        loads.into_iter().enumerate().map(number).collect()
    })
}

/// The spans that follow from a set of releases, by their definition.
fn foretell(loaded: &Loaded) -> Vec<Span> {
    let mut spans = Vec::new();
    for (source, slug) in SOURCES.iter().map(|source| source.slug()).enumerate() {
        let set: Vec<&Load> = loaded
            .range((source, 0)..(source + 1, 0))
            .map(|(_, load)| load)
            .collect();
        for (n, code) in CODES.iter().enumerate() {
            let mut open: Option<Span> = None;
            for load in &set {
                let from = day(DAYS[load.day]);
                if open.as_ref().map(|span| span.2) == load.listed[n] {
                    continue;
                }
                if let Some(mut span) = open.take() {
                    span.4 = Some(from);
                    spans.push(span);
                }
                open = load.listed[n].map(|content| (slug, *code, content, from, None, load.label.clone()));
            }
            spans.extend(open);
        }
    }
    spans.sort();
    spans
}

/// The codes that the database knows.
const NAMED: &str = "SELECT code FROM code ORDER BY code";

/// The codes that any of the releases names.
fn named(loaded: &Loaded) -> Vec<String> {
    let is_named = |n: usize| loaded.values().any(|load| load.listed[n].is_some());
    let named = CODES.iter().enumerate().filter(|(n, _)| is_named(*n));
    named.map(|(_, code)| (*code).to_owned()).collect()
}

async fn read(store: &Store) -> Vec<Span> {
    let mut spans = Vec::new();
    for code in CODES {
        for version in store.list_versions(&cpt(code)).await.unwrap() {
            let row = &version.row;
            let said = (row.billable, row.short_title.as_deref(), &*row.long_title);
            let content = CONTENTS.iter().position(|content| *content == said).unwrap();
            let source = SOURCES
                .iter()
                .map(|source| source.slug())
                .find(|slug| *slug == row.source)
                .unwrap();
            assert_eq!(version.release.source, source);
            spans.push((
                source,
                code,
                content,
                row.valid_from,
                row.valid_to,
                version.release.label,
            ));
        }
    }
    spans.sort();
    spans
}

fn rows(listed: &Listed) -> impl Iterator<Item = CodeRow> {
    CODES.iter().zip(listed).filter_map(|(code, content)| {
        let (billable, short_title, long_title) = CONTENTS[(*content)?];
        let short_title = short_title.map(str::to_owned);
        Some(CodeRow {
            billable,
            short_title,
            ..code_row(&cpt(code), long_title)
        })
    })
}

async fn any_order_of_loads_and_removals_gives_the_spans_of_the_set_of_releases(db: &TestDatabase) {
    let store = db.open().await;
    for_all(db.cases(64, 24), releases(), async |loads| {
        db.execute("DELETE FROM code_version; DELETE FROM code; DELETE FROM release")
            .await;
        let mut loaded = Loaded::new();
        for (n, one) in loads.iter().enumerate() {
            let info = ReleaseInfo {
                revision: one.edition,
                ..ReleaseInfo::new(SOURCES[one.source], one.label.clone(), day(DAYS[one.day]))
            };
            let place = (one.source, one.day);
            let mut loading = store.load(stamp()).await.unwrap();
            let counts = load_release(&mut loading, &info, rows(&one.listed)).await;
            loading.commit().await.unwrap();
            // A later edition of the same release stands.
            if loaded
                .get(&place)
                .is_some_and(|earlier| earlier.edition > one.edition)
            {
                assert_eq!(counts, None);
            } else {
                let counts = counts.unwrap();
                assert_eq!(counts.read, rows(&one.listed).count() as u64);
                assert_eq!(counts.added + counts.unchanged, counts.read);
                loaded.insert(place, one.clone());
            }
            assert_eq!(read(&store).await, foretell(&loaded), "after load {n}");
            assert_eq!(db.query(NAMED).await, named(&loaded), "after load {n}");
            if one.again && loaded[&place].label == one.label {
                let counts = load(&store, &info, rows(&one.listed)).await;
                assert_eq!(
                    (counts.added, counts.closed, counts.unchanged),
                    (0, 0, counts.read)
                );
                assert_eq!(read(&store).await, foretell(&loaded), "after load {n} came again");
            }
            if let Some((source, on)) = one.removed {
                let removed = store
                    .remove_release(SOURCES[source], day(DAYS[on]))
                    .await
                    .unwrap();
                let expected = loaded.remove(&(source, on));
                assert_eq!(
                    removed.map(|release| release.label),
                    expected.map(|load| load.label)
                );
                assert_eq!(
                    read(&store).await,
                    foretell(&loaded),
                    "after the removal that follows load {n}"
                );
                assert_eq!(
                    db.query("SELECT code FROM code ORDER BY code").await,
                    named(&loaded)
                );
            }
        }
    });
}
