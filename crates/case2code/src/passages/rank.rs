//! How well a passage answers a question.

use super::book::{Passage, Passages};
use super::question::{Manner, Part, Question, Slot, Way};

/// The parts of the measure. They were set on the tuning half of `queries/manual.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct PassageWeights {
    /// How soon more of the same word stops to count (the k1 of BM25).
    pub repeats: f32,
    /// How much a long passage has to make up for (the b of BM25).
    pub length: f32,
    /// A word in a heading, beside one in the text.
    pub heading: f32,
    /// The words of a phrase that stand apart, beside the phrase.
    pub scattered: f32,
    /// A code, beside a word as rare.
    pub code: f32,
    /// A modifier, beside a word as rare.
    pub modifier: f32,
    /// Neighbours of the question that are neighbours in the passage.
    pub near: f32,
    /// The best sentence.
    pub sentence: f32,
    /// A definition where one is asked for.
    pub definition: f32,
    /// The chapter that is about the question's codes.
    pub chapter: f32,
    /// The chapter that is about all codes.
    pub general: f32,
    /// How much it counts that much of the question is met.
    pub cover: f32,
    /// A sentence that rules, where it is asked what may be done.
    pub rule: f32,
}

impl Default for PassageWeights {
    fn default() -> Self {
        Self {
            repeats: 0.36,
            length: 0.66,
            heading: 0.3,
            scattered: 0.3,
            code: 1.3,
            modifier: 1.2,
            near: 0.3,
            sentence: 0.8,
            definition: 0.36,
            chapter: 0.15,
            general: 0.05,
            cover: 0.59,
            rule: 0.1,
        }
    }
}

impl PassageWeights {
    /// All parts, in the order of their names above, for those who look for better ones.
    pub fn parts(&self) -> [f32; 13] {
        [
            self.repeats,
            self.length,
            self.heading,
            self.scattered,
            self.code,
            self.modifier,
            self.near,
            self.sentence,
            self.definition,
            self.chapter,
            self.general,
            self.cover,
            self.rule,
        ]
    }

    /// The weights of some parts.
    pub fn of(parts: [f32; 13]) -> Self {
        let [
            repeats,
            length,
            heading,
            scattered,
            code,
            modifier,
            near,
            sentence,
            definition,
            chapter,
            general,
            cover,
            rule,
        ] = parts;
        Self {
            repeats,
            length,
            heading,
            scattered,
            code,
            modifier,
            near,
            sentence,
            definition,
            chapter,
            general,
            cover,
            rule,
        }
    }
}

/// A slot with what it weighs and where it is met.
pub(super) struct Weighed<'a> {
    pub(super) slot: &'a Slot,
    pub(super) weight: f32,
    /// Passages with how often, in their order.
    hits: Vec<(u32, f32)>,
}

/// What a code that no passage names still counts of what has to be matched: rules rarely name each code.
const OF_UNNAMED_CODE: f32 = 0.3;

impl Weighed<'_> {
    /// Which part of its weight counts of what has to be matched.
    pub(super) fn counted(&self) -> f32 {
        match self.slot.part {
            Part::Code(_) if self.hits.is_empty() => OF_UNNAMED_CODE,
            _ => 1.0,
        }
    }
}

/// Finds where each slot is met, and weighs it by how few passages meet it.
pub(super) fn weigh<'a>(
    book: &Passages,
    question: &'a Question,
    weights: &PassageWeights,
) -> Vec<Weighed<'a>> {
    question
        .slots
        .iter()
        .map(|slot| {
            let hits = match &slot.part {
                Part::Words(ways) => word_hits(book, ways, weights),
                Part::Code(code) => code_hits(book, code),
            };
            let found = hits.iter().filter(|(_, count)| *count >= 0.5).count() as f32;
            Weighed {
                slot,
                weight: book.rarity_of(found) * slot.factor,
                hits,
            }
        })
        .collect()
}

fn code_hits(book: &Passages, code: &str) -> Vec<(u32, f32)> {
    let mut hits = Vec::new();
    for (number, passage) in book.passages.iter().enumerate() {
        let best = passage
            .ranges
            .iter()
            .map(|range| range.names(code))
            .fold(0.0, f32::max);
        if best > 0.0 {
            hits.push((number as u32, best));
        }
    }
    hits
}

fn word_hits(book: &Passages, ways: &[Way], weights: &PassageWeights) -> Vec<(u32, f32)> {
    let mut hits: Vec<(u32, f32)> = Vec::new();
    for way in ways {
        let found = way_hits(book, way, weights);
        hits = merge(&hits, &found);
    }
    hits
}

