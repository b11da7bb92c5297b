//! Words of billing rules: as [`crate::text`] reads them, with the short forms that hold a sign, and with codes.

use crate::text::{self, Stems, Word};

/// Two words, and the one that they are when a sign or nothing stands between them.
const JOINED: [(&str, &str, &str); 6] = [
    ("e", "m", "e&m"),
    ("e", "ms", "e&m"),
    ("i", "d", "i&d"),
    ("d", "c", "d&c"),
    ("x", "ray", "xray"),
    ("x", "rays", "xray"),
];

/// Stems of more bytes are told apart without the `i` that a `y` became.
const LONG_STEM: usize = 5;

/// The words of a text in their order.
pub fn words(text: &str) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for mut word in text::words(text) {
        if word.plain == "e/m" || word.plain == "e/ms" {
            word.plain = "e&m".to_owned();
        }
        if let Some(before) = joined.last_mut() {
            let gap = text.get(before.span.1..word.span.0).unwrap_or_default();
            let is_near = matches!(gap.trim(), "&" | "/" | "-" | "–" | "" | "and");
            let one = JOINED
                .iter()
                .find(|(first, second, _)| before.plain == *first && word.plain == *second);
            if let (true, Some((_, _, whole))) = (is_near, one) {
                before.plain = (*whole).to_owned();
                before.span.1 = word.span.1;
                continue;
            }
        }
        joined.push(word);
    }
    joined
}

/// The stem of a word: as [`Stems`] has it, and the same for `-scopy` and `-scopic`. Numbers in Roman numerals stay what they are: `IV` is a vein more often.
pub fn stem(stems: &mut Stems, word: &str) -> String {
    let is_number = matches!(
        word,
        "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xiii"
    );
    if is_number || word.contains('&') || is_code(word) {
        word.to_owned()
    } else {
        let mut stem = stems.stem(word);
        // Endoscopy and endoscopic, angiography and angiographic.
        if stem.len() > LONG_STEM && stem.ends_with('i') {
            stem.pop();
        }
        stem
    }
}

/// Whether a word, in lower case, is written as a procedure code is: `29881`, `g0283`, `0054t`.
pub fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    let [first, middle @ .., last] = bytes else {
        return false;
    };
    bytes.len() == 5
        && middle.iter().all(u8::is_ascii_digit)
        && match (first.is_ascii_digit(), last.is_ascii_digit()) {
            (true, true) => true,
            (false, true) => first.is_ascii_lowercase(),
            (true, false) => last.is_ascii_lowercase(),
            (false, false) => false,
        }
}

/// Codes from one to another, both included, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRange {
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
}

impl CodeRange {
    /// How well it names a code, from 0 to 1: by itself best, in a wide range hardly.
    pub fn names(&self, code: &str) -> f32 {
        if self.first == code || self.last == code {
            return 1.0;
        }
        let (Some(first), Some(last), Some(it)) = (number(&self.first), number(&self.last), number(code))
        else {
            return 0.0;
        };
        if first.0 != it.0 || last.0 != it.0 || it.1 < first.1 || it.1 > last.1 {
            return 0.0;
        }
        match last.1 - first.1 {
            0..=30 => 0.9,
            31..=200 => 0.6,
            201..=1500 => 0.3,
            _ => 0.1,
        }
    }
}

/// The letter of a code and its number.
fn number(code: &str) -> Option<(Option<char>, u32)> {
    let letter = code.chars().find(char::is_ascii_lowercase);
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    Some((letter, digits.parse().ok()?))
}

/// The codes that the words of a text name, ranges as such.
pub fn ranges(text: &str, words: &[Word]) -> Vec<CodeRange> {
    let mut found: Vec<CodeRange> = Vec::new();
    let mut before: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        if !is_code(&word.plain) {
            continue;
        }
        let gap = before
            .and_then(|before| text.get(words[before].span.1..word.span.0))
            .map(|gap| gap.trim().to_ascii_lowercase());
        let is_range = gap.is_some_and(|gap| matches!(gap.as_str(), "-" | "–" | "—" | "to" | "through"));
        match found.last_mut() {
            Some(last) if is_range && last.first == last.last => last.last.clone_from(&word.plain),
            _ => found.push(CodeRange {
                first: word.plain.clone(),
                last: word.plain.clone(),
            }),
        }
        before = Some(at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn short_forms_with_signs_are_words() {
        assert_eq!(plain("E/M, E&M, E & M"), ["e&m", "e&m", "e&m"]);
        assert_eq!(plain("I&D; x-rays"), ["i&d", "xray"]);
        assert_eq!(plain("e, m"), ["e", "m"]);
    }

    #[test]
    fn codes_and_their_ranges_are_read() {
        let read = |text: &str| ranges(text, &words(text));
        let found = read("CPT codes 29880–29881, 96360- 96379 or G0283 and 0054T through 0055T");
        let ends: Vec<_> = found
            .iter()
            .map(|range| (range.first.as_str(), range.last.as_str()))
            .collect();
        assert_eq!(
            ends,
            [
                ("29880", "29881"),
                ("96360", "96379"),
                ("g0283", "g0283"),
                ("0054t", "0055t")
            ]
        );
        assert!(found[1].names("96365") > found[1].names("96400"));
        assert!(found[0].names("29881") > 0.9);
        assert!(found[3].names("0054t") > 0.9 && found[3].names("00540") == 0.0);
    }
}
