//! A fresh database for each test, and what the tests read and write in it.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at databases from outside the store"
)]

mod fixtures;

pub use fixtures::*;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use store::Store;
use tokio::runtime::{Builder, Handle, Runtime};

/// Makes two tests of each function `async fn(&TestDatabase)`: `sqlite::name` and `postgres::name`.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { crate::common::on_sqlite(super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { crate::common::on_postgres(super::$name); })+
        }
    };
}
pub(crate) use on_both_databases;

/// A database of one test's own, empty until it is opened.
pub struct TestDatabase {
    pub address: String,
}

impl TestDatabase {
    pub fn is_postgres(&self) -> bool {
        self.address.starts_with("postgres")
    }

    /// A handle of its own on the database, as another server node has one.
    pub async fn open(&self) -> Store {
        Store::open(&self.address).await.unwrap()
    }

    /// A connection beside the store, to look and to meddle.
    pub async fn connect(&self) -> DatabaseConnection {
        let address = self.address.replace("sqlite:", "sqlite://");
        Database::connect(format!(
            "{address}{}",
            if self.is_postgres() { "" } else { "?mode=rwc" }
        ))
        .await
        .unwrap()
    }

    pub async fn execute(&self, sql: &str) {
        self.connect().await.execute_unprepared(sql).await.unwrap();
    }

    /// The first column of each row, as text.
    pub async fn query(&self, sql: &str) -> Vec<String> {
        let db = self.connect().await;
        let rows = db
            .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
            .await
            .unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// How many random cases a property is tried with.
    pub fn cases(&self, sqlite: u32, postgres: u32) -> u32 {
        if self.is_postgres() { postgres } else { sqlite }
    }
}

pub fn on_sqlite(test: impl AsyncFnOnce(&TestDatabase)) {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase {
        address: format!("sqlite:{}", folder.path().join("test.db").display()),
    };
    runtime().block_on(test(&database));
}

pub fn on_postgres(test: impl AsyncFnOnce(&TestDatabase)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        println!("skipped on PostgreSQL: TEST_POSTGRES_URL is not set");
        return;
    };
    let name = format!(
        "store_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let administer = async |sql: String| {
        let db = Database::connect(&server).await.unwrap();
        db.execute_unprepared(&sql).await.unwrap();
        db.close().await.unwrap();
    };
    let runtime = runtime();
    // A language whose order of letters is not that of bytes, as many servers have it.
    runtime.block_on(administer(format!(
        "CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
    )));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(test(&TestDatabase { address }));
    }));
    runtime.block_on(administer(format!("DROP DATABASE {name} WITH (FORCE)")));
    if let Err(failure) = outcome {
        resume_unwind(failure);
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Tries a property on random cases; it fails by a panic.
#[expect(clippy::panic, reason = "this is how a test fails")]
pub fn for_all<S: Strategy>(cases: u32, strategy: S, property: impl AsyncFn(S::Value)) {
    let config = Config {
        cases,
        max_shrink_iters: 1000,
        failure_persistence: None,
        ..Config::default()
    };
    tokio::task::block_in_place(|| {
        TestRunner::new(config)
            .run(&strategy, |case| {
                Handle::current().block_on(property(case));
                Ok(())
            })
            .unwrap_or_else(|failure| panic!("{failure}"));
    });
}

/// Runs tasks at the same time and returns what each gives.
pub async fn in_parallel<T: Send + 'static>(
    tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    tasks
        .into_iter()
        .collect::<tokio::task::JoinSet<T>>()
        .join_all()
        .await
}

/// Whether the system keeps this user from writing a file that is read-only. It does not keep root.
pub fn read_only_is_respected(file: &Path) -> bool {
    std::fs::OpenOptions::new().append(true).open(file).is_err()
}