/// Where one way is met. Of two ways the better one counts: they mean the same.
fn way_hits(book: &Passages, way: &Way, weights: &PassageWeights) -> Vec<(u32, f32)> {
    let Some(rarest) = way
        .stems
        .iter()
        .min_by_key(|stem| book.postings[**stem as usize].len())
    else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for posting in &book.postings[*rarest as usize] {
        let count = if way.stems.len() == 1 {
            f32::from(posting.in_text) + weights.heading * f32::from(posting.in_heading)
        } else {
            let has = |stem: &u32| {
                book.postings[*stem as usize]
                    .binary_search_by_key(&posting.passage, |other| other.passage)
                    .is_ok()
            };
            if !way.stems.iter().all(has) {
                continue;
            }
            let passage = &book.passages[posting.passage as usize];
            let phrases = count_phrase(&passage.stems, &way.stems) as f32
                + weights.heading * count_phrase(&passage.heading, &way.stems) as f32;
            if phrases > 0.0 { phrases } else { weights.scattered }
        };
        if count > 0.0 {
            hits.push((posting.passage, count * way.trust));
        }
    }
    hits
}

fn count_phrase(text: &[u32], phrase: &[u32]) -> usize {
    text.windows(phrase.len())
        .filter(|window| *window == phrase)
        .count()
}

fn merge(one: &[(u32, f32)], other: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut at, mut by) = (0, 0);
    while at < one.len() || by < other.len() {
        match (one.get(at), other.get(by)) {
            (Some(a), Some(b)) if a.0 == b.0 => {
                merged.push((a.0, a.1.max(b.1)));
                at += 1;
                by += 1;
            }
            (Some(a), Some(b)) if a.0 < b.0 => {
                merged.push(*a);
                at += 1;
            }
            (Some(a), None) => {
                merged.push(*a);
                at += 1;
            }
            (_, Some(b)) => {
                merged.push(*b);
                by += 1;
            }
            (None, None) => break,
        }
    }
    merged
}

