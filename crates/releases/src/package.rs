//! What an operator hands over: a release file, or the zip of several.

use crate::archive::{Archive, Member};
use crate::detect::{HEAD, Layout, Verdict, detect};
use crate::error::{ArchiveProblem, ReadError};
use crate::mcd;
use crate::row::Rows;
use crate::sheet::is_sheet_name;
use codeset::release::{ReleaseInfo, Source};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Why a sheet is not read.
pub(crate) const TEXT_BESIDE: &str = "the same rows are read from the text beside it";

/// A file that is read.
#[derive(Clone, Debug)]
pub struct Part {
    /// The file's name, as error messages give it.
    pub name: String,
    /// What it is. Several parts may be of one release: PTP edits come in four files, and the fee schedules of
    /// 2026 in two with different conversion factors.
    pub info: ReleaseInfo,
    /// Unpacked size in bytes.
    pub bytes: u64,
    way: Way,
    member: Member,
}

impl Part {
    fn new(info: ReleaseInfo, way: Way, member: Member) -> Self {
        Self {
            name: member.name.clone(),
            info,
            bytes: member.size,
            way,
            member,
        }
    }
}

/// How a part is read.
#[derive(Clone, Debug)]
enum Way {
    /// By itself.
    Alone(Layout),
    /// With what other tables of its export spell out.
    InExport(mcd::TableKind, Arc<mcd::Lookups>),
}

impl Way {
    /// Of two parts with the same rows the one with the lower rank is read.
    fn rank(&self) -> u8 {
        match self {
            Self::Alone(layout) => layout.rank,
            Self::InExport(..) => 0,
        }
    }
}

/// A file that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file's name.
    pub name: String,
    /// Why, in words for the operator.
    pub reason: String,
}

/// An opened release file or zip, and the plan of what is read from it.
///
/// ```no_run
/// # fn main() -> Result<(), releases::ReadError> {
/// let mut package = releases::Package::open("rvu25d.zip".as_ref())?;
/// for part in package.parts().to_vec() {
///     println!("{} {}", part.info.source, part.info.label);
///     for row in package.rows(&part)? {
///         let _row = row?;
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Package {
    archive: Archive,
    parts: Vec<Part>,
    skipped: Vec<Skipped>,
    read: Arc<AtomicU64>,
}

impl Package {
    /// Opens a file and looks at the first lines of all that is in it; of an export of the Medicare Coverage
    /// Database also at the days on which its documents were changed, which tell the release.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] when nothing in it is read here, [`ReadError::Archive`] for a zip that is
    /// damaged or not to be trusted, [`ReadError::Located`] when a table does not tell its release,
    /// [`ReadError::Io`] when there is no such file.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut archive = Archive::open(path)?;
        let mut parts = Vec::new();
        let mut undated = Vec::new();
        let mut skipped = Vec::new();
        let mut tables = Vec::new();
        for member in archive.members().to_vec() {
            let name = member.name.clone();
            if is_sheet_name(&name) && !member.is_text() {
                let reason = TEXT_BESIDE.into();
                skipped.push(Skipped { name, reason });
                continue;
            }
            let verdict = match head(&mut archive, &member) {
                Ok(head) => detect(&name, &head),
                // What it is cannot be seen; the other members can still be read.
                Err(ReadError::Archive {
                    problem: ArchiveProblem::Unsupported { reason, .. },
                    ..
                }) => Verdict::Not(format!("cannot be unpacked ({reason})")),
                Err(error) => return Err(error),
            };
            match verdict {
                Verdict::Read(info, layout) => parts.push(Part::new(info, Way::Alone(layout), member)),
                Verdict::Undated(month, layout) => undated.push((month, layout, member)),
                Verdict::Coverage(kind) => tables.push((kind, member)),
                Verdict::Not(reason) => skipped.push(Skipped { name, reason }),
            }
        }
        for (month, layout, member) in undated {
            match month.dated_by(&member.name, &parts) {
                Ok(info) => parts.push(Part::new(info, Way::Alone(layout), member)),
                Err(reason) => skipped.push(Skipped {
                    name: member.name,
                    reason,
                }),
            }
        }
        for table in mcd::assemble(&mut archive, tables, &mut skipped)? {
            let way = Way::InExport(table.kind, table.lookups);
            parts.push(Part::new(table.info, way, table.member));
        }
        drop_twins(&mut parts, &mut skipped);
        parts.sort_by_key(|part| {
            (
                order(part.info.source),
                part.info.valid_from,
                part.name.to_ascii_lowercase(),
            )
        });
        if parts.is_empty() {
            return Err(nothing_read(&archive, &skipped));
        }
        Ok(Self {
            archive,
            parts,
            skipped,
            read: Arc::default(),
        })
    }

    /// What is read, in the order to import it: code sets before what refers to them.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What is not read, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The unpacked bytes of all parts: the end of the progress bar.
    pub fn total_bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// The unpacked bytes read by [`Package::rows`] so far, for another thread to watch.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Reads a part. Its header is read at once, its rows one by one; after an error there are no more.
    ///
    /// # Errors
    /// [`ReadError::Located`] for a header that is not the expected one, here; for a row, from the iterator.
    pub fn rows(&mut self, part: &Part) -> Result<Rows<'_>, ReadError> {
        let input = self.archive.read(&part.member, Arc::clone(&self.read))?;
        let input = Box::new(input);
        match &part.way {
            Way::Alone(layout) => (layout.open)(input, &part.name, &part.info),
            Way::InExport(table, lookups) => table.open(input, &part.name, &part.info, lookups),
        }
    }
}

