//! What is loaded together, and in which order.
//!
//! A file is loaded by itself, in one transaction. The files of a release that is published in several are
//! loaded together or not at all: each alone would end what the others say.

use crate::package::TEXT_BESIDE;
use crate::sheet::is_sheet_name;
use crate::{Package, ReadError, Skipped, sha256_of};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that are loaded in one transaction.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The files: one, or all of one release.
    pub files: Vec<PathBuf>,
    /// Their names, as reports and the list of releases show them.
    pub name: String,
    /// The releases in them, in the order in which they are loaded.
    pub releases: Vec<ReleaseInfo>,
    /// Unpacked size in bytes.
    pub bytes: u64,
}

/// What an import is about to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is loaded, code sets and older releases first.
    pub units: Vec<Unit>,
    /// What lies in folders besides release files, and what it is.
    pub left_out: Vec<Skipped>,
    /// Release files that cannot be loaded: damaged ones in folders, and those that are published together with
    /// others that are missing. And why.
    pub refused: Vec<Skipped>,
}

impl Unit {
    /// The identity of the files' content.
    ///
    /// # Errors
    /// [`ReadError::Io`] when a file cannot be read.
    pub fn sha256(&self) -> Result<String, ReadError> {
        if let [only] = self.files.as_slice() {
            return sha256_of(only);
        }
        let mut each = self
            .files
            .iter()
            .map(|file| sha256_of(file))
            .collect::<Result<Vec<_>, _>>()?;
        each.sort();
        let digest = Sha256::digest(each.concat().as_bytes());
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// One file as far as the plan needs it.
struct Opened {
    path: PathBuf,
    name: String,
    releases: Vec<ReleaseInfo>,
    bytes: u64,
}

/// Looks at files, and at all files in folders and their subfolders.
///
/// # Errors
/// [`ReadError`] when a file that is named by itself cannot be read, or a folder holds no release file. What a
/// folder holds besides is named in the plan.
pub fn plan(paths: &[PathBuf]) -> Result<Plan, ReadError> {
    let mut plan = Plan::default();
    let mut opened = Vec::new();
    for path in paths {
        if !path.is_dir() {
            opened.push(open(path)?);
            continue;
        }
        let files = files_below(path)?;
        let found = (opened.len(), plan.refused.len());
        for file in &files {
            let skipped = |error: &ReadError| Skipped {
                name: name_of(file),
                reason: error.reason(),
            };
            if has_text_beside(file, &files) {
                plan.left_out.push(Skipped {
                    name: name_of(file),
                    reason: TEXT_BESIDE.into(),
                });
                continue;
            }
            match open(file) {
                Ok(file) => opened.push(file),
                Err(error @ ReadError::Unknown { .. }) => plan.left_out.push(skipped(&error)),
                Err(error) => plan.refused.push(skipped(&error)),
            }
        }
        if found == (opened.len(), plan.refused.len()) {
            return Err(ReadError::Unknown {
                file: path.display().to_string(),
                reason: format!("none of the {} files in the folder is", files.len()),
            });
        }
    }
    plan.units = units(opened, &mut plan.refused);
    Ok(plan)
}

fn open(path: &Path) -> Result<Opened, ReadError> {
    let package = Package::open(path)?;
    Ok(Opened {
        path: path.to_owned(),
        name: name_of(path),
        releases: package.parts().iter().map(|part| part.info.clone()).collect(),
        bytes: package.total_bytes(),
    })
}

/// Whether a sheet lies beside a text of the same name.
fn has_text_beside(file: &Path, files: &[PathBuf]) -> bool {
    let is_text = |other: &&PathBuf| {
        let end = other.extension().unwrap_or_default();
        end.eq_ignore_ascii_case("csv") || end.eq_ignore_ascii_case("txt")
    };
    is_sheet_name(&name_of(file))
        && files
            .iter()
            .filter(is_text)
            .any(|text| text.with_extension("") == file.with_extension(""))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let io = |source| ReadError::Io {
        file: folder.display().to_string(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let kind = entry.file_type().map_err(io)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link could lead round in a circle.
        if kind.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else if kind.is_file() && !hidden {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// A release that is published in several files.
type Puzzle = (Source, NaiveDate, i32);

fn units(opened: Vec<Opened>, refused: &mut Vec<Skipped>) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut puzzles: BTreeMap<Puzzle, Vec<(u8, Opened)>> = BTreeMap::new();
    for file in opened {
        match file
            .releases
            .iter()
            .find_map(|info| Some((info.source, info.valid_from, info.revision, info.piece?)))
        {
            Some((source, valid_from, revision, piece)) => {
                puzzles
                    .entry((source, valid_from, revision))
                    .or_default()
                    .push((piece, file));
            }
            None => units.push(unit(vec![file])),
        }
    }
    for ((source, _, _), mut pieces) in puzzles {
        pieces.sort_by_key(|(piece, _)| *piece);
        let found: BTreeSet<u8> = pieces
            .iter()
            .flat_map(|(_, file)| file.releases.iter().filter_map(|info| info.piece))
            .collect();
        let missing: Vec<_> = (1..=source.pieces())
            .filter(|piece| !found.contains(piece))
            .collect();
        let files: Vec<_> = pieces.into_iter().map(|(_, file)| file).collect();
        if missing.is_empty() {
            units.push(unit(files));
            continue;
        }
        let missing = missing
            .iter()
            .map(|piece| format!("f{piece}"))
            .collect::<Vec<_>>()
            .join(", ");
        for file in files {
            let label = file.releases.first().map_or("", |info| info.label.as_str());
            refused.push(Skipped {
                reason: format!(
                    "{source}, {label}, is published in {} files, and each alone would end the edits of the others: \
                     give all of them in one command (missing: {missing})",
                    source.pieces()
                ),
                name: file.name,
            });
        }
    }
    units.sort_by_key(|unit| {
        let first = unit
            .releases
            .iter()
            .map(|info| (order(info.source), info.valid_from, info.revision))
            .min();
        (first, unit.name.clone())
    });
    units
}

fn unit(files: Vec<Opened>) -> Unit {
    let mut releases: Vec<ReleaseInfo> = Vec::new();
    for info in files.iter().flat_map(|file| &file.releases) {
        let info = ReleaseInfo {
            piece: None,
            ..info.clone()
        };
        if !releases.contains(&info) {
            releases.push(info);
        }
    }
    releases.sort_by_key(|info| (order(info.source), info.valid_from));
    Unit {
        name: files
            .iter()
            .map(|file| file.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        releases,
        bytes: files.iter().map(|file| file.bytes).sum(),
        files: files.into_iter().map(|file| file.path).collect(),
    }
}

/// The place of a source among all, code sets first.
pub(crate) fn order(source: Source) -> usize {
    Source::ALL
        .iter()
        .position(|of| *of == source)
        .unwrap_or(Source::ALL.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GPCI, PTP, order_file};

    type Checked<T = ()> = Result<T, Box<dyn std::error::Error>>;

    fn folder(files: &[(&str, &str)]) -> Checked<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            std::fs::write(path, text)?;
        }
        Ok(folder)
    }

    fn names(skipped: &[Skipped]) -> Vec<&str> {
        skipped.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn a_folder_is_sorted_into_what_is_loaded_what_is_not_and_what_should_be() -> Checked {
        let order = order_file();
        let folder = folder(&[
            ("GPCI2025.csv", GPCI),
            ("below/icd10cm_order_2025.txt", &order),
            ("read me.txt", "hello"),
            (".hidden", GPCI),
            ("GPCI2025.XLSX", "the same as a sheet"),
            ("cut.zip", "PK\u{3}\u{4} and no more"),
            ("ccipra-v302r0-f1.txt", PTP),
            ("ccipra-v302r0-f3.TXT", PTP),
        ])?;
        let plan = plan(&[folder.path().to_owned()])?;
        let units: Vec<_> = plan.units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(
            units,
            ["icd10cm_order_2025.txt", "GPCI2025.csv"],
            "code sets first"
        );
        assert_eq!(names(&plan.left_out), ["GPCI2025.XLSX", "read me.txt"]);
        assert_eq!(
            names(&plan.refused),
            ["cut.zip", "ccipra-v302r0-f1.txt", "ccipra-v302r0-f3.TXT"]
        );
        assert!(
            plan.refused[1].reason.contains("missing: f2, f4"),
            "{:?}",
            plan.refused
        );
        Ok(())
    }

    #[test]
    fn a_folder_without_a_release_file_is_an_error_and_so_is_a_file_named_by_itself() -> Checked {
        let folder = folder(&[("read me.txt", "hello"), ("other.txt", "hello")])?;
        let error = plan(&[folder.path().to_owned()])
            .err()
            .map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.contains("none of the 2 files")));
        assert!(plan(&[folder.path().join("read me.txt")]).is_err());
        Ok(())
    }

    #[test]
    fn all_files_of_one_release_are_one_unit() -> Checked {
        let files: Vec<_> = (1..=4)
            .map(|piece| format!("ccipra-v302r0-f{piece}.txt"))
            .collect();
        let files: Vec<_> = files.iter().map(|name| (name.as_str(), PTP)).collect();
        let folder = folder(&files)?;
        let plan = plan(&[folder.path().to_owned()])?;
        assert_eq!(plan.units.len(), 1);
        assert_eq!(plan.units[0].files.len(), 4);
        assert!(plan.refused.is_empty());
        Ok(())
    }
}
