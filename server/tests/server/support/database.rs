//! A fresh database for a test on each of the two kinds.
#![expect(
    clippy::disallowed_methods,
    reason = "databases are created from outside the store"
)]

use super::TestSite;
use sea_orm::{ConnectionTrait, Database, Statement};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use tokio::runtime::{Builder, Runtime};

pub fn on_sqlite(test: impl AsyncFnOnce(&TestSite)) {
    runtime().block_on(async { test(&TestSite::start().await).await });
}

pub fn on_postgres(test: impl AsyncFnOnce(&TestSite)) {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        println!("skipped on PostgreSQL: TEST_POSTGRES_URL is not set");
        return;
    };
    // nextest runs each test in a process of its own, cargo test each in a thread of its own.
    let thread = format!("{:?}", std::thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
    let name = format!("server_{}_{thread}", std::process::id());
    let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let administer = async |sql: String| {
        let db = Database::connect(&server).await.unwrap();
        db.execute_unprepared(&sql).await.unwrap();
        db.close().await.unwrap();
    };
    let runtime = runtime();
    runtime.block_on(administer(format!("CREATE DATABASE {name} TEMPLATE template0")));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async { test(&TestSite::on(&address).await).await });
    }));
    runtime.block_on(administer(format!("DROP DATABASE {name} WITH (FORCE)")));
    if let Err(failure) = outcome {
        resume_unwind(failure);
    }
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
