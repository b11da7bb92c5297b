//! The binary, as an operator uses it.

mod documents;
mod import;
mod model;
mod stopped;
mod upkeep;

use crate::support::Page;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An operator with a folder of their own, in which the program runs.
struct Operator {
    folder: TempDir,
}

/// What the program said, and how it ended.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    #[track_caller]
    fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    #[track_caller]
    fn fails(self) -> Self {
        assert_eq!(self.code, Some(1), "{self:#?}");
        assert!(self.err.contains("error: "), "{self:#?}");
        for internal in ["panicked", "RUST_BACKTRACE", "SqlxError", "Error {"] {
            assert!(!self.err.contains(internal), "{self:#?}");
        }
        self
    }

    #[track_caller]
    fn saying(self, words: &str) -> Self {
        assert!(
            self.out.contains(words) || self.err.contains(words),
            "nothing of {words:?} in {self:#?}"
        );
        self
    }
}

impl Operator {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coding-ahead"));
        command.args(arguments).current_dir(self.folder.path());
        for (name, _) in std::env::vars() {
            if name == "DATABASE_URL" || name == "RUST_LOG" || name.starts_with("CODING_AHEAD_") {
                command.env_remove(name);
            }
        }
        command
    }

    fn runs(&self, arguments: &[&str]) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().unwrap();
        Said {
            code: status.code(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}

fn sample(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample/releases")
        .join(file);
    std::fs::read_to_string(path).unwrap()
}

const FEES: &str = "PPRRVU2025_Oct.csv";

#[test]
fn every_command_explains_itself() {
    let operator = Operator::new();
    for command in [
        vec![],
        vec!["serve"],
        vec!["import"],
        vec!["releases"],
        vec!["releases", "list"],
        vec!["releases", "remove"],
        vec!["users"],
        vec!["users", "list"],
        vec!["users", "set-plan"],
        vec!["content"],
        vec!["content", "import"],
        vec!["documents"],
        vec!["documents", "import"],
        vec!["documents", "list"],
        vec!["documents", "remove"],
        vec!["questions"],
        vec!["questions", "list"],
        vec!["ask"],
        vec!["doctor"],
    ] {
        let help = operator.runs(&[&command[..], &["--help"]].concat()).succeeds();
        assert!(help.out.contains("Usage: coding-ahead"), "{command:?}: {help:?}");
        let speaks_of_the_database = help.out.contains("--database-url");
        assert_eq!(
            speaks_of_the_database,
            !command.is_empty(),
            "{command:?}: {help:?}"
        );
    }
    let help = operator.runs(&["doctor", "--help"]).out.replace('\n', " ");
    assert!(
        help.contains("A site needs these sources: HCPCS Level II,"),
        "{help}"
    );
    operator
        .runs(&["import", "--help"])
        .saying("Exit code 0")
        .saying("[default: 2G]");
    operator
        .runs(&["--version"])
        .succeeds()
        .saying(env!("CARGO_PKG_VERSION"));
    assert_eq!(operator.runs(&["nonsense"]).code, Some(2));
    assert_eq!(operator.runs(&["import"]).code, Some(2));
    assert_eq!(operator.runs(&["serve", "--listen", "here"]).code, Some(2));
    assert!(!operator.path("data").exists(), "asking for help creates nothing");
}

#[test]
fn a_release_is_loaded_once() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    let first = operator
        .runs(&["import", FEES])
        .succeeds()
        .saying("PPRRVU2025_Oct.csv: loaded in");
    let line = first
        .out
        .lines()
        .find(|line| line.contains("2025 October"))
        .unwrap();
    let figures: Vec<_> = line.split_whitespace().rev().take(4).collect();
    assert_eq!(
        figures,
        ["0", "0", "60", "60"],
        "unchanged, closed, added, read in {line}"
    );
    operator
        .runs(&["import", FEES])
        .succeeds()
        .saying("loaded already, nothing to do");
    let releases = operator.runs(&["releases"]).succeeds();
    assert!(
        releases.out.contains("Medicare Physician Fee Schedule"),
        "{releases:?}"
    );
    assert_eq!(releases.out.lines().count(), 2, "{releases:?}");
    assert!(
        operator.path("data/coding-ahead.db").is_file(),
        "the default database"
    );
}

