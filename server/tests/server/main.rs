//! The server over real HTTP: the router on a port of its own, visitors with browsers, and the binary.
//!
//! One binary, because each one links the whole product. `TEST_POSTGRES_URL` names a server on which the
//! tests may create and drop databases; without it they say that they were skipped.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod support;

mod accounts;
mod addresses;
mod case_text;
mod casepilot;
mod claim_check;
mod cli;
mod data;
mod dates;
mod documents;
mod edits;
mod fees;
mod fetch;
mod forms;
mod gate;
mod meter;
mod modifiers;
mod plans;
mod search;
mod sessions;
mod snapshots;
mod suggest;
mod therapy_units;
mod workspace;
