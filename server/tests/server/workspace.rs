//! What may depend on what, and what never reaches the browser.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Each crate with those of the workspace that it may use.
const ARROWS: [(&str, &[&str]); 10] = [
    ("codeset", &[]),
    ("store", &["codeset"]),
    ("releases", &["codeset", "store"]),
    ("reference", &["codeset", "store"]),
    ("case2code", &["codeset", "store"]),
    ("documents", &["codeset"]),
    ("casepilot", &["case2code", "codeset", "reference", "store"]),
    (
        "app",
        &["case2code", "casepilot", "codeset", "store", "reference"],
    ),
    ("frontend", &["app", "codeset"]),
    (
        "server",
        &[
            "app",
            "case2code",
            "casepilot",
            "codeset",
            "documents",
            "store",
            "reference",
            "releases",
        ],
    ),
];

/// Server crates, and crates that are too large for a browser. (`regex` is named by Leptos's own
/// configuration; the linker drops it.)
const NOT_FOR_BROWSERS: [&str; 35] = [
    "ammonia",
    "argon2",
    "async-openai",
    "axum",
    "case2code",
    "casepilot",
    "clap",
    "csv",
    "documents",
    "email_address",
    "html5ever",
    "hyper",
    "indicatif",
    "leptos_axum",
    "leptos_integration_utils",
    "libsqlite3-sys",
    "mio",
    "pulldown-cmark",
    "reference",
    "releases",
    "reqwest",
    "rustls",
    "sea-orm",
    "sea-query",
    "serde-saphyr",
    "server",
    "sha2",
    "sqlx",
    "sqlx-core",
    "store",
    "tantivy",
    "tokio",
    "tower-http",
    "tracing-subscriber",
    "zip",
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .unwrap()
}

/// The normal dependencies of each crate of the workspace on others of it, with whether they are optional.
fn arrows(metadata: &Metadata) -> BTreeMap<String, BTreeMap<String, bool>> {
    let members: BTreeSet<_> = metadata
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let of_package = |package: &cargo_metadata::Package| {
        package
            .dependencies
            .iter()
            .filter(|dependency| {
                dependency.kind == DependencyKind::Normal && members.contains(&dependency.name)
            })
            .map(|dependency| (dependency.name.clone(), dependency.optional))
            .collect()
    };
    metadata
        .packages
        .iter()
        .map(|package| (package.name.to_string(), of_package(package)))
        .collect()
}

#[test]
fn crates_depend_on_each_other_in_one_direction() {
    let arrows = arrows(&metadata());
    let known: BTreeSet<_> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let members: BTreeSet<_> = arrows.keys().cloned().collect();
    assert_eq!(
        members, known,
        "a new crate finds its place in ARROWS and in docs/ARCHITECTURE.md"
    );
    for (name, may_use) in ARROWS {
        for used in arrows[name].keys() {
            assert!(may_use.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn the_app_reaches_the_database_on_the_server_alone() {
    let metadata = metadata();
    for (used, is_optional) in &arrows(&metadata)["app"] {
        assert!(used == "codeset" || *is_optional, "app always uses {used}");
    }
    let app = metadata
        .packages
        .iter()
        .find(|package| *package.name == "app")
        .unwrap();
    for crate_of_the_server in ["dep:store", "dep:reference"] {
        let features: Vec<_> = app
            .features
            .iter()
            .filter(|(_, parts)| parts.iter().any(|part| part == crate_of_the_server))
            .map(|(feature, _)| feature.as_str())
            .filter(|feature| Some(*feature) != crate_of_the_server.strip_prefix("dep:"))
            .collect();
        assert_eq!(features, ["ssr"], "{crate_of_the_server}");
    }
}

#[test]
fn nothing_of_the_server_is_compiled_for_the_browser() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-p", "frontend", "--target", "wasm32-unknown-unknown"])
        .args([
            "-e",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--offline",
            "--locked",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(
        crates.contains("leptos") && crates.contains("codeset"),
        "{crates:?}"
    );
    let wrong: Vec<_> = NOT_FOR_BROWSERS
        .into_iter()
        .filter(|name| crates.contains(name))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
