//! Which sentences of a passage answer.

use super::book::{Asked, Passage, Passages, Sentence};
use super::question::Manner;
use super::rank::{Cues, Meeting, PassageWeights, Weighed};

/// The most sentences that are quoted.
const MOST_SENTENCES: usize = 4;

/// So many bytes are quoted, unless one sentence is longer.
const MOST_BYTES: usize = 1_200;

/// A sentence has to be this good beside the best one.
const LEAST_OF_BEST: f32 = 0.6;

/// And one right before or behind it this good.
const LEAST_OF_NEIGHBOUR: f32 = 0.35;

/// What a sentence takes over from the one before it: "These codes" has no other name.
const CARRIED: f32 = 0.3;

/// How far it is trusted that a sentence answers the questions that are known to ask for it.
const TRUST_ASKED: f32 = 0.9;

/// How much of that depends on how much of the known question was asked.
const OF_LIKENESS: f32 = 0.4;

/// Words at the beginning of a sentence that needs the one before it.
const LEANING: [&str; 22] = [
    "however",
    "this",
    "these",
    "those",
    "therefore",
    "thus",
    "it",
    "they",
    "such",
    "in this case",
    "in the latter",
    "otherwise",
    "similarly",
    "likewise",
    "neither",
    "additionally",
    "under these",
    "in these",
    "the latter",
    "the former",
    "furthermore",
    "both",
];

/// Words at the beginning of a sentence that limits the one before it.
const LIMITING: [&str; 11] = [
    "however",
    "if",
    "unless",
    "except",
    "in the latter",
    "only",
    "exception",
    "but",
    "in this case",
    "in these",
    "when",
];

/// How good each sentence is.
pub(super) struct Scores {
    /// By sentence.
    pub(super) of: Vec<f32>,
    /// The largest part of the weight of the question's words that two sentences in a row have, from 0 to 1.
    pub(super) together: f32,
    /// Whether one of them defines what is asked for.
    pub(super) defines: bool,
    /// How much of the question is a question that is known to be answered here, and the other way round, from 0 to 1.
    pub(super) known: f32,
}

