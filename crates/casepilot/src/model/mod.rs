//! The optional language model.

mod check;
mod claims;
mod clean;
mod evidence;
mod figures;
mod labels;
#[cfg(test)]
mod samples;
mod words;

pub use check::{Checker, Fault};
