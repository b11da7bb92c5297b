//! Words as the search sees them: the same for what is indexed and for what is typed.

use frostem::{Algorithm, Stemmer};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing about a code.
const SILENT: [&str; 36] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "had", "has", "have", "her", "his", "i",
    "in", "into", "is", "it", "its", "my", "of", "on", "or", "our", "that", "the", "their", "this", "to",
    "was", "were", "with", "you", "your",
];

/// The longest word that is looked at; the longest of the code sets has 39 letters.
const LONGEST_WORD: usize = 48;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without accents.
    pub plain: String,
    /// Where it begins and ends in the text, in bytes.
    pub span: (usize, usize),
}

/// The words of a text in their order. Invisible characters and accents are dropped; `w/o`, `s/p` and the like stay
/// one word; the `'s` of a name falls away.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut begin = 0;
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if is_joiner(c) {
            continue;
        }
        if c.is_alphanumeric() || is_combining_mark(c) {
            if word.is_empty() {
                begin = at;
            }
            if word.len() < LONGEST_WORD {
                word.extend(fold(c));
            }
            end = at + c.len_utf8();
            continue;
        }
        // `w/o` and `s/p`: a slash between one letter and one or two.
        if c == '/' && word.chars().count() == 1 && next.is_some_and(char::is_alphanumeric) {
            let rest = text[at + 1..].chars().take_while(|c| c.is_alphanumeric()).count();
            if rest <= 2 {
                word.push('/');
                continue;
            }
        }
        // The possessive: `Bell's`, and the plural's `patients'`.
        if matches!(c, '\'' | '’' | 'ʼ' | '`') && !word.is_empty() && next.is_some_and(char::is_alphanumeric)
        {
            let rest: String = text[at + c.len_utf8()..]
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .take(3)
                .collect();
            if rest.eq_ignore_ascii_case("s") {
                end = at + c.len_utf8() + 1;
                chars.next();
            } else if rest.chars().count() > 1 || word.chars().count() > 1 {
                // `O'Donnell` and `don't` stay one word.
                continue;
            }
        }
        push(&mut words, &mut word, (begin, end));
    }
    push(&mut words, &mut word, (begin, end));
    words
}

fn push(words: &mut Vec<Word>, word: &mut String, span: (usize, usize)) {
    if !word.is_empty() {
        words.push(Word {
            plain: std::mem::take(word),
            span,
        });
    }
}

/// Characters without a width of their own, and marks of the direction of writing.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn fold(c: char) -> impl Iterator<Item = char> {
    c.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
}

/// Whether a word says nothing about a code.
pub fn is_silent(word: &str) -> bool {
    SILENT.contains(&word)
}

/// Turns words into stems, and remembers them: the code sets use few words often.
pub struct Stems {
    stemmer: Stemmer,
    known: HashMap<String, String>,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            stemmer: Stemmer::new(Algorithm::English),
            known: HashMap::new(),
        }
    }
}

impl Stems {
    /// The stem of a word.
    pub fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.known.get(word) {
            return stem.clone();
        }
        let stem = stem_with(&self.stemmer, word);
        self.known.insert(word.to_owned(), stem.clone());
        stem
    }

    /// The stems of the words of a text that say something.
    pub fn of(&mut self, text: &str) -> Vec<String> {
        words(text)
            .iter()
            .filter(|word| !is_silent(&word.plain))
            .map(|word| self.stem(&word.plain))
            .collect()
    }
}

/// The stem of one word.
pub fn stem(word: &str) -> String {
    stem_with(&Stemmer::new(Algorithm::English), word)
}

fn stem_with(stemmer: &Stemmer, word: &str) -> String {
    if let Some(number) = roman(word) {
        return number.to_owned();
    }
    if let Some(cardinal) = ordinal(word) {
        return cardinal;
    }
    stemmer.stem(&american(word)).to_string()
}

/// Roman numerals that stand for numbers in names of types and grades; `i`, `v` and `x` are letters more often.
fn roman(word: &str) -> Option<&'static str> {
    Some(match word {
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "ix" => "9",
        "xi" => "11",
        "xii" => "12",
        "xiii" => "13",
        _ => return None,
    })
}

/// `2nd` and `second` are one word.
fn ordinal(word: &str) -> Option<String> {
    let spelled = match word {
        "first" => "1st",
        "second" => "2nd",
        "third" => "3rd",
        "fourth" => "4th",
        "fifth" => "5th",
        _ => return None,
    };
    Some(spelled.to_owned())
}

/// British spellings of word parts: anaemia, oedema, tumour, diarrhoea, fibre.
fn american(word: &str) -> String {
    if word.is_ascii() && !word.contains("ae") && !word.contains("oe") && !word.contains("our") {
        return word.to_owned();
    }
    let mut plain = word.replace("ae", "e");
    if plain.len() > 5 && !plain.ends_with("oe") && !plain.ends_with("oes") {
        plain = plain.replace("oe", "e");
    }
    for (british, american) in [
        ("tumour", "tumor"),
        ("colour", "color"),
        ("odour", "odor"),
        ("humour", "humor"),
    ] {
        plain = plain.replace(british, american);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn words_lose_accents_possessives_and_invisible_characters() {
        assert_eq!(plain("Ménière's dis\u{200b}ease"), ["meniere", "disease"]);
        assert_eq!(plain("Bell’s palsy"), ["bell", "palsy"]);
        assert_eq!(
            plain("ＤＭ２, w/o coma; s/p TKA"),
            ["dm2", "w/o", "coma", "s/p", "tka"]
        );
        assert_eq!(plain("and/or 1/2"), ["and", "or", "1/2"]);
        assert_eq!(plain(""), Vec::<String>::new());
    }

    #[test]
    fn a_word_knows_where_it_stood() {
        let text = "Über Bell's palsy";
        let spans: Vec<_> = words(text)
            .into_iter()
            .map(|word| &text[word.span.0..word.span.1])
            .collect();
        assert_eq!(spans, ["Über", "Bell's", "palsy"]);
    }

    #[test]
    fn spellings_of_one_word_have_one_stem() {
        for (one, other) in [
            ("anaemia", "anemia"),
            ("oesophageal", "esophageal"),
            ("oedema", "edema"),
            ("tumours", "tumor"),
            ("diarrhoea", "diarrhea"),
            ("fractures", "fracture"),
            ("ii", "2"),
            ("second", "2nd"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("toe"), stem("te"));
    }
}
