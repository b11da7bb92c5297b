//! What can be wrong with a file.

/// A file that is no document with text. Each says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The file has no content.
    #[error("the file is empty: download it again")]
    Empty,
    /// The file has more content than is read of one.
    #[error(
        "the file is too large (files up to 64 MB are read, and of a PDF up to 256 MB of content): split it into parts"
    )]
    TooLarge,
    /// The file is protected by a password.
    #[error("the PDF is protected by a password: save a copy without one and import that")]
    Encrypted,
    /// The file is not whole.
    #[error("the file cannot be read ({0}): download it again, or open it and save a copy")]
    Damaged(String),
    /// The pages are pictures.
    #[error(
        "the PDF has no text, only pictures of {0} pages: run text recognition (OCR) over it, for example ocrmypdf, and import the result"
    )]
    NoText(usize),
    /// There is a document, and nothing in it.
    #[error("there is no text in the file")]
    NoPassage,
    /// The file is something else.
    #[error("the file is {0}: import PDF, HTML or Markdown")]
    NotADocument(&'static str),
}
