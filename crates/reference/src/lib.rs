//! What is true of a code on a date, each fact with its evidence.
//!
//! Every function takes the reader's access and loads no more than that: what is not loaded cannot leak.
//!
//! - [`code_page`] builds a code page, with one module for each of its six [`sections`], as the types of [`page`].
//! - [`plot`] holds what a page draws, as data.
//! - [`browse`] lists the codes of a system by chapter, block or range.
//! - [`changes`] tells what changed between two releases, and [`history`] what the releases said of one code.
//! - [`claim_check`] tells what the NCCI edits say of the lines of a claim.
//! - [`edits`] lists a code’s NCCI edits in full.
//! - [`fees`] prices codes in one locality or in all.
//! - [`near_matches`] finds codes near one that does not exist.
//! - [`loaded`] knows which releases answer for a day, and [`evidence`] says from which row a fact comes.
//! - [`gaps`] tells on which days the loaded releases do not answer.
//! - [`content`] reads the editors' Markdown files.

pub mod browse;
pub mod changes;
pub mod claim_check;
pub mod code_page;
pub mod content;
pub mod edits;
pub mod evidence;
pub mod fees;
pub mod gaps;
pub mod heading;
pub mod history;
pub mod loaded;
pub mod near_matches;
pub mod page;
pub mod plot;
pub mod sections;

mod columns;
mod descriptions;
mod error;
mod prose;
#[cfg(test)]
mod testing;

pub use error::ReferenceError;
