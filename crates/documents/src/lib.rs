//! Readers of manuals: PDF, HTML and Markdown, cut into passages that keep chapter, section and page.
//!
//! [`read`] tells by its content what a file is. Each reader makes of it a row of [`block`]s: chapters, headings,
//! paragraphs and items of lists. [`passages`] cuts these into passages, the same way for all.

mod block;
mod dates;
mod document;
mod error;
mod format;
mod html;
mod markdown;
mod passages;
mod pdf;
mod sentences;
mod titles;

pub use document::{Document, Overrides, Passage};
pub use error::DocumentError;

use format::Format;

/// A file may be so large, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// Deep trees of objects and elements are walked by functions that call themselves: so much stack they get, in bytes.
const STACK: usize = 64 << 20;

/// Reads a file. Its format is told by its content; the name helps where that says nothing, and gives a title where
/// the file has none.
///
/// # Errors
/// A [`DocumentError`], which says what to do, for every file that is no document with text.
pub fn read(bytes: &[u8], file_name: &str, overrides: &Overrides) -> Result<Document, DocumentError> {
    if bytes.is_empty() {
        return Err(DocumentError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(DocumentError::TooLarge);
    }
    let format = Format::of(bytes, file_name)?;
    // A thread of its own: it has a stack for hostile files, and a panic of a library ends it alone.
    let read = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("reader of documents".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || match format {
                Format::Pdf => pdf::read(bytes),
                Format::Html => html::read(&format::text(bytes)),
                Format::Markdown => Ok(markdown::read(&format::text(bytes))),
            })
            .map(std::thread::ScopedJoinHandle::join)
    });
    match read {
        Ok(Ok(draft)) => draft?.finish(file_name, overrides),
        Ok(Err(_)) => Err(DocumentError::Damaged(
            "its parts contradict each other".to_owned(),
        )),
        Err(problem) => Err(DocumentError::Damaged(problem.to_string())),
    }
}
