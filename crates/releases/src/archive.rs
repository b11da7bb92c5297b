//! Zips and plain files behind one face: a list of members, each of which is read as a stream.

use crate::error::{ArchiveProblem, ReadError};
use crate::sheet;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::ZipArchive;
use zip::result::ZipError;

/// All members of an archive that are unpacked may together unpack to so much: 2 GiB.
const LARGEST: u64 = 2 << 30;

/// No text of these releases shrinks more; a zip bomb does.
const HIGHEST_RATIO: u64 = 250;

/// Below this unpacked size the ratio says nothing.
const RATIO_COUNTS_FROM: u64 = 1 << 20;

/// A zip has so many members at most.
const MOST_MEMBERS: usize = 10_000;

/// The export of the Medicare Coverage Database is a zip of zips of zips.
const DEEPEST: usize = 3;

/// A file to read from: the only one of a plain file, or one of a zip's.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its name; with the inner zip's name before it where there is one.
    pub name: String,
    /// Unpacked size in bytes.
    pub size: u64,
    place: Place,
}

impl Member {
    /// Whether it is read as it is, or has been turned into text.
    pub fn is_text(&self) -> bool {
        !sheet::is_sheet_name(&self.name) || matches!(self.place, Place::Sheet(_))
    }
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Plain,
    Zipped {
        container: usize,
        entry: usize,
    },
    /// A sheet as comma-separated text.
    Sheet(usize),
}

/// An opened file.
pub(crate) struct Archive {
    path: PathBuf,
    name: String,
    containers: Vec<ZipArchive<BufReader<File>>>,
    sheets: Vec<File>,
    members: Vec<Member>,
}

