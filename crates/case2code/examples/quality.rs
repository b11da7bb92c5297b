//! How often the search finds a right code: over a file of queries with their codes.
//!
//! `quality DATABASE SET…` with sets `disease-labels.tsv` (columns label, icd10cm; codes with `|` between, against
//! ICD-10-CM alone) or `lay-and-abbreviated.tsv` (columns query, codes, kind, half). `--half tuning|test` chooses one
//! half (of a set without halves: odd and even lines), `--misses` lists what was not found among ten, `--without-thesaurus`
//! leaves the thesaurus out, `--folder DIR` keeps the index, `--tune` climbs to better weights, one after the other.

use case2code::filter::Filters;
use case2code::gather::gather;
use case2code::index::Catalogue;
use case2code::rank::Weights;
use case2code::search::{Request, Search};
use case2code::thesaurus::Thesaurus;
use codeset::{Code, CodeSystem, NaiveDate};
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use store::Store;

struct Case {
    query: String,
    kind: String,
    /// Codes, or beginnings of codes that end in `*`.
    right: Vec<(CodeSystem, String)>,
}

#[derive(Default)]
struct Tally {
    cases: usize,
    first: usize,
    ten: usize,
    category: usize,
    reciprocal: f64,
}

impl Tally {
    fn add(&mut self, rank: Option<usize>, category: bool) {
        self.cases += 1;
        self.first += usize::from(rank == Some(0));
        self.ten += usize::from(rank.is_some_and(|rank| rank < 10));
        self.category += usize::from(category);
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }

    fn line(&self, name: &str) {
        let share = |count: usize| 100.0 * count as f64 / self.cases.max(1) as f64;
        println!(
            "{name:<28} {:>5}  hit@1 {:5.1}%  hit@10 {:5.1}%  category@10 {:5.1}%  MRR {:.3}",
            self.cases,
            share(self.first),
            share(self.ten),
            share(self.category),
            self.reciprocal / self.cases.max(1) as f64
        );
    }
}

fn read(path: &str, half: Option<&str>) -> Result<(Vec<Case>, bool), Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)?;
    let is_labels = reader.headers()?.get(0) == Some("label");
    let mut cases = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let record = record?;
        let column = |at: usize| record.get(at).unwrap_or_default();
        let own_half = if is_labels {
            if line % 2 == 0 { "tuning" } else { "test" }
        } else {
            column(3)
        };
        if half.is_some_and(|half| half != own_half) {
            continue;
        }
        let right = if is_labels {
            column(1)
                .split('|')
                .map(|code| (CodeSystem::Icd10cm, code.to_owned()))
                .collect()
        } else {
            column(1)
                .split_whitespace()
                .filter_map(|text| {
                    let (system, code) = text.split_once(':')?;
                    Some((CodeSystem::from_slug(system)?, code.to_owned()))
                })
                .collect()
        };
        cases.push(Case {
            query: column(0).to_owned(),
            kind: if is_labels {
                String::new()
            } else {
                column(2).to_owned()
            },
            right,
        });
    }
    Ok((cases, is_labels))
}

fn is_right(case: &Case, code: &Code) -> bool {
    case.right.iter().any(|(system, text)| {
        *system == code.system()
            && match text.strip_suffix('*') {
                Some(begin) => code.as_str().starts_with(begin),
                None => code.as_str() == text,
            }
    })
}

fn is_in_category(case: &Case, code: &Code) -> bool {
    is_right(case, code)
        || case.right.iter().any(|(system, text)| {
            *system == code.system()
                && text
                    .get(..3)
                    .is_some_and(|category| code.as_str().starts_with(category))
        })
}

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

/// What is climbed towards: first, among ten, and in the right category among ten, over all sets alike.
fn height(search: &Search, sets: &[(Vec<Case>, bool)], on: NaiveDate) -> Result<f64, Box<dyn Error>> {
    let mut height = 0.0;
    for (cases, is_labels) in sets {
        let mut points = 0.0;
        for case in cases {
            let answer = search.find(&request(case, *is_labels, on))?;
            let rank = answer.hits.iter().position(|hit| is_right(case, &hit.code));
            points += rank.map_or(0.0, |rank| {
                f64::from(rank == 0) + f64::from(rank < 10) + 0.5 / (rank + 1) as f64
            });
            points += f64::from(
                answer
                    .hits
                    .iter()
                    .take(10)
                    .any(|hit| is_in_category(case, &hit.code)),
            );
        }
        height += points / cases.len().max(1) as f64;
    }
    Ok(height / sets.len().max(1) as f64)
}

fn climb(
    search: &mut Search,
    sets: &[String],
    half: Option<&str>,
    on: NaiveDate,
) -> Result<(), Box<dyn Error>> {
    let sets = sets
        .iter()
        .map(|set| read(set, half))
        .collect::<Result<Vec<_>, _>>()?;
    let mut best = height(search, &sets, on)?;
    println!("from {best:.4}");
    for step in [0.15, 0.07, 0.03] {
        for at in 0..Weights::default().parts().len() {
            for factor in [1.0 + step, 1.0 - step] {
                loop {
                    let before = search.weights;
                    let mut parts = before.parts();
                    parts[at] *= factor;
                    search.weights = Weights::of(parts);
                    let now = height(search, &sets, on)?;
                    if now <= best + 1e-6 {
                        search.weights = before;
                        break;
                    }
                    best = now;
                }
            }
        }
        println!("{step}: {best:.4}");
    }
    println!("{:#?}", search.weights);
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut sets = Vec::new();
    let (mut half, mut misses, mut bare, mut tune, mut folder) = (None, false, false, false, None);
    let mut options = std::env::args().skip(1);
    let database = options.next().ok_or("the database is missing")?;
    while let Some(option) = options.next() {
        match option.as_str() {
            "--half" => half = options.next(),
            "--misses" => misses = true,
            "--without-thesaurus" => bare = true,
            "--folder" => folder = options.next(),
            "--tune" => tune = true,
            set => sets.push(set.to_owned()),
        }
    }
    let thesaurus = Arc::new(if bare {
        Thesaurus::default()
    } else {
        Thesaurus::load(&[])?
    });
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
        "{} codes, {} texts, {} words, {} lines of the thesaurus: ready in {:.1?}",
        catalogue.table.entries.len(),
        catalogue.table.terms.len(),
        catalogue.vocabulary.len(),
        thesaurus.entries().len(),
        begin.elapsed()
    );
    let mut search = Search {
        catalogue,
        thesaurus,
        weights: Weights::default(),
    };
    let on = NaiveDate::from_ymd_opt(2025, 9, 1).ok_or("a day")?;
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
