//! From what is typed to what is looked for.

use crate::facets::{self, Facets};
use crate::index::Vocabulary;
use crate::table::Table;
use crate::text::{self, Stems, Word};
use crate::thesaurus::Thesaurus;

/// The most words that are looked at; no title that anybody types has more.
pub const MOST_WORDS: usize = 32;

/// The most bytes that are looked at.
pub const MOST_BYTES: usize = 2_000;

/// The shortest word that is taken for the beginning of others when it ends with a space.
const SHORTEST_BEGINNING: usize = 4;

/// The most completions of a word that is still being typed.
const MOST_COMPLETIONS: usize = 24;

/// One of the ways to say a part of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The stems, by number, each once.
    pub stems: Vec<u32>,
    /// How sure it is that this is meant, up to 1.
    pub trust: f32,
    /// What was looked for instead of the words as typed.
    pub wording: Option<String>,
}

/// A part of the query: a word or a phrase, and the ways to say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The words as typed.
    pub typed: String,
    /// The ways to say them.
    pub ways: Vec<Way>,
    /// How much the part counts.
    pub weight: f32,
}

/// A word that nothing has, and the word that was taken for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// What was looked for.
    pub taken: String,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The parts.
    pub slots: Vec<Slot>,
    /// The facets that words ask for.
    pub facets: Facets,
    /// Words that were taken for others.
    pub corrections: Vec<Correction>,
    /// Whether there were more words than are looked at.
    pub is_cut: bool,
    /// Whether there were words, but only such as say nothing about a code.
    pub only_silent: bool,
}

/// Reads a text of words.
pub struct Reader<'a> {
    pub(crate) table: &'a Table,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) thesaurus: &'a Thesaurus,
}