#[test]
fn a_damaged_release_names_file_line_and_column_and_changes_nothing() {
    let operator = Operator::new();
    operator.write(FEES, &sample(FEES));
    operator.runs(&["import", FEES]).succeeds();
    let before = operator.runs(&["releases"]).out;
    let good = sample(FEES);
    let row = good.lines().find(|line| line.starts_with("97150,")).unwrap();
    let number = good.lines().position(|line| line == row).unwrap() + 1;
    for (damaged, says) in [
        (
            good.replace(row, &row.replacen("0.29", "0.2Q", 1)),
            format!("PPRRVU2025_Oct.csv, line {number}, column"),
        ),
        (
            good[..good.find(row).unwrap() + 12].to_owned(),
            format!("PPRRVU2025_Oct.csv, line {number}"),
        ),
        (good.replace("WORK", "WRK"), "PPRRVU2025_Oct.csv, line".into()),
        (good.replace("MULT", ""), "PPRRVU2025_Oct.csv, line".into()),
    ] {
        assert_ne!(damaged, good);
        operator.write(&format!("bad/{FEES}"), &damaged);
        operator
            .runs(&["import", &format!("bad/{FEES}")])
            .fails()
            .saying(&says)
            .saying("What was loaded before still stands.");
        assert_eq!(operator.runs(&["releases"]).out, before);
    }
    operator
        .runs(&["import", "missing.zip"])
        .fails()
        .saying("missing.zip");
    operator.write("notes.txt", "nothing of this is a release\n");
    operator
        .runs(&["import", "notes.txt"])
        .fails()
        .saying("not a release file this version reads");
    operator.write("empty.zip", "");
    operator
        .runs(&["import", "empty.zip"])
        .fails()
        .saying("empty.zip");
    assert_eq!(operator.runs(&["releases"]).out, before);
}

#[test]
fn a_folder_of_texts_is_loaded_or_the_mistake_is_named() {
    let operator = Operator::new();
    let text = "---\nsystem: cpt\ncode: \"97150\"\nname: Group therapy\nreviewed: 2026-11-23\n---\n\n## Common language\n\nSeveral people.\n";
    operator.write("texts/cpt/97150.md", text);
    operator.write("texts/cpt/97110.md", &text.replace("97150", "97110"));
    operator.write("texts/notes.txt", "not read");
    let import = ["content", "import", "texts"];
    operator
        .runs(&import)
        .succeeds()
        .saying("2 files read, 4 texts new or revised");
    operator
        .runs(&import)
        .succeeds()
        .saying("2 files read, 0 texts new or revised");
    operator.write("texts/cpt/97150.md", &text.replace("Several", "A few"));
    operator
        .runs(&import)
        .succeeds()
        .saying("2 files read, 1 texts new or revised");

    operator.write("texts/cpt/97150.md", &text.replace("Several", "Many"));
    operator.write("texts/zz.md", &text.replace("Common language", "Common tongue"));
    operator
        .runs(&import)
        .fails()
        .saying("texts/zz.md, line 8: \"Common tongue\" is not a section");
    std::fs::remove_file(operator.path("texts/zz.md")).unwrap();
    // The good file beside the bad one had waited.
    operator.runs(&import).succeeds().saying("1 texts new or revised");
    operator
        .runs(&["content", "import", "nowhere"])
        .fails()
        .saying("nowhere");
    std::fs::create_dir(operator.path("empty")).unwrap();
    operator
        .runs(&["content", "import", "empty"])
        .fails()
        .saying("no file ends in .md");
}

