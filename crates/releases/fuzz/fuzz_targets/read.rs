// Shared by the targets: a file of a release's name and any content is read to its end or refused.

use releases::Package;
use std::sync::LazyLock;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder to work in"));

/// The first byte chooses the name, the rest is the content.
fn read(data: &[u8], names: &[&str]) {
    let Some((choice, content)) = data.split_first() else {
        return;
    };
    let path = FOLDER.path().join(names[usize::from(*choice) % names.len()]);
    std::fs::write(&path, content).expect("room for a file");
    if let Ok(mut package) = Package::open(&path) {
        for part in package.parts().to_vec() {
            if let Ok(rows) = package.rows(&part) {
                rows.for_each(drop);
            }
        }
    }
    let _ = std::fs::remove_file(path);
}