impl Archive {
    /// Opens a zip, also one that holds zips, or a plain file. Nothing is unpacked but inner zips.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let io = |source| ReadError::Io {
            file: path.display().to_string(),
            source,
        };
        let mut file = File::open(path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        if !metadata.is_file() {
            return Err(io(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a file; give a release file or its zip",
            )));
        }
        let mut archive = Self {
            path: path.to_owned(),
            name,
            containers: Vec::new(),
            sheets: Vec::new(),
            members: Vec::new(),
        };
        if is_zip(&mut file, &archive.name).map_err(io)? {
            archive.add_zip(file, "")?;
            for depth in 1..=DEEPEST {
                archive.add_inner_zips(depth == DEEPEST)?;
            }
        } else {
            let (name, size) = (archive.name.clone(), metadata.len());
            archive.members.push(Member {
                name,
                size,
                place: Place::Plain,
            });
        }
        archive.convert_sheets()?;
        Ok(archive)
    }

    /// The file's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a zip.
    pub fn is_zip(&self) -> bool {
        !self.containers.is_empty()
    }

    /// What is in it, without folders.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Opens a member. What is read of it is added to `counted`.
    pub fn read(
        &mut self,
        member: &Member,
        counted: Arc<AtomicU64>,
    ) -> Result<impl BufRead + Send + '_, ReadError> {
        let input: Box<dyn Read + Send + '_> = match member.place {
            Place::Plain => {
                let file = File::open(&self.path).map_err(|source| ReadError::Io {
                    file: self.path.display().to_string(),
                    source,
                })?;
                Box::new(file)
            }
            Place::Zipped { container, entry } => {
                let Some(zip) = self.containers.get_mut(container) else {
                    return Err(refused(
                        &self.name,
                        ArchiveProblem::Damaged("a zip in it is missing".into()),
                    ));
                };
                let file = zip
                    .by_index(entry)
                    .map_err(|error| unpack_error(&self.name, &member.name, error))?;
                Box::new(file)
            }
            Place::Sheet(sheet) => {
                let rewound = self.sheets.get(sheet).map(|file| {
                    let mut file = file.try_clone()?;
                    file.seek(SeekFrom::Start(0))?;
                    Ok(file)
                });
                let missing = || io::Error::other("the text of the sheet is missing");
                let file = rewound.unwrap_or_else(|| Err(missing()));
                Box::new(file.map_err(|source| ReadError::Io {
                    file: member.name.clone(),
                    source,
                })?)
            }
        };
        Ok(BufReader::with_capacity(
            64 * 1024,
            Metered {
                input,
                left: member.size,
                counted,
            },
        ))
    }

    fn refuse(&self, problem: ArchiveProblem) -> ReadError {
        refused(&self.name, problem)
    }

    /// Lists a zip's members under `prefix`, after the checks that need no unpacking.
    fn add_zip(&mut self, file: File, prefix: &str) -> Result<(), ReadError> {
        let damaged =
            |error: ZipError| refused(&self.name, ArchiveProblem::Damaged(format!("{prefix}{error}")));
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
        if zip.len() > MOST_MEMBERS {
            let problem = ArchiveProblem::Damaged(format!("{} members", zip.len()));
            return Err(self.refuse(problem));
        }
        let container = self.containers.len();
        for entry in 0..zip.len() {
            let file = zip.by_index_raw(entry).map_err(damaged)?;
            let name = file.name().to_owned();
            if climbs(&name) {
                return Err(self.refuse(ArchiveProblem::ClimbingPath(name.escape_debug().to_string())));
            }
            if file.is_dir() {
                continue;
            }
            let (size, packed) = (file.size(), file.compressed_size());
            let ratio = size / packed.max(1);
            if size >= RATIO_COUNTS_FROM && ratio > HIGHEST_RATIO {
                return Err(self.refuse(ArchiveProblem::Bomb { member: name, ratio }));
            }
            let known = self
                .members
                .iter()
                .map(|member| (member.name.as_str(), member.size));
            let bytes = unpacked_size(known.chain([(name.as_str(), size)]));
            if bytes > LARGEST {
                return Err(self.refuse(ArchiveProblem::TooLarge {
                    bytes,
                    limit: LARGEST,
                }));
            }
            self.members.push(Member {
                name: format!("{prefix}{name}"),
                size,
                place: Place::Zipped { container, entry },
            });
        }
        self.containers.push(zip);
        Ok(())
    }

    /// Replaces each zip among the members by what is in it; at the deepest level there may be none.
    fn add_inner_zips(&mut self, is_deepest: bool) -> Result<(), ReadError> {
        let (zips, rest): (Vec<_>, Vec<_>) = self
            .members
            .drain(..)
            .partition(|member| is_zip_name(&member.name));
        self.members = rest;
        if let Some(deep) = zips.first().filter(|_| is_deepest) {
            let name = deep.name.escape_debug().to_string();
            return Err(self.refuse(ArchiveProblem::NestedTooDeep(name)));
        }
        for zip in zips {
            let mut copy = tempfile::tempfile().map_err(|source| ReadError::Io {
                file: "a temporary file".into(),
                source,
            })?;
            let mut input = self.read(&zip, Arc::default())?;
            let copied = io::copy(&mut input, &mut copy).and_then(|_| copy.seek(SeekFrom::Start(0)));
            drop(input);
            copied.map_err(|error| self.refuse(ArchiveProblem::Damaged(format!("{}: {error}", zip.name))))?;
            self.add_zip(copy, &format!("{}/", zip.name))?;
        }
        Ok(())
    }

    /// Reads the sheets as text, but those that lie beside a text of the same name.
    fn convert_sheets(&mut self) -> Result<(), ReadError> {
        let names: Vec<_> = self
            .members
            .iter()
            .map(|member| member.name.to_ascii_lowercase())
            .collect();
        for (index, name) in names.iter().enumerate() {
            let Some(stem) = name.strip_suffix("xlsx").filter(|_| sheet::is_sheet_name(name)) else {
                continue;
            };
            let has_twin = |end: &str| names.contains(&format!("{stem}{end}"));
            if has_twin("csv") || has_twin("txt") {
                continue;
            }
            let member = self.members[index].clone();
            let input = self.read(&member, Arc::default())?;
            let file = sheet::to_csv(input, &member.name)?;
            let size = file.metadata().map_or(u64::MAX, |metadata| metadata.len());
            self.members[index].size = size;
            self.members[index].place = Place::Sheet(self.sheets.len());
            self.sheets.push(file);
        }
        Ok(())
    }
}

