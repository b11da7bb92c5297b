//! `/about/data`: what is loaded, and what each release changed.

mod changes;
mod changes_query;
mod export;
mod releases;
mod tells;

pub(crate) use changes::{draw as draw_changes, word};
pub use export::export_changes;
pub(crate) use releases::draw as draw_releases;
