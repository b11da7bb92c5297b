//! `coding-ahead releases`.

use super::table;
use crate::cli::DatabaseOptions;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use codeset::NaiveDate;
use codeset::release::Source;
use std::error::Error;
use std::io::{self, IsTerminal, Write};
use store::Store;
use store::entity::release;

#[derive(Args, Debug)]
#[command(after_help = "Without a command: the list.")]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the loaded releases.
    List,
    /// Remove a release. Its days go back to the release before it, as if it had never been loaded.
    Remove(Removal),
}

#[derive(Args, Debug)]
struct Removal {
    /// Its source, as the list names it.
    #[arg(value_parser = source_parser())]
    source: Source,
    /// The day from which it counts, like 2025-10-01.
    #[arg(value_parser = day)]
    first_day: NaiveDate,
    /// Do not ask first.
    #[arg(long)]
    yes: bool,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        match self.action.unwrap_or(Action::List) {
            Action::List => list(&store).await,
            Action::Remove(removal) => removal.run(&store).await,
        }
    }
}

async fn list(store: &Store) -> Result<(), Box<dyn Error>> {
    let mut releases = store.list_releases().await?;
    if releases.is_empty() {
        println!("No release is loaded. Load one with: coding-ahead import <file>");
        return Ok(());
    }
    let place = |release: &release::Model| {
        Source::ALL
            .iter()
            .position(|source| source.slug() == release.source)
    };
    releases.sort_by_key(place);
    let rows: Vec<_> = releases
        .into_iter()
        .map(|release| {
            let title = Source::from_slug(&release.source).map_or("unknown", Source::title);
            [
                title.to_owned(),
                release.source,
                release.label,
                release.valid_from.to_string(),
                match release.revision {
                    0 => String::new(),
                    edition => edition.to_string(),
                },
                release.rows_read.to_string(),
                release.licence_holder.unwrap_or_default(),
                release.file_name,
            ]
        })
        .collect();
    let head = [
        "source",
        "name",
        "release",
        "counts from",
        "edition",
        "rows",
        "licence holder",
        "file",
    ];
    for line in table::lines(head, &rows) {
        println!("{line}");
    }
    Ok(())
}

impl Removal {
    async fn run(self, store: &Store) -> Result<(), Box<dyn Error>> {
        let (source, first_day) = (self.source, self.first_day);
        let releases = store.list_releases().await?;
        let of_source: Vec<_> = releases
            .iter()
            .filter(|release| release.source == source.slug())
            .collect();
        let Some(release) = of_source.iter().find(|release| release.valid_from == first_day) else {
            return Err(no_such_release(source, first_day, &of_source).into());
        };
        let name = format!("{source}, {}, counted from {first_day}", release.label);
        if !self.yes && !ask(&name)? {
            return Err("nothing was removed".into());
        }
        let Some(removed) = store.remove_release(source, first_day).await? else {
            return Err(format!("{name}: somebody else removed it meanwhile").into());
        };
        println!(
            "removed {name}: {} rows of {}",
            removed.rows_read, removed.file_name
        );
        match of_source.iter().rfind(|release| release.valid_from < first_day) {
            Some(before) => println!("Its days go back to {}.", before.label),
            None => println!("For its days nothing is loaded any more."),
        }
        if removed.revision > 0 {
            let edition = removed.revision;
            println!("It was edition {edition}. An edition that it replaced is not back: load it again.");
        }
        Ok(())
    }
}

fn no_such_release(source: Source, first_day: NaiveDate, loaded: &[&release::Model]) -> String {
    let list: Vec<_> = loaded
        .iter()
        .map(|release| format!("\n  {} ({})", release.valid_from, release.label))
        .collect();
    match list.as_slice() {
        [] => format!("no release of {source} is loaded"),
        list => format!(
            "no release of {source} counts from {first_day}. Loaded are those from:{}",
            list.concat()
        ),
    }
}

/// Asks whether to go on, on a terminal.
pub(super) fn ask(name: &str) -> Result<bool, Box<dyn Error>> {
    if !io::stdin().is_terminal() {
        return Err(
            format!("{name}: there is no terminal to ask on. To remove it, repeat with --yes").into(),
        );
    }
    eprint!("Remove {name}? [y/N] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

/// Lists the sources in the help and for one that is misspelt.
fn source_parser() -> impl TypedValueParser<Value = Source> {
    PossibleValuesParser::new(Source::ALL.map(Source::slug))
        .try_map(|slug| Source::from_slug(&slug).ok_or("no such source"))
}

/// A day on the command line.
pub(super) fn day(text: &str) -> Result<NaiveDate, &'static str> {
    text.parse().map_err(|_| "write a day like 2025-10-01")
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_yes_is_yes() {
        assert!(is_yes("y\n") && is_yes(" YES \r\n"));
        assert!(!is_yes("") && !is_yes("\n") && !is_yes("yeah") && !is_yes("n"));
    }
}
