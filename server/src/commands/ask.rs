//! `coding-ahead ask`.

use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
use app::casepilot::answer_text;
use case2code::Case2Code;
use case2code::life::Settings as SearchSettings;
use casepilot::event::Event;
use casepilot::{Ask, CasePilot};
use clap::Args;
use codeset::date::date_of_service;
use codeset::zip::five_digits;
use codeset::{Code, CodeSystem, NaiveDate};
use std::error::Error;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The question.
    question: String,
    /// The date of service, like 2026-01-31; today without.
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
    /// The code that it is about, like cpt/97150.
    #[arg(long, value_parser = code)]
    about: Option<Code>,
    /// The ZIP code, for payments.
    #[arg(long, value_parser = zip)]
    zip: Option<String>,
    /// The folder of the search index; beside a SQLite database unless given, in memory beside PostgreSQL.
    #[arg(long, env = "CODING_AHEAD_SEARCH_INDEX")]
    search_index: Option<PathBuf>,
    /// Thesaurus files that are added to our own.
    #[arg(long, env = "CODING_AHEAD_THESAURUS", value_delimiter = ',')]
    thesaurus: Vec<PathBuf>,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Options {
    /// Answers as an operator sees it: everything that is loaded. Nothing is counted or kept.
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        let search = SearchSettings {
            folder: self
                .search_index
                .or_else(|| self.database.folder().map(|folder| folder.join("search-index"))),
            thesaurus: self.thesaurus,
        };
        let search = Case2Code::new(store.clone(), search);
        search.refresh().await?;
        let answer = CasePilot::new(store, search)
            .answer(Ask {
                text: &self.question,
                about: self.about,
                on: self.on,
                today: SystemClock.now().date_naive(),
                zip: self.zip.as_deref(),
                before: None,
                shows: &|_| true,
                has_account: true,
                tell: &|event| {
                    if let Event::Step(step) = event {
                        eprintln!("{step}");
                    }
                },
            })
            .await?;
        println!("{}", answer_text(&self.question, &answer, ""));
        Ok(())
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    date_of_service(text).ok_or_else(|| "write it like 2026-01-31".to_owned())
}

fn code(text: &str) -> Result<Code, String> {
    let help = || "write it like cpt/97150 or icd10cm/M54.50".to_owned();
    let (system, code) = text.split_once('/').ok_or_else(help)?;
    Code::parse(CodeSystem::from_slug(system).ok_or_else(help)?, code).map_err(|error| error.to_string())
}

fn zip(text: &str) -> Result<String, String> {
    five_digits(text)
        .map(str::to_owned)
        .ok_or_else(|| "write five digits".to_owned())
}
