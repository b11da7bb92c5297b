//! A font of a PDF: what its codes stand for and how wide they are.

use super::unicode_map::UnicodeMap;
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;

/// A stream of a font may be so large, in bytes.
const LARGEST_STREAM: usize = 4 << 20;

/// So many widths of a font are read.
const MOST_WIDTHS: usize = 70_000;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Whether its letters are bold.
    pub(super) is_bold: bool,
    /// Whether a code has two bytes.
    is_composite: bool,
    unicode: Option<UnicodeMap>,
    /// What the codes of one byte stand for, by the font's encoding.
    characters: Vec<String>,
    /// In thousandths of the size.
    widths: HashMap<u32, f32>,
    default_width: Option<f32>,
}

/// A code of a string with what it stands for.
pub(super) struct Shown {
    pub(super) text: String,
    /// In units of the font's size.
    pub(super) width: f32,
    /// Whether it is the code 32 of one byte, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let is_composite = name(document, font, b"Subtype") == b"Type0";
        let descendant = match document_array(document, font, b"DescendantFonts") {
            Some([first, ..]) if is_composite => resolve(document, first).and_then(|it| it.as_dict().ok()),
            _ => None,
        };
        let described = descendant.unwrap_or(font);
        let descriptor = dictionary_of(document, described, b"FontDescriptor");
        let unicode = font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream)
            .and_then(|stream| stream.decompressed_content_with_limit(LARGEST_STREAM))
            .ok()
            .map(|stream| UnicodeMap::parse(&stream));
        let characters = match is_composite {
            true => Vec::new(),
            false => characters(document, font),
        };
        let (widths, default_width) = match is_composite {
            true => (
                composite_widths(document, described),
                Some(number(document, described, b"DW").unwrap_or(1000.0)),
            ),
            false => (
                simple_widths(document, font),
                descriptor.and_then(|it| number(document, it, b"MissingWidth")),
            ),
        };
        Self {
            is_bold: is_bold(document, font, descriptor),
            is_composite,
            unicode,
            characters,
            default_width: default_width.filter(|width| is_composite || *width > 0.0),
            widths,
        }
    }

    /// The codes of a string.
    pub(super) fn show<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Shown> + 'a {
        string.chunks(if self.is_composite { 2 } else { 1 }).map(|bytes| {
            let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let text = self.text(code);
            let width = self
                .widths
                .get(&code)
                .copied()
                .or(self.default_width)
                .unwrap_or_else(|| usual_width(&text));
            Shown {
                width: width / 1000.0,
                is_space: code == 32 && !self.is_composite,
                text,
            }
        })
    }

    fn text(&self, code: u32) -> String {
        let mapped = self.unicode.as_ref().and_then(|map| map.get(code));
        let text = mapped.map(str::to_owned).or_else(|| {
            let code = usize::try_from(code).ok()?;
            self.characters.get(code).cloned()
        });
        plain(&text.unwrap_or_default())
    }
}

/// Ligatures as letters, every space as one, no control characters, and the bullets of symbol fonts as a bullet.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            '\u{f0b7}' | '\u{f0a7}' => plain.push('•'),
            c if c.is_whitespace() => plain.push(' '),
            '\u{200b}' | '\u{feff}' => {}
            c if c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c) => {}
            c => plain.push(c),
        }
    }
    plain
}

fn is_bold(document: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> bool {
    const FORCE_BOLD: i64 = 1 << 18;
    let font_name = String::from_utf8_lossy(name(document, font, b"BaseFont")).to_ascii_lowercase();
    ["bold", "black", "heavy"]
        .iter()
        .any(|word| font_name.contains(word))
        || descriptor.is_some_and(|it| {
            number(document, it, b"FontWeight").is_some_and(|weight| weight >= 600.0)
                || it
                    .get_deref(b"Flags", document)
                    .and_then(Object::as_i64)
                    .is_ok_and(|flags| flags & FORCE_BOLD != 0)
        })
}

/// What the 256 codes of a simple font stand for.
fn characters(document: &Document, font: &Dictionary) -> Vec<String> {
    // The font's own ToUnicode stream is read elsewhere, and bounded.
    let mut stub = Dictionary::new();
    stub.set("Type", "Font");
    let encoding = font
        .get_deref(b"Encoding", document)
        .ok()
        .filter(|encoding| !matches!(encoding, Object::Name(name) if name.starts_with(b"Identity")));
    let encoding = encoding
        .cloned()
        .unwrap_or_else(|| Object::Name(b"WinAnsiEncoding".to_vec()));
    stub.set("Encoding", encoding);
    let Ok(encoding) = stub.get_font_encoding_with_limit(document, LARGEST_STREAM) else {
        return Vec::new();
    };
    (0..=u8::MAX)
        .map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default())
        .collect()
}

fn simple_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let first = font
        .get_deref(b"FirstChar", document)
        .and_then(Object::as_i64)
        .ok()
        .and_then(|first| u32::try_from(first).ok())
        .unwrap_or_default();
    let widths = document_array(document, font, b"Widths").unwrap_or_default();
    let widths = widths
        .iter()
        .map(|width| float(document, width).unwrap_or_default());
    (first..).zip(widths).take(256).collect()
}

/// `W`: either a first code and the widths from it on, or a first code, a last code and the width of all of them.
fn composite_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let mut entries = document_array(document, font, b"W").unwrap_or_default();
    let code = |entry: &Object| {
        let entry = resolve(document, entry)?.as_i64().ok()?;
        u32::try_from(entry).ok()
    };
    while let [first, second, rest @ ..] = entries {
        let Some(first) = code(first) else { break };
        if let Some(Object::Array(list)) = resolve(document, second) {
            entries = rest;
            widths.extend((first..).zip(list.iter().filter_map(|width| float(document, width))));
        } else if let (Some(last), [width, rest @ ..]) = (code(second), rest) {
            entries = rest;
            let width = float(document, width).unwrap_or_default();
            widths.extend((first..=last).take(MOST_WIDTHS).map(|code| (code, width)));
        } else {
            break;
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    widths
}

/// Roughly the width of a letter in a font that does not tell: one of the fourteen that every reader has.
fn usual_width(text: &str) -> f32 {
    match text.chars().next() {
        Some('i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | 'I' | ' ' | 'f' | 't' | 'r') => {
            280.0
        }
        Some('m' | 'w' | 'M' | 'W' | '—' | '…') => 850.0,
        Some(c) if c.is_uppercase() => 680.0,
        _ => 530.0,
    }
}

pub(super) fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

pub(super) fn dictionary_of<'a>(
    document: &'a Document,
    of: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    of.get_deref(key, document).and_then(Object::as_dict).ok()
}

fn document_array<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    of.get_deref(key, document)
        .and_then(Object::as_array)
        .ok()
        .map(Vec::as_slice)
}

fn name<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    of.get_deref(key, document)
        .and_then(Object::as_name)
        .unwrap_or_default()
}

fn number(document: &Document, of: &Dictionary, key: &[u8]) -> Option<f32> {
    of.get_deref(key, document).and_then(Object::as_float).ok()
}

fn float(document: &Document, object: &Object) -> Option<f32> {
    resolve(document, object)?.as_float().ok()
}
