//! Case2Code: looking up a code by its number or by words of its title.

mod code_list;
#[cfg(feature = "ssr")]
mod look_up_box;
#[cfg(feature = "ssr")]
mod page;

pub(crate) use code_list::CodeList;
#[cfg(feature = "ssr")]
pub(crate) use look_up_box::{KeepOn, LookUpBox};
#[cfg(feature = "ssr")]
pub(crate) use page::draw;
