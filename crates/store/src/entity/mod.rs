//! One module per table. Columns carry the names and units of `codeset::rows` and of the migrations.
#![expect(
    missing_docs,
    reason = "a column says no more than its namesake in the migrations"
)]

pub mod account;
pub mod article;
pub mod article_revision;
pub mod code;
pub mod code_version;
pub mod conversion_factor;
pub mod fee;
pub mod gpci;
pub mod locality_area;
pub mod meter;
pub mod mue;
pub mod page_view;
pub mod ptp_edit;
pub mod reader;
pub mod release;
pub mod session;
pub mod tally;
pub mod visitor;
