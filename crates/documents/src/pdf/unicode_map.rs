//! The characters that the codes of a font stand for, as its `ToUnicode` stream says.

use std::collections::HashMap;

/// So many codes of one font are read; a font has 65,536 at most.
const MOST_CODES: usize = 70_000;

/// What the codes of a font stand for.
#[derive(Debug, Default)]
pub(super) struct UnicodeMap {
    texts: HashMap<u32, String>,
}

enum Token<'a> {
    Hex(Vec<u8>),
    Word(&'a [u8]),
    Open,
    Close,
}

impl UnicodeMap {
    /// Reads a stream. What it does not understand is left out.
    pub(super) fn parse(stream: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens(stream);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => map.read_characters(&mut tokens),
                Token::Word(b"beginbfrange") => map.read_ranges(&mut tokens),
                _ => {}
            }
        }
        map
    }

    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    fn read_characters(&mut self, tokens: &mut Tokens<'_>) {
        while let (Some(Token::Hex(code)), Some(Token::Hex(text))) = (tokens.next(), tokens.next()) {
            self.insert(number(&code), utf16(&text));
        }
    }

    fn read_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (tokens.next(), tokens.next()) {
            let (first, last) = (number(&first), number(&last));
            match tokens.next() {
                Some(Token::Hex(text)) => {
                    for code in first..=last {
                        if !self.insert(code, utf16(&later(&text, code - first))) {
                            return;
                        }
                    }
                }
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        self.insert(code, utf16(&text));
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    /// Whether there is room for more.
    fn insert(&mut self, code: u32, text: String) -> bool {
        let has_room = self.texts.len() < MOST_CODES;
        if has_room {
            self.texts.insert(code, text);
        }
        has_room
    }
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]".contains(byte);
        loop {
            let all = self.0;
            let (&first, rest) = all.split_first()?;
            self.0 = rest;
            match first {
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    let (digits, rest) = rest.split_at(end);
                    self.0 = rest.get(1..).unwrap_or_default();
                    return Some(Token::Hex(bytes_of(digits)));
                }
                b'%' => {
                    let end = rest.iter().position(|byte| b"\r\n".contains(byte));
                    self.0 = end.and_then(|end| rest.get(end..)).unwrap_or_default();
                }
                first if is_end(&first) => {}
                _ => {
                    let end = all.iter().position(is_end).unwrap_or(all.len());
                    let (word, rest) = all.split_at(end);
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

fn bytes_of(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The text of a code so many places after the first one of its range.
fn later(text: &[u8], places: u32) -> Vec<u8> {
    let mut text = text.to_vec();
    let mut carry = places;
    for byte in text.iter_mut().rev().take(2) {
        carry += u32::from(*byte);
        *byte = (carry & 0xff) as u8;
        carry >>= 8;
    }
    text
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)))
        .collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges_are_read() {
        let map = UnicodeMap::parse(
            b"/CIDInit /ProcSet findresource begin\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <00B0> <FB01> endbfchar % a comment <\n\
              2 beginbfrange <0024><0026><0041> <0030> <0031> [<0066 0069> <D83E DDE0>] endbfrange",
        );
        let text = |code| map.get(code).unwrap_or("–");
        assert_eq!(
            [3, 0xb0, 0x24, 0x26, 0x27, 0x30, 0x31].map(text),
            [" ", "ﬁ", "A", "C", "–", "fi", "🧠"]
        );
    }

    #[test]
    fn a_range_without_end_is_bounded() {
        let map = UnicodeMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange");
        assert_eq!(map.texts.len(), MOST_CODES);
        UnicodeMap::parse(b"beginbfrange <00000005> <00000001> <41> beginbfchar <");
    }
}
