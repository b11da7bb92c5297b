//! An import that is stopped in the middle: by force, or by the operator.
#![cfg(unix)]

use super::import::order_file;
use super::{Operator, Said};
use crate::support::{is_being_loaded, on_each_database};
use codeset::CodeSystem;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
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

    /// Loads the large release and sends it a signal so long after its rows began to be written. On a busy machine
    /// that can be too late; then it is tried again, and sooner.
    fn stop(&self, signal: &str, delay: Duration) -> Output {
        let stopped = |tries| {
            let mut import = self.begin_to_load();
            if self.sees_it_write(&mut import) {
                std::thread::sleep(delay / tries);
                // It fails when there is nothing left to stop.
                let id = import.id().to_string();
                let _ = Command::new("kill").args(["-s", signal, &id]).status();
            }
            let ended = import.wait_with_output().unwrap();
            if !ended.status.success() {
                return Some(ended);
            }
            self.runs(&["releases", "remove", "icd10cm", "2025-10-01", "--yes"])
                .succeeds();
            None
        };
        (1..=10).find_map(stopped).unwrap()
    }

    fn begin_to_load(&self) -> Child {
        self.operator
            .command(&["import", LARGE, "--database-url", self.database])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn sees_it_write(&self, import: &mut Child) -> bool {
        while import.try_wait().unwrap().is_none() {
            if is_being_loaded(self.database) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

#[test]
fn a_killed_import_leaves_what_was_there_and_can_be_repeated() {
    on_each_database(|database| {
        let site = Site::on(database);
        let before = site.state();
        assert_eq!(before.1, 500);
        for delay in [0, 100, 300, 600] {
            let killed = site.stop("KILL", Duration::from_millis(delay));
            assert_eq!(killed.status.code(), None, "a signal ended it: {killed:?}");
            // A kill that comes between the commit and the program's end finds everything loaded; any other nothing.
            if delay > 0 && site.state().1 == ROWS as u64 {
                site.runs(&["releases", "remove", "icd10cm", "2025-10-01", "--yes"])
                    .succeeds();
            }
            assert_eq!(site.state(), before, "killed {delay} ms after it began to write");
        }
        site.runs(&["import", LARGE]).succeeds().saying("loaded in");
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
fn an_operator_who_stops_an_import_is_told_how_things_stand() {
    on_each_database(|database| {
        let site = Site::on(database);
        let before = site.state();
        for signal in ["INT", "TERM"] {
            let stopped = site.stop(signal, Duration::ZERO);
            let said = String::from_utf8_lossy(&stopped.stderr);
            assert_eq!(stopped.status.code(), Some(130), "{said}");
            let words = format!(
                "error: stopped while loading {LARGE}: nothing of it is loaded. The database is as it was before."
            );
            assert!(said.contains(&words), "{said}");
            assert_eq!(site.state(), before);
        }
    });
}