/// How good each sentence is.
pub(super) fn scores(
    book: &Passages,
    passage: &Passage,
    weighed: &[Weighed<'_>],
    meeting: &Meeting,
    manner: Manner,
    cues: &Cues,
    weights: &PassageWeights,
) -> Scores {
    let all: f32 = weighed.iter().map(|one| one.weight).sum();
    let telling: f32 = weighed
        .iter()
        .filter(|one| !one.slot.is_faint)
        .map(|one| one.weight * one.counted())
        .sum();
    if all <= 0.0 {
        return Scores {
            of: vec![0.0; passage.sentences.len()],
            together: 0.0,
            defines: false,
            known: 0.0,
        };
    }
    let (mut together, mut is_defined) = (0.0_f32, false);
    let mut scores = Vec::with_capacity(passage.sentences.len());
    let mut before: Vec<f32> = vec![0.0; weighed.len()];
    for sentence in &passage.sentences {
        let (begin, end) = sentence.words;
        let mut sum = 0.0;
        let mut own: Vec<f32> = Vec::with_capacity(weighed.len());
        for ((one, places), carried) in weighed.iter().zip(&meeting.places).zip(&before) {
            let has = places
                .iter()
                .filter(|(at, _)| (begin..end).contains(at))
                .map(|(_, trust)| *trust)
                .fold(0.0, f32::max);
            sum += one.weight * has.max(CARRIED * carried);
            own.push(has);
        }
        let pair: f32 = weighed
            .iter()
            .zip(own.iter().zip(&before))
            .filter(|(one, _)| !one.slot.is_faint)
            .map(|(one, (own, before))| one.weight * own.max(*before))
            .sum();
        together = together.max(pair / telling.max(f32::EPSILON));
        before = own;
        let words = &passage.stems[begin..end];
        let mut score = sum / all;
        score *= 1.0 + weights.rule * cues.fit(words, manner);
        if manner.definition && defines(weighed, meeting, sentence, words, cues) {
            score *= 1.0 + weights.definition;
            is_defined = true;
        }
        scores.push(score);
    }
    let mut known = 0.0_f32;
    for asked in &passage.asked {
        let mut met = Met::default();
        for (one, places) in weighed.iter().zip(&meeting.places) {
            met.add(one, places, asked);
        }
        together = together.max(TRUST_ASKED * met.telling / telling.max(f32::EPSILON));
        let likeness = met.likeness(book, passage, asked);
        known = known.max(likeness * met.telling / telling.max(f32::EPSILON));
        let likeness = 1.0 - OF_LIKENESS + OF_LIKENESS * likeness;
        let score = TRUST_ASKED * likeness * met.sum / all;
        scores[asked.sentence] = scores[asked.sentence].max(score);
    }
    Scores {
        of: scores,
        together,
        defines: is_defined,
        known,
    }
}

/// What a known question and the one that is asked have in common.
#[derive(Default)]
struct Met {
    /// The weight of the asked question's words that the known one has,
    sum: f32,
    /// and of those that are not faint.
    telling: f32,
    /// Where the shared words stand.
    places: Vec<usize>,
}

impl Met {
    fn add(&mut self, one: &Weighed<'_>, places: &[(usize, f32)], asked: &Asked) {
        let (begin, end) = asked.words;
        let mut has = 0.0_f32;
        for (at, trust) in places.iter().filter(|(at, _)| (begin..end).contains(at)) {
            has = has.max(*trust);
            self.places.push(*at);
        }
        self.sum += one.weight * has;
        if !one.slot.is_faint {
            self.telling += one.weight * has;
        }
    }

    /// Which part of the known question's words was asked, rare ones before others, from 0 to 1.
    fn likeness(&self, book: &Passages, passage: &Passage, asked: &Asked) -> f32 {
        let rarity = |at: usize| book.rarity(passage.stems[at]);
        let all: f32 = (asked.words.0..asked.words.1).map(rarity).sum();
        let mut places = self.places.clone();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(rarity).sum::<f32>() / all.max(f32::EPSILON)
    }
}

/// Whether a sentence defines what is asked for: something that makes up much of the question.
fn defines(
    weighed: &[Weighed<'_>],
    meeting: &Meeting,
    sentence: &Sentence,
    words: &[u32],
    cues: &Cues,
) -> bool {
    let (begin, end) = sentence.words;
    let heaviest = weighed.iter().map(|one| one.weight).fold(0.0, f32::max);
    weighed
        .iter()
        .zip(&meeting.places)
        .filter(|(one, _)| !one.slot.is_faint && one.weight >= 0.4 * heaviest)
        .any(|(_, places)| {
            let inside: Vec<(usize, f32)> = places
                .iter()
                .filter(|(at, _)| (begin..end).contains(at))
                .copied()
                .collect();
            cues.defines(words, &inside, begin)
        })
}

/// The sentences to quote, in their order: the best, others that are nearly as good, what limits them, and what they
/// lean on.
pub(super) fn choose(passage: &Passage, scores: &[f32]) -> Vec<(usize, usize)> {
    let text = passage.record.text.as_str();
    let lower = |at: usize| -> String {
        let (begin, end) = passage.sentences[at].span;
        text[begin..end]
            .trim_start_matches(|c: char| !c.is_alphabetic())
            .chars()
            .take(24)
            .collect::<String>()
            .to_lowercase()
    };
    let begins_with = |at: usize, all: &[&str]| {
        let begin = lower(at);
        all.iter().any(|one| {
            begin
                .strip_prefix(one)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]).then(one.cmp(other)));
    let Some(best) = order.first().copied() else {
        return Vec::new();
    };
    let length = |at: usize| passage.sentences[at].span.1 - passage.sentences[at].span.0;
    let mut chosen = Chosen {
        passage,
        sentences: vec![best],
        bytes: length(best),
    };
    // A list belongs to the words before it.
    if ends_with_colon(text, passage.sentences[best]) {
        for at in best + 1..scores.len() {
            chosen.add(at);
        }
    }
    if best > 0 && begins_with(best, &LEANING) {
        chosen.add(best - 1);
    }
    if best + 1 < scores.len() && begins_with(best + 1, &LIMITING) {
        chosen.add(best + 1);
    }
    for at in order.iter().skip(1).copied() {
        let least = if at.abs_diff(best) == 1 {
            LEAST_OF_NEIGHBOUR
        } else {
            LEAST_OF_BEST
        };
        if scores[at] > 0.0 && scores[at] >= least * scores[best] {
            chosen.add(at);
            if at > 0 && begins_with(at, &LEANING) {
                chosen.add(at - 1);
            }
        }
    }
    chosen.sentences.sort_unstable();
    chosen
        .sentences
        .iter()
        .map(|at| passage.sentences[*at].span)
        .collect()
}

struct Chosen<'a> {
    passage: &'a Passage,
    sentences: Vec<usize>,
    bytes: usize,
}

impl Chosen<'_> {
    fn add(&mut self, at: usize) {
        let (begin, end) = self.passage.sentences[at].span;
        let fits = self.bytes + end - begin <= MOST_BYTES;
        if fits && self.sentences.len() < MOST_SENTENCES && !self.sentences.contains(&at) {
            self.sentences.push(at);
            self.bytes += end - begin;
        }
    }
}

fn ends_with_colon(text: &str, sentence: Sentence) -> bool {
    text[sentence.span.0..sentence.span.1].trim_end().ends_with(':')
}
