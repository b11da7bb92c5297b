//! `coding-ahead doctor`.

use super::releases::day;
use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
use clap::Args;
use codeset::NaiveDate;
use codeset::release::Source;
use codeset::release::upkeep::{Finding, Problem, look_over};
use std::error::Error;

/// A site needs these sources: HCPCS Level II, the ICD-10-CM order file and tabular list, the Medicare Physician
/// Fee Schedule with its geographic indices, and for practitioner services the NCCI procedure-to-procedure edits
/// and unit limits. All others are optional, the AMA's licensed descriptors among them; what is missing or late of
/// these, and releases missed in the past, are only noted.
///
/// Exit code 0: the database works, and nothing that a site needs is missing or late. 1: something is.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Judge as of another day than today, say the first of the next quarter.
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<NaiveDate>,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        println!("database: answers, schema up to date");
        let today = self.on.unwrap_or_else(|| SystemClock.now().date_naive());
        let releases = store.list_releases().await?;
        let loaded: Vec<_> = releases
            .iter()
            .filter_map(|release| Some((Source::from_slug(&release.source)?, release.valid_from)))
            .collect();
        let findings = look_over(&loaded, today);
        for source in Source::ALL {
            let answering = releases
                .iter()
                .filter(|release| release.source == source.slug())
                .rfind(|release| release.valid_from <= today);
            if let Some(release) = answering {
                println!("{source}: {}, counts from {}", release.label, release.valid_from);
            }
            let of_source = findings.iter().filter(|finding| finding.source == source);
            for finding in of_source.filter(|finding| !is_only_missing(finding)) {
                print_finding(finding, today);
            }
        }
        print_optional(findings.iter().filter(|finding| is_only_missing(finding)));
        let mut failures: Vec<_> = findings.iter().filter(|finding| finding.is_failure()).collect();
        failures.dedup_by_key(|finding| finding.source);
        if failures.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = failures.iter().map(|finding| finding.source.title()).collect();
        Err(format!("missing or late, and needed by a site: {}", names.join("; ")).into())
    }
}

/// Whether it is a source that nobody has asked for.
fn is_only_missing(finding: &Finding) -> bool {
    finding.problem == Problem::Missing && !finding.is_failure()
}

fn print_finding(finding: &Finding, today: NaiveDate) {
    let source = finding.source;
    let note = if source.is_essential() { "" } else { " (optional)" };
    match &finding.problem {
        Problem::Missing => println!("{source}: not loaded"),
        Problem::Ahead { first } => {
            println!("{source}: nothing loaded for today, only from {first} on{note}");
        }
        Problem::Late { since, .. } => println!("    late{note}: another release is due since {since}"),
        Problem::Gap { after, missed } => {
            let days: Vec<_> = missed.iter().map(ToString::to_string).collect();
            println!("    note: the one from {after} answers also for the days of those not loaded:");
            println!("    {}; load them from {}", days.join(", "), source.page());
            return;
        }
    }
    let wanted = match source.cadence().first_day_of(today) {
        Some(day) => format!("the release that counts from {day}"),
        None => "the newest release".to_owned(),
    };
    println!("    load {wanted}: {}", source.page());
}

/// Names what is missing, below the pages where it is found.
fn print_optional<'a>(findings: impl Iterator<Item = &'a Finding>) {
    let mut pages: Vec<(&str, Vec<&str>)> = Vec::new();
    for source in findings.map(|finding| finding.source) {
        match pages.iter_mut().find(|(page, _)| *page == source.page()) {
            Some((_, titles)) => titles.push(source.title()),
            None => pages.push((source.page(), vec![source.title()])),
        }
    }
    if !pages.is_empty() {
        println!("not loaded, and optional:");
    }
    for (page, titles) in pages {
        println!("    {}\n        {page}", titles.join("; "));
    }
}
