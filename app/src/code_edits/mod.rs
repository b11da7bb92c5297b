//! `/codes/{system}/{code}/ncci-edits`: the edits of a code in full. It belongs to the code's page: opening it is
//! opening that page, and is counted as such, once.

mod export;
mod query;
mod table;
mod view;

pub use export::export_edits;
pub(crate) use view::draw;
