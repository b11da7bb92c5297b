//! Words that are broken over two lines.

use super::lines::Line;
use std::collections::HashSet;

/// The words of a document, in small letters, to tell how a broken one is written.
pub(super) struct Words(HashSet<String>);

impl Words {
    pub(super) fn of(pages: &[Vec<Line>]) -> Self {
        let mut words = HashSet::new();
        for line in pages.iter().flatten() {
            let mut parts = line.text.split_whitespace().map(bare).peekable();
            while let Some(word) = parts.next() {
                // The last word of a line may be a half.
                if parts.peek().is_some() || !word.ends_with('-') {
                    words.insert(word);
                }
            }
        }
        Self(words)
    }

    /// Puts the next line after a text.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        if text.ends_with('\u{ad}') {
            text.pop();
        } else if text.ends_with('-') && !text.ends_with(" -") && next.starts_with(char::is_alphanumeric) {
            let first = bare(text.rsplit(char::is_whitespace).next().unwrap_or_default());
            let second = bare(next.split(char::is_whitespace).next().unwrap_or_default());
            let whole = format!("{}{second}", first.trim_end_matches('-'));
            let compound = format!("{first}{second}");
            let is_broken = self.0.contains(&whole) && !self.0.contains(&compound)
                || !self.0.contains(&compound)
                    && next.starts_with(char::is_lowercase)
                    && !self.0.contains(&second)
                    && second.chars().all(char::is_alphabetic);
            if is_broken {
                text.pop();
            }
        } else if !(text.is_empty() || text.ends_with('/') || text.ends_with('—')) {
            text.push(' ');
        }
        text.push_str(next);
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != '\u{ad}')
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_joined_and_compounds_kept() {
        let words = Words(
            [
                "procedure",
                "post-procedure",
                "coordination",
                "endoscopic",
                "work",
            ]
            .map(str::to_owned)
            .into(),
        );
        for (first, second, joined) in [
            ("the post-", "procedure work", "the post-procedure work"),
            ("coordi-", "nation of", "coordination of"),
            ("unheard", "of", "unheard of"),
            ("a non-", "endoscopic way", "a non-endoscopic way"),
            ("com\u{ad}", "pleted", "completed"),
            ("provider/", "supplier", "provider/supplier"),
            ("100-", "04 MCPM", "100-04 MCPM"),
            ("NCCI-", "related", "NCCI-related"),
        ] {
            let mut text = first.to_owned();
            let words = match joined {
                "NCCI-related" => &Words(["related".to_owned()].into()),
                _ => &words,
            };
            words.join(&mut text, second);
            assert_eq!(text, joined);
        }
    }
}
