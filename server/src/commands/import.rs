//! `coding-ahead import`.

mod display;
mod report;

use crate::SystemClock;
use crate::cli::{DatabaseOptions, Interrupted};
use crate::fetch::{self, FetchOptions, Fetcher, Url};
use crate::signals::stop_signal;
use app::backend::Clock;
use chrono::SubsecRound;
use clap::Args;
use display::Display;
use releases::{ImportOptions, Plan, Unit};
use report::Outcome;
use std::error::Error;
use std::path::PathBuf;
use std::pin::pin;
use std::time::{Duration, Instant};
use store::Store;

/// The wait before a download is tried again; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(1);

const AFTER_HELP: &str = "\
Each file is loaded in one transaction: it is all there afterwards, or nothing of it. Files that a release is published \
in (the four of the PTP edits) are loaded together. Files are loaded in the right order, whatever order they are named \
in; a file that was loaded before is passed over.

Exit code 0: all that was named is loaded. 1: something is not, and the last lines say what and why; the rest is. \
130: stopped by Ctrl-C.";

#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Options {
    /// Release files or zips, as published; folders of them; http(s) addresses of such files.
    #[arg(required = true, value_name = "FILE, FOLDER or ADDRESS")]
    inputs: Vec<PathBuf>,
    /// Say what would change, and change nothing. Each file is compared with what is loaded now.
    #[arg(long)]
    dry_run: bool,
    /// Load a release although it has less than half the rows of the one before it.
    #[arg(long)]
    accept_shrink: bool,
    /// Who holds the licence for the AMA's text in the files.
    #[arg(long, value_name = "NAME", env = "CODING_AHEAD_LICENCE_HOLDER")]
    licence_holder: Option<String>,
    /// Where downloaded files are kept [default: downloads beside the SQLite database; with PostgreSQL
    /// data/downloads]
    #[arg(long, value_name = "FOLDER", env = "CODING_AHEAD_DOWNLOADS")]
    downloads: Option<PathBuf>,
    /// The largest file that is downloaded, in bytes or like 500M or 2G.
    #[arg(
        long,
        value_name = "SIZE",
        env = "CODING_AHEAD_MAX_DOWNLOAD",
        default_value = "2G",
        value_parser = size
    )]
    max_download: u64,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// An argument, told apart.
enum Input {
    Path(PathBuf),
    Address(Url),
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let inputs = self.inputs()?;
        let store = self.database.open().await?;
        // It stands first, so that it listens before anything begins, and goes on to while files are looked at.
        let mut stop = pin!(stop_signal());
        let paths = tokio::select! {
            biased;
            () = &mut stop => {
                let kept = "What has come is kept: repeat the command to go on. Nothing was loaded.";
                return Err(Interrupted(format!("stopped while downloading. {kept}")).into());
            }
            paths = self.download(inputs) => paths?,
        };
        let plan = releases::plan(&paths)?;
        let options = ImportOptions {
            // As exact as PostgreSQL keeps it.
            now: SystemClock.now().trunc_subsecs(6),
            licence_holder: self.licence_holder.filter(|name| !name.trim().is_empty()),
            accept_shrink: self.accept_shrink,
            is_trial: self.dry_run,
        };
        let mut outcome = Outcome::default();
        let is_finished = tokio::select! {
            biased;
            () = &mut stop => false,
            () = load(&store, &plan, &options, &mut outcome) => true,
        };
        if !is_finished {
            return Err(interruption(&store, &plan, &options, &outcome).await?.into());
        }
        outcome.conclude(&plan)
    }

    fn inputs(&self) -> Result<Vec<Input>, fetch::FetchError> {
        let input = |path: &PathBuf| match path.to_str().and_then(fetch::address) {
            Some(address) => Ok(Input::Address(address?)),
            None => Ok(Input::Path(path.clone())),
        };
        self.inputs.iter().map(input).collect()
    }

    /// Downloads what is not on this machine.
    async fn download(&self, inputs: Vec<Input>) -> Result<Vec<PathBuf>, fetch::FetchError> {
        if inputs.iter().all(|input| matches!(input, Input::Path(_))) {
            return Ok(self.inputs.clone());
        }
        let beside_database = || self.database.folder().unwrap_or("data".into()).join("downloads");
        let folder = self.downloads.clone().unwrap_or_else(beside_database);
        let fetcher = Fetcher::new(FetchOptions {
            folder,
            limit: self.max_download,
            first_wait: FIRST_WAIT,
        })?;
        let mut paths = Vec::new();
        for input in inputs {
            match input {
                Input::Path(path) => paths.push(path),
                Input::Address(address) => {
                    let display = Display::of_download(&address);
                    let fetched = fetcher
                        .fetch(&address, &|bytes, total| display.set(bytes, total))
                        .await?;
                    let how = match fetched.is_from_before {
                        true => "has not changed since it was downloaded as",
                        false => "downloaded as",
                    };
                    display.say(&format!("{}: {how} {}", display.name(), fetched.path.display()));
                    paths.push(fetched.path);
                }
            }
        }
        Ok(paths)
    }
}

/// Loads one unit after the other. What fails is noted, and the next one is loaded.
async fn load(store: &Store, plan: &Plan, options: &ImportOptions, outcome: &mut Outcome) {
    let display = Display::of_units(&plan.units);
    for (index, unit) in plan.units.iter().enumerate() {
        outcome.begin(index);
        display.begin(&unit.name);
        let begin = Instant::now();
        let before: u64 = plan.units.iter().take(index).map(|unit| unit.bytes).sum();
        let progress = |read, _| display.set(before + read, None);
        let loaded = releases::import_unit(store, unit, options, &progress).await;
        match &loaded {
            Ok(loaded) => display.say(&report::of_unit(unit, loaded, begin.elapsed(), options.is_trial)),
            Err(_) => display.say(&format!("{}: not loaded", unit.name)),
        }
        outcome.end(unit, loaded);
    }
}

/// How things stand after a stop. The signal can have come while the last transaction was being committed.
async fn interruption(
    store: &Store,
    plan: &Plan,
    options: &ImportOptions,
    outcome: &Outcome,
) -> Result<Interrupted, store::StoreError> {
    let loaded = store.list_releases().await?;
    let is_loaded = |unit: &Unit| {
        loaded
            .iter()
            .any(|release| release.file_name == unit.name && release.imported_at == options.now)
    };
    Ok(Interrupted(outcome.interrupted(plan, is_loaded)))
}

/// A number of bytes, with `K`, `M` or `G` for powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => return Err("write a number of bytes, or one like 500M or 2G".into()),
    };
    let number = digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit));
    number.ok_or_else(|| "write a number of bytes, or one like 500M or 2G".into())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_bytes_or_powers_of_1024() {
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("3k"), Ok(3072));
        assert_eq!(size("500M"), Ok(500 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        for wrong in [
            "",
            "M",
            "-1",
            "1.5G",
            "2T",
            "99999999999999999999",
            "99999999999G",
        ] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
