//! Loading files into the store: one transaction for each unit of a plan, all or nothing.

use crate::{Package, Part, Plan, ReadError, Row, Skipped, Unit, plan};
use chrono::{DateTime, Utc};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::PtpRow;
use std::path::Path;
use std::sync::atomic::Ordering;
use store::release_load::{FileStamp, LoadCounts, LoadingRelease};
use store::{Store, StoreError};

/// A release with fewer rows than this may shrink as it likes.
const SHRINK_COUNTS_FROM: u64 = 1000;

/// Why a file was not loaded. What was loaded before still stands.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that is not loaded alone.
    #[error("{}: {}", .0.name, .0.reason)]
    Piece(Skipped),
    /// The file is likely an excerpt.
    #[error(
        "{release} has {rows} rows in it, and the release before it has {before}: this is likely an excerpt, and \
         loading it would end most of what is in force. If it is whole, repeat the command with --accept-shrink"
    )]
    Shrinks {
        /// Source and label.
        release: String,
        /// Rows of the file.
        rows: u64,
        /// Rows of the release before it.
        before: u64,
    },
    /// Text under a licence, and nobody who holds one.
    #[error(
        "{0} are licensed by the American Medical Association: say who holds the licence with --licence-holder \"…\""
    )]
    NoLicenceHolder(Source),
}

/// How to load.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// When it is loaded.
    pub now: DateTime<Utc>,
    /// Who may use the AMA's text in it.
    pub licence_holder: Option<String>,
    /// Load a release although it has less than half the rows of the one before it.
    pub accept_shrink: bool,
    /// Do everything and then leave the database as it was.
    pub is_trial: bool,
}

impl ImportOptions {
    /// The usual way.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            now,
            licence_holder: None,
            accept_shrink: false,
            is_trial: false,
        }
    }
}

/// What a load did with one release.
#[derive(Clone, Debug)]
pub struct PartReport {
    /// The files or the members of the archive.
    pub name: String,
    /// What it was taken for.
    pub info: ReleaseInfo,
    /// What happened to its rows; `None` where a later edition of the release is loaded.
    pub counts: Option<LoadCounts>,
    /// What the operator should know of the rows.
    pub remarks: Vec<String>,
}

/// What a load did.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// The releases in the files; empty when the files were loaded before.
    pub parts: Vec<PartReport>,
    /// Members that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// The same files were loaded before and nothing of them was removed: there was nothing to do.
    pub was_loaded: bool,
}

