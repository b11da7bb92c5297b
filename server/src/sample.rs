//! The embedded sample: real figures out of the releases that its README names, and prose of our own.

use chrono::{DateTime, Utc};
use include_dir::{Dir, include_dir};
use reference::{ReferenceError, content};
use releases::{ImportError, ImportOptions};
use store::{Store, StoreError};

static RELEASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample/releases");
static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample/content");

/// Why the sample was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A release file.
    #[error("the embedded sample: {0}")]
    Import(#[from] ImportError),
    /// A text.
    #[error("the embedded sample: {0}")]
    Content(#[from] ReferenceError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files of the sample are unpacked into a temporary folder first.
    #[error("cannot unpack the embedded sample into a temporary folder: {0}")]
    Unpack(#[from] std::io::Error),
}

/// Loads the sample if nothing is loaded yet; says whether it did.
///
/// # Errors
/// [`SampleError`].
pub async fn load_into_empty(store: &Store, now: DateTime<Utc>) -> Result<bool, SampleError> {
    if !store.list_releases().await?.is_empty() || store.has_articles().await? {
        return Ok(false);
    }
    load(store, now).await?;
    Ok(true)
}

async fn load(store: &Store, now: DateTime<Utc>) -> Result<(), SampleError> {
    let folder = tempfile::tempdir()?;
    let options = ImportOptions {
        licence_holder: Some("quoted by Coding Ahead".into()),
        ..ImportOptions::at(now)
    };
    for file in RELEASES.files() {
        let path = folder.path().join(file.path());
        std::fs::write(&path, file.contents())?;
        releases::import(store, &path, &options, &|_, _| {}).await?;
    }
    for system in CONTENT.dirs() {
        for file in system.files() {
            let name = file.path().display().to_string();
            let text = String::from_utf8_lossy(file.contents());
            let content = content::parse(&name, &text)?;
            store.save_articles(&content.code, content.drafts, now).await?;
        }
    }
    Ok(())
}
