//! The server function of the data page.

use crate::PublicError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A loaded release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedRelease {
    /// What it is.
    pub source: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its name.
    pub label: String,
    /// The first day it counts.
    pub valid_from: chrono::NaiveDate,
    /// The file it was loaded from.
    pub file: String,
    /// Rows in the file.
    pub rows: i64,
    /// When it was loaded.
    pub loaded_on: chrono::NaiveDate,
}

/// The loaded releases.
#[server(endpoint = "releases")]
pub async fn list_releases() -> Result<Vec<LoadedRelease>, PublicError> {
    use crate::backend::{Backend, failure};
    use codeset::release::Source;
    let releases = Backend::from_context()?.store.list_releases().await.map_err(failure)?;
    Ok(releases
        .into_iter()
        .map(|release| {
            let source = Source::from_slug(&release.source);
            LoadedRelease {
                source: source.map_or_else(|| release.source.clone(), |source| source.title().to_owned()),
                publisher: source.map_or_else(String::new, |source| source.publisher().to_owned()),
                label: release.label,
                valid_from: release.valid_from,
                file: release.file_name,
                rows: release.rows_read,
                loaded_on: release.imported_at.date_naive(),
            }
        })
        .collect())
}
