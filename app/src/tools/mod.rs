//! The tools: free to open, counted as nothing. What they conclude is for everybody; the rows that it rests on follow
//! the gate ([`gate`]).
//!
//! A tool is a form that asks for a page, so its address restores what was typed.

mod gate;
mod index;
mod therapy_units;

pub(crate) use index::draw as draw_index;
pub(crate) use therapy_units::draw as draw_therapy_units;
pub use therapy_units::export_units;
