//! An import that is stopped in the middle: by force, or by the operator.

use super::import::order_file;
use super::{Operator, Said};
use crate::support::{is_being_loaded, on_each_database};
use codeset::CodeSystem;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use store::Store;

const BEFORE: &str = "icd10cm_order_2025.txt";
const LARGE: &str = "icd10cm_order_2026.txt";
const ROWS: usize = 60_000;

/// An operator with a small release loaded and a large one at hand.
struct Site<'a> {
    operator: Operator,
    database: &'a str,
}

impl<'a> Site<'a> {
    fn on(database: &'a str) -> Self {
        let operator = Operator::new();
        operator.write(BEFORE, &order_file(500, "Before"));
        operator.write(LARGE, &order_file(ROWS, "After"));
        let site = Self { operator, database };
        site.runs(&["import", BEFORE]).succeeds();
        site
    }

    fn runs(&self, arguments: &[&str]) -> Said {
        let database = ["--database-url", self.database];
        self.operator.runs(&[arguments, &database].concat())
    }

    /// The list of releases, and how many codes there are.
    fn state(&self) -> (String, u64) {
        let codes = tokio::runtime::Runtime::new().unwrap().block_on(async {
            let store = Store::open(self.database).await.unwrap();
            let counts = store.count_codes().await.unwrap();
            let of_system = counts.iter().find(|(system, _)| *system == CodeSystem::Icd10cm);
            of_system.map_or(0, |(_, count)| *count)
        });
        (self.runs(&["releases"]).succeeds().out, codes)
    }

    /// Begins to load the large release, and comes back while its rows are being written.
    fn begin_to_load(&self) -> Child {
        let arguments = ["import", LARGE, "--database-url", self.database];
        let mut import = self
            .operator
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begin = Instant::now();
        while !is_being_loaded(self.database) {
            assert!(
                import.try_wait().unwrap().is_none(),
                "it ended before it was seen"
            );
            assert!(begin.elapsed() < Duration::from_secs(60), "it never began");
            std::thread::sleep(Duration::from_millis(5));
        }
        import
    }
}

#[test]
fn a_killed_import_leaves_what_was_there_and_can_be_repeated() {
    on_each_database(|database| {
        let site = Site::on(database);
        let before = site.state();
        assert_eq!(before.1, 500);
        let mut kills = 0;
        for delay in [0, 100, 300, 600] {
            let mut import = site.begin_to_load();
            std::thread::sleep(Duration::from_millis(delay));
            if import.try_wait().unwrap().is_some() {
                break;
            }
            import.kill().unwrap();
            assert_eq!(import.wait().unwrap().code(), None, "a signal ended it");
            assert_eq!(site.state(), before, "killed {delay} ms after it began to write");
            kills += 1;
        }
        assert!(kills > 1, "a larger file is needed on this machine");
        if site.state() == before {
            site.runs(&["import", LARGE]).succeeds().saying("loaded in");
        }
        let after = site.state();
        assert_eq!(after.1, ROWS as u64);
        assert_eq!(
            after.0.lines().count(),
            before.0.lines().count() + 1,
            "{}",
            after.0
        );
        site.runs(&["import", LARGE]).succeeds().saying("loaded already");
    });
}

#[test]
#[cfg(unix)]
fn an_operator_who_stops_an_import_is_told_how_things_stand() {
    on_each_database(|database| {
        let site = Site::on(database);
        let before = site.state();
        for signal in ["INT", "TERM"] {
            let import = site.begin_to_load();
            let id = import.id().to_string();
            let sent = std::process::Command::new("kill")
                .args(["-s", signal, &id])
                .status();
            assert!(sent.unwrap().success());
            let ended = import.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&ended.stderr);
            assert_eq!(ended.status.code(), Some(130), "{said}");
            let words =
                format!("stopped while loading {LARGE}: nothing of it is loaded. The database is as it was");
            assert!(said.contains(&words), "{said}");
            assert_eq!(site.state(), before);
        }
    });
}