/// The first bytes of a member.
fn head(archive: &mut Archive, member: &Member) -> Result<Vec<u8>, ReadError> {
    let mut head = Vec::new();
    let input = archive.read(member, Arc::default())?;
    let read = input.take(HEAD as u64).read_to_end(&mut head);
    read.map_err(|source| ReadError::Io {
        file: member.name.clone(),
        source,
    })?;
    Ok(head)
}

/// Of several files with the rows of one release the best is read. The CSV of PPRRVU names its columns, where the
/// text has only their places (the rows of both agree in 2025), and the text of LOCCO cuts lists of counties.
/// The text of HCPCS has dates that its sheet lacks.
fn drop_twins(parts: &mut Vec<Part>, skipped: &mut Vec<Skipped>) {
    let best: Vec<_> = parts
        .iter()
        .map(|part| (part.info.clone(), part.way.rank(), part.name.clone()))
        .collect();
    parts.retain(|part| {
        let better = best
            .iter()
            .find(|(info, rank, _)| info.is_same_file(&part.info) && *rank < part.way.rank());
        if let Some((_, _, better)) = better {
            skipped.push(Skipped {
                name: part.name.clone(),
                reason: format!("the same rows are read from {better}"),
            });
        }
        better.is_none()
    });
}

fn order(source: Source) -> usize {
    Source::ALL
        .iter()
        .position(|of| *of == source)
        .unwrap_or(Source::ALL.len())
}

