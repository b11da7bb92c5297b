//! The address of a count: the lines that were typed.

use crate::ui::date::with_on;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// The path of the tool.
pub(super) const PATH: &str = "/tools/therapy-units";
/// The path of the same as a file.
pub(super) const CSV: &str = "/tools/therapy-units.csv";
/// The name of the parameter.
pub(super) const LINES: &str = "lines";
/// The most characters that are read.
pub(super) const CHARACTERS: usize = 4_000;

/// What an address asks to count.
pub(super) struct Asked {
    /// The lines, as far as they are read.
    pub text: String,
    /// Whether there was more.
    pub is_cut: bool,
}

/// Reads what an address asks for.
pub(super) fn asked(query: &ParamsMap) -> Asked {
    let typed = query.get(LINES).unwrap_or_default();
    let mut text: String = typed.chars().take(CHARACTERS).collect();
    let is_cut = text.len() < typed.len();
    if is_cut {
        // A line that was cut could be taken for fewer minutes.
        text.truncate(text.rfind('\n').map_or(0, |end| end + 1));
    }
    Asked { text, is_cut }
}

/// The address of a count.
pub(super) fn address(path: &str, text: &str, on: Option<&str>) -> String {
    with_on(&format!("{path}?{LINES}={}", Url::escape(text.trim_end())), on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Asked {
        asked(&ParamsMap::from_iter([(LINES.to_owned(), text.to_owned())]))
    }

    #[test]
    fn an_address_restores_what_was_typed() {
        let text = "97110 24\nGait & stairs, 12";
        let address = address(PATH, text, Some("2025-03-01"));
        assert_eq!(
            address,
            "/tools/therapy-units?lines=97110%2024%0AGait%20%26%20stairs%2C%2012&on=2025-03-01"
        );
        let query = address
            .split_once('?')
            .map(|(_, query)| query)
            .unwrap_or_default();
        assert_eq!(asked(&crate::drawn_page::parameters(query)).text, text);
    }

    #[test]
    fn what_is_too_long_is_cut_between_lines() {
        let line = "97110 24\n";
        let asked = of(&line.repeat(1000));
        assert!(asked.is_cut && asked.text.len() <= CHARACTERS && asked.text.ends_with(line));
        let asked = of(&"9".repeat(5000));
        assert_eq!((asked.is_cut, asked.text.as_str()), (true, ""));
        assert!(!of(line).is_cut);
    }
}
