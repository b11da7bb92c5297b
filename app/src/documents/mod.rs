//! Documents: the manuals that are loaded, to be read by chapter.

mod chapter;
mod codes;
mod contents;
mod list;
mod parts;

pub(crate) use chapter::draw_chapter;
pub(crate) use contents::draw_contents;
pub(crate) use list::draw_list;
