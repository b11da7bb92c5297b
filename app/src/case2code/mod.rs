//! Case2Code: searching codes by number, by words, by the text of a case.

#[cfg(feature = "ssr")]
mod asked;
#[cfg(feature = "ssr")]
pub mod case;
mod code_list;
#[cfg(feature = "hydrate")]
pub(crate) mod combobox;
#[cfg(feature = "ssr")]
mod export;
#[cfg(feature = "ssr")]
mod hits;
mod kept;
#[cfg(feature = "ssr")]
mod look_up_box;
#[cfg(feature = "ssr")]
mod narrow;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod suggest;

#[cfg(feature = "ssr")]
pub(crate) use code_list::CodeList;
#[cfg(feature = "ssr")]
pub use export::export_search;
#[cfg(feature = "ssr")]
pub(crate) use kept::PinButton;
pub(crate) use kept::{Kept, KeptCodes};
#[cfg(feature = "ssr")]
pub(crate) use look_up_box::{HeadLookUpBox, KeepOn, LookUpBox};
#[cfg(feature = "ssr")]
pub(crate) use page::draw;
#[cfg(feature = "ssr")]
pub use suggest::suggest;
