//! The words of all texts: completing one that is being typed, and finding the one that was meant.

use crate::text;
use std::collections::HashMap;

/// The shortest word that is corrected; shorter ones are abbreviations more often than errors.
const SHORTEST_CORRECTED: usize = 4;

/// From this length on two errors are believed.
const TWO_ERRORS: usize = 7;

/// The most words that are offered for a wrong one.
const MOST_NEAR: usize = 3;

/// The shortest half of a word that is taken apart.
const SHORTEST_HALF: usize = 3;

/// The shortest word that is believed to be a part of another.
const SHORTEST_PART: usize = 6;

#[derive(Debug)]
struct Known {
    word: Box<str>,
    count: u32,
    letters: u32,
}

/// The words of all texts, unstemmed, in alphabetical order.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<Known>,
}

impl Vocabulary {
    /// The words of some texts.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for text in texts {
            for word in text::words(text) {
                *counts.entry(word.plain).or_default() += 1;
            }
        }
        let mut words: Vec<Known> = counts
            .into_iter()
            .map(|(word, count)| Known {
                letters: letters(&word),
                word: word.into_boxed_str(),
                count,
            })
            .collect();
        words.sort_unstable_by(|one, other| one.word.cmp(&other.word));
        Self { words }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a text has a word.
    pub fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    fn find(&self, word: &str) -> Option<&Known> {
        self.words
            .binary_search_by(|known| (*known.word).cmp(word))
            .ok()
            .map(|at| &self.words[at])
    }

    /// Words that begin with a text, the most frequent first.
    pub fn complete(&self, begin: &str, most: usize) -> Vec<String> {
        let first = self.words.partition_point(|known| &*known.word < begin);
        let mut found: Vec<&Known> = self.words[first..]
            .iter()
            .take_while(|known| known.word.starts_with(begin))
            .filter(|known| known.word.len() > begin.len())
            .collect();
        found.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| one.word.cmp(&other.word))
        });
        found.truncate(most);
        found.into_iter().map(|known| known.word.to_string()).collect()
    }

    /// The word that was meant by one that nothing has: with one error, else two words without the space between them,
    /// which is `None` here, else with two errors.
    pub fn meant(&self, word: &str) -> Option<String> {
        let near = self.near(word).into_iter().next()?;
        let is_sure = strsim::osa_distance(&near, word) == 1;
        (is_sure || self.split(word).is_none()).then_some(near)
    }

    /// Words that differ from one by a typing error or two, the nearest and most frequent first.
    pub fn near(&self, word: &str) -> Vec<String> {
        let length = word.chars().count();
        if length < SHORTEST_CORRECTED || word.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let most: usize = if length >= TWO_ERRORS { 2 } else { 1 };
        let own = letters(word);
        let first = word.chars().next();
        let mut found: Vec<(usize, bool, &Known)> = self
            .words
            .iter()
            .filter(|known| known.word.len().abs_diff(word.len()) <= most)
            // An error changes at most two of the letters that a word has.
            .filter(|known| (known.letters ^ own).count_ones() as usize <= 2 * most)
            .filter_map(|known| {
                let distance = strsim::osa_distance(&known.word, word);
                (distance <= most).then(|| (distance, known.word.chars().next() != first, known))
            })
            .collect();
        found.sort_by(|one, other| {
            (one.0, one.1, std::cmp::Reverse(one.2.count), &one.2.word).cmp(&(
                other.0,
                other.1,
                std::cmp::Reverse(other.2.count),
                &other.2.word,
            ))
        });
        let nearest = found.first().map(|(distance, ..)| *distance);
        found
            .into_iter()
            .take_while(|(distance, ..)| Some(*distance) == nearest)
            .take(MOST_NEAR)
            .map(|(_, _, known)| known.word.to_string())
            .collect()
    }

    /// The longest known word at the end or the beginning of one: `macrothrombocytopenia` is a `thrombocytopenia`.
    pub fn part(&self, word: &str) -> Option<String> {
        let ends = word.char_indices().map(|(at, _)| &word[at..]).skip(1);
        let begins = word.char_indices().rev().map(|(at, _)| &word[..at]);
        let longest = |parts: &mut dyn Iterator<Item = &str>| {
            parts
                .take_while(|part| part.len() >= SHORTEST_PART)
                .find(|part| self.has(part))
                .map(str::to_owned)
        };
        let (end, begin) = (longest(&mut { ends }), longest(&mut { begins }));
        match (end, begin) {
            (Some(end), Some(begin)) if begin.len() > end.len() => Some(begin),
            (end, begin) => end.or(begin),
        }
    }

    /// Two words that were typed as one.
    pub fn split(&self, word: &str) -> Option<(String, String)> {
        word.char_indices()
            .map(|(at, _)| at)
            .filter(|at| *at >= SHORTEST_HALF && word.len() - at >= SHORTEST_HALF)
            .filter_map(|at| {
                let (first, second) = word.split_at(at);
                let count = self.find(first)?.count.min(self.find(second)?.count);
                Some((count, first, second))
            })
            .max_by_key(|(count, ..)| *count)
            .map(|(_, first, second)| (first.to_owned(), second.to_owned()))
    }
}

/// Which letters a word has, a bit for each.
fn letters(word: &str) -> u32 {
    word.bytes()
        .filter(u8::is_ascii_lowercase)
        .fold(0, |letters, b| letters | 1 << (b - b'a'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::of(
            [
                "diabetes mellitus",
                "diabetic foot",
                "back pain",
                "pain",
                "neuropathy",
            ]
            .into_iter(),
        )
    }

    #[test]
    fn a_beginning_is_completed() {
        assert_eq!(vocabulary().complete("diab", 9), ["diabetes", "diabetic"]);
        assert!(vocabulary().complete("zz", 9).is_empty());
    }

    #[test]
    fn errors_are_found_and_other_words_are_left_alone() {
        assert_eq!(vocabulary().near("diabtes"), ["diabetes"]);
        assert_eq!(vocabulary().near("neuorpaty"), ["neuropathy"]);
        assert!(vocabulary().near("xyz").is_empty());
        assert!(vocabulary().near("cardiac").is_empty());
    }

    #[test]
    fn a_known_word_is_found_in_a_longer_one() {
        assert_eq!(vocabulary().part("polyneuropathy"), Some("neuropathy".into()));
        assert_eq!(vocabulary().part("diabetesx"), Some("diabetes".into()));
        assert_eq!(vocabulary().part("spain"), None);
    }

    #[test]
    fn words_without_the_space_between_are_told_apart() {
        assert_eq!(
            vocabulary().split("backpain"),
            Some(("back".into(), "pain".into()))
        );
        assert_eq!(vocabulary().split("backpack"), None);
    }
}
