//! How often the passage of a manual that answers is found, and whether the sentences quoted from it say so.
//!
//! A set has the columns question, pages (labels with `|` between; none for a question that no manual answers), phrase
//! (wordings with `|` between, of which the quoted sentences must have one) and half.

use case2code::passages::{AskedPassages, PassageHit, PassageRecord, PassageWeights};
use case2code::search::Search;
use codeset::NaiveDate;
use std::error::Error;
use std::time::{Duration, Instant};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::{Index, IndexWriter, TantivyDocument};

struct Case {
    question: String,
    pages: Vec<String>,
    phrases: Vec<String>,
}

fn read(path: &str, half: Option<&str>) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)?;
    let mut cases = Vec::new();
    for record in reader.records() {
        let record = record?;
        let column = |at: usize| record.get(at).unwrap_or_default();
        if half.is_some_and(|half| half != column(3)) {
            continue;
        }
        let parts = |text: &str| -> Vec<String> {
            text.split('|')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        cases.push(Case {
            question: column(0).to_owned(),
            pages: parts(column(1)),
            phrases: parts(column(2)).iter().map(|phrase| plain(phrase)).collect(),
        });
    }
    Ok(cases)
}

/// Without what the way to set a page makes of it.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ").to_lowercase().replace("- ", "-");
    let joined = joined
        .replace(['“', '”'], "\"")
        .replace('’', "'")
        .replace('–', "-");
    joined.replace(",\"", "\"").replace(".\"", "\"")
}

#[derive(Default)]
struct Tally {
    cases: usize,
    page: [usize; 2],
    passage: [usize; 2],
    quoted: [usize; 2],
}

impl Case {
    fn has(&self, text: &str) -> bool {
        let text = plain(text);
        self.phrases.iter().any(|phrase| text.contains(phrase.as_str()))
    }

    fn has_page(&self, record: &PassageRecord) -> bool {
        self.pages.contains(&record.page) || self.pages.contains(&record.page_end)
    }
}

impl Tally {
    fn add(&mut self, page: Option<usize>, passage: Option<usize>, quoted: Option<usize>) {
        self.cases += 1;
        for (count, at) in [
            (&mut self.page, page),
            (&mut self.passage, passage),
            (&mut self.quoted, quoted),
        ] {
            count[0] += usize::from(at == Some(0));
            count[1] += usize::from(at.is_some_and(|at| at < 3));
        }
    }

    fn line(&self, name: &str) {
        let share = |count: usize| 100.0 * count as f64 / self.cases.max(1) as f64;
        println!(
            "  {name:<24} n={:<4} page@1 {:5.1} page@3 {:5.1}  passage@1 {:5.1} passage@3 {:5.1}  quoted@1 {:5.1} quoted@3 {:5.1}",
            self.cases,
            share(self.page[0]),
            share(self.page[1]),
            share(self.passage[0]),
            share(self.passage[1]),
            share(self.quoted[0]),
            share(self.quoted[1]),
        );
    }
}

fn ask(search: &Search, question: &str, on: NaiveDate) -> Vec<PassageHit> {
    search.find_passages(&AskedPassages {
        words: question,
        codes: &codes_of(question),
        on,
        has_account: true,
        document: None,
        limit: 10,
    })
}

/// The codes that a question names, as whoever asks would pass them.
fn codes_of(question: &str) -> Vec<codeset::Code> {
    question
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() == 5)
        .filter_map(|word| codeset::Code::parse_procedure(word).ok())
        .collect()
}

fn quotes(hit: &PassageHit) -> String {
    let parts: Vec<&str> = hit
        .sentences
        .iter()
        .map(|(begin, end)| &hit.passage.text[*begin..*end])
        .collect();
    parts.join(" ")
}

