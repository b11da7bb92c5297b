//! `/about/data`: what is loaded, from which release, since when.

mod api;
mod page;

pub(crate) use page::DataPage;
