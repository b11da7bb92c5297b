//! Browsing: the code systems, and the codes of each in their publisher's order.

mod api;
mod codes;
mod systems;

pub(crate) use codes::BrowsePage;
pub(crate) use systems::{Systems, SystemsPage};
