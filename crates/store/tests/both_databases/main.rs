//! The store on SQLite and on PostgreSQL: every test runs on both.
//!
//! One binary, because each one links the whole of sea-orm. `TEST_POSTGRES_URL` names a server on which the
//! tests may create and drop databases; without it they say that they were skipped.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod common;

mod accounts;
mod articles;
mod changes;
mod codes;
mod coverage;
mod crosswalks;
mod documents;
mod edit_list;
mod edits;
mod fees;
mod limits;
mod localities;
mod meter;
mod modifiers;
mod opening;
mod outpatient;
mod query_plans;
mod questions;
mod release_load;
mod release_spans;
mod releases;
mod searchable;
mod sessions;
mod tabular;
