//! `coding-ahead doctor`.

use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
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
        let store = self.database.open().await?;
        println!("database: answers, schema up to date");
        let today = SystemClock.now().date_naive();
        let mut missing = 0;
        for source in Source::ALL {
            match store.find_release(source, today).await? {
                Some(release) => println!("{source}: {}, counts from {}", release.label, release.valid_from),
                None => {
                    missing += 1;
                    println!("{source}: not loaded");
                }
            }
        }
        if missing > 0 {
            return Err(format!(
                "{missing} sources are not loaded: load their files with coding-ahead import"
            )
            .into());
        }
        Ok(())
    }
}
