//! `/case2code/case`: reading the text of a case.
//!
//! The text comes in the body of a form and goes back in the page that answers it: it stands in no address, no log and
//! no database. With scripts or without, sending it is the browser's own way of sending a form.

mod findings;
mod marked;
mod page;
mod posted;

pub(crate) use page::draw;
pub use posted::{PostedCase, read_posted};
