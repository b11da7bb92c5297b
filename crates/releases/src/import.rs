//! Loading a file into the store: one transaction, all or nothing.

use crate::{Package, Part, ReadError, Row, Skipped, sha256_of};
use chrono::{DateTime, Utc};
use codeset::release::{ReleaseInfo, Source};
use std::path::Path;
use std::sync::atomic::Ordering;
use store::release_load::{DatedRow, FileStamp, LoadCounts, ReleaseLoad, Stage};
use store::{Store, StoreError};

/// Why a file was not loaded. What was loaded before still stands.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One file of a release that is published in several.
    #[error(
        "{0} is one of the four files of an NCCI release, and loading it alone would end the edits of the other three: \
         this version loads edits only from a release in one file"
    )]
    Piece(String),
}

/// What a load did with one release of a file.
#[derive(Clone, Debug)]
pub struct PartReport {
    /// The file or the member of the archive.
    pub name: String,
    /// What it was taken for.
    pub info: ReleaseInfo,
    /// What happened to its rows.
    pub counts: LoadCounts,
}

/// What a load did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// The releases in the file; empty when the file was loaded before.
    pub parts: Vec<PartReport>,
    /// Members that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// The same file was loaded before: there was nothing to do.
    pub was_loaded: bool,
}

/// Loads a file or a zip. `progress` is told how many bytes of how many have been read.
///
/// # Errors
/// [`ImportError`]; then nothing of the file is loaded.
pub async fn import(
    store: &Store,
    path: &Path,
    now: DateTime<Utc>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, ImportError> {
    let mut package = Package::open(path)?;
    let skipped = package.skipped().to_vec();
    let sha256 = sha256_of(path)?;
    if store.is_loaded(&sha256).await? {
        return Ok(ImportReport {
            parts: Vec::new(),
            skipped,
            was_loaded: true,
        });
    }
    if let Some(piece) = package.parts().iter().find(|part| is_piece_of_a_release(part)) {
        return Err(ImportError::Piece(piece.name.clone()));
    }
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let load = store
        .load(FileStamp {
            name,
            sha256,
            imported_at: now,
        })
        .await?;
    let total = package.total_bytes();
    let read = package.bytes_read();
    let tick = move || progress(read.load(Ordering::Relaxed), total);
    let mut parts = Vec::new();
    for part in package.parts().to_vec() {
        let counts = load_part(&load, &mut package, &part, &tick).await?;
        parts.push(PartReport {
            name: part.name,
            info: part.info,
            counts,
        });
    }
    load.commit().await?;
    Ok(ImportReport {
        parts,
        skipped,
        was_loaded: false,
    })
}

async fn load_part(
    load: &ReleaseLoad,
    package: &mut Package,
    part: &Part,
    tick: &(dyn Fn() + Sync),
) -> Result<LoadCounts, ImportError> {
    /// Rows of one kind into their table.
    macro_rules! load_rows {
        ($row:pat => $value:expr) => {{
            let mut stage: Option<Stage<'_, _>> = None;
            let rows = package.rows(part)?;
            for (index, row) in rows.enumerate() {
                match row? {
                    $row => {
                        let stage = match &mut stage {
                            Some(stage) => stage,
                            None => stage.insert(load.stage().await?),
                        };
                        stage.push($value).await?;
                    }
                    // The factor stands on every fee row and comes once, before the first of them.
                    Row::ConversionFactor(factor) => load_one(load, factor, &part.info).await?,
                    _ => {}
                }
                if index % 1024 == 0 {
                    tick();
                }
            }
            match stage {
                Some(stage) => stage.finish(&part.info).await?,
                None => LoadCounts::default(),
            }
        }};
    }
    Ok(match part.info.source {
        Source::Mpfs => load_rows!(Row::Fee(fee) => *fee),
        Source::Gpci => load_rows!(Row::Gpci(gpci) => gpci),
        Source::Locality => load_rows!(Row::Locality(locality) => locality),
        Source::Icd10cm | Source::Hcpcs | Source::CptDescriptors => load_rows!(Row::Code(code) => code),
        Source::MuePractitioner => load_rows!(Row::Mue(mue) => mue),
        Source::PtpPractitioner => load_rows!(Row::Ptp(ptp) => ptp),
    })
}

async fn load_one<R: DatedRow>(load: &ReleaseLoad, row: R, info: &ReleaseInfo) -> Result<(), StoreError> {
    let mut stage = load.stage().await?;
    stage.push(row).await?;
    stage.finish(info).await?;
    Ok(())
}

/// PTP edits are published in four files of one release, named `…-f1.txt` to `…-f4.txt`.
fn is_piece_of_a_release(part: &Part) -> bool {
    let stem = part
        .name
        .rsplit_once('.')
        .map_or(part.name.as_str(), |(stem, _)| stem);
    part.info.source == Source::PtpPractitioner
        && ["-f1", "-f2", "-f3", "-f4"].iter().any(|end| stem.ends_with(end))
}
