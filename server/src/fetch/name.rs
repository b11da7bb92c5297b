//! What a downloaded file is called. Readers take quarters and years from names, so the publisher's is kept, as far
//! as it is safe to.

use percent_encoding::percent_decode_str;
use reqwest::Url;
use std::borrow::Cow;

/// Longer names are cut at their beginning: the kind of file stands at the end.
const LONGEST: usize = 120;

/// The name of last resort.
const NAMELESS: &str = "download";

/// The file's name: from the header `Content-Disposition`, or the last segment of the address that answered, or, where
/// that does not look like a file's, of the address asked.
pub(super) fn file_name(disposition: Option<Cow<'_, str>>, answered: &Url, asked: &Url) -> String {
    let segment = |url: &Url| safe(&percent_decode_str(url.path()).decode_utf8_lossy());
    disposition
        .and_then(|header| safe(&from_disposition(&header)?))
        .or_else(|| segment(answered).filter(|name| name.contains('.')))
        .or_else(|| segment(asked))
        .unwrap_or_else(|| NAMELESS.to_owned())
}

/// The name in `attachment; filename="a.zip"; filename*=UTF-8''a.zip`, of which the second is the better one.
fn from_disposition(header: &str) -> Option<String> {
    let mut plain = None;
    for parameter in parameters(header) {
        let Some((key, value)) = parameter.split_once('=') else {
            continue;
        };
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                // Character set, language and the name, parted by single quotes.
                let encoded = value.splitn(3, '\'').nth(2)?;
                return Some(percent_decode_str(encoded).decode_utf8_lossy().into_owned());
            }
            "filename" => plain = Some(value.trim_matches('"').to_owned()),
            _ => {}
        }
    }
    plain
}

/// The parts of a header between semicolons, but those in quotes.
fn parameters(header: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    header.split(move |c| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    })
}

/// A name that stays inside its folder, is no hidden file and has nothing in it that moves a cursor.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut kept: Vec<char> = last
        .chars()
        .filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c))
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    kept.drain(..kept.len().saturating_sub(LONGEST));
    let text: String = kept.into_iter().collect();
    let text = text.trim_matches(|c: char| c == '.' || c.is_whitespace());
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(disposition: Option<&str>, answered: &str, asked: &str) -> String {
        file_name(
            disposition.map(Cow::from),
            &answered.parse().unwrap(),
            &asked.parse().unwrap(),
        )
    }

    #[test]
    fn the_publishers_name_is_kept() {
        let address = "https://example.org/files/zip/rvu25d.zip?v=2";
        for (disposition, expected) in [
            (None, "rvu25d.zip"),
            (Some("attachment"), "rvu25d.zip"),
            (Some("attachment; filename=MUE.csv"), "MUE.csv"),
            (Some("attachment; FileName = \"a; b.csv\"; size=3"), "a; b.csv"),
            (
                Some("attachment; filename=\"x.zip\"; filename*=UTF-8''2025%20%C2%A7.zip"),
                "2025 §.zip",
            ),
            (Some("attachment; filename=\"\""), "rvu25d.zip"),
        ] {
            assert_eq!(name(disposition, address, address), expected, "{disposition:?}");
        }
    }

    #[test]
    fn of_two_addresses_the_one_that_names_a_file_names_it() {
        let asked = "https://example.org/files/rvu25d.zip";
        assert_eq!(name(None, "https://cdn.example/1f3a", asked), "rvu25d.zip");
        assert_eq!(
            name(None, "https://cdn.example/rvu25d-1.zip", asked),
            "rvu25d-1.zip"
        );
        assert_eq!(
            name(None, "https://cdn.example/", "https://example.org/"),
            "download"
        );
    }

    #[test]
    fn no_name_leads_out_of_its_folder() {
        let address = "https://example.org/a.zip";
        for (given, expected) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/etc/cron.d/x", "x"),
            ("..", "a.zip"),
            ("../", "a.zip"),
            (".ssh", "ssh"),
            (".part", "part"),
            ("C:evil.zip", "Cevil.zip"),
            ("a\u{0}\u{202e}b\u{1b}[2J.zip", "ab[2J.zip"),
        ] {
            let disposition = format!("attachment; filename=\"{given}\"");
            assert_eq!(name(Some(&disposition), address, address), expected, "{given:?}");
        }
        for (encoded, expected) in [("%2e%2e%2f%2e%2e%2fx.zip", "x.zip"), ("%2e%2e", "a.zip")] {
            let disposition = format!("attachment; filename*=UTF-8''{encoded}");
            assert_eq!(name(Some(&disposition), address, address), expected);
        }
        assert_eq!(
            name(None, "https://example.org/a%2f..%2f..%2fx.zip", address),
            "x.zip"
        );
        let long = format!("attachment; filename={}.zip", "x".repeat(5000));
        let cut = name(Some(&long), address, address);
        assert_eq!(cut.chars().count(), LONGEST);
        assert!(cut.ends_with("x.zip"));
    }
}
