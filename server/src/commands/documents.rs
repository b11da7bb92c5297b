//! `coding-ahead documents`.

use super::releases::{ask, day};
use super::table;
use crate::SystemClock;
use crate::cli::DatabaseOptions;
use app::backend::Clock;
use chrono::SubsecRound;
use clap::{Args, Subcommand};
use codeset::NaiveDate;
use documents::{Document, Overrides};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::Store;
use store::documents::{NewDocument, NewPassage, Saved, slug_of};

const AFTER_IMPORT: &str = "\
PDF, HTML and Markdown are read, told apart by their content. A PDF without text (a scan) is refused: run text \
recognition over it first. Each file is loaded whole or not at all, and one that was loaded before is passed over. A \
document of the same name in addresses is replaced.";

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
    /// Load manuals, to be read, searched and quoted with chapter, section and page.
    Import(Import),
    /// List the loaded documents.
    List,
    /// Remove a document.
    Remove(Removal),
}

#[derive(Args, Debug)]
#[command(after_help = AFTER_IMPORT)]
struct Import {
    /// The files. What follows is for one of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Its title [default: the one that it gives itself]
    #[arg(long)]
    title: Option<String>,
    /// Its edition [default: the year from which it counts]
    #[arg(long)]
    edition: Option<String>,
    /// Its name in addresses [default: title and edition]
    #[arg(long, value_parser = slug)]
    slug: Option<String>,
    /// The first day for which it counts, like 2026-01-01 [default: its revision date]
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<NaiveDate>,
    /// The last day for which it counts.
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<NaiveDate>,
    /// Only readers with an account may read it [default: as it was, and at first everybody]
    #[arg(long, conflicts_with = "for_everybody")]
    accounts_only: bool,
    /// Everybody may read it.
    #[arg(long)]
    for_everybody: bool,
}

#[derive(Args, Debug)]
struct Removal {
    /// Its name in addresses, as the list tells it.
    slug: String,
    /// Do not ask first.
    #[arg(long)]
    yes: bool,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        match self.action.unwrap_or(Action::List) {
            Action::Import(import) => import.run(&store).await,
            Action::List => list(&store).await,
            Action::Remove(removal) => removal.run(&store).await,
        }
    }
}

impl Import {
    async fn run(self, store: &Store) -> Result<(), Box<dyn Error>> {
        let is_for_one =
            self.title.is_some() || self.edition.is_some() || self.slug.is_some() || self.until.is_some();
        if self.files.len() > 1 && is_for_one {
            return Err(
                "title, edition, name and last day are those of one document: import one file at a time"
                    .into(),
            );
        }
        let mut failed = Vec::new();
        for path in &self.files {
            let name = path.display();
            match self.import(store, path).await {
                Ok(said) => println!("{name}: {said}"),
                Err(error) => failed.push(format!("{name} was not loaded: {error}")),
            }
        }
        match failed.is_empty() {
            true => Ok(()),
            false => Err(failed.join("\n").into()),
        }
    }

    /// Loads a file; returns what is to be said of it.
    async fn import(&self, store: &Store, path: &Path) -> Result<String, Box<dyn Error>> {
        let mut bytes = Vec::new();
        // One more than is read, to tell a file that is too large.
        let limit = u64::try_from(documents::LARGEST_FILE)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        std::fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        let file_name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let overrides = Overrides {
            title: self.title.clone(),
            edition: self.edition.clone(),
            valid_from: self.from,
        };
        let (read, file_name) =
            tokio::task::spawn_blocking(move || (documents::read(&bytes, &file_name, &overrides), file_name))
                .await?;
        let document = read?;
        let valid_from = document
            .valid_from
            .ok_or("it does not say from which day it counts: say so with --from, like --from 2026-01-01")?;
        let slug = self.slug.clone().unwrap_or_else(|| default_slug(&document));
        let needed_account = store
            .find_document(&slug)
            .await?
            .is_some_and(|document| document.needs_account);
        let valid_to = self.until.and_then(|day| day.succ_opt());
        if valid_to.is_some_and(|valid_to| valid_to <= valid_from) {
            return Err(format!("its last day lies before its first one, {valid_from}").into());
        }
        let new = NewDocument {
            slug: slug.clone(),
            title: document.title.clone(),
            edition: document.edition.clone(),
            valid_from,
            valid_to,
            file_name,
            sha256,
            pages: i32::try_from(document.pages)?,
            needs_account: !self.for_everybody && (self.accounts_only || needed_account),
        };
        let said = summary(&document);
        let passages = document.passages.into_iter().map(new_passage).collect();
        // As exact as PostgreSQL keeps it.
        let now = SystemClock.now().trunc_subsecs(6);
        let outcome = match store.save_document(new, passages, now).await? {
            Saved::New => "loaded",
            Saved::Replaced => "loaded in place of what was there",
            Saved::Same => "loaded already, nothing to do",
        };
        Ok(format!("{said}; {outcome}, at /documents/{slug}"))
    }
}

