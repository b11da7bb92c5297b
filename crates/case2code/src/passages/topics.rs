//! How people ask for the rules of the NCCI Policy Manual: `wordings/policy-manual.tsv`, as the index at the back of a
//! book.
//!
//! A line has three columns: the `chapter` (`*` for standing text of several), a few words of the sentence that answers,
//! by which it is found in each edition that still has them, and ` | ` between the questions, in words of our own. A
//! line whose words no loaded passage has does nothing.

use super::words::{CodeRange, ranges, stem, words};
use crate::text::Stems;
use std::collections::HashMap;

static FILE: &str = include_str!("../../wordings/policy-manual.tsv");

/// The chapter of a line for all chapters.
const ANY: &str = "*";

/// A way to ask for a rule.
#[derive(Debug)]
pub(super) struct Phrasing {
    pub(super) stems: Vec<String>,
    pub(super) ranges: Vec<CodeRange>,
}

/// A rule: where it stands and how it is asked for.
#[derive(Debug)]
pub(super) struct Topic {
    chapter: &'static str,
    /// The stems by which its sentence is found.
    anchor: Vec<String>,
    pub(super) asked: Vec<Phrasing>,
}

/// All rules, by the first stem of what finds them.
#[derive(Debug, Default)]
pub(super) struct Topics(HashMap<String, Vec<Topic>>);

/// The columns of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    FILE.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

impl Topics {
    /// The rules that the product brings.
    pub(super) fn load(stems: &mut Stems) -> Self {
        let mut all: HashMap<String, Vec<Topic>> = HashMap::new();
        for (chapter, anchor, asked) in lines() {
            let mut read = |text: &str| -> Vec<String> {
                words(text).iter().map(|word| stem(stems, &word.plain)).collect()
            };
            let anchor = read(anchor);
            let Some(first) = anchor.first().cloned() else {
                continue;
            };
            let asked = asked
                .split('|')
                .map(|text| Phrasing {
                    stems: read(text),
                    ranges: ranges(text, &words(text)),
                })
                .collect();
            all.entry(first).or_default().push(Topic {
                chapter,
                anchor,
                asked,
            });
        }
        Self(all)
    }

    /// The texts of the questions.
    pub(super) fn texts<'a>() -> impl Iterator<Item = &'a str> {
        lines().map(|(_, _, asked)| asked)
    }

    /// The rules of a passage of a chapter, given as stems, with the place of each.
    pub(super) fn of<'a>(
        &'a self,
        chapter: &'a str,
        stems: &'a [String],
    ) -> impl Iterator<Item = (usize, &'a Topic)> {
        stems.iter().enumerate().flat_map(move |(at, first)| {
            let topics = self.0.get(first).map_or(&[][..], Vec::as_slice);
            topics
                .iter()
                .filter(move |topic| {
                    (topic.chapter == ANY || topic.chapter == chapter)
                        && stems[at..].starts_with(&topic.anchor)
                })
                .map(move |topic| (at, topic))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_its_three_columns() {
        for line in FILE.lines() {
            assert_eq!(line.split('\t').count(), 3, "{line}");
        }
        for (chapter, anchor, asked) in lines() {
            assert!((2..=8).contains(&words(anchor).len()), "{chapter} {anchor}");
            assert!(
                asked.split('|').all(|question| words(question).len() >= 2),
                "{asked}"
            );
        }
    }

    #[test]
    fn a_rule_is_found_where_its_words_stand_and_in_its_chapter_alone() {
        let mut stems = Stems::default();
        let topics = Topics::load(&mut stems);
        for (chapter, anchor, _) in lines() {
            let text: Vec<String> = words(&format!("behold {anchor}"))
                .iter()
                .map(|word| stem(&mut stems, &word.plain))
                .collect();
            let found = |of: &str| {
                let mut found = topics.of(of, &text);
                found.any(|(at, topic)| at == 1 && topic.chapter == chapter)
            };
            let of = if chapter == ANY { "IV" } else { chapter };
            assert!(found(of), "{chapter} {anchor}");
            assert!(chapter == ANY || !found("none"), "{chapter} {anchor}");
        }
    }
}
