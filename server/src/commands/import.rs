//! `coding-ahead import`.

use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use releases::{ImportOptions, ImportReport};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Release files or zips, as published.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        for file in &self.files {
            let name = file.file_name().map_or_else(
                || file.display().to_string(),
                |n| n.to_string_lossy().into_owned(),
            );
            let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
                "{msg} [{bar:30}] {percent:>3}% {elapsed} (about {eta} left)",
            )?);
            bar.set_message(name.clone());
            bar.enable_steady_tick(Duration::from_millis(200));
            let report = releases::import(
                &store,
                file,
                &ImportOptions::at(SystemClock.now()),
                &|read, total| {
                    bar.set_length(total);
                    bar.set_position(read);
                },
            )
            .await;
            let seconds = bar.elapsed().as_secs_f64();
            bar.finish_and_clear();
            let report = report.map_err(|error| {
                format!("{name} was not loaded: {error}\nWhat was loaded before still stands.")
            })?;
            print_report(&name, &report, seconds);
        }
        Ok(())
    }
}

fn print_report(name: &str, report: &ImportReport, seconds: f64) {
    if report.was_loaded {
        println!("{name}: loaded already, nothing to do");
        return;
    }
    println!("{name}: loaded in {seconds:.1} s");
    println!(
        "  {:<52} {:>8} {:>8} {:>8} {:>9}",
        "release", "read", "added", "closed", "unchanged"
    );
    for part in &report.parts {
        let release = format!("{}, {}", part.info.source, part.info.label);
        let counts = part.counts.unwrap_or_default();
        println!(
            "  {release:<52} {:>8} {:>8} {:>8} {:>9}",
            counts.read, counts.added, counts.closed, counts.unchanged
        );
    }
    for skipped in &report.skipped {
        println!("  skipped {}: {}", skipped.name, skipped.reason);
    }
}
