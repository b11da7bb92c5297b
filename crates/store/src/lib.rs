//! The database of Coding Ahead: entities, migrations and one module of queries per concern.
//!
//! The same schema and the same queries serve SQLite and PostgreSQL. Where the two differ (opening a
//! connection, the start of a writing transaction, placeholders of raw statements) the difference ends in
//! this crate.
//!
//! - [`release_load`] writes a release file’s rows; [`releases`] says what is loaded, [`changes`] what a release changed.
//! - [`codes`], [`tabular`], [`edits`], [`edit_list`], [`fees`], [`localities`], [`modifiers`], [`outpatient`], [`places_of_service`],
//!   [`coverage`], [`crosswalks`], [`articles`] answer what is true of a code on a date.
//! - [`documents`] keeps manuals and pages to read; [`searchable`] is what the search goes through.
//! - [`accounts`], [`sessions`], [`meter`], [`questions`], [`limits`] serve the people who read it.

pub mod accounts;
pub mod articles;
pub mod changes;
pub mod codes;
mod connection;
pub mod coverage;
pub mod crosswalks;
pub mod documents;
pub mod edit_list;
pub mod edits;
pub mod entity;
mod error;
pub mod fees;
pub mod limits;
pub mod localities;
pub mod meter;
pub mod migration;
pub mod modifiers;
pub mod outpatient;
pub mod places_of_service;
pub mod questions;
pub mod release_load;
pub mod releases;
pub mod searchable;
pub mod sessions;
pub mod tabular;
mod titles;

pub use connection::Store;
pub use error::StoreError;
