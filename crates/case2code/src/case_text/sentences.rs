//! A note as sentences, and a sentence as words that know what stands between them.

use crate::text;

/// A word of a sentence, or a sign that means as much as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In lower case, without accents; `?`, `(-)` and `(+)` stand for themselves.
    pub plain: String,
    /// Where it begins and ends in the text, in bytes.
    pub span: (usize, usize),
    /// Whether a comma or the like stands before it.
    pub after_comma: bool,
    /// Whether a semicolon, colon, dash or bracket stands before it.
    pub after_break: bool,
}

impl Token {
    /// Whether it is a word rather than a sign.
    pub fn is_word(&self) -> bool {
        !matches!(self.plain.as_str(), "?" | "(-)" | "(+)")
    }
}

/// The spans of the sentences of a text: a full stop with a space behind it, a question or exclamation mark, a bullet
/// and a line end them. A mark that is followed by a word in lower case belongs to an abbreviation.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut begin = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let ends = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '•' | '·' => true,
            '.' => {
                next.is_none_or(char::is_whitespace)
                    && !is_abbreviation(&text[begin..at])
                    && !text[at + 1..]
                        .trim_start_matches([' ', '\t'])
                        .starts_with(char::is_lowercase)
            }
            '!' => next.is_none_or(char::is_whitespace),
            // `pneumonia? Or` ends a sentence, `?pneumonia` does not.
            '?' => {
                next.is_none_or(char::is_whitespace)
                    && at > begin
                    && !text[begin..at].ends_with(char::is_whitespace)
                    && text[at + 1..].trim_start().starts_with(char::is_uppercase)
            }
            _ => false,
        };
        if ends {
            let is_mark = matches!(c, '.' | '!' | '?');
            push(
                &mut spans,
                text,
                begin,
                if is_mark { at + c.len_utf8() } else { at },
            );
            begin = at + c.len_utf8();
        }
    }
    push(&mut spans, text, begin, text.len());
    spans
}

fn push(spans: &mut Vec<(usize, usize)>, text: &str, begin: usize, end: usize) {
    let part = &text[begin..end];
    let lead = part.len() - part.trim_start().len();
    let length = part.trim().len();
    if length > 0 {
        spans.push((begin + lead, begin + lead + length));
    }
}

/// Short forms that end in a full stop and end no sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '\t', '(']).next().unwrap_or_default();
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    matches!(
        word.as_str(),
        "dr" | "mr"
            | "mrs"
            | "ms"
            | "st"
            | "vs"
            | "approx"
            | "e.g"
            | "i.e"
            | "no"
            | "pt"
            | "hx"
            | "dx"
            | "y.o"
    ) && word != "no"
}

/// The words and signs of a part of a text; spans are those of the whole text.
pub fn tokens(text: &str, span: (usize, usize)) -> Vec<Token> {
    let part = &text[span.0..span.1];
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    for word in text::words(part) {
        let (after_comma, after_break) = signs(part, end, word.span.0.max(end), span.0, &mut tokens);
        end = word.span.1.max(end);
        tokens.push(Token {
            plain: word.plain,
            span: (span.0 + word.span.0, span.0 + word.span.1),
            after_comma,
            after_break,
        });
    }
    signs(part, end, part.len(), span.0, &mut tokens);
    tokens
}

/// Reads what stands between two words.
fn signs(part: &str, begin: usize, end: usize, offset: usize, tokens: &mut Vec<Token>) -> (bool, bool) {
    let gap = &part[begin..end];
    let mut comma = false;
    let mut is_break = false;
    let mut at = 0;
    while let Some(c) = gap[at..].chars().next() {
        let rest = &gap[at..];
        let sign = if rest.starts_with("(-)") || rest.starts_with("(–)") {
            Some(("(-)", if rest.starts_with("(-)") { 3 } else { 5 }))
        } else if rest.starts_with("(+)") {
            Some(("(+)", 3))
        } else if c == '?' {
            Some(("?", 1))
        } else {
            None
        };
        if let Some((plain, length)) = sign {
            let begin = offset + begin + at;
            // A row of marks says no more than one.
            if tokens
                .last()
                .is_none_or(|last| last.plain != plain || last.span.1 != begin)
            {
                tokens.push(Token {
                    plain: plain.to_owned(),
                    span: (begin, begin + length),
                    after_comma: comma,
                    after_break: is_break,
                });
            } else if let Some(last) = tokens.last_mut() {
                last.span.1 = begin + length;
            }
            at += length;
            continue;
        }
        comma |= matches!(c, ',' | '/' | '+' | '&');
        is_break |= matches!(
            c,
            ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '→' | '=' | '.' | '!' | '|' | '*'
        );
        is_break |= c == '-' && gap.len() > 1;
        at += c.len_utf8();
    }
    (comma, is_break)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_falls_into_sentences() {
        let text = "62 yo M c/o SOB x3d, T 98.6. Denies CP. Seen by Dr. Lee.\n• ?PE\n- HTN";
        let parts: Vec<_> = sentences(text)
            .into_iter()
            .map(|(begin, end)| &text[begin..end])
            .collect();
        assert_eq!(
            parts,
            [
                "62 yo M c/o SOB x3d, T 98.6.",
                "Denies CP.",
                "Seen by Dr. Lee.",
                "?PE",
                "- HTN"
            ]
        );
    }

    #[test]
    fn words_know_what_stands_before_them() {
        let text = "no cough, fever; ??PE (-) rash";
        let all = tokens(text, (0, text.len()));
        let plain: Vec<_> = all.iter().map(|token| token.plain.as_str()).collect();
        assert_eq!(plain, ["no", "cough", "fever", "?", "pe", "(-)", "rash"]);
        assert!(all[2].after_comma && !all[2].after_break && all[3].after_break);
        assert_eq!(&text[all[3].span.0..all[3].span.1], "??");
    }
}
