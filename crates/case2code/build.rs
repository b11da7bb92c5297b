//! A file that is added to the thesaurus belongs into the next build.

fn main() {
    println!("cargo::rerun-if-changed=thesaurus");
}
