//! From a text to its words: what the checker compares, however it was typed.

use unicode_normalization::UnicodeNormalization;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters alone, with an apostrophe in between.
    Word,
    /// With a digit in it: a number, a code, part of a date.
    Figure,
    /// A single other character.
    Mark,
}

/// A word, a figure or a mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub shape: Shape,
    /// As it is written.
    pub text: String,
    /// In lower case.
    pub lower: String,
    /// Whether a space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether it is this mark.
    pub fn is(&self, mark: &str) -> bool {
        self.shape == Shape::Mark && self.text == mark
    }
}

/// One spelling for what looks alike: compatibility forms, quotation marks, dashes and spaces; without characters that
/// cannot be seen.
pub(super) fn plain(text: &str) -> String {
    text.nfkc()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '‘' | '’' | 'ʼ' | '′' => Some('\''),
            '“' | '”' | '„' | '″' => Some('"'),
            '‐' | '‑' | '‒' | '−' | '﹣' => Some('-'),
            '【' => Some('['),
            '】' => Some(']'),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() || is_unseen(c) => None,
            c => Some(c),
        })
        .collect()
}

/// Characters without a picture of their own, which could hide a figure from the checker or a word from the reader.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The tokens of a [`plain`] text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut spaced = true;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let begin = at;
        let mut has_digit = false;
        if c.is_alphanumeric() {
            while let Some(&c) = chars.get(at) {
                if c.is_alphanumeric() {
                    has_digit |= c.is_numeric();
                } else if !joins(&chars, begin, at, has_digit) {
                    break;
                }
                at += 1;
            }
        } else {
            at += 1;
        }
        let text: String = chars[begin..at].iter().collect();
        tokens.push(Token {
            shape: match (c.is_alphanumeric(), has_digit) {
                (false, _) => Shape::Mark,
                (true, false) => Shape::Word,
                (true, true) => Shape::Figure,
            },
            lower: text.to_lowercase(),
            text,
            spaced,
        });
        spaced = false;
    }
    tokens
}

/// Whether the mark at a place belongs to the run that began before it: `1,234`, `17.46`, `M54.50`, `isn't`.
fn joins(chars: &[char], begin: usize, at: usize, has_digit: bool) -> bool {
    let after = |steps: usize| chars.get(at + steps).copied();
    let is_digit = |steps: usize| after(steps).is_some_and(|c| c.is_ascii_digit());
    match chars[at] {
        '.' => has_digit && after(1).is_some_and(char::is_alphanumeric),
        '\'' => !has_digit && after(1).is_some_and(char::is_alphabetic),
        ',' => {
            let run = &chars[begin..at];
            let groups_before = run.iter().all(|c| c.is_ascii_digit() || *c == ',');
            let since_comma = run.iter().rev().take_while(|c| c.is_ascii_digit()).count();
            let is_first = !run.contains(&',');
            groups_before
                && ((is_first && since_comma <= 3) || since_comma == 3)
                && is_digit(1)
                && is_digit(2)
                && is_digit(3)
                && !after(4).is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// A word without its ending, so that `billed` and `billing` are one.
pub(super) fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in [
        "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "ly", "s", "y", "e",
    ] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 3
        {
            return rest;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(&plain(text)).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn figures_keep_their_points_and_commas() {
        assert_eq!(
            texts("$1,234.50, M54.50. 97150,97530"),
            ["$", "1,234.50", ",", "M54.50", ".", "97150", ",", "97530"]
        );
        assert_eq!(
            texts("It isn't; 1,23 or 12,345,678"),
            ["It", "isn't", ";", "1", ",", "23", "or", "12,345,678"]
        );
    }

    #[test]
    fn what_looks_alike_is_one() {
        assert_eq!(texts("９７１５０\u{200b}‑59"), ["97150", "-", "59"]);
        assert_eq!(plain("97\u{200b}150"), "97150");
        assert_eq!(plain("a\u{202e}b\u{7}c"), "abc");
    }

    #[test]
    fn endings_do_not_count() {
        assert_eq!(stem("billed"), stem("billing"));
        assert_eq!(stem("modifiers"), stem("modifier"));
        assert_eq!(stem("codes"), stem("code"));
    }
}
