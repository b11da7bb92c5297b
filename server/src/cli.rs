//! The command line.

use crate::commands::{content, doctor, import, releases, serve, users};
use clap::{Args, Parser, Subcommand};
use std::error::Error;
use store::{Store, StoreError};

/// Coding Ahead: a medical-coding reference that a team hosts itself.
#[derive(Debug, Parser)]
#[command(name = "coding-ahead", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site. On the first start it loads the embedded sample.
    Serve(serve::Options),
    /// Load release files as their publishers offer them, zipped or not.
    Import(import::Options),
    /// Say which releases are loaded.
    Releases(releases::Options),
    /// List accounts and set their plans.
    Users(users::Options),
    /// Load the editors' texts.
    Content(content::Options),
    /// Say whether the database works and which sources are missing.
    Doctor(doctor::Options),
}

/// Which database.
#[derive(Args, Debug)]
pub struct DatabaseOptions {
    /// The database: sqlite:<path> or postgres://<user>@<host>/<database>
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:data/coding-ahead.db",
        hide_env_values = true
    )]
    database_url: String,
}

impl DatabaseOptions {
    /// Opens it and brings its schema up to date.
    pub(crate) async fn open(&self) -> Result<Store, StoreError> {
        Store::open(&self.database_url).await
    }
}

impl Cli {
    /// Does what the command line asks for.
    ///
    /// # Errors
    /// Any error, in words for the operator; the exit code is then 1 (2 for a wrong command line).
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
            Command::Serve(options) => options.run().await,
            Command::Import(options) => options.run().await,
            Command::Releases(options) => options.run().await,
            Command::Users(options) => options.run().await,
            Command::Content(options) => options.run().await,
            Command::Doctor(options) => options.run().await,
        }
    }
}
