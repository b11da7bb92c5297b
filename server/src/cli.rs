//! The command line.

use crate::commands::{ask, content, doctor, documents, import, questions, releases, serve, users};
use clap::{Args, Parser, Subcommand};
use std::error::Error;
use std::path::{Path, PathBuf};
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
    /// Load release files as their publishers offer them: from disk or from the web, zipped or not.
    Import(import::Options),
    /// Say which releases are loaded, or remove one.
    Releases(releases::Options),
    /// List accounts and set their plans.
    Users(users::Options),
    /// List what readers asked of CasePilot, and what they thought of the answers.
    Questions(questions::Options),
    /// Ask CasePilot a question, with all that is loaded.
    Ask(ask::Options),
    /// Load the editors' texts.
    Content(content::Options),
    /// Load, list and remove manuals.
    Documents(documents::Options),
    /// Say whether the database works, and which releases are missing or late.
    Doctor(doctor::Options),
}

/// The operator stopped the program; how things stand now.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Interrupted(pub(crate) String);

/// Which database.
#[derive(Args, Debug)]
pub struct DatabaseOptions {
    /// The database: sqlite:<path> or postgres://<user>@<host>/<database>
    #[arg(
        long,
        global = true,
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

    /// The folder of the SQLite file, where it is one.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        let path = self.database_url.strip_prefix("sqlite:")?;
        Path::new(path.trim_start_matches("//"))
            .parent()
            .map(Path::to_owned)
    }
}

impl Cli {
    /// Does what the command line asks for.
    ///
    /// # Errors
    /// Any error, in words for the operator; the exit code is then 1, or 130 after [`Interrupted`] (a wrong command
    /// line ends the program with 2 before it comes here).
    pub async fn run(self) -> Result<(), Box<dyn Error>> {
        match self.command {
            Command::Serve(options) => options.run().await,
            Command::Import(options) => options.run().await,
            Command::Releases(options) => options.run().await,
            Command::Users(options) => options.run().await,
            Command::Questions(options) => options.run().await,
            Command::Ask(options) => options.run().await,
            Command::Content(options) => options.run().await,
            Command::Documents(options) => options.run().await,
            Command::Doctor(options) => options.run().await,
        }
    }
}
