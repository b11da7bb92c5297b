//! Asks the questions of a set and tells how many were answered right, wrong or not at all, by kind, and how long it
//! took until the first sentence and until the whole answer.
//!
//! `questions <database> <questions.tsv>… [--half tune|test] [--kind <kind>] [--without <kind>,<kind>]
//! [--today 2026-04-15] [--failures] [--index <folder>] [--least <per cent>]`
//!
//! With `--least` it fails where fewer are right, or where a code was invented.

mod facts;
mod set;
mod tally;

use case2code::Case2Code;
use case2code::life::{Settings, State};
use casepilot::answer::{Answer, Outcome};
use casepilot::event::Event;
use casepilot::topic::Topic;
use casepilot::{Ask, CasePilot};
use codeset::{Code, NaiveDate};
use set::Question;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use store::Store;
use tally::Tally;

/// What the command line asks for.
struct Options {
    database: String,
    questions: Vec<PathBuf>,
    half: Option<String>,
    kind: Option<String>,
    without: Vec<String>,
    least: Option<f64>,
    today: NaiveDate,
    failures: bool,
    index: Option<PathBuf>,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options {
        database: String::new(),
        questions: Vec::new(),
        half: None,
        kind: None,
        without: Vec::new(),
        least: None,
        today: "2026-04-15".parse()?,
        failures: false,
        index: None,
    };
    let mut positions = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--half" => options.half = Some(value()?),
            "--kind" => options.kind = Some(value()?),
            "--without" => options.without = value()?.split(',').map(str::to_owned).collect(),
            "--least" => options.least = Some(value()?.parse()?),
            "--today" => options.today = value()?.parse()?,
            "--index" => options.index = Some(value()?.into()),
            "--failures" => options.failures = true,
            _ => positions.push(argument),
        }
    }
    let [database, questions @ ..] = positions.as_slice() else {
        return Err("questions <database> <questions.tsv>… [--half tune|test] [--failures]".into());
    };
    options.database = format!("sqlite:{database}");
    options.questions = questions.iter().map(PathBuf::from).collect();
    Ok(options)
}

/// An answer with the time until its first sentence and until its end.
struct Asked {
    answer: Answer,
    first: Duration,
    whole: Duration,
}

async fn ask(
    pilot: &CasePilot,
    text: &str,
    question: &Question,
    before: Option<&Topic>,
    today: NaiveDate,
) -> Result<Asked, Box<dyn Error>> {
    let began = Instant::now();
    let first = Mutex::new(None);
    let tell = |event: Event| {
        if let (Event::Sentence(_), Ok(mut first)) = (&event, first.lock()) {
            first.get_or_insert(began.elapsed());
        }
    };
    let answer = pilot
        .answer(Ask {
            text,
            about: question.about.clone(),
            on: None,
            today,
            zip: question.zip.as_deref(),
            before,
            shows: &|_: &Code| true,
            has_account: true,
            tell: &tell,
        })
        .await?;
    let whole = began.elapsed();
    let first = first.into_inner().ok().flatten().unwrap_or(whole);
    Ok(Asked { answer, first, whole })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let store = Store::open(&options.database).await?;
    let search = Case2Code::new(
        store.clone(),
        Settings {
            folder: options.index.clone(),
            thesaurus: Vec::new(),
        },
    );
    search.refresh().await?;
    let State::Ready(index) = search.state().await? else {
        return Err("the search is not ready".into());
    };
    let pilot = CasePilot::new(store, search);
    let mut tally = Tally::default();
    let mut questions = Vec::new();
    for path in &options.questions {
        questions.extend(set::read(path)?);
    }
    let mut invented = 0;
    let chosen = questions.iter().filter(|question| {
        options.half.as_ref().is_none_or(|half| question.half == *half)
            && options.kind.as_ref().is_none_or(|kind| question.kind == *kind)
            && !options.without.contains(&question.kind)
    });
    for question in chosen {
        let mut before = None;
        for earlier in &question.after {
            before = Some(
                ask(&pilot, earlier, question, before.as_ref(), options.today)
                    .await?
                    .answer
                    .topic,
            );
        }
        let asked = ask(&pilot, &question.text, question, before.as_ref(), options.today).await?;
        let mut problems = facts::problems(question, &asked.answer);
        let codes = facts::invented(question, &asked.answer, &index.catalogue.table);
        invented += codes.len();
        problems.extend(codes);
        let expected_answer = question.outcome == Outcome::Answered;
        tally.add(question, &asked.answer, &problems, expected_answer);
        tally.time(asked.first, asked.whole);
        if options.failures && !problems.is_empty() {
            println!(
                "{} [{}] {}",
                question.id,
                question.after.join(" || "),
                question.text
            );
            for problem in &problems {
                println!("    {problem}");
            }
            println!(
                "    {:?} {:?}: {}",
                asked.answer.topic.kind,
                asked.answer.outcome,
                facts::text(&asked.answer).chars().take(700).collect::<String>()
            );
        }
    }
    tally.print();
    println!("invented codes   {invented}");
    if let Some(least) = options.least
        && (tally.right_of_100() < least || invented > 0)
    {
        return Err(format!("fewer than {least} of 100 are right, or a code was invented").into());
    }
    Ok(())
}
