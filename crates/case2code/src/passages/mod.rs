//! Passages of manuals: which one answers a question, and which of its sentences do.
//!
//! - [`words`] says what a word, a code and a range of codes is in a billing manual; [`sentences`] where one ends.
//! - [`book`] keeps all passages with their words in memory; [`record`] is what it is made of.
//! - [`topics`] brings how people ask for the rules of a manual.
//! - [`question`] reads what is asked, with the wordings of [`wordings`]; [`rank`] orders, [`quote`] chooses sentences.
//!
//! The texts come from documents that an operator loads. They are data: nothing here follows what they say.

mod book;
mod question;
mod quote;
mod rank;
mod record;
pub mod sentences;
mod topics;
mod wordings;
pub mod words;

pub use book::Passages;
pub use rank::PassageWeights;
pub use record::PassageRecord;

use crate::search::Search;
use codeset::ncci_manual::{GENERAL, chapter_of};
use codeset::{Code, NaiveDate};
use question::{Factors, Question, Reader};
use std::sync::Arc;

/// So many passages are looked at word by word.
const MOST_READ: usize = 80;

/// What is left of the score of a passage that only says where something is said.
const OF_REFERENCE: f32 = 0.6;

/// From this [`PassageHit::matched`] on a passage is an answer. Of the questions of `queries/manual.tsv` that a manual
/// answers 125 of 128 lie above; of 32 that none answers, three.
pub const LEAST_MATCHED: f32 = 0.45;

/// Between this and [`LEAST_MATCHED`] a passage is worth showing as the nearest one, and no more: about a third of the
/// questions that no manual answers reach it.
pub const LEAST_NEAR: f32 = 0.3;

/// What makes up [`PassageHit::matched`]: the words that the passage has,
const OF_PASSAGE: f32 = 0.4;

/// those that two of its sentences in a row have,
const OF_SENTENCES: f32 = 0.4;

/// and those that stand close to each other.
const OF_NEARNESS: f32 = 0.2;

/// What is asked of the manuals.
#[derive(Clone, Copy, Debug)]
pub struct AskedPassages<'a> {
    /// The question, or what is left of it.
    pub words: &'a str,
    /// The codes that it is about; those that stand in `words` are found there too.
    pub codes: &'a [Code],
    /// The date of service.
    pub on: NaiveDate,
    /// Whether the reader has an account.
    pub has_account: bool,
    /// The slug of the only document that is looked at.
    pub document: Option<&'a str>,
    /// The most passages that are answered with.
    pub limit: usize,
}

/// A passage that answers.
#[derive(Clone, Debug)]
pub struct PassageHit {
    /// The passage.
    pub passage: Arc<PassageRecord>,
    /// How good it is, beside other passages for the same question; has no unit.
    pub score: f32,
    /// The sentences that answer best, as byte ranges of the passage's text, in the text's order.
    pub sentences: Vec<(usize, usize)>,
    /// How much of the weight of the question's words the passage has, and two of its sentences in a row: the mean of
    /// both, less where they stand apart; from 0 to 1. See [`LEAST_MATCHED`].
    pub matched: f32,
    /// How like the question is to one that the passage is known to answer, from 0 to 1.
    pub known: f32,
}

/// How far the best passage is ahead of the second, as a part of its score.
pub fn ahead(hits: &[PassageHit]) -> f32 {
    match hits {
        [] => 0.0,
        [_] => 1.0,
        [best, second, ..] => 1.0 - second.score / best.score,
    }
}

impl Search {
    /// Whether any document can be read by such a reader on a day.
    pub fn has_passages(&self, on: NaiveDate, has_account: bool) -> bool {
        self.passages
            .open_documents(on, has_account, None)
            .contains(&true)
    }

    /// The passages that answer a question best, the best first. Of passages that say the same in nearly
    /// the same words, as chapters of a manual do, the best one is answered with. Whatever is asked gets an answer; an empty one when nothing is met.
    pub fn find_passages(&self, asked: &AskedPassages<'_>) -> Vec<PassageHit> {
        let book = &*self.passages;
        if book.is_empty() {
            return Vec::new();
        }
        let weights = &self.passage_weights;
        let reader = Reader {
            book,
            thesaurus: &self.thesaurus,
            medical: &self.catalogue.vocabulary,
            factors: Factors {
                code: weights.code,
                modifier: weights.modifier,
            },
        };
        let question = reader.read(asked.words, asked.codes);
        let open = book.open_documents(asked.on, asked.has_account, asked.document);
        rank_all(book, &question, asked, &open, weights)
    }
}

fn rank_all(
    book: &Passages,
    question: &Question,
    asked: &AskedPassages<'_>,
    open: &[bool],
    weights: &PassageWeights,
) -> Vec<PassageHit> {
    let weighed = rank::weigh(book, question, weights);
    let cues = rank::Cues::of(book);
    let chapters: Vec<&str> = asked
        .codes
        .iter()
        .filter_map(chapter_of)
        .map(|chapter| chapter.number)
        .collect();
    let mut found: Vec<(PassageHit, u32)> = Vec::new();
    for (number, first) in rank::first_pass(book, &weighed, open, MOST_READ, weights) {
        let passage = &book.passages[number as usize];
        let codes = rank::code_places(passage, &weighed, book);
        let meeting = rank::meet(passage, &weighed, number, &codes);
        let scores = quote::scores(book, passage, &weighed, &meeting, question.manner, &cues, weights);
        let best = scores.of.iter().copied().fold(0.0, f32::max);
        let has = rank::matched(&weighed, &meeting);
        let near = rank::nearness(&weighed, &meeting);
        let mut score =
            first * (1.0 + weights.near * near + weights.sentence * best) * has.max(0.05).powf(weights.cover);
        if passage.only_refers {
            score *= OF_REFERENCE;
        }
        if scores.defines {
            score *= 1.0 + weights.definition;
        }
        let chapter = passage.record.chapter.as_str();
        if chapters.contains(&chapter) {
            score *= 1.0 + weights.chapter;
        } else if chapter == GENERAL.number {
            score *= 1.0 + weights.general;
        }
        found.push((
            PassageHit {
                passage: passage.record.clone(),
                score,
                sentences: quote::choose(passage, &scores.of),
                known: scores.known,
                matched: has * OF_PASSAGE + scores.together * OF_SENTENCES + near * has * OF_NEARNESS,
            },
            number,
        ));
    }
    found.sort_by(|one, other| {
        other
            .0
            .score
            .total_cmp(&one.0.score)
            .then_with(|| one.0.passage.id.cmp(&other.0.passage.id))
    });
    let mut kept: Vec<(PassageHit, u32)> = Vec::new();
    for (hit, number) in found {
        if kept.len() >= asked.limit {
            break;
        }
        let passage = &book.passages[number as usize];
        if !kept
            .iter()
            .any(|(_, other)| book.passages[*other as usize].says_the_same(passage))
        {
            kept.push((hit, number));
        }
    }
    kept.into_iter().map(|(hit, _)| hit).collect()
}
