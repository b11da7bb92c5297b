//! Case2Code: looking up a code by its number or by words of its title.

mod api;
mod code_list;
mod look_up_box;
mod page;
#[cfg(feature = "ssr")]
mod results;

pub(crate) use code_list::CodeList;
pub(crate) use look_up_box::LookUpBox;
pub(crate) use page::LookUpPage;
