//! How long the search takes: while typing, for whole phrases, for the text of a case; and the same phrases in FTS5.

use crate::peers;
use crate::sets::read;
use case2code::case_text::MOST_CHARACTERS;
use case2code::filter::Filters;
use case2code::search::{Request, Search};
use codeset::NaiveDate;
use std::error::Error;
use std::time::{Duration, Instant};

/// The shortest text for which suggestions are asked.
const SHORTEST_TYPED: usize = 2;

/// Half and nearly all of some times.
pub struct Spread {
    pub p50: Duration,
    pub p99: Duration,
    pub longest: Duration,
    pub count: usize,
    pub all: Duration,
}

impl Spread {
    /// Of some times.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        Self {
            p50: at(50),
            p99: at(99),
            longest: times.last().copied().unwrap_or_default(),
            count: times.len(),
            all: times.iter().sum(),
        }
    }

    fn line(&self, name: &str) {
        println!(
            "{name:<28} {:>6} times  p50 {:8.3} ms  p99 {:8.3} ms  longest {:8.3} ms",
            self.count,
            self.p50.as_secs_f64() * 1e3,
            self.p99.as_secs_f64() * 1e3,
            self.longest.as_secs_f64() * 1e3
        );
    }
}

/// Measures with all queries of the sets, over all systems.
pub async fn measure(search: &Search, sets: &[String], on: NaiveDate) -> Result<(), Box<dyn Error>> {
    let mut queries = Vec::new();
    for set in sets {
        queries.extend(read(set, None)?.0.into_iter().map(|case| case.query));
    }
    let request = |text: &str, is_typing: bool| Request {
        text: text.to_owned(),
        on,
        filters: Filters::default(),
        skip: 0,
        take: if is_typing { 8 } else { 25 },
        is_typing,
    };
    let mut typing = Vec::new();
    let mut phrases = Vec::new();
    for query in &queries {
        for (end, _) in query.char_indices().skip(SHORTEST_TYPED) {
            let request = request(&query[..end], true);
            let begin = Instant::now();
            search.find(&request)?;
            typing.push(begin.elapsed());
        }
        let request = request(query, false);
        let begin = Instant::now();
        search.find(&request)?;
        phrases.push(begin.elapsed());
    }
    Spread::of(typing).line("typing");
    let phrases = Spread::of(phrases);
    phrases.line("phrase");
    let mut hostile = Vec::new();
    for text in hostile_texts() {
        for is_typing in [false, true] {
            let begin = Instant::now();
            search.find(&request(&text, is_typing))?;
            hostile.push(begin.elapsed());
        }
    }
    Spread::of(hostile).line("hostile texts");
    let notes = notes(&queries);
    // The first reading prepares the phrases of all codes.
    let begin = Instant::now();
    search.read_case("low back pain", on)?;
    println!("phrases prepared in {:.1?}", begin.elapsed());
    let mut cases = Vec::new();
    for note in &notes {
        let begin = Instant::now();
        search.read_case(note, on)?;
        cases.push(begin.elapsed());
    }
    Spread::of(cases).line("case text, 20,000 characters");
    let rows = peers::rows(&search.catalogue.table, false, on);
    let fts5 = Spread::of(peers::time_fts5(&rows, &queries).await?);
    fts5.line("phrase in SQLite FTS5");
    println!(
        "FTS5 takes {:.1} times as long in all, {:.1} times in the middle and {:.1} times at p99 ({} rows)",
        fts5.all.as_secs_f64() / phrases.all.as_secs_f64(),
        fts5.p50.as_secs_f64() / phrases.p50.as_secs_f64(),
        fts5.p99.as_secs_f64() / phrases.p99.as_secs_f64(),
        rows.len()
    );
    Ok(())
}

/// What takes longest: frequent words, words that nothing has, long beginnings.
fn hostile_texts() -> Vec<String> {
    let frequent = "fracture of unspecified other encounter closed open left right bone joint initial type with without \
                    disease disorder injury acute chronic upper lower finger hand foot toe leg arm lobe artery";
    vec![
        frequent.to_owned(),
        frequent.replace(' ', " a "),
        "a".repeat(100_000),
        (0..10_000).map(|n| format!("word{n}x ")).collect(),
        "zyxwvutsr qponmlkji hgfedcbaz yxwvutsrq ".repeat(8),
        "un di co pr in re de ca st tr ".repeat(3),
        "A*".to_owned(),
        "0*".repeat(40),
        "0-Z".to_owned(),
        "S00-T88".to_owned(),
    ]
}

/// Notes of 20,000 characters each, made of the queries.
fn notes(queries: &[String]) -> Vec<String> {
    let mut notes = vec![String::new()];
    for query in queries {
        if let Some(note) = notes.last_mut() {
            note.push_str(&format!("The patient reports {query}. Denies chest pain.\n"));
            if note.len() >= MOST_CHARACTERS {
                notes.push(String::new());
            }
        }
    }
    notes.pop();
    notes
}

/// The memory of this process, in MB.
pub fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// The size of a folder, in MB.
pub fn size(folder: &std::path::Path) -> f64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes: u64 = files
        .filter_map(|file| file.metadata().ok())
        .map(|data| data.len())
        .sum();
    bytes as f64 / 1e6
}
