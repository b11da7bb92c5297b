//! Case2Code: searching codes by number, by words, by the text of a case.

#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
pub mod case;
mod code_list;
#[cfg(feature = "ssr")]
mod export;
#[cfg(feature = "ssr")]
mod hits;
#[cfg(feature = "ssr")]
mod look_up_box;
#[cfg(feature = "ssr")]
mod narrow;
#[cfg(feature = "ssr")]
mod page;

pub(crate) use code_list::CodeList;
#[cfg(feature = "ssr")]
pub use export::export_search;
#[cfg(feature = "ssr")]
pub(crate) use look_up_box::{KeepOn, LookUpBox};
#[cfg(feature = "ssr")]
pub(crate) use page::draw;
