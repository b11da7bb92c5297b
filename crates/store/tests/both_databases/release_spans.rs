//! The spans of a dated table depend on the set of loaded releases alone, whatever the order in which they
//! came, were repeated and corrected: a model that knows only the set foretells them.

use crate::common::{TestDatabase, code_row, cpt, day, for_all, load, on_both_databases};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::CodeRow;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use std::collections::BTreeMap;
use store::Store;

on_both_databases! {
    any_order_of_loads_gives_the_spans_of_the_set_of_releases,
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
    /// The same file comes once more, at once.
    again: bool,
}

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
    let one = (0..SOURCES.len(), 0..DAYS.len(), listed, any::<bool>());
    // Of 3 to 9 loads on five days of two sources some are corrections, and any order comes up.
    (vec(one, 3..=9), Just(())).prop_map(|(loads, ())| {
        let number = |(n, (source, day, listed, again)): (usize, _)| Load {
            source,
            day,
            label: format!("load {n}"),
            listed,
            again,
        };
        loads.into_iter().enumerate().map(number).collect()
    })
}

/// The spans that follow from a set of releases of each source, by its definition.
fn foretell(loads: &[Load]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (source, slug) in SOURCES.iter().map(|source| source.slug()).enumerate() {
        // The last load of a release is the one that counts.
        let set: BTreeMap<usize, &Load> = loads
            .iter()
            .filter(|load| load.source == source)
            .map(|load| (load.day, load))
            .collect();
        let set: Vec<&Load> = set.into_values().collect();
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

async fn any_order_of_loads_gives_the_spans_of_the_set_of_releases(db: &TestDatabase) {
    let store = db.open().await;
    for_all(db.cases(96, 24), releases(), async |loads| {
        for table in ["code_version", "code", "release"] {
            db.execute(&format!("DELETE FROM {table}")).await;
        }
        for (n, one) in loads.iter().enumerate() {
            let info = ReleaseInfo {
                source: SOURCES[one.source],
                label: one.label.clone(),
                valid_from: day(DAYS[one.day]),
            };
            let counts = load(&store, &info, rows(&one.listed)).await;
            assert_eq!(counts.read, rows(&one.listed).count() as u64);
            assert_eq!(counts.added + counts.unchanged, counts.read);
            assert_eq!(read(&store).await, foretell(&loads[..=n]), "after load {n}");
            if one.again {
                let counts = load(&store, &info, rows(&one.listed)).await;
                assert_eq!(
                    (counts.added, counts.closed, counts.unchanged),
                    (0, 0, counts.read)
                );
                assert_eq!(
                    read(&store).await,
                    foretell(&loads[..=n]),
                    "after load {n} came again"
                );
            }
        }
    });
}
