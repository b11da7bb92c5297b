//! Learns the kinds of questions, or the modifiers for situations: reads files of questions with what they are and
//! writes `kinds/weights.tsv` or `kinds/modifiers.tsv`.
//!
//! `kinds <database> <index folder> <weights.tsv> <file>… [--test <file>…]`, where a file has the columns `kind` or
//! `modifier`, and `question`. Of the files behind `--test` nothing is learned: what is read wrongly is printed.

mod learn;

use case2code::Case2Code;
use case2code::life::{Settings, State};
use casepilot::CasePilot;
use codeset::{Code, CodeSystem};
use learn::{Example, Learned};
use std::error::Error;
use store::Store;

/// The kinds of the sets of questions that are called otherwise here.
const CALLED: [(&str, &str); 4] = [
    ("mue", "unit-limit"),
    ("which-modifier", "modifier"),
    ("em-time", "visit-level"),
    ("abstain", "none"),
];

async fn read(pilot: &CasePilot, path: &str) -> Result<Vec<Example>, Box<dyn Error>> {
    let today = "2026-04-15".parse()?;
    let mut file = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)?;
    let headers = file.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let kind = column("kind")
        .or(column("modifier"))
        .ok_or("neither kind nor modifier")?;
    let question = column("question").ok_or("no question")?;
    let (half, outcome, about) = (column("half"), column("outcome"), column("about"));
    let mut examples = Vec::new();
    for record in file.records() {
        let record = record?;
        let kind = &record[kind];
        let is_left_out = half.is_some_and(|half| &record[half] != "tune")
            || kind == "follow-up"
            // What does not exist or is in no manual is asked for like what is.
            || (kind == "abstain" && outcome.is_some_and(|outcome| !matches!(&record[outcome], "not-coding" | "medical-advice")));
        if is_left_out {
            continue;
        }
        let about = about
            .and_then(|about| record[about].split_once('/'))
            .and_then(|(system, code)| Code::parse(CodeSystem::from_slug(system)?, code).ok());
        let called = CALLED.iter().find(|(known, _)| *known == kind);
        examples.push(Example {
            question: record[question].to_owned(),
            kind: called.map_or(kind, |(_, name)| name).to_owned(),
            features: pilot.features(&record[question], about, today).await?,
        });
    }
    eprintln!("{path}: {} questions", examples.len());
    Ok(examples)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "kinds <database> <index folder> <weights.tsv> <file>… [--test <file>…]";
    let mut next = || arguments.next().ok_or(usage);
    let (database, folder, weights) = (next()?, next()?, next()?);
    let store = Store::open(&format!("sqlite:{database}")).await?;
    let search = Case2Code::new(
        store.clone(),
        Settings {
            folder: Some(folder.into()),
            thesaurus: Vec::new(),
        },
    );
    search.refresh().await?;
    let State::Ready(_) = search.state().await? else {
        return Err("the search is not ready".into());
    };
    let pilot = CasePilot::new(store, search);
    let (mut known, mut test, mut is_test) = (Vec::new(), Vec::new(), false);
    for argument in arguments {
        match argument.as_str() {
            "--test" => is_test = true,
            path if is_test => test.extend(read(&pilot, path).await?),
            path => known.extend(read(&pilot, path).await?),
        }
    }
    let learned = Learned::of(&known)?;
    learned.write(&weights)?;
    let right = |examples: &[Example]| examples.iter().filter(|it| learned.kind(it) == it.kind).count();
    println!("learned from {}: {} right", known.len(), right(&known));
    println!("of the others {}: {} right", test.len(), right(&test));
    let among = |example: &&Example| {
        learned
            .likely(example)
            .iter()
            .take(3)
            .any(|(name, _)| *name == example.kind)
    };
    println!("among the first three {}", test.iter().filter(among).count());
    for example in &test {
        let (first, sure) = learned.best(example);
        if first != example.kind {
            println!(
                "{} read as {first} ({sure:.2}): {}",
                example.kind, example.question
            );
        }
    }
    Ok(())
}
