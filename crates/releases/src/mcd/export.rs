//! The exports in a file: which tables belong together, which release they are, and what they need to be read.

use super::documents::last_change;
use super::family::Family;
use super::lookups::Lookups;
use super::table_kind::TableKind;
use crate::archive::{Archive, Member};
use crate::error::{ArchiveProblem, ReadError};
use crate::package::Skipped;
use codeset::release::ReleaseInfo;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table that is read.
pub(crate) struct TablePart {
    /// Where it is.
    pub member: Member,
    /// The release that all tables of its export are.
    pub info: ReleaseInfo,
    /// Which table it is.
    pub kind: TableKind,
    /// What others of the export spell out.
    pub lookups: Arc<Lookups>,
}

/// Puts the tables of an archive together. Exports that are left out are added to `skipped`.
pub(crate) fn assemble(
    archive: &mut Archive,
    tables: Vec<(TableKind, Member)>,
    skipped: &mut Vec<Skipped>,
) -> Result<Vec<TablePart>, ReadError> {
    if !archive.is_zip() {
        skipped.extend(tables.into_iter().map(|(_, member)| Skipped {
            name: member.name,
            reason: "a table of the Medicare Coverage Database: import the zip that it came in".into(),
        }));
        return Ok(Vec::new());
    }
    let mut folders: BTreeMap<String, Vec<(TableKind, Member)>> = BTreeMap::new();
    for (kind, member) in tables {
        let folder = member
            .name
            .rsplit_once(['/', '\\'])
            .map_or("", |(folder, _)| folder);
        folders.entry(folder.to_owned()).or_default().push((kind, member));
    }
    let mut exports = Vec::new();
    for (folder, tables) in folders {
        exports.push(Export::new(archive.name(), folder, tables)?);
    }
    let mut parts = Vec::new();
    for family in Family::ALL {
        let of_family = exports.extract_if(.., |export| export.family == family);
        if let Some(export) = largest(of_family.collect(), skipped) {
            export.open(archive, &mut parts)?;
        }
    }
    Ok(parts)
}

/// The tables of one folder.
struct Export {
    folder: String,
    family: Family,
    documents: Member,
    tables: Vec<(TableKind, Member)>,
}

/// The export with the largest table of documents.
fn largest(exports: Vec<Export>, skipped: &mut Vec<Skipped>) -> Option<Export> {
    // Of equals the first.
    let mut exports = exports.into_iter();
    let mut best = exports.next()?;
    for mut other in exports {
        if other.documents.size > best.documents.size {
            std::mem::swap(&mut best, &mut other);
        }
        skipped.push(Skipped {
            name: other.folder,
            reason: format!("more documents of the same kind are read from {}", best.folder),
        });
    }
    Some(best)
}

impl Export {
    /// Finds out what the tables of a folder are an export of.
    fn new(archive: &str, folder: String, tables: Vec<(TableKind, Member)>) -> Result<Self, ReadError> {
        let refused = |problem: String| ReadError::Archive {
            file: archive.to_owned(),
            problem: ArchiveProblem::Export {
                folder: if folder.is_empty() {
                    archive.to_owned()
                } else {
                    folder.clone()
                },
                problem,
            },
        };
        for (place, (kind, member)) in tables.iter().enumerate() {
            if let Some((_, first)) = tables[..place].iter().find(|(known, _)| known == kind) {
                let (first, second, name) = (&first.name, &member.name, kind.file_name());
                return Err(refused(format!("{first} and {second} are both {name}")));
            }
        }
        let mut families = Family::ALL.into_iter().filter(|family| {
            let is_of = |(kind, _): &(TableKind, Member)| kind.family() == Some(*family);
            tables.iter().any(is_of)
        });
        let (Some(family), None) = (families.next(), families.next()) else {
            return Err(refused(
                "they are not those of one kind of documents (LCDs, articles or NCDs)".into(),
            ));
        };
        let table = |wanted: TableKind| tables.iter().find(|(kind, _)| *kind == wanted);
        let missing = TableKind::of_family(family)
            .into_iter()
            .find(|kind| table(*kind).is_none());
        if let Some(missing) = missing {
            return Err(refused(format!("{} is missing", missing.file_name())));
        }
        let Some((_, documents)) = table(TableKind::Documents(family)) else {
            return Err(refused("the documents are missing".into()));
        };
        Ok(Self {
            family,
            documents: documents.clone(),
            folder,
            tables,
        })
    }

    /// Reads which release it is and what its tables need, and adds them to `parts`.
    fn open(self, archive: &mut Archive, parts: &mut Vec<TablePart>) -> Result<(), ReadError> {
        let input = archive.read(&self.documents, Arc::default())?;
        let valid_from = last_change(input, &self.documents.name, self.family)?;
        let info = ReleaseInfo::new(self.family.source(), valid_from.to_string(), valid_from);
        let mut lookups = Lookups::default();
        for (kind, member) in self.tables.iter().filter(|(kind, _)| kind.is_lookup()) {
            lookups.read(*kind, archive.read(member, Arc::default())?, &member.name)?;
        }
        let lookups = Arc::new(lookups);
        let read = self.tables.into_iter().filter(|(kind, _)| !kind.is_lookup());
        parts.extend(read.map(|(kind, member)| TablePart {
            member,
            info: info.clone(),
            kind,
            lookups: Arc::clone(&lookups),
        }));
        Ok(())
    }
}