impl Reader<'_> {
    /// What a text looks for. While it `is_typing`, the last word may be the beginning of one.
    pub fn read(&self, typed: &str, is_typing: bool) -> Query {
        let end = typed.floor_char_boundary(MOST_BYTES);
        let mut words = text::words(&typed[..end]);
        let is_cut = end < typed.len() || words.len() > MOST_WORDS;
        words.truncate(MOST_WORDS);
        let had_words = !words.is_empty();
        let mut query = Query {
            is_cut,
            ..Query::default()
        };
        let mut stems = Stems::default();
        let ends_open = is_typing && typed[..end].ends_with(char::is_alphanumeric);
        let words = self.spelled(words, ends_open, &mut stems, &mut query.corrections);
        let (words, facets) = facets::take_from_query(words);
        query.facets = facets;
        let stemmed: Vec<String> = words.iter().map(|word| stems.stem(&word.plain)).collect();
        let mut at = 0;
        while at < words.len() {
            let (slot, length) = self
                .phrase(&words[at..], &stemmed[at..], &mut stems)
                .or_else(|| self.joined(&words[at..], &stemmed[at..], &mut stems))
                .unwrap_or_else(|| {
                    let is_open = ends_open && at + 1 == words.len();
                    (self.word(&words[at], &stemmed[at], is_open, &mut stems), 1)
                });
            at += length;
            if let Some(slot) = slot {
                query.slots.push(slot);
            }
        }
        query.only_silent = had_words && query.slots.is_empty();
        query
    }

    /// The words, with those corrected that nothing has and that are no beginnings of others either.
    fn spelled(
        &self,
        mut words: Vec<Word>,
        ends_open: bool,
        stems: &mut Stems,
        corrections: &mut Vec<Correction>,
    ) -> Vec<Word> {
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter_mut().enumerate() {
            let stem = stems.stem(&word.plain);
            let is_known = text::is_silent(&word.plain)
                || self.vocabulary.has(&word.plain)
                || self.table.stem(&stem).is_some()
                || self.thesaurus.has_word(&stem)
                || self.is_beginning(&word.plain)
                || (ends_open && at == last);
            if !is_known && let Some(near) = self.vocabulary.meant(&word.plain) {
                corrections.push(Correction {
                    typed: std::mem::replace(&mut word.plain, near.clone()),
                    taken: near,
                });
            }
        }
        words
    }

    /// Whether a word is long enough to be taken for the beginning of others, and is one.
    fn is_beginning(&self, word: &str) -> bool {
        word.len() >= SHORTEST_BEGINNING && !self.vocabulary.complete(word, 1).is_empty()
    }

    /// The longest term of the thesaurus with which the words begin.
    fn phrase(&self, words: &[Word], stemmed: &[String], stems: &mut Stems) -> Option<(Option<Slot>, usize)> {
        let longest = self.thesaurus.longest().min(words.len());
        for length in (1..=longest).rev() {
            let key: Vec<&str> = stemmed[..length].iter().map(String::as_str).collect();
            let meanings = self.thesaurus.meanings(&key);
            if meanings.is_empty() {
                continue;
            }
            let mut ways = Vec::new();
            if let Some(own) = self.way(&stemmed[..length], &words[..length], 1.0) {
                ways.push(own);
            }
            for (rank, wording) in meanings.iter().enumerate() {
                let trust = if rank == 0 { 0.97 } else { 0.9 };
                let of_wording = stems.of(&facets::split_title(wording).0);
                let numbers = self.numbers(&of_wording);
                if !numbers.is_empty() && !ways.iter().any(|way| way.stems == numbers) {
                    ways.push(Way {
                        stems: numbers,
                        trust,
                        wording: Some(wording.clone()),
                    });
                }
            }
            if ways.is_empty() {
                return Some((None, length));
            }
            let typed = typed(&words[..length]);
            return Some((Some(self.slot(typed, ways)), length));
        }
        None
    }

    /// Two words that texts write as one: `post traumatic`, `back pack`.
    fn joined(&self, words: &[Word], stemmed: &[String], stems: &mut Stems) -> Option<(Option<Slot>, usize)> {
        let [first, second, ..] = words else {
            return None;
        };
        if text::is_silent(&first.plain) || text::is_silent(&second.plain) {
            return None;
        }
        let joined = format!("{}{}", first.plain, second.plain);
        if joined.len() < 5 || !self.vocabulary.has(&joined) {
            return None;
        }
        let one = self.numbers(&[stems.stem(&joined)]);
        if one.is_empty() {
            return None;
        }
        let mut ways = vec![Way {
            stems: one,
            trust: 1.0,
            wording: None,
        }];
        ways.extend(self.way(&stemmed[..2], &words[..2], 1.0));
        Some((Some(self.slot(typed(&words[..2]), ways)), 2))
    }

    fn word(&self, word: &Word, stemmed: &str, is_open: bool, stems: &mut Stems) -> Option<Slot> {
        let plain = word.plain.as_str();
        if text::is_silent(plain) && !is_open {
            return None;
        }
        let mut ways: Vec<Way> = Vec::new();
        let mut add = |stems: Vec<u32>, trust: f32, wording: Option<String>| {
            if !stems.is_empty() && !ways.iter().any(|way| way.stems == stems) {
                ways.push(Way {
                    stems,
                    trust,
                    wording,
                });
            }
        };
        let own = self.numbers(&[stemmed.to_owned()]);
        let is_known = !own.is_empty();
        add(own, 1.0, None);
        if is_known && !is_open && !self.vocabulary.has(plain) {
            // `migrane` has the stem of `migrans`: what was meant may be near all the same.
            for near in self.vocabulary.near(plain).into_iter().take(1) {
                add(self.numbers(&[stems.stem(&near)]), 0.9, Some(near));
            }
        }
        if is_open && plain.len() >= 2 || !is_known && self.is_beginning(plain) {
            for completion in self.vocabulary.complete(plain, MOST_COMPLETIONS) {
                let wording = (!is_open).then(|| completion.clone());
                add(self.numbers(&[stems.stem(&completion)]), 0.95, wording);
            }
        }
        if ways.is_empty() && text::is_silent(plain) {
            return None;
        }
        if ways.is_empty()
            && let Some((first, second)) = self.vocabulary.split(plain)
        {
            let parts = self.numbers(&[stems.stem(&first), stems.stem(&second)]);
            if parts.len() == 2 {
                ways.push(Way {
                    stems: parts,
                    trust: 0.95,
                    wording: Some(format!("{first} {second}")),
                });
            }
        }
        if ways.is_empty()
            && let Some(part) = self.vocabulary.part(plain)
        {
            let stems = self.numbers(&[stems.stem(&part)]);
            if !stems.is_empty() {
                ways.push(Way {
                    stems,
                    trust: 0.7,
                    wording: Some(part),
                });
            }
        }
        Some(self.slot(word.plain.clone(), ways))
    }

    fn way(&self, stemmed: &[String], words: &[Word], trust: f32) -> Option<Way> {
        let telling: Vec<String> = stemmed
            .iter()
            .zip(words)
            .filter(|(_, word)| !text::is_silent(&word.plain))
            .map(|(stem, _)| stem.clone())
            .collect();
        let numbers = self.numbers(&telling);
        // A phrase of which a part is unknown is no way to say it.
        (!numbers.is_empty() && numbers.len() == telling.len()).then_some(Way {
            stems: numbers,
            trust,
            wording: None,
        })
    }

    fn numbers(&self, stems: &[String]) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::new();
        for number in stems.iter().filter_map(|stem| self.table.stem(stem)) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    fn slot(&self, typed: String, ways: Vec<Way>) -> Slot {
        let weight = ways
            .iter()
            .map(|way| way.stems.iter().map(|stem| self.table.weight(*stem)).sum::<f32>())
            .reduce(f32::max)
            .unwrap_or_else(|| self.table.weight_of_missing(&typed));
        Slot { typed, ways, weight }
    }
}

fn typed(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    words.join(" ")
}
