//! A fresh database for a test on each of the two kinds.
#![expect(
    clippy::disallowed_methods,
    reason = "databases are created from outside the store"
)]

use super::TestSite;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use tokio::runtime::{Builder, Runtime};

pub fn on_sqlite(test: impl AsyncFnOnce(&TestSite)) {
    runtime().block_on(async { test(&TestSite::start().await).await });
}

pub fn on_postgres(test: impl AsyncFnOnce(&TestSite)) {
    with_postgres(|address| runtime().block_on(async { test(&TestSite::on(address).await).await }));
}

/// Runs a test on the addresses of two empty databases, one of each kind.
pub fn on_each_database(test: impl Fn(&str)) {
    let folder = tempfile::tempdir().unwrap();
    test(&format!("sqlite:{}", folder.path().join("test.db").display()));
    with_postgres(test);
}

/// Runs a test on the address of an empty PostgreSQL database, where there is a server to make one on.
fn with_postgres(test: impl FnOnce(&str)) {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        println!("skipped on PostgreSQL: TEST_POSTGRES_URL is not set");
        return;
    };
    // nextest runs each test in a process of its own, cargo test each in a thread of its own.
    let thread = format!("{:?}", std::thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
    let name = format!("server_{}_{thread}", std::process::id());
    let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let administer = |sql: String| {
        runtime().block_on(async {
            let db = Database::connect(&server).await.unwrap();
            db.execute_unprepared(&sql).await.unwrap();
            db.close().await.unwrap();
        });
    };
    administer(format!("CREATE DATABASE {name} TEMPLATE template0"));
    let outcome = catch_unwind(AssertUnwindSafe(|| test(&address)));
    administer(format!("DROP DATABASE {name} WITH (FORCE)"));
    if let Err(failure) = outcome {
        resume_unwind(failure);
    }
}

/// Whether somebody loads a release right now: then nobody else may begin to.
pub fn is_being_loaded(database_url: &str) -> bool {
    let (begin, wait) = if database_url.starts_with("sqlite:") {
        ("BEGIN IMMEDIATE", "PRAGMA busy_timeout = 0")
    } else {
        ("BEGIN; LOCK TABLE release IN EXCLUSIVE MODE NOWAIT", "SELECT 1")
    };
    runtime().block_on(async {
        let mut options = ConnectOptions::new(database_url.replace("sqlite:", "sqlite://"));
        options.max_connections(1);
        let db = Database::connect(options).await.unwrap();
        db.execute_unprepared(wait).await.unwrap();
        let is_free = db.execute_unprepared(begin).await.is_ok();
        if is_free {
            db.execute_unprepared("ROLLBACK").await.unwrap();
        }
        db.close().await.unwrap();
        !is_free
    })
}

impl TestSite {
    /// Meddles with the site's database.
    pub async fn execute(&self, sql: &str) {
        let address = self.database_url.replace("sqlite:", "sqlite://");
        let db = Database::connect(address).await.unwrap();
        db.execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    }

    /// How SQLite goes about a statement, step by step.
    pub async fn plan_of(&self, statement: Statement) -> Vec<String> {
        let address = self.database_url.replace("sqlite:", "sqlite://");
        let db = Database::connect(address).await.unwrap();
        let explain = Statement {
            sql: format!("EXPLAIN QUERY PLAN {}", statement.sql),
            ..statement
        };
        let steps = db.query_all_raw(explain).await.unwrap();
        db.close().await.unwrap();
        steps
            .iter()
            .map(|step| step.try_get("", "detail").unwrap())
            .collect()
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}