/// Passages with the sum of their words' weights after BM25, the best first.
pub(super) fn first_pass(
    book: &Passages,
    weighed: &[Weighed<'_>],
    open: &[bool],
    most: usize,
    weights: &PassageWeights,
) -> Vec<(u32, f32)> {
    let mut scores = vec![0.0_f32; book.len()];
    for one in weighed {
        for (number, count) in &one.hits {
            let passage = &book.passages[*number as usize];
            let length = passage.length as f32 / book.mean_length.max(1.0);
            let norm = weights.repeats * (1.0 - weights.length + weights.length * length);
            scores[*number as usize] += one.weight * count * (weights.repeats + 1.0) / (count + norm);
        }
    }
    let mut found: Vec<(u32, f32)> = scores
        .into_iter()
        .enumerate()
        .filter(|(number, score)| *score > 0.0 && open[book.passages[*number].document])
        .map(|(number, score)| (number as u32, score))
        .collect();
    found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.truncate(most);
    found
}

/// Where a passage meets the slots.
pub(super) struct Meeting {
    /// For each slot: the places of its words in the passage, and how sure each is.
    pub(super) places: Vec<Vec<(usize, f32)>>,
    /// For each slot: how well the passage has it, headings included, from 0 to 1.
    pub(super) has: Vec<f32>,
}

/// Reads a passage with the question in mind.
pub(super) fn meet(
    passage: &Passage,
    weighed: &[Weighed<'_>],
    number: u32,
    codes: &[Vec<(usize, f32)>],
) -> Meeting {
    let mut places = Vec::with_capacity(weighed.len());
    let mut has = Vec::with_capacity(weighed.len());
    for (one, codes) in weighed.iter().zip(codes) {
        let anywhere = one
            .hits
            .binary_search_by_key(&number, |hit| hit.0)
            .map_or(0.0, |at| one.hits[at].1.min(0.8));
        if anywhere <= 0.0 {
            has.push(0.0);
            places.push(Vec::new());
            continue;
        }
        let mut found: Vec<(usize, f32)> = Vec::new();
        if let Part::Words(ways) = &one.slot.part {
            for way in ways {
                let Some(first) = way.stems.first() else { continue };
                for (at, stem) in passage.stems.iter().enumerate() {
                    if stem == first && passage.stems[at..].starts_with(&way.stems) {
                        found.push((at, way.trust));
                    }
                }
            }
            found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            found.dedup_by_key(|place| place.0);
        } else {
            found.clone_from(codes);
        }
        let in_text = found.iter().map(|place| place.1).fold(0.0, f32::max);
        has.push(in_text.max(anywhere));
        places.push(found);
    }
    Meeting { places, has }
}

/// The places of a passage's words at which each slot's code is named.
pub(super) fn code_places(
    passage: &Passage,
    weighed: &[Weighed<'_>],
    book: &Passages,
) -> Vec<Vec<(usize, f32)>> {
    weighed
        .iter()
        .map(|one| {
            let Part::Code(code) = &one.slot.part else {
                return Vec::new();
            };
            let mut places = Vec::new();
            let mut from = 0;
            for range in &passage.ranges {
                let Some(stem) = book.numbers.get(&range.first) else {
                    continue;
                };
                let Some(at) = passage.stems[from..].iter().position(|it| it == stem) else {
                    continue;
                };
                from += at;
                let named = range.names(code);
                if named > 0.0 {
                    places.push((from, named));
                }
                from = (from + 1).min(passage.stems.len());
            }
            places
        })
        .collect()
}

/// How much of the weight of a question's words a passage has, from 0 to 1; faint words are left out.
pub(super) fn matched(weighed: &[Weighed<'_>], meeting: &Meeting) -> f32 {
    let mut all = 0.0;
    let mut met = 0.0;
    for (one, has) in weighed.iter().zip(&meeting.has) {
        if !one.slot.is_faint {
            all += one.weight * one.counted();
            met += one.weight * has.min(1.0);
        }
    }
    if all > 0.0 { met / all } else { 0.0 }
}

/// How much of the question stands close together, from 0 to 1: of each two parts that follow each other the lighter
/// one. A question of one part stands together.
pub(super) fn nearness(weighed: &[Weighed<'_>], meeting: &Meeting) -> f32 {
    let mut all = 0.0;
    let mut near = 0.0;
    for ((one, other), places) in weighed
        .iter()
        .zip(weighed.iter().skip(1))
        .zip(meeting.places.windows(2))
    {
        let distance = places[0]
            .iter()
            .flat_map(|a| places[1].iter().map(|b| a.0.abs_diff(b.0)))
            .filter(|distance| *distance > 0)
            .min();
        let closeness = match distance {
            Some(1 | 2) => 1.0,
            Some(3..=5) => 0.6,
            Some(6..=10) => 0.3,
            _ => 0.0,
        };
        near += closeness * one.weight.min(other.weight);
        all += one.weight.min(other.weight);
    }
    if all > 0.0 { near / all } else { 1.0 }
}

/// What the words of sentences say about the kind of sentence.
#[derive(Debug)]
pub(super) struct Cues {
    rules: Vec<u32>,
    negations: Vec<u32>,
    is: Vec<u32>,
    articles: Vec<u32>,
    defining: Vec<u32>,
    counts: Vec<u32>,
    conditions: Vec<u32>,
    modifier: Vec<u32>,
}

impl Cues {
    /// The cues by the numbers of their stems.
    pub(super) fn of(book: &Passages) -> Self {
        let numbers = |stems: &[&str]| -> Vec<u32> {
            stems
                .iter()
                .filter_map(|stem| book.numbers.get(*stem).copied())
                .collect()
        };
        Self {
            rules: numbers(&[
                "may", "shall", "must", "should", "can", "cannot", "integr", "includ", "separ", "allow",
            ]),
            negations: numbers(&["not", "cannot", "never", "neither", "onli", "unless"]),
            is: numbers(&["is", "are"]),
            articles: numbers(&["a", "an", "the", "defin", "one"]),
            defining: numbers(&["mean", "refer", "defin", "describ", "indic", "repres"]),
            counts: numbers(&["unit", "uo", "one", "each", "per", "onc", "singl"]),
            conditions: numbers(&["if", "onli", "unless", "when", "except", "howev"]),
            modifier: numbers(&["modifi"]),
        }
    }

    /// How much a sentence is of the kind that is asked for, from 0 to 1.
    pub(super) fn fit(&self, words: &[u32], manner: Manner) -> f32 {
        let has = |cues: &[u32]| f32::from(u8::from(words.iter().any(|word| cues.contains(word))));
        let mut fit = 0.0;
        let mut asked = 0.0;
        let rules = 0.6 * has(&self.rules) + 0.4 * has(&self.negations);
        for (is_asked, value) in [
            (manner.yes_no, rules),
            (manner.modifier, has(&self.modifier)),
            (manner.count, has(&self.counts)),
            (manner.condition, has(&self.conditions)),
        ] {
            if is_asked {
                fit += value;
                asked += 1.0;
            }
        }
        if asked > 0.0 { fit / asked } else { rules }
    }

    /// Whether a sentence says what the words at some places are: `An MUE is the maximum …`. They stand at its
    /// beginning, and what says so soon behind them.
    pub(super) fn defines(&self, words: &[u32], places: &[(usize, f32)], begin: usize) -> bool {
        places.iter().any(|(at, _)| {
            let at = at - begin;
            let behind = words.get(at + 1..).unwrap_or_default();
            let behind = &behind[..behind.len().min(8)];
            let is_a = |pair: &[u32]| match pair {
                [is, article] => self.is.contains(is) && self.articles.contains(article),
                _ => false,
            };
            at <= 3 && (behind.windows(2).any(is_a) || behind.iter().any(|word| self.defining.contains(word)))
        })
    }
}
