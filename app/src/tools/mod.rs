//! The tools: free to open, counted as nothing. What they conclude is for everybody; the rows that it rests on follow
//! the gate ([`crate::meter::Gate`]).
//!
//! A tool is a form that asks for a page, so its address restores what was typed.

mod crumbs;
pub mod fees;
mod file;
mod index;
pub mod ncci;
mod take_away;
pub mod therapy_units;
mod typed;

pub(crate) use index::draw as draw_index;