#[test]
fn a_plan_is_set_for_an_address_that_has_an_account() {
    let operator = Operator::new();
    operator.runs(&["users", "list"]).succeeds();
    operator
        .runs(&["users", "set-plan", "ann@example.com", "member"])
        .fails()
        .saying("no account has the address ann@example.com");
    assert_eq!(
        operator
            .runs(&["users", "set-plan", "ann@example.com", "king"])
            .code,
        Some(2)
    );
}

#[test]
fn a_database_that_cannot_be_used_is_named_in_one_line() {
    let operator = Operator::new();
    operator.write("file", "not a folder");
    operator.write("garbage.db", &"not a database ".repeat(1_000));
    for (address, says) in [
        ("mysql://ann:s3cret@db/x", "use sqlite:<path> or postgres://"),
        ("nonsense", "'nonsense' is not a database address"),
        ("", "is not a database address"),
        ("sqlite:file/below/x.db", "cannot create the folder file/below"),
        ("sqlite:garbage.db", "cannot open the database sqlite:garbage.db"),
        ("sqlite:.", "cannot open the database sqlite:."),
        (
            "postgres://ann:s3cret@127.0.0.1:1/x",
            "cannot open the database postgres://ann@127.0.0.1:1/x",
        ),
    ] {
        // A server that does not answer is waited for.
        let commands: &[&str] = if says.contains("postgres://ann@") {
            &["releases"]
        } else {
            &["releases", "doctor", "serve"]
        };
        for command in commands {
            let said = operator
                .runs(&[*command, "--database-url", address])
                .fails()
                .saying(says);
            assert!(!said.err.contains("s3cret"), "{said:?}");
            assert!(said.out.is_empty(), "{said:?}");
        }
    }
}

#[test]
fn serve_names_what_keeps_it_from_serving() {
    let operator = Operator::new();
    operator
        .runs(&["serve", "--listen", "127.0.0.1:0", "--no-sample"])
        .fails()
        .saying("target/site holds no browser files");
    std::fs::create_dir_all(operator.path("target/site/pkg")).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    operator
        .runs(&["serve", "--listen", &address, "--no-sample"])
        .fails()
        .saying(&format!("cannot listen on {address}"))
        .saying("--listen");
}

#[tokio::test]
async fn serve_loads_the_sample_serves_and_stops_when_told() {
    let operator = Operator::new();
    std::fs::create_dir_all(operator.path("target/site/pkg")).unwrap();
    let mut server = operator
        .command(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--name",
            "Ward 7",
            "--contact",
            "desk@example.com",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let site = line.strip_prefix("Coding Ahead is at ").unwrap().to_owned();
    let visitor = crate::support::Visitor::of(&site);
    visitor.open("/readyz").await.succeeds();
    let page: Page = visitor.open("/codes/cpt/97150").await.succeeds();
    page.shows("preview", "0");
    assert!(
        page.words("title").ends_with("– Ward 7"),
        "{}",
        page.words("title")
    );
    assert!(page.words("footer").contains("desk@example.com"));
    visitor
        .register("ann@example.com", "a long password")
        .await
        .succeeds();
    // Another process on the same database, while the server runs.
    operator
        .runs(&["users", "set-plan", "Ann@example.com", "member"])
        .succeeds()
        .saying("now has the plan member");
    operator
        .runs(&["users", "list"])
        .succeeds()
        .saying("ann@example.com");
    visitor.open("/codes/cpt/97110").await.shows("open", "unlimited");
    // The sample is of the end of 2025, and has no tabular list.
    operator
        .runs(&["doctor", "--on", "2025-11-23"])
        .fails()
        .saying("HCPCS Level II: 2025 October, counts from 2025-10-01");

    let stop = Command::new("kill")
        .arg(server.id().to_string())
        .status()
        .unwrap();
    assert!(stop.success());
    let ended = server.wait().unwrap();
    let mut log = String::new();
    server.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(ended.success(), "{log}");
    assert!(log.contains("loaded the embedded sample"), "{log}");
    assert!(
        !log.contains("a long password") && !log.contains("ann@example.com"),
        "{log}"
    );
}
