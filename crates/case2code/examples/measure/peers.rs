//! What others find: SQLite FTS5 and tantivy's plain BM25, over the titles and inclusion terms of the codes, a row each.

use crate::sets::{Case, is_in_category, is_right, read};
use crate::tally::Tally;
use case2code::record::TermKind;
use case2code::table::Table;
use case2code::text::words;
use codeset::{Code, CodeSystem, NaiveDate};
use sea_orm::{ConnectionTrait, Database, Statement, TransactionTrait, Value};
use std::error::Error;
use std::time::{Duration, Instant};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, Schema, TEXT, TextFieldIndexing, TextOptions, Value as _};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// The rows: a code with its title on a day and its inclusion terms. Of ICD-10-CM what is in force, for labels of
/// diseases; else everything.
pub fn rows(table: &Table, only_cm: bool, on: NaiveDate) -> Vec<(Code, String)> {
    table
        .entries
        .iter()
        .filter(|entry| !only_cm || (entry.is_in_force(on) && entry.code.system() == CodeSystem::Icd10cm))
        .filter_map(|entry| {
            let mut text = entry.title(on)?.text.clone();
            for term in &table.terms[entry.terms.start as usize..entry.terms.end as usize] {
                if term.kind == TermKind::Inclusion {
                    text.push_str("; ");
                    text.push_str(&term.text);
                }
            }
            Some((entry.code.clone(), text))
        })
        .collect()
}

/// Asks both peers for all cases of the sets.
pub async fn measure(
    table: &Table,
    sets: &[String],
    half: Option<&str>,
    on: NaiveDate,
) -> Result<(), Box<dyn Error>> {
    for set in sets {
        let (cases, is_labels) = read(set, half)?;
        let rows = rows(table, is_labels, on);
        println!("{set}: peers over {} codes", rows.len());
        fts5(&rows, &cases).await?;
        bm25(&rows, &cases)?;
    }
    Ok(())
}

fn tell(name: &str, tally: &Tally, mut times: Vec<Duration>) {
    times.sort();
    tally.line(name);
    if let (Some(half), Some(last)) = (times.get(times.len() / 2), times.get(times.len() * 99 / 100)) {
        println!("  p50 {half:.1?} p99 {last:.1?}");
    }
}

fn add(tally: &mut Tally, case: &Case, found: &[Code]) {
    let rank = found.iter().position(|code| is_right(case, code));
    tally.add(rank, found.iter().take(10).any(|code| is_in_category(case, code)));
}

/// The rows in a full-text table of a database in memory.
struct Fts5 {
    db: sea_orm::DatabaseConnection,
}

impl Fts5 {
    #[expect(
        clippy::disallowed_methods,
        reason = "a database of this program alone, in memory"
    )]
    async fn of(rows: &[(Code, String)]) -> Result<Self, Box<dyn Error>> {
        let mut options = sea_orm::ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await?;
        db.execute_unprepared(
            "CREATE VIRTUAL TABLE t USING fts5(code UNINDEXED, text, tokenize = 'porter unicode61')",
        )
        .await?;
        let writing = db.begin().await?;
        for (number, (_, text)) in rows.iter().enumerate() {
            let values: [Value; 2] = [i64::try_from(number)?.into(), text.clone().into()];
            let sql = "INSERT INTO t (code, text) VALUES (?, ?)";
            let backend = writing.get_database_backend();
            writing
                .execute_raw(Statement::from_sql_and_values(backend, sql, values))
                .await?;
        }
        writing.commit().await?;
        Ok(Self { db })
    }

    /// The numbers of the rows with any of the words, the best first, and how long that took.
    async fn find(&self, query: &str) -> Result<(Vec<usize>, Duration), Box<dyn Error>> {
        let words: Vec<String> = words(query)
            .iter()
            .map(|word| format!("\"{}\"", word.plain))
            .collect();
        let sql = "SELECT code FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 100";
        let backend = self.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [words.join(" OR ").into()]);
        let begin = Instant::now();
        let found = self.db.query_all_raw(statement).await?;
        let time = begin.elapsed();
        let mut numbers = Vec::new();
        for row in found {
            numbers.push(usize::try_from(row.try_get::<i64>("", "code")?)?);
        }
        Ok((numbers, time))
    }
}

/// How long FTS5 takes for some queries.
pub async fn time_fts5(rows: &[(Code, String)], queries: &[String]) -> Result<Vec<Duration>, Box<dyn Error>> {
    let peer = Fts5::of(rows).await?;
    let mut times = Vec::new();
    for query in queries {
        times.push(peer.find(query).await?.1);
    }
    Ok(times)
}

async fn fts5(rows: &[(Code, String)], cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let peer = Fts5::of(rows).await?;
    let (mut tally, mut times) = (Tally::default(), Vec::new());
    for case in cases {
        let (numbers, time) = peer.find(&case.query).await?;
        times.push(time);
        let codes: Vec<Code> = numbers.into_iter().map(|number| rows[number].0.clone()).collect();
        add(&mut tally, case, &codes);
    }
    tell("SQLite FTS5", &tally, times);
    Ok(())
}

fn bm25(rows: &[(Code, String)], cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let stemmed = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(tantivy::schema::IndexRecordOption::WithFreqs),
    );
    let text = schema.add_text_field("text", stemmed);
    let number = schema.add_text_field("number", TEXT | STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 100 << 20)?;
    for (at, (_, row)) in rows.iter().enumerate() {
        let mut document = TantivyDocument::default();
        document.add_text(text, row);
        document.add_text(number, at.to_string());
        writer.add_document(document)?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    let parser = QueryParser::for_index(&index, vec![text]);
    let (mut tally, mut times) = (Tally::default(), Vec::new());
    for case in cases {
        let query: Vec<String> = words(&case.query).into_iter().map(|word| word.plain).collect();
        let begin = Instant::now();
        let query = parser.parse_query_lenient(&query.join(" ")).0;
        let found = searcher.search(&query, &TopDocs::with_limit(100).order_by_score())?;
        times.push(begin.elapsed());
        let mut codes = Vec::new();
        for (_, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            let at = document
                .get_first(number)
                .and_then(|value| value.as_str())
                .unwrap_or_default();
            codes.push(rows[at.parse::<usize>()?].0.clone());
        }
        add(&mut tally, case, &codes);
    }
    tell("BM25 alone (tantivy)", &tally, times);
    Ok(())
}