/// Refuses a workbook that no publisher would have made: the checks that hold for every zip.
pub(crate) fn check_zip(file: &File, name: &str) -> Result<(), ReadError> {
    let mut archive = Archive {
        path: PathBuf::new(),
        name: name.to_owned(),
        containers: Vec::new(),
        sheets: Vec::new(),
        members: Vec::new(),
    };
    let copy = file.try_clone().map_err(|source| ReadError::Io {
        file: name.to_owned(),
        source,
    })?;
    archive.add_zip(copy, "")
}

fn refused(file: &str, problem: ArchiveProblem) -> ReadError {
    ReadError::Archive {
        file: file.to_owned(),
        problem,
    }
}

fn unpack_error(archive: &str, member: &str, error: ZipError) -> ReadError {
    let member = member.escape_debug().to_string();
    refused(
        archive,
        match error {
            ZipError::UnsupportedArchive(reason) => ArchiveProblem::Unsupported {
                member,
                reason: reason.to_owned(),
            },
            other => ArchiveProblem::Damaged(format!("{member}: {other}")),
        },
    )
}

/// Workbooks are zips too, but not for us.
fn is_zip(file: &mut File, name: &str) -> io::Result<bool> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    let zipped = magic == b"PK\x03\x04" || magic == b"PK\x05\x06";
    Ok(is_zip_name(name) || (zipped && !name.to_ascii_lowercase().ends_with(".xlsx")))
}

fn is_zip_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".zip")
}

/// Whether a file is an Access database, which is never unpacked.
pub(crate) fn is_database_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".mdb") || name.ends_with(".accdb")
}

/// To how much members of these names and sizes unpack.
fn unpacked_size<'a>(members: impl Iterator<Item = (&'a str, u64)>) -> u64 {
    members
        .filter(|(name, _)| !is_database_name(name))
        .map(|(_, size)| size)
        .fold(0, u64::saturating_add)
}

/// Whether a path leads out of the folder that it is unpacked into. Nothing is unpacked by its name here; a zip
/// with such a name is no publisher's.
fn climbs(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.as_bytes().get(1) == Some(&b':')
        || name.split(['/', '\\']).any(|part| part == "..")
}

/// Counts what is read, and stops at what the archive said: a zip's directory may lie.
struct Metered<R> {
    input: R,
    left: u64,
    counted: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it is longer than it should be: download it again",
            ));
        };
        self.left = left;
        self.counted.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The SHA-256 of a file, in lower-case hexadecimal: its identity among the imports.
