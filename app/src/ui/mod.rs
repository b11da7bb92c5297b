//! Small shared components.

#[cfg(feature = "ssr")]
pub(crate) mod changed;
pub(crate) mod copy;
#[cfg(feature = "ssr")]
pub(crate) mod csv;
pub(crate) mod date;
pub(crate) mod date_of_service;
pub(crate) mod drawn;
pub(crate) mod error_view;
pub(crate) mod field;
pub(crate) mod frame;
#[cfg(feature = "ssr")]
pub(crate) mod gaps;
pub(crate) mod get_forms;
pub(crate) mod link;
#[cfg(feature = "hydrate")]
pub(crate) mod memory;
pub(crate) mod not_found;
pub(crate) mod scroll;
#[cfg(feature = "ssr")]
pub(crate) mod text_area;
pub(crate) mod theme;
#[cfg(feature = "hydrate")]
mod zip;