pub fn measure(
    search: &Search,
    sets: &[String],
    half: Option<&str>,
    on: NaiveDate,
    records: &[PassageRecord],
    misses: bool,
) -> Result<(), Box<dyn Error>> {
    let halves = match half {
        Some(half) => vec![half],
        None => vec!["tuning", "test"],
    };
    for set in sets {
        for half in &halves {
            println!("{set} {half}");
            let cases = read(set, Some(half))?;
            let mut tally = Tally::default();
            let mut times = Vec::new();
            let (mut least, mut most) = (Vec::new(), Vec::new());
            for case in &cases {
                // The best of some: what else runs on the machine is not meant.
                let mut time = Duration::MAX;
                let mut hits = Vec::new();
                for _ in 0..5 {
                    let begin = Instant::now();
                    hits = ask(search, &case.question, on);
                    time = time.min(begin.elapsed());
                }
                times.push(time);
                let matched = hits.first().map_or(0.0, |hit| hit.matched);
                if case.pages.is_empty() {
                    most.push((matched, case.question.clone()));
                    continue;
                }
                least.push((matched, case.question.clone()));
                let page = hits.iter().position(|hit| case.has_page(&hit.passage));
                let passage = hits.iter().position(|hit| case.has(&hit.passage.text));
                let quoted = hits.iter().position(|hit| case.has(&quotes(hit)));
                tally.add(page, passage, quoted);
                if misses && (page != Some(0) || quoted != Some(0)) {
                    println!(
                        "  miss {:?} {:.2}: page {page:?} passage {passage:?} quoted {quoted:?}; of {} [{}]",
                        case.question,
                        matched,
                        case.pages.join("|"),
                        case.phrases.join("|")
                    );
                    for hit in hits.iter().take(2) {
                        println!(
                            "      {} {:.2}: {}",
                            hit.passage.page,
                            hit.score,
                            quotes(hit).replace('\n', " ")
                        );
                    }
                }
            }
            tally.line("passages");
            times.sort();
            tell_times(&times);
            least.sort_by(|one, other| one.0.total_cmp(&other.0));
            most.sort_by(|one, other| other.0.total_cmp(&one.0));
            println!("  answered with least: {:?}", &least[..least.len().min(12)]);
            println!("  of nothing with most: {most:?}");
            bm25(records, &cases)?;
        }
    }
    Ok(())
}

fn tell_times(times: &[Duration]) {
    if let (Some(half), Some(last)) = (times.get(times.len() / 2), times.get(times.len() * 99 / 100)) {
        println!("  p50 {half:.1?} p99 {last:.1?}");
    }
}

/// What plain BM25 with English stems finds, a passage a document.
fn bm25(records: &[PassageRecord], cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let stemmed = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(tantivy::schema::IndexRecordOption::WithFreqs),
    );
    let text = schema.add_text_field("text", stemmed);
    let number = schema.add_u64_field("number", STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50 << 20)?;
    for (at, record) in records.iter().enumerate() {
        let mut document = TantivyDocument::default();
        document.add_text(text, &record.text);
        document.add_u64(number, at as u64);
        writer.add_document(document)?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    let parser = QueryParser::for_index(&index, vec![text]);
    let mut tally = Tally::default();
    for case in cases.iter().filter(|case| !case.pages.is_empty()) {
        let words: Vec<String> = case2code::text::words(&case.question)
            .into_iter()
            .map(|word| word.plain)
            .collect();
        let query = parser.parse_query_lenient(&words.join(" ")).0;
        let mut found = Vec::new();
        for (_, address) in searcher.search(&query, &TopDocs::with_limit(10).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            let at = document
                .get_first(number)
                .and_then(|value| value.as_u64())
                .unwrap_or_default();
            found.push(&records[usize::try_from(at)?]);
        }
        let page = found.iter().position(|record| case.has_page(record));
        let passage = found.iter().position(|record| case.has(&record.text));
        tally.add(page, passage, None);
    }
    tally.line("BM25 alone (tantivy)");
    Ok(())
}

/// How high a set of weights stands: the shares that count, and a little for places further down.
fn height(search: &Search, cases: &[Case], on: NaiveDate) -> f64 {
    let mut points = 0.0;
    for case in cases.iter().filter(|case| !case.pages.is_empty()) {
        let hits = ask(search, &case.question, on);
        let page = hits.iter().position(|hit| case.has_page(&hit.passage));
        let passage = hits.iter().position(|hit| case.has(&hit.passage.text));
        let quoted = hits.iter().position(|hit| case.has(&quotes(hit)));
        for at in [page, passage, quoted] {
            points += at.map_or(0.0, |at| {
                f64::from(u8::from(at == 0)) + 0.5 * f64::from(u8::from(at < 3)) + 0.3 / (at + 1) as f64
            });
        }
    }
    points / cases.len().max(1) as f64
}

/// Looks for better weights, one after the other, on one half.
pub fn climb(
    search: &mut Search,
    sets: &[String],
    half: Option<&str>,
    on: NaiveDate,
) -> Result<(), Box<dyn Error>> {
    let mut cases = Vec::new();
    for set in sets {
        cases.extend(read(set, half)?);
    }
    let mut best = height(search, &cases, on);
    println!("from {best:.4}");
    for step in [0.4, 0.2, 0.1] {
        for at in 0..search.passage_weights.parts().len() {
            for factor in [1.0 + step, 1.0 - step] {
                loop {
                    let before = search.passage_weights;
                    let mut parts = before.parts();
                    parts[at] *= factor;
                    search.passage_weights = PassageWeights::of(parts);
                    let now = height(search, &cases, on);
                    if now <= best + 1e-6 {
                        search.passage_weights = before;
                        break;
                    }
                    best = now;
                }
            }
        }
        println!("{step}: {best:.4}");
    }
    println!("{:#?}", search.passage_weights);
    Ok(())
}
