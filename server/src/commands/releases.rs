//! `coding-ahead releases`.

use crate::cli::DatabaseOptions;
use clap::Args;
use codeset::release::Source;
use std::error::Error;

#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let releases = self.database.open().await?.list_releases().await?;
        if releases.is_empty() {
            println!("No release is loaded. Load one with: coding-ahead import <file>");
            return Ok(());
        }
        println!(
            "{:<58} {:<22} {:<12} {:>8}  file",
            "source", "release", "counts from", "rows"
        );
        for release in releases {
            let source = Source::from_slug(&release.source).map_or("unknown", Source::title);
            println!(
                "{source:<58} {:<22} {:<12} {:>8}  {}",
                release.label,
                release.valid_from.to_string(),
                release.rows_read,
                release.file_name
            );
        }
        Ok(())
    }
}
