//! PDF: from what the pages show to blocks.
//!
//! [`page`] reads runs of text off the content streams, [`lines`] makes lines of them. [`furniture`] takes what repeats
//! on the pages away and keeps their printed numbers, [`contents`] finds tables of contents. [`paragraphs`] joins lines,
//! [`structure`] tells headings, chapters and items of lists apart.

mod contents;
mod font;
mod furniture;
mod hyphens;
mod lines;
mod page;
mod paragraphs;
mod structure;
mod unicode_map;

use crate::DocumentError;
use crate::dates;
use crate::document::Draft;
use lines::Line;
use lopdf::{Document, LoadOptions, Object};
use page::{Reading, TooMuch};

/// Of a stream that a PDF needs to be read at all so much is unpacked, in bytes.
const LARGEST_STREAM: usize = 256 << 20;

/// A PDF may have so many pages.
const MOST_PAGES: usize = 20_000;

/// Pages with fewer letters than this, on the average, are pictures.
const FEW_LETTERS: usize = 15;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, DocumentError> {
    let options = LoadOptions {
        max_decompressed_size: Some(LARGEST_STREAM),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).map_err(unreadable)?;
    // What only keeps from printing opens with the empty password, which was tried.
    if document.is_encrypted() {
        return Err(DocumentError::Encrypted);
    }
    let pages = document.get_pages();
    if pages.len() > MOST_PAGES {
        return Err(DocumentError::TooLarge);
    }
    let mut reading = Reading::new(&document);
    let mut unread_pages = 0;
    let mut lines: Vec<Vec<Line>> = Vec::with_capacity(pages.len());
    for page in pages.into_values() {
        lines.push(match reading.runs(page) {
            Ok(runs) => lines::lines(runs),
            Err(TooMuch::OnPage) => {
                unread_pages += 1;
                Vec::new()
            }
            Err(TooMuch::InDocument) => return Err(DocumentError::TooLarge),
        });
    }
    let letters = |line: &Line| line.text.chars().filter(|c| c.is_alphanumeric()).count();
    let letters: usize = lines.iter().flatten().map(letters).sum();
    if lines.is_empty() {
        return Err(DocumentError::Damaged("it has no pages".to_owned()));
    }
    if letters < FEW_LETTERS * lines.len() {
        return Err(DocumentError::NoText(lines.len()));
    }

    let valid_from = dates::stated(lines.iter().flatten().map(|line| line.text.as_str()));
    let labels = furniture::take_away(&mut lines);
    contents::take_away(&mut lines);
    let structure = structure::of(paragraphs::of(lines), &labels);
    let labels = labels
        .into_iter()
        .zip(1..)
        .map(|(label, number)| label.map_or_else(|| number.to_string(), |label| label.to_string()))
        .collect();
    Ok(Draft {
        title: structure
            .title
            .or_else(|| metadata_title(&document))
            .unwrap_or_default(),
        edition: String::new(),
        valid_from,
        blocks: structure.blocks,
        labels,
        unread_pages,
    })
}

fn unreadable(error: lopdf::Error) -> DocumentError {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => DocumentError::Encrypted,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            DocumentError::TooLarge
        }
        error => DocumentError::Damaged(error.to_string()),
    }
}

/// The title that the file gives itself, unless it is the name of some other file.
fn metadata_title(document: &Document) -> Option<String> {
    let information = document
        .trailer
        .get_deref(b"Info", document)
        .and_then(Object::as_dict)
        .ok()?;
    let title = information.get_deref(b"Title", document).ok()?;
    let title = lopdf::decode_text_string(title).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_file = title.starts_with("Microsoft Word")
        || [".doc", ".docx", ".pdf", ".indd", ".qxd"]
            .iter()
            .any(|end| title.to_lowercase().ends_with(end))
        || title.eq_ignore_ascii_case("untitled");
    (!title.is_empty() && !is_file).then_some(title)
}
