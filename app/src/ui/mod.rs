//! Small shared components.

#[cfg(feature = "ssr")]
pub(crate) mod changed;
pub(crate) mod date;
pub(crate) mod drawn;
pub(crate) mod error_view;
pub(crate) mod field;
pub(crate) mod frame;
pub(crate) mod get_forms;
pub(crate) mod link;
pub(crate) mod not_found;
pub(crate) mod scroll;
pub(crate) mod theme;
