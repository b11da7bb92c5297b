//! A code page: `/codes/{system}/{code}`.

mod api;
#[cfg(feature = "ssr")]
mod block;
#[cfg(feature = "ssr")]
mod descriptions;
#[cfg(feature = "ssr")]
mod draw;
mod locked;
mod page;
mod paywall;
mod recent;
mod section;
mod side;
mod spent;
mod unknown;

pub(crate) use page::CodePageView;
pub(crate) use recent::RecentCodes;
