//! Browsing: the code systems, and the codes of each in their publisher's order.

mod codes;
mod crumbs;
mod systems;

pub(crate) use codes::draw_codes;
pub(crate) use crumbs::Crumbs;
pub(crate) use systems::{SystemList, draw_systems, list_systems};
