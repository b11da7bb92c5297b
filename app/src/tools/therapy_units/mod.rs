//! `/tools/therapy-units`: the units that a day's minutes make, by both rules, with the way there. Nothing in it is
//! gated: it rests on a manual and not on rows of a release.

mod draw;
mod export;
mod query;
mod results;
mod text;

pub(crate) use draw::draw;
pub use export::export_units;
