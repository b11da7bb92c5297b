//! Pages that only show: the start, the lists, the look-up, the data. The server draws them whole, and one
//! component brings any of them to the browser.

mod api;
#[cfg(feature = "ssr")]
mod query;
mod view;

#[cfg(feature = "ssr")]
pub(crate) use api::DrawnPage;
#[cfg(feature = "ssr")]
pub(crate) use query::{filter_text, parameters};
pub(crate) use view::DrawnPageView;
