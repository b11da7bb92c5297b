//! How often the search finds a right code: over files of queries with their codes, beside SQLite FTS5 and plain BM25.
//!
//! `measure DATABASE SET…` with sets like `disease-labels.tsv` (columns label, icd10cm; codes with `|` between, against
//! ICD-10-CM alone) or `lay-and-abbreviated.tsv` (columns query, codes, kind, half). `--half tuning|test` chooses one
//! half (of a set without halves: odd and even lines), `--misses` lists what was not found among ten, `--without-thesaurus`
//! leaves the thesaurus out, `--without-family` the codes around the best ones, `--peers` asks the peers too,
//! `--passages` measures the passages of manuals instead, with sets like `manual.tsv`; `--speed` measures times instead, `--folder DIR` keeps the index, `--tune` climbs to better weights, one after the other.

mod passages;
mod peers;
mod sets;
mod speed;
mod tally;
mod tune;

use case2code::filter::Filters;
use case2code::gather::gather;
use case2code::index::Catalogue;
use case2code::passages::{PassageRecord, Passages};
use case2code::search::{Request, Search};
use case2code::thesaurus::Thesaurus;
use codeset::{CodeSystem, NaiveDate};
use sets::{Case, is_in_category, is_right, read};
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use store::Store;
use tally::Tally;
use tune::climb;

fn request(case: &Case, is_labels: bool, on: NaiveDate) -> Request {
    Request {
        text: case.query.clone(),
        on,
        filters: Filters {
            system: is_labels.then_some(CodeSystem::Icd10cm),
            ..Filters::default()
        },
        skip: 0,
        take: 100,
        is_typing: false,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut sets = Vec::new();
    let (mut half, mut folder) = (None, None);
    let (mut misses, mut bare, mut tune, mut no_family) = (false, false, false, false);
    let (mut with_peers, mut with_times, mut with_passages) = (false, false, false);
    let mut options = std::env::args().skip(1);
    let database = options.next().ok_or("the database is missing")?;
    while let Some(option) = options.next() {
        match option.as_str() {
            "--half" => half = options.next(),
            "--misses" => misses = true,
            "--without-thesaurus" => bare = true,
            "--folder" => folder = options.next(),
            "--tune" => tune = true,
            "--without-family" => no_family = true,
            "--speed" => with_times = true,
            "--peers" => with_peers = true,
            "--passages" => with_passages = true,
            set => sets.push(set.to_owned()),
        }
    }
    let thesaurus = Arc::new(if bare {
        Thesaurus::default()
    } else {
        Thesaurus::load(&[])?
    });
    if with_passages {
        return of_passages(&database, &sets, half.as_deref(), thesaurus, misses, tune).await;
    }
    let before = speed::memory();
    let begin = Instant::now();
    let known = folder.as_deref().map(std::path::Path::new);
    let catalogue = match known.filter(|folder| folder.join("meta.json").exists()) {
        Some(folder) => Catalogue::open(folder)?,
        None => {
            let store = Store::open(&format!("sqlite:{database}")).await?;
            let records = gather(&store, &thesaurus).await?;
            eprintln!("{} codes gathered in {:.1?}", records.len(), begin.elapsed());
            if let Some(folder) = known {
                std::fs::create_dir_all(folder)?;
            }
            Catalogue::build(records, known, &|_, _| {})?
        }
    };
    eprintln!(
        "{} codes, {} texts, {} words, {} lines of the thesaurus: ready in {:.1?}, {:.0} MB more memory",
        catalogue.table.entries.len(),
        catalogue.table.terms.len(),
        catalogue.vocabulary.len(),
        thesaurus.entries().len(),
        begin.elapsed(),
        speed::memory() - before
    );
    let mut search = Search::new(catalogue, thesaurus);
    let on = NaiveDate::from_ymd_opt(2025, 9, 1).ok_or("a day")?;
    if no_family {
        search.weights.parent = 0.0;
        search.weights.other_sibling = 0.0;
        search.weights.unspecified_sibling = 0.0;
    }
    if with_times {
        if let Some(folder) = known {
            println!("index on disk: {:.1} MB", speed::size(folder));
        }
        return speed::measure(&search, &sets, on).await;
    }
    if with_peers {
        peers::measure(&search.catalogue.table, &sets, half.as_deref(), on).await?;
    }
    if tune {
        climb(&mut search, &sets, half.as_deref(), on)?;
    }
    for set in &sets {
        let (cases, is_labels) = read(set, half.as_deref())?;
        let mut all = Tally::default();
        let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
        let mut times = Vec::new();
        for case in &cases {
            let request = request(case, is_labels, on);
            let begin = Instant::now();
            let answer = search.find(&request)?;
            times.push(begin.elapsed());
            let rank = answer.hits.iter().position(|hit| is_right(case, &hit.code));
            let category = answer
                .hits
                .iter()
                .take(10)
                .any(|hit| is_in_category(case, &hit.code));
            all.add(rank, category);
            kinds.entry(&case.kind).or_default().add(rank, category);
            if misses && rank.is_none_or(|rank| rank >= 10) {
                let right: Vec<_> = case.right.iter().map(|(_, code)| code.as_str()).collect();
                let got: Vec<_> = answer
                    .hits
                    .iter()
                    .take(3)
                    .map(|hit| format!("{} {}", hit.code.as_str(), hit.title))
                    .collect();
                println!(
                    "  miss {:?}: {} at {:?}; got {}",
                    case.query,
                    right.join(" "),
                    rank,
                    got.join(" | ")
                );
            }
        }
        times.sort();
        println!("{set} {}", half.as_deref().unwrap_or("all"));
        all.line("all");
        if kinds.len() > 1 {
            for (kind, tally) in &kinds {
                tally.line(kind);
            }
        }
        if let (Some(half), Some(last)) = (times.get(times.len() / 2), times.get(times.len() * 99 / 100)) {
            println!("  p50 {half:.1?} p99 {last:.1?}");
        }
    }
    Ok(())
}

async fn of_passages(
    database: &str,
    sets: &[String],
    half: Option<&str>,
    thesaurus: Arc<Thesaurus>,
    misses: bool,
    tune: bool,
) -> Result<(), Box<dyn Error>> {
    let store = Store::open(&format!("sqlite:{database}")).await?;
    let all = store.list_all_passages().await?;
    let records: Vec<PassageRecord> = all.into_iter().map(PassageRecord::from).collect();
    let begin = Instant::now();
    let book = Arc::new(Passages::of(records.clone()));
    println!("{} passages, ready in {:.1?}", book.len(), begin.elapsed());
    let on = NaiveDate::from_ymd_opt(2026, 3, 1).ok_or("a day")?;
    let empty = Catalogue::build(Vec::new(), None, &|_, _| {})?;
    let mut search = Search::new(empty, thesaurus).with_passages(book);
    if tune {
        passages::climb(&mut search, sets, half, on)?;
    }
    passages::measure(&search, sets, half, on, &records, misses)
}