fn nothing_read(archive: &Archive, skipped: &[Skipped]) -> ReadError {
    let reason = match skipped {
        [only] if !archive.is_zip() => only.reason.clone(),
        [] => "it is empty".to_owned(),
        several => {
            let names: Vec<_> = several
                .iter()
                .take(5)
                .map(|file| format!("{}: {}", file.name.escape_debug(), file.reason))
                .collect();
            let more = if several.len() > 5 { ", …" } else { "" };
            format!("it holds {}{more}", names.join(", "))
        }
    };
    ReadError::Unknown {
        file: archive.name().to_owned(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Row;
    use crate::testing::fees::{ANESTHESIA, OPPS_CAP, OPPS_CAP_TEXT, anesthesia_text};
    use crate::testing::{GPCI, LOCALITY_TABLE, fee_table, fee_text, locality_text};
    use std::io::{Cursor, Write};
    use std::sync::atomic::Ordering;
    use zip::write::SimpleFileOptions;

    type Checked<T = ()> = Result<T, Box<dyn std::error::Error>>;

    /// A folder with a zip of these members, which lives as long as the first value.
    fn zipped(members: &[(&str, &str)]) -> Checked<(tempfile::TempDir, std::path::PathBuf)> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(*name, SimpleFileOptions::default())?;
            zip.write_all(text.as_bytes())?;
        }
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("rvu25d.zip");
        std::fs::write(&path, zip.finish()?.into_inner())?;
        Ok((folder, path))
    }

    #[test]
    fn a_zip_is_planned_read_and_counted() -> Checked {
        let (_folder, path) = zipped(&[
            ("25LOCCO.txt", &locality_text()),
            ("25LOCCO.csv", LOCALITY_TABLE),
            ("RVU25D.pdf", "%PDF"),
            ("GPCI2025.csv", GPCI),
            ("PPRRVU2025_Oct.txt", &fee_text()),
            ("PPRRVU2025_Oct.csv", &fee_table()),
        ])?;
        let mut package = Package::open(&path)?;
        let parts = package.parts().to_vec();
        let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["PPRRVU2025_Oct.csv", "GPCI2025.csv", "25LOCCO.csv"]);
        let skipped: Vec<_> = package
            .skipped()
            .iter()
            .map(|file| (file.name.as_str(), file.reason.as_str()))
            .collect();
        assert_eq!(
            skipped,
            [
                (
                    "RVU25D.pdf",
                    "a PDF document: load a manual with “coding-ahead documents import”"
                ),
                ("25LOCCO.txt", "the same rows are read from 25LOCCO.csv"),
                (
                    "PPRRVU2025_Oct.txt",
                    "the same rows are read from PPRRVU2025_Oct.csv"
                ),
            ]
        );
        let mut counts = Vec::new();
        for part in &parts {
            counts.push(package.rows(part)?.filter(Result::is_ok).count());
        }
        assert_eq!(counts, [3, 3, 3]);
        assert_eq!(
            package.bytes_read().load(Ordering::Relaxed),
            package.total_bytes()
        );
        Ok(())
    }

    /// Name and release of each part, and what is skipped.
    fn planned(members: &[(&str, &str)]) -> Checked<(Vec<String>, Vec<Skipped>)> {
        let (_folder, path) = zipped(members)?;
        let package = Package::open(&path)?;
        let told = package.parts().iter().map(|part| {
            let info = &part.info;
            format!(
                "{} {} {} {}",
                part.name,
                info.source.slug(),
                info.label,
                info.revision
            )
        });
        Ok((told.collect(), package.skipped().to_vec()))
    }

    #[test]
    fn caps_are_of_the_year_of_the_fee_schedule_beside_them() -> Checked {
        let (parts, skipped) = planned(&[
            ("OPPSCAP_Oct.csv", OPPS_CAP),
            ("OPPSCAP_Oct.txt", OPPS_CAP_TEXT),
            ("ANES2025.txt", &anesthesia_text(None)),
            ("ANES2025.csv", ANESTHESIA),
            ("PPRRVU2025_Oct.csv", &fee_table()),
        ])?;
        assert_eq!(
            parts,
            [
                "PPRRVU2025_Oct.csv mpfs 2025 October 20250102",
                "ANES2025.csv anesthesia 2025 0",
                "OPPSCAP_Oct.csv opps-cap 2025 October 20250102",
            ]
        );
        let skipped: Vec<_> = skipped.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(skipped, ["ANES2025.txt", "OPPSCAP_Oct.txt"]);
        Ok(())
    }

    #[test]
    fn caps_without_the_fee_schedule_of_their_month_are_refused() -> Checked {
        let january = ("OPPSCAP_JAN.csv", OPPS_CAP);
        let elsewhere = ("older/OPPSCAP_Oct.csv", OPPS_CAP);
        let (parts, skipped) = planned(&[january, elsewhere, ("PPRRVU2025_Oct.csv", &fee_table())])?;
        assert_eq!(parts.len(), 1);
        assert_eq!(skipped.len(), 2);
        for file in skipped {
            assert!(file.reason.contains("import the zip that it came in"), "{file:?}");
        }
        let alone = planned(&[january]).map_err(|error| error.to_string());
        assert!(alone.is_err_and(|e| e.contains("like OPPSCAP_Oct_2025.csv")));
        let later = fee_table().replace("2025 National", "2024 National");
        let (_, skipped) = planned(&[
            ("OPPSCAP_Oct.csv", OPPS_CAP),
            ("a.csv", &fee_table()),
            ("b.csv", &later),
        ])?;
        assert!(skipped.iter().any(|file| file.reason.contains("several years")));
        Ok(())
    }

    #[test]
    fn the_two_fee_schedules_of_2026_are_two_releases_with_a_factor_each() -> Checked {
        let text = fee_table().replace("2025 National", "2026 National");
        let (_folder, path) = zipped(&[
            ("PPRRVU2026_Oct_QPP.csv", &text.replace("32.3465", "33.5675")),
            ("PPRRVU2026_Oct_nonQPP.csv", &text),
            ("OPPSCAP_Oct.csv", OPPS_CAP),
        ])?;
        let mut package = Package::open(&path)?;
        let mut told = Vec::new();
        for part in package.parts().to_vec() {
            let info = &part.info;
            let factor = package.rows(&part)?.find_map(|row| match row {
                Ok(Row::ConversionFactor(row)) => Some((row.kind, row.factor)),
                _ => None,
            });
            told.push((info.source.slug(), info.label.clone(), factor));
        }
        let factor = |kind: &str, factor: i32| Some((kind.to_owned(), factor));
        assert_eq!(
            told,
            [
                ("mpfs", "2026 October".into(), factor("physician-nonqp", 323_465)),
                ("mpfs-qpp", "2026 October".into(), factor("physician-qp", 335_675)),
                ("opps-cap", "2026 October".into(), None),
            ]
        );
        Ok(())
    }

    #[test]
    fn a_text_without_its_csv_is_read() -> Checked {
        let (_folder, path) = zipped(&[("PPRRVU2025_Oct.txt", &fee_text()), ("PPRRVU25_JAN.csv", "x")])?;
        let package = Package::open(&path)?;
        assert_eq!(package.parts().len(), 2);
        Ok(())
    }

    #[test]
    fn a_zip_or_file_without_a_release_is_refused_by_name() -> Checked {
        let (folder, path) = zipped(&[("a.txt", "x"), ("b.pdf", "%PDF")])?;
        let refused = Package::open(&path)
            .map(|_| ())
            .map_err(|error| error.to_string());
        assert!(refused.is_err_and(|e| {
            e.starts_with("rvu25d.zip: not a release file this version reads (it holds a.txt: not recognised")
                && e.contains("it reads")
        }));
        let plain = folder.path().join("notes.txt");
        std::fs::write(&plain, "hello")?;
        let refused = Package::open(&plain)
            .map(|_| ())
            .map_err(|error| error.to_string());
        assert!(refused.is_err_and(|e| e.starts_with("notes.txt: not a release file")));
        let refused = Package::open(folder.path())
            .map(|_| ())
            .map_err(|error| error.to_string());
        assert!(refused.is_err_and(|e| e.contains("not a file")));
        assert!(matches!(
            Package::open(Path::new("/nowhere")),
            Err(ReadError::Io { .. })
        ));
        Ok(())
    }

    #[test]
    fn after_an_error_a_part_has_no_more_rows() -> Checked {
        let (_folder, path) = zipped(&[("GPCI2025.csv", &GPCI.replace("MONTANA**,1,", "MONTANA**,x,"))])?;
        let mut package = Package::open(&path)?;
        let part = package.parts()[0].clone();
        let read: Vec<_> = package.rows(&part)?.map(|row| row.is_ok()).collect();
        assert_eq!(read, [true, false]);
        Ok(())
    }
}
