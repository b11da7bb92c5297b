//! `coding-ahead content`.

use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
use clap::{Args, Subcommand};
use reference::content;
use std::error::Error;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Load a folder of Markdown files, one per code, with its subfolders.
    Import {
        /// The folder.
        folder: PathBuf,
    },
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let Action::Import { folder } = self.action;
        let store = self.database.open().await?;
        let mut files = Vec::new();
        markdown_files(&folder, &mut files).map_err(|e| format!("{}: {e}", folder.display()))?;
        files.sort();
        if files.is_empty() {
            return Err(format!("{}: no file ends in .md", folder.display()).into());
        }
        // All files are read before the first is saved: a mistake in one leaves everything as it was.
        let mut contents = Vec::with_capacity(files.len());
        for file in &files {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
            contents.push(content::parse(&name, &text)?);
        }
        let mut saved = 0;
        for content in contents {
            saved += store
                .save_articles(&content.code, content.drafts, SystemClock.now())
                .await?;
        }
        println!("{} files read, {saved} texts new or revised", files.len());
        Ok(())
    }
}

fn markdown_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            markdown_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}