/// Loads one file or zip. `progress` is told how many bytes of how many have been read.
///
/// # Errors
/// [`ImportError`]; then nothing of the file is loaded.
pub async fn import(
    store: &Store,
    path: &Path,
    options: &ImportOptions,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, ImportError> {
    let Plan { units, refused, .. } = plan(&[path.to_owned()])?;
    if let Some(piece) = refused.into_iter().next() {
        return Err(ImportError::Piece(piece));
    }
    let mut report = ImportReport::default();
    for unit in &units {
        report = import_unit(store, unit, options, progress).await?;
    }
    Ok(report)
}

/// Loads what a plan loads together.
///
/// # Errors
/// [`ImportError`]; then nothing of the unit is loaded.
pub async fn import_unit(
    store: &Store,
    unit: &Unit,
    options: &ImportOptions,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let sha256 = unit.sha256()?;
    if store.is_loaded(&sha256).await? && has_all(store, &unit.releases).await? {
        report.was_loaded = true;
        return Ok(report);
    }
    let licensed = unit.releases.iter().find(|info| info.source.needs_licence());
    if let Some(info) = licensed.filter(|_| options.licence_holder.is_none()) {
        return Err(ImportError::NoLicenceHolder(info.source));
    }
    let mut packages = Vec::new();
    for file in &unit.files {
        let package = Package::open(file)?;
        report.skipped.extend_from_slice(package.skipped());
        packages.push(package);
    }
    let mut load = store
        .load(FileStamp {
            name: unit.name.clone(),
            sha256,
            imported_at: options.now,
            licence_holder: options.licence_holder.clone(),
        })
        .await?;
    let mut read_before = 0;
    for info in &unit.releases {
        let Some(mut release) = load.begin(info).await? else {
            report.parts.push(PartReport {
                name: unit.name.clone(),
                info: info.clone(),
                counts: None,
                remarks: Vec::new(),
            });
            continue;
        };
        let mut names = Vec::new();
        let mut overlaps = Overlaps::default();
        for package in &mut packages {
            let of_release =
                |part: &&Part| (part.info.source, part.info.valid_from) == (info.source, info.valid_from);
            for part in package.parts().to_vec().iter().filter(of_release) {
                names.push(part.name.clone());
                let tick = |read: u64| progress(read_before + read, unit.bytes);
                load_part(&mut release, package, part, &mut overlaps, &tick).await?;
                read_before += part.bytes;
            }
        }
        if !options.accept_shrink
            && let Some((before, rows)) = release.shrinks().await?
            && before >= SHRINK_COUNTS_FROM
            && rows < before / 2
        {
            let release = format!("{}, {},", info.source, info.label);
            return Err(ImportError::Shrinks {
                release,
                rows,
                before,
            });
        }
        let counts = release.finish().await?;
        report.parts.push(PartReport {
            name: names.join(", "),
            info: info.clone(),
            counts: Some(counts),
            remarks: overlaps.remark().into_iter().collect(),
        });
    }
    if options.is_trial {
        load.roll_back().await?;
    } else {
        load.commit().await?;
    }
    Ok(report)
}

/// Whether a release is loaded for each of these: after one was removed, its file has something to do again.
async fn has_all(store: &Store, releases: &[ReleaseInfo]) -> Result<bool, StoreError> {
    let loaded = store.list_releases().await?;
    Ok(releases.iter().all(|info| {
        loaded
            .iter()
            .any(|release| release.source == info.source.slug() && release.valid_from == info.valid_from)
    }))
}

async fn load_part(
    release: &mut LoadingRelease<'_>,
    package: &mut Package,
    part: &Part,
    overlaps: &mut Overlaps,
    tick: &(dyn Fn(u64) + Sync),
) -> Result<(), ImportError> {
    let bytes = package.bytes_read();
    let before = bytes.load(Ordering::Relaxed);
    for (index, row) in package.rows(part)?.enumerate() {
        let row = row?;
        if let Row::Ptp(edit) = &row {
            overlaps.look_at(edit);
        }
        row.load(release).await?;
        if index % 1024 == 0 {
            tick(bytes.load(Ordering::Relaxed) - before);
        }
    }
    tick(part.bytes);
    Ok(())
}

/// Counts edits that are in force beside another row of their pair.
#[derive(Default)]
struct Overlaps {
    pair: Option<(String, String)>,
    spans: Vec<(NaiveDate, Option<NaiveDate>)>,
    found: u64,
}

impl Overlaps {
    fn look_at(&mut self, edit: &PtpRow) {
        let same_pair =
            |(one, two): &(String, String)| one == edit.column1.as_str() && two == edit.column2.as_str();
        if !self.pair.as_ref().is_some_and(same_pair) {
            self.pair = Some((edit.column1.as_str().into(), edit.column2.as_str().into()));
            self.spans.clear();
        }
        // A void edit ends on the day on which it begins, and is in force on none.
        if edit.indicator == 9 {
            return;
        }
        let until = |end: Option<NaiveDate>| end.unwrap_or(NaiveDate::MAX);
        let overlap = self
            .spans
            .iter()
            .any(|(from, to)| *from <= until(edit.deleted) && edit.effective <= until(*to));
        self.found += u64::from(overlap);
        self.spans.push((edit.effective, edit.deleted));
    }

    fn remark(&self) -> Option<String> {
        (self.found > 0).then(|| {
            format!(
                "{} edits are in force on days on which another row of their pair is too; pages show every one of them",
                self.found
            )
        })
    }
}
