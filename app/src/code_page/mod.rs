//! A code page: `/codes/{system}/{code}`.

mod api;
mod block;
mod descriptions;
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
