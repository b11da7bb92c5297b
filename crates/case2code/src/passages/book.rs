//! All passages of all documents in memory, with the places of their words: about a thousandth of a second per hundred
//! passages to build, so nothing of it is kept on disk.

use super::record::PassageRecord;
use super::sentences::sentences;
use super::topics::Topics;
use super::wordings::Wordings;
use super::words::{CodeRange, ranges, stem, words};
use crate::text::Stems;
use crate::vocabulary::Vocabulary;
use codeset::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

/// A sentence: its span in the text in bytes, and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    pub(super) span: (usize, usize),
    pub(super) words: (usize, usize),
}

/// A question that a sentence answers: the sentence, and where the question's words stand in [`Passage::stems`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) sentence: usize,
    pub(super) words: (usize, usize),
}

/// A passage with its words.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) record: Arc<PassageRecord>,
    pub(super) document: usize,
    /// The stems of its words in their order, by number; behind them those of its questions.
    pub(super) stems: Vec<u32>,
    /// How many of them are its own words.
    pub(super) length: usize,
    /// Those of its headings.
    pub(super) heading: Vec<u32>,
    pub(super) sentences: Vec<Sentence>,
    /// How people ask for its rules.
    pub(super) asked: Vec<Asked>,
    pub(super) ranges: Vec<CodeRange>,
    /// Whether all it says is where to read on.
    pub(super) only_refers: bool,
    /// Its stems, each once and in the order of their numbers.
    distinct: Vec<u32>,
}

/// A passage with a "see" and no more words only refers to another place.
const LONGEST_REFERENCE: usize = 30;

/// Passages that share this part of their words say the same.
const SAME: f32 = 0.85;

impl Passage {
    /// Whether two passages say the same in nearly the same words.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let shared = self
            .distinct
            .iter()
            .filter(|stem| other.distinct.binary_search(stem).is_ok())
            .count();
        let all = self.distinct.len() + other.distinct.len() - shared;
        shared as f32 >= SAME * all as f32
    }
}

/// A document: what decides whether its passages are answered with.
#[derive(Debug)]
pub(super) struct Document {
    slug: String,
    title: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    needs_account: bool,
}

impl Document {
    fn counts(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|end| on < end)
    }
}

/// How often a stem stands in a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) passage: u32,
    pub(super) in_text: u16,
    pub(super) in_heading: u16,
}

/// The passages that can be asked.
#[derive(Debug, Default)]
pub struct Passages {
    pub(super) passages: Vec<Passage>,
    pub(super) documents: Vec<Document>,
    pub(super) numbers: HashMap<String, u32>,
    pub(super) postings: Vec<Vec<Posting>>,
    pub(super) vocabulary: Vocabulary,
    pub(super) wordings: Wordings,
    /// The mean number of words of a passage.
    pub(super) mean_length: f32,
}

impl Passages {
    /// The passages of some documents.
    pub fn of(records: Vec<PassageRecord>) -> Self {
        let mut stems = Stems::default();
        let mut book = Self {
            wordings: Wordings::load(&mut stems),
            vocabulary: Vocabulary::of(
                Topics::texts().chain(records.iter().map(|record| record.text.as_str())),
            ),
            ..Self::default()
        };
        let topics = Topics::load(&mut stems);
        let mut documents: HashMap<String, usize> = HashMap::new();
        for record in records {
            let document = *documents.entry(record.document.clone()).or_insert_with(|| {
                book.documents.push(Document {
                    slug: record.document.clone(),
                    title: record.document_title.clone(),
                    valid_from: record.valid_from,
                    valid_to: record.valid_to,
                    needs_account: record.needs_account,
                });
                book.documents.len() - 1
            });
            book.add(record, document, &topics, &mut stems);
        }
        let all: usize = book.passages.iter().map(|passage| passage.length).sum();
        book.mean_length = all as f32 / book.passages.len().max(1) as f32;
        book
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    /// How few passages have a stem.
    pub(super) fn rarity(&self, stem: u32) -> f32 {
        self.rarity_of(self.postings[stem as usize].len() as f32)
    }

    /// What it weighs that so many passages have something, as in BM25.
    pub(super) fn rarity_of(&self, found: f32) -> f32 {
        (1.0 + (self.len() as f32 - found + 0.5) / (found + 0.5)).ln()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    fn add(&mut self, record: PassageRecord, document: usize, topics: &Topics, stems: &mut Stems) {
        let read = words(&record.text);
        let text: Vec<String> = read.iter().map(|word| stem(stems, &word.plain)).collect();
        let mut numbers: Vec<u32> = text.iter().map(|stem| self.number(stem.clone())).collect();
        let length = numbers.len();
        let heading = format!("{} {}", record.chapter_title, record.section);
        let heading: Vec<u32> = words(&heading)
            .iter()
            .map(|word| self.number(stem(stems, &word.plain)))
            .collect();
        let sentences: Vec<Sentence> = sentences(&record.text)
            .into_iter()
            .map(|span| Sentence {
                span,
                words: (
                    read.partition_point(|word| word.span.0 < span.0),
                    read.partition_point(|word| word.span.0 < span.1),
                ),
            })
            .collect();
        let mut distinct = numbers.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let mut ranges = ranges(&record.text, &read);
        let mut asked = Vec::new();
        for (at, topic) in topics.of(&record.chapter, &text) {
            let Some(sentence) = sentences
                .iter()
                .position(|sentence| (sentence.words.0..sentence.words.1).contains(&at))
            else {
                continue;
            };
            for phrasing in &topic.asked {
                let begin = numbers.len();
                numbers.extend(phrasing.stems.iter().map(|stem| self.number(stem.clone())));
                asked.push(Asked {
                    sentence,
                    words: (begin, numbers.len()),
                });
                ranges.extend(phrasing.ranges.iter().cloned());
            }
        }
        let passage = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
        for (stems, is_heading) in [(&numbers, false), (&heading, true)] {
            for stem in stems {
                let postings = &mut self.postings[*stem as usize];
                if postings.last().is_none_or(|last| last.passage != passage) {
                    postings.push(Posting {
                        passage,
                        in_text: 0,
                        in_heading: 0,
                    });
                }
                if let Some(last) = postings.last_mut() {
                    let count = if is_heading {
                        &mut last.in_heading
                    } else {
                        &mut last.in_text
                    };
                    *count = count.saturating_add(1);
                }
            }
        }
        self.passages.push(Passage {
            ranges,
            only_refers: read.len() <= LONGEST_REFERENCE
                && ["see", "refer"]
                    .iter()
                    .any(|it| read.iter().any(|word| word.plain == *it)),
            record: Arc::new(record),
            document,
            stems: numbers,
            length,
            heading,
            sentences,
            asked,
            distinct,
        });
    }

    fn number(&mut self, stem: String) -> u32 {
        let next = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(stem).or_insert(next);
        if number == next {
            self.postings.push(Vec::new());
        }
        number
    }

    /// Which documents are answered with: those that count on the day and that the reader may read; of editions of one
    /// title the newest. Whether the newest needs an account does not bring an older one back: its rules are over.
    pub(super) fn open_documents(&self, on: NaiveDate, has_account: bool, only: Option<&str>) -> Vec<bool> {
        self.documents
            .iter()
            .map(|document| {
                let is_newest = || {
                    !self.documents.iter().any(|other| {
                        other.title == document.title
                            && other.counts(on)
                            && other.valid_from > document.valid_from
                    })
                };
                document.counts(on)
                    && (has_account || !document.needs_account)
                    && match only {
                        Some(slug) => document.slug == slug,
                        None => is_newest(),
                    }
            })
            .collect()
    }
}
