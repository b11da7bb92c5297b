//! A code page: `/codes/{system}/{code}`.

mod api;
mod locked;
mod page;
mod section;
mod spent;

// Drawn by the server alone.
#[cfg(feature = "ssr")]
mod block;
#[cfg(feature = "ssr")]
mod descriptions;
#[cfg(feature = "ssr")]
mod draw;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod paywall;
#[cfg(feature = "ssr")]
mod side;
#[cfg(feature = "ssr")]
mod your_zip;

#[cfg(feature = "ssr")]
pub(crate) use block::{EvidenceLine, TableView};
pub(crate) use page::CodePageView;