/// Title and edition, however long the title is: editions keep apart.
fn default_slug(document: &Document) -> String {
    let title = slug_of(&document.title);
    match document.edition.as_str() {
        "" => title,
        edition => match slug_of(edition) {
            edition if title.ends_with(&edition) => title,
            edition => format!("{title}-{edition}"),
        },
    }
}

/// `Medicare NCCI Policy Manual, 2026, from 2026-01-01: 287 pages, 1195 passages in 15 chapters`.
fn summary(document: &Document) -> String {
    let counted = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let mut said = document.title.clone();
    if !document.edition.is_empty() {
        said += &format!(", {}", document.edition);
    }
    if let Some(day) = document.valid_from {
        said += &format!(", from {day}");
    }
    said += ": ";
    if document.pages > 0 {
        said += &format!("{}, ", counted(document.pages, "page"));
    }
    said += &format!(
        "{} in {}",
        counted(document.passages.len(), "passage"),
        counted(document.chapters(), "chapter")
    );
    if document.unread_pages > 0 {
        said += &format!(
            ", {} without anything that could be read",
            counted(document.unread_pages, "page")
        );
    }
    said
}

fn new_passage(passage: documents::Passage) -> NewPassage {
    NewPassage {
        chapter: passage.chapter,
        chapter_title: passage.chapter_title,
        section: passage.section,
        page: passage.page,
        page_end: passage.page_end,
        text: passage.text,
    }
}

async fn list(store: &Store) -> Result<(), Box<dyn Error>> {
    let documents = store.list_documents().await?;
    if documents.is_empty() {
        println!("No document is loaded. Load one with: coding-ahead documents import <file>");
        return Ok(());
    }
    let rows: Vec<_> = documents
        .into_iter()
        .map(|document| {
            [
                document.slug,
                document.title,
                document.edition,
                document.valid_from.to_string(),
                document
                    .valid_to
                    .and_then(|day| day.pred_opt())
                    .map_or_else(String::new, |day| day.to_string()),
                match document.pages {
                    0 => table::NOTHING.to_owned(),
                    pages => pages.to_string(),
                },
                document.passages.to_string(),
                match document.needs_account {
                    true => "with an account".to_owned(),
                    false => String::new(),
                },
                document.file_name,
            ]
        })
        .collect();
    let head = [
        "name",
        "title",
        "edition",
        "counts from",
        "until",
        "pages",
        "passages",
        "read",
        "file",
    ];
    for line in table::lines(head, &rows) {
        println!("{line}");
    }
    Ok(())
}

impl Removal {
    async fn run(self, store: &Store) -> Result<(), Box<dyn Error>> {
        let slug = &self.slug;
        let Some(document) = store.find_document(slug).await? else {
            let loaded: Vec<_> = store
                .list_documents()
                .await?
                .into_iter()
                .map(|document| format!("\n  {} ({})", document.slug, document.title))
                .collect();
            return Err(match loaded.as_slice() {
                [] => format!("there is no document {slug}: none is loaded"),
                loaded => format!("there is no document {slug}. Loaded are:{}", loaded.concat()),
            }
            .into());
        };
        let name = format!("{} {}", document.title, document.edition);
        let name = name.trim();
        if !self.yes && !ask(name)? {
            return Err("nothing was removed".into());
        }
        match store.remove_document(slug).await? {
            Some(removed) => println!(
                "removed {name}: {} passages of {}",
                removed.passages, removed.file_name
            ),
            None => return Err(format!("{name}: somebody else removed it meanwhile").into()),
        }
        Ok(())
    }
}

/// A name in addresses on the command line.
fn slug(text: &str) -> Result<String, &'static str> {
    const LONGEST: usize = 120;
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    match text.len() <= LONGEST && text.split('-').all(is_word) {
        true => Ok(text.to_owned()),
        false => {
            Err("write small letters and digits with hyphens between them, like ncci-policy-manual-2026")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_keep_apart_in_addresses() {
        let slug_of = |title: &str, edition: &str| {
            default_slug(&Document {
                title: title.to_owned(),
                edition: edition.to_owned(),
                valid_from: None,
                pages: 0,
                unread_pages: 0,
                passages: Vec::new(),
            })
        };
        assert_eq!(slug_of("NCCI Policy Manual", "2026"), "ncci-policy-manual-2026");
        assert_eq!(slug_of("Fee Schedule 2026", "2026"), "fee-schedule-2026");
        assert_eq!(slug_of("Notes", ""), "notes");
        let long = slug_of(&"Long title ".repeat(20), "2026 Q1");
        assert!(long.ends_with("-2026-q1") && slug(&long).is_ok(), "{long}");
    }

    #[test]
    fn a_name_in_addresses_is_small_letters_digits_and_hyphens() {
        assert!(slug("ncci-policy-manual-2026").is_ok());
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "é"] {
            assert!(slug(wrong).is_err(), "{wrong}");
        }
    }
}
