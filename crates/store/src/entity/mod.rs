//! One module per table. Columns carry the names and units of `codeset::rows` and of the migrations.
#![expect(
    missing_docs,
    reason = "a column says no more than its namesake in the migrations"
)]

pub mod account;
pub mod article;
pub mod article_revision;
pub mod code;
mod dated;
pub mod document;
pub mod meter;
pub mod page_view;
pub mod passage;
pub mod question;
pub mod question_count;
pub mod reader;
pub mod release;
pub mod session;
pub mod tally;
pub mod visitor;

pub use dated::*;
