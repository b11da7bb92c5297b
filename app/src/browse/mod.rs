//! Browsing: the code systems, and the codes of each in their publisher's order.

mod api;
mod systems;
mod codes;

pub(crate) use api::list_systems;
pub(crate) use codes::BrowsePage;
pub(crate) use systems::{SystemList, SystemsPage};
