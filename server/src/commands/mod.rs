//! One module per subcommand.

pub(crate) mod ask;
pub(crate) mod content;
pub(crate) mod doctor;
pub(crate) mod documents;
pub(crate) mod import;
mod model;
pub(crate) mod questions;
pub(crate) mod releases;
pub(crate) mod serve;
mod table;
pub(crate) mod users;
