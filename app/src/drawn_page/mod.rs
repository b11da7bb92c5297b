//! Pages that only show: the start, the lists, the look-up, the data. The server draws them whole, and one
//! component brings any of them to the browser.

mod api;
mod view;

#[cfg(feature = "ssr")]
pub(crate) use api::DrawnPage;
pub(crate) use view::DrawnPageView;
