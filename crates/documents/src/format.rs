//! What kind of file it is, by its content.

use crate::DocumentError;

/// A kind of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Html,
    Markdown,
}

/// The beginnings of files that people have instead, and what they are.
const OTHERS: [(&[u8], &str); 10] = [
    (
        b"PK\x03\x04",
        "an archive or an office file (unpack it, or save it as PDF)",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "a file of an older office program (save it as PDF)",
    ),
    (b"{\\rtf", "rich text (save it as PDF)"),
    (b"\x89PNG", "a picture (make it a PDF with text recognition)"),
    (b"\xff\xd8\xff", "a picture (make it a PDF with text recognition)"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture (make it a PDF with text recognition)"),
    (b"MM\0*", "a picture (make it a PDF with text recognition)"),
    (b"\x1f\x8b", "compressed (unpack it)"),
    (b"%!PS", "PostScript (make it a PDF)"),
];

impl Format {
    pub(crate) fn of(bytes: &[u8], file_name: &str) -> Result<Self, DocumentError> {
        // Readers of PDF find its beginning in the first kilobyte.
        let beginning = bytes.get(..1024).unwrap_or(bytes);
        if beginning.windows(5).any(|window| window == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Err(DocumentError::NotADocument(what));
        }
        if looks_binary(bytes) {
            return Err(DocumentError::NotADocument("neither text nor PDF"));
        }
        let beginning = text(beginning).to_ascii_lowercase();
        let beginning = beginning.trim_start();
        let name = file_name.to_ascii_lowercase();
        let is_marked_up = ["<!doctype html", "<html", "<head", "<body", "<?xml"]
            .iter()
            .any(|start| beginning.starts_with(start))
            || beginning.contains("<html");
        if is_marked_up || (beginning.starts_with('<') && (name.ends_with(".html") || name.ends_with(".htm")))
        {
            return Ok(Self::Html);
        }
        Ok(Self::Markdown)
    }
}

/// Whether bytes are no text: text of no encoding that is read has a zero byte, or many control characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..65_536).unwrap_or(bytes);
    let strange = sample
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f))
        .count();
    let is_utf16 = sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff");
    !is_utf16 && (sample.contains(&0) || strange * 50 > sample.len())
}

/// The text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252, of which every byte is a character.
pub(crate) fn text(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                // A cut in the middle of a character at the end of a sample.
                Err(error) if error.error_len().is_none() => {
                    String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned()
                }
                Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_they_begin_with() {
        let of = |bytes: &[u8], name| Format::of(bytes, name);
        assert_eq!(of(b"\n%PDF-1.7\n", "manual.html"), Ok(Format::Pdf));
        assert_eq!(of(b" <!DOCTYPE HTML><p>x", "x"), Ok(Format::Html));
        assert_eq!(of(b"<h1>A</h1>", "page.htm"), Ok(Format::Html));
        assert_eq!(of(b"# A\n\ntext", "x.pdf"), Ok(Format::Markdown));
        assert_eq!(of("# Über\n".as_bytes(), "x.md"), Ok(Format::Markdown));
        for other in [
            &b"PK\x03\x04..."[..],
            b"\x89PNG\r\n",
            b"a\0b",
            b"\xd0\xcf\x11\xe0",
        ] {
            assert!(matches!(of(other, "x.pdf"), Err(DocumentError::NotADocument(_))));
        }
    }

    #[test]
    fn every_encoding_is_text() {
        assert_eq!(text("\u{feff}é".as_bytes()), "é");
        assert_eq!(text(b"caf\xe9 \x93x\x94"), "café “x”");
        assert_eq!(text(b"\xff\xfea\0b\0"), "ab");
    }
}
