//! Where the publishers' own files are, for the tests that read them.

use std::path::{Path, PathBuf};

/// The folder of release files; the test is skipped aloud without it.
pub fn release_folder() -> Option<PathBuf> {
    let named = std::env::var_os("RELEASES_DIR").map(PathBuf::from);
    // The workspace's root is the nearest folder above that has a lock file.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|dir| dir.join("Cargo.lock").is_file());
    let found = named
        .or_else(|| root.map(|root| root.join("../shared/data")))
        .filter(|dir| dir.is_dir());
    if found.is_none() {
        println!("skipped: no release files");
    }
    found
}
