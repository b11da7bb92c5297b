//! A file on its way: the bytes that have come, and what vouches that the rest is of the same file.

use super::FetchError;
use reqwest::Url;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Holds the bytes. Names of downloaded files never begin with a dot.
const PART: &str = ".part";

/// Holds the validator in its first line and, once the file is whole, its name in the second.
const ABOUT: &str = ".about";

/// The folder of one address, kept from other runs of the program while this lives.
pub(super) struct Partial {
    folder: PathBuf,
    part: File,
    length: u64,
    validator: Option<String>,
    name: Option<String>,
}

/// Names the file in an error of the disk.
fn io_error(file: &Path) -> impl FnOnce(io::Error) -> FetchError {
    let file = file.display().to_string();
    move |source| FetchError::Io { file, source }
}

impl Partial {
    /// Opens what is there of an address's file.
    pub fn open(downloads: &Path, address: &Url) -> Result<Self, FetchError> {
        let digest = Sha256::digest(address.as_str());
        let key: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let folder = downloads.join(key);
        fs::create_dir_all(&folder).map_err(io_error(&folder))?;
        let path = folder.join(PART);
        let mut options = OpenOptions::new();
        let part = options.write(true).create(true).truncate(false).open(&path);
        let mut part = part.map_err(io_error(&path))?;
        part.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => FetchError::Busy(super::shown(address)),
            TryLockError::Error(error) => io_error(&path)(error),
        })?;
        let length = part.seek(SeekFrom::End(0)).map_err(io_error(&path))?;
        let about = fs::read_to_string(folder.join(ABOUT)).unwrap_or_default();
        let line = |number| {
            let text = about.lines().nth(number).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        Ok(Self {
            validator: line(0),
            name: line(1),
            folder,
            part,
            length,
        })
    }

    /// How many bytes have come.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether none has come.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What the server called the version that has come, in part or in whole.
    pub fn validator(&self) -> Option<&str> {
        self.validator.as_deref()
    }

    /// Where the file lies if it was downloaded before.
    pub fn finished_path(&self) -> Option<PathBuf> {
        let path = self.folder.join(self.name.as_deref()?);
        path.is_file().then_some(path)
    }

    /// Forgets what has come, and the file from before. The bytes to come are of the version with this validator.
    pub fn start_anew(&mut self, validator: Option<&str>) -> Result<(), FetchError> {
        if let Some(before) = self.finished_path() {
            fs::remove_file(&before).map_err(io_error(&before))?;
        }
        self.name = None;
        let path = self.folder.join(PART);
        self.part.set_len(0).map_err(io_error(&path))?;
        self.part.rewind().map_err(io_error(&path))?;
        self.length = 0;
        self.validator = validator.map(str::to_owned);
        self.remember()
    }

    /// Adds bytes.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        let written = self.part.write_all(bytes);
        written.map_err(io_error(&self.folder.join(PART)))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Gives the file its name.
    pub fn finish(&mut self, name: &str) -> Result<PathBuf, FetchError> {
        let (part, path) = (self.folder.join(PART), self.folder.join(name));
        self.part.sync_all().map_err(io_error(&part))?;
        fs::rename(&part, &path).map_err(io_error(&path))?;
        self.name = Some(name.to_owned());
        self.remember()?;
        Ok(path)
    }

    fn remember(&self) -> Result<(), FetchError> {
        let path = self.folder.join(ABOUT);
        let line = |text: &Option<String>| text.clone().unwrap_or_default();
        let text = format!("{}\n{}\n", line(&self.validator), line(&self.name));
        fs::write(&path, text).map_err(io_error(&path))
    }
}
