//! The text of a question, and what is left of it.

use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A pattern that is compiled once. The tests of this crate see that every one compiles.
pub(crate) struct Pattern(LazyLock<Option<Regex>>);

impl Pattern {
    /// A pattern by a function that compiles it.
    pub const fn new(compile: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(compile))
    }

    /// The expression.
    pub fn get(&self) -> Option<&Regex> {
        self.0.as_ref()
    }

    /// Whether a text has it.
    pub fn is_in(&self, text: &str) -> bool {
        self.get().is_some_and(|regex| regex.is_match(text))
    }
}

/// A static pattern.
macro_rules! pattern {
    ($name:ident, $regex:expr) => {
        static $name: crate::reading::text::Pattern =
            crate::reading::text::Pattern::new(|| regex::Regex::new($regex).ok());
    };
}
pub(crate) use pattern;

/// In lower case and compatible characters, with single spaces, without what cannot be seen.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {}
            '‘' | '’' | '`' | '´' => plain.push('\''),
            '“' | '”' => plain.push('"'),
            '‐' | '‑' | '–' | '—' | '−' => plain.push('-'),
            '×' => plain.push('x'),
            c if c.is_whitespace() || c.is_control() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain.trim().to_owned()
}

/// What is left of a text when parts of it are taken out. Spans stay those of the whole text.
pub(crate) struct Left {
    text: String,
}

impl Left {
    /// All of a text.
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }

    /// The text with blanks in place of what was taken.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a part out.
    pub fn take(&mut self, span: std::ops::Range<usize>) {
        if self.text.get(span.clone()).is_some() {
            let blanks = " ".repeat(span.len());
            self.text.replace_range(span, &blanks);
        }
    }

    /// What was not taken.
    pub fn rest(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_without_what_cannot_be_seen() {
        assert_eq!(
            plain(" Can I\u{200b} bill\n９７１１０ × “97140”? "),
            "can i bill 97110 x \"97140\"?"
        );
    }

    #[test]
    fn what_is_taken_leaves_blanks() {
        let mut left = Left::of("99213 in miami");
        left.take(0..5);
        assert_eq!(
            (left.text(), left.rest().as_str()),
            ("      in miami", "in miami")
        );
    }
}