///
/// # Errors
/// [`ReadError::Io`] when it cannot be read.
pub fn sha256_of(path: &Path) -> Result<String, ReadError> {
    let io = |source| ReadError::Io {
        file: path.display().to_string(),
        source,
    };
    let mut file = File::open(path).map_err(io)?;
    let mut hasher = Sha256::new();
    io::copy(&mut file, &mut hasher).map_err(io)?;
    Ok(hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    type Checked<T = ()> = Result<T, Box<dyn std::error::Error>>;

    /// The bytes of a zip with these members.
    fn zipped(members: &[(&str, &[u8])]) -> Checked<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default())?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    /// What opening and reading all members of such a file says.
    fn told(name: &str, bytes: &[u8]) -> Checked<Vec<(String, Vec<u8>)>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        let mut archive = Archive::open(&path)?;
        let mut read = Vec::new();
        for member in archive.members().to_vec() {
            let mut bytes = Vec::new();
            archive.read(&member, Arc::default())?.read_to_end(&mut bytes)?;
            read.push((member.name, bytes));
        }
        Ok(read)
    }

    fn refusal(name: &str, bytes: &[u8]) -> String {
        told(name, bytes).map_or_else(|error| error.to_string(), |_| "read".into())
    }

    #[test]
    fn members_of_a_zip_and_of_a_zip_in_it_are_read() -> Checked {
        let inner = zipped(&[("c.txt", b"see")])?;
        let outer = zipped(&[("a.txt", b"aye"), ("folder/b.txt", b"bee"), ("inner.ZIP", &inner)])?;
        let read = told("x.zip", &outer)?;
        let names: Vec<_> = read.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.txt", "folder/b.txt", "inner.ZIP/c.txt"]);
        assert_eq!(read[2].1, b"see");
        assert_eq!(
            told("plain.txt", b"text")?,
            [("plain.txt".to_owned(), b"text".to_vec())]
        );
        Ok(())
    }

    #[test]
    fn zips_are_read_three_deep_and_no_deeper() -> Checked {
        let third = zipped(&[("d.txt", b"dee")])?;
        let second = zipped(&[("third.zip", &third)])?;
        let outer = zipped(&[("second.zip", &second)])?;
        assert_eq!(told("x.zip", &outer)?[0].0, "second.zip/third.zip/d.txt");
        let outermost = zipped(&[("outer.zip", &outer)])?;
        assert!(
            refusal("x.zip", &outermost).contains("\"outer.zip/second.zip/third.zip\" is nested too deep")
        );
        Ok(())
    }

    #[test]
    fn a_zip_that_climbs_is_refused() -> Checked {
        for name in [
            "../evil.txt",
            "a/../../evil.txt",
            "/etc/evil",
            "C:\\evil",
            "a\\..\\evil",
        ] {
            let told = refusal("x.zip", &zipped(&[(name, b"x")])?);
            assert!(told.contains("points out of the archive"), "{name}: {told}");
        }
        assert_eq!(refusal("x.zip", &zipped(&[("a..b/c.txt", b"x")])?), "read");
        Ok(())
    }

    #[test]
    fn a_zip_bomb_is_refused_before_it_is_unpacked() -> Checked {
        let bomb = zipped(&[("zeros.txt", &vec![0; 4 << 20])])?;
        assert!(refusal("x.zip", &bomb).contains("\"zeros.txt\" grows"));
        let nested = zipped(&[("inner.zip", &bomb)])?;
        assert!(refusal("x.zip", &nested).contains("\"zeros.txt\" grows"));
        Ok(())
    }

    #[test]
    fn more_than_the_limit_is_refused() -> Checked {
        // The directory's uncompressed size, 24 bytes into its first entry, is made a lie.
        let mut lie = zipped(&[("a.txt", b"abc")])?;
        let directory = lie
            .windows(4)
            .position(|bytes| bytes == b"PK\x01\x02")
            .ok_or("no directory")?;
        lie[directory + 20..directory + 24].copy_from_slice(&u32::MAX.to_le_bytes());
        lie[directory + 24..directory + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        let told = refusal("x.zip", &lie);
        assert!(
            told.contains("it unpacks to") || told.contains("damaged"),
            "{told}"
        );
        Ok(())
    }

    #[test]
    fn databases_do_not_count_as_they_are_never_unpacked() {
        let members = [
            ("lcd.csv", 3),
            ("all.zip/LCD.MDB", LARGEST),
            ("b.accdb", 1),
            ("c.txt", 4),
        ];
        assert_eq!(unpacked_size(members.into_iter()), 7);
        assert_eq!(unpacked_size([("a", u64::MAX), ("b", 1)].into_iter()), u64::MAX);
    }

    #[test]
    fn a_member_that_is_longer_than_declared_stops() -> Checked {
        let mut lie = zipped(&[("a.txt", &b"abc".repeat(100))])?;
        let directory = lie
            .windows(4)
            .position(|bytes| bytes == b"PK\x01\x02")
            .ok_or("no directory")?;
        lie[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
        assert_ne!(refusal("x.zip", &lie), "read");
        Ok(())
    }

    #[test]
    fn a_damaged_or_cut_zip_is_an_error_everywhere() -> Checked {
        let whole = zipped(&[("a.txt", &b"some text ".repeat(50)), ("b.txt", b"more")])?;
        assert_eq!(refusal("x.zip", &whole), "read");
        for end in 0..whole.len() {
            assert_ne!(refusal("x.zip", &whole[..end]), "read", "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            let _ = refusal("x.zip", &damaged);
        }
        assert!(refusal("x.zip", b"PK\x03\x04 not a zip").contains("download it again"));
        Ok(())
    }

    #[test]
    fn the_checksum_is_that_of_sha256sum() -> Checked {
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), "abc")?;
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_of(file.path())?, abc);
        assert!(sha256_of(Path::new("/nowhere")).is_err());
        Ok(())
    }
}
