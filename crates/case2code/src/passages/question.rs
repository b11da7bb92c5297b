//! From a question to what is looked for.

use super::book::Passages;
use super::wordings::LONGEST;
use super::words::{is_code, stem, words};
use crate::text::{self, Stems, Word};
use crate::thesaurus::Thesaurus;
use crate::vocabulary::Vocabulary;
use codeset::Code;

/// The most words that are looked at; questions have fewer.
const MOST_WORDS: usize = 48;

/// The most bytes that are looked at.
const MOST_BYTES: usize = 2_000;

/// The most codes that are looked at.
const MOST_CODES: usize = 12;

/// Words that ask, and say nothing of what is asked.
const ASKING: [&str; 81] = [
    "what",
    "which",
    "when",
    "where",
    "who",
    "whom",
    "why",
    "how",
    "can",
    "could",
    "may",
    "might",
    "do",
    "does",
    "did",
    "done",
    "should",
    "shall",
    "would",
    "will",
    "must",
    "ok",
    "okay",
    "allow",
    "allows",
    "allowed",
    "permitted",
    "permissible",
    "possible",
    "acceptable",
    "appropriate",
    "correct",
    "right",
    "we",
    "us",
    "me",
    "please",
    "tell",
    "explain",
    "about",
    "if",
    "then",
    "there",
    "any",
    "some",
    "so",
    "such",
    "than",
    "that's",
    "these",
    "those",
    "they",
    "them",
    "he",
    "she",
    "him",
    "get",
    "gets",
    "got",
    "need",
    "needs",
    "want",
    "know",
    "say",
    "says",
    "said",
    "state",
    "states",
    "according",
    "per",
    "regarding",
    "concerning",
    "mean",
    "means",
    "much",
    "just",
    "still",
    "also",
    "vs",
    "versus",
    "between",
];

/// Words that nearly every passage of a billing manual could have: they weigh little.
const FAINT: [&str; 36] = [
    "cpt",
    "hcpcs",
    "code",
    "codes",
    "coding",
    "coder",
    "ncci",
    "cci",
    "cms",
    "medicare",
    "manual",
    "policy",
    "policies",
    "rule",
    "rules",
    "guideline",
    "guidelines",
    "chapter",
    "nccipolicy",
    "book",
    "use",
    "used",
    "using",
    "patient",
    "patients",
    "service",
    "services",
    "not",
    "no",
    "same",
    "other",
    "another",
    "work",
    "perform",
    "performed",
    "performs",
];

/// How much of its weight a faint word keeps.
const OF_FAINT: f32 = 0.25;

/// A word with so many bytes may have two errors.
const LONG_WORD: usize = 8;

/// How far a correction of a typing error is trusted.
const TRUST_CORRECTED: f32 = 0.8;

/// How far a wording of the manuals' file is trusted.
const TRUST_WORDING: f32 = 0.9;

/// How far a wording of the thesaurus of codes is trusted.
const TRUST_THESAURUS: f32 = 0.7;

/// The most wordings of the thesaurus that are taken for one term.
const MOST_WORDINGS: usize = 4;

/// One of the ways to say a part of the question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    /// The stems by number, in their order.
    pub(super) stems: Vec<u32>,
    /// How sure it is that this is meant, up to 1.
    pub(super) trust: f32,
}

/// What a part of a question is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Words: the ways to say them.
    Words(Vec<Way>),
    /// A code in lower case.
    Code(String),
}

/// A part of the question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    pub(super) part: Part,
    /// What its rarity counts for.
    pub(super) factor: f32,
    /// Whether it is left out of what has to be matched.
    pub(super) is_faint: bool,
}

/// What a question is looking for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// What something is.
    pub(super) definition: bool,
    /// Whether something may be done.
    pub(super) yes_no: bool,
    /// Which modifier.
    pub(super) modifier: bool,
    /// How many.
    pub(super) count: bool,
    /// Under which condition.
    pub(super) condition: bool,
}

/// A question that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) slots: Vec<Slot>,
    pub(super) manner: Manner,
}

/// What a code or a modifier weighs beside a word as rare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Factors {
    pub(super) code: f32,
    pub(super) modifier: f32,
}

pub(super) struct Reader<'a> {
    pub(super) book: &'a Passages,
    pub(super) thesaurus: &'a Thesaurus,
    /// The words of the codes: one of them is no typing error, though no manual has it.
    pub(super) medical: &'a Vocabulary,
    pub(super) factors: Factors,
}

impl Reader<'_> {
    pub(super) fn read(&self, typed: &str, codes: &[Code]) -> Question {
        let end = typed.floor_char_boundary(MOST_BYTES);
        let mut words = words(&typed[..end]);
        words.truncate(MOST_WORDS);
        let manner = manner(&words);
        let mut question = Question {
            slots: Vec::new(),
            manner,
        };
        for code in codes.iter().take(MOST_CODES) {
            question.add_code(code.as_str().to_ascii_lowercase(), self.factors.code);
        }
        let mut stems = Stems::default();
        let read: Vec<String> = words.iter().map(|word| stem(&mut stems, &word.plain)).collect();
        let mut at = 0;
        while at < words.len() {
            let word = words[at].plain.as_str();
            if is_code(word) {
                question.add_code(word.to_owned(), self.factors.code);
                at += 1;
                continue;
            }
            if let Some((slot, length)) = self.phrase(&words[at..], &read[at..]) {
                question.add(slot);
                at += length;
                continue;
            }
            if !is_silent(word) {
                let is_modifier =
                    is_modifier(word, at.checked_sub(1).map(|before| words[before].plain.as_str()));
                question.add(self.word(word, &read[at], is_modifier, &mut stems));
            }
            at += 1;
        }
        question
    }

    /// The longest run of words that has wordings.
    fn phrase(&self, words: &[Word], read: &[String]) -> Option<(Slot, usize)> {
        for length in (1..=LONGEST.min(words.len())).rev() {
            let typed = read[..length].join(" ");
            let own = self.book.wordings.of(&typed);
            let others: Vec<&str> = read[..length].iter().map(String::as_str).collect();
            let others = match length {
                1 if is_silent(&words[0].plain) || own.is_some() => &[],
                _ => self.thesaurus.meanings(&others),
            };
            if own.is_none() && others.is_empty() {
                continue;
            }
            let mut ways = Vec::new();
            self.add_way(&mut ways, &read[..length], 1.0);
            for wording in own.unwrap_or_default() {
                self.add_way(&mut ways, wording, TRUST_WORDING);
            }
            let mut stems = Stems::default();
            for wording in others.iter().take(MOST_WORDINGS) {
                let wording: Vec<String> = super::words::words(wording)
                    .iter()
                    .filter(|word| !text::is_silent(&word.plain))
                    .map(|word| stem(&mut stems, &word.plain))
                    .collect();
                self.add_way(&mut ways, &wording, TRUST_THESAURUS);
            }
            // A phrase that no passage has in any way is read word by word.
            if ways.is_empty() {
                continue;
            }
            let is_faint = length == 1 && FAINT.contains(&words[0].plain.as_str());
            return Some((slot(ways, is_faint, 1.0), length));
        }
        None
    }

    fn word(&self, word: &str, read: &str, is_modifier: bool, stems: &mut Stems) -> Slot {
        let mut ways = Vec::new();
        self.add_way(&mut ways, &[read.to_owned()], 1.0);
        if ways.is_empty() && !self.medical.has(word) && !self.thesaurus.has_word(read) {
            for near in self.book.vocabulary.near(word) {
                // Two errors make another word of a short one: `pizza` is no `plaza`.
                let is_sure = strsim::osa_distance(&near, word) == 1
                    || (word.len() >= LONG_WORD && near.chars().next() == word.chars().next());
                if is_sure {
                    let near = stem(stems, &near);
                    self.add_way(&mut ways, &[near], TRUST_CORRECTED);
                }
            }
        }
        let factor = if is_modifier { self.factors.modifier } else { 1.0 };
        slot(ways, FAINT.contains(&word), factor)
    }

    /// Adds a way to say something, unless a word of it is in no passage.
    fn add_way(&self, ways: &mut Vec<Way>, wording: &[String], trust: f32) {
        let numbers: Option<Vec<u32>> = wording
            .iter()
            .map(|stem| self.book.numbers.get(stem).copied())
            .collect();
        if let Some(stems) = numbers
            && !stems.is_empty()
            && !ways.iter().any(|way| way.stems == stems)
        {
            ways.push(Way { stems, trust });
        }
    }
}

impl Question {
    fn add(&mut self, slot: Slot) {
        if !self.slots.contains(&slot) {
            self.slots.push(slot);
        }
    }

    fn add_code(&mut self, code: String, factor: f32) {
        self.add(Slot {
            part: Part::Code(code),
            factor,
            is_faint: false,
        });
    }
}

fn slot(ways: Vec<Way>, is_faint: bool, factor: f32) -> Slot {
    Slot {
        part: Part::Words(ways),
        factor: if is_faint { factor * OF_FAINT } else { factor },
        is_faint,
    }
}

fn is_silent(word: &str) -> bool {
    text::is_silent(word) || ASKING.contains(&word)
}

/// Whether a word is a modifier: `59` after "modifier", `XE` anywhere.
fn is_modifier(word: &str, before: Option<&str>) -> bool {
    let is_two = word.len() == 2 && word.bytes().all(|b| b.is_ascii_alphanumeric());
    is_two
        && (matches!(before, Some("modifier" | "modifiers" | "mod"))
            || matches!(word, "xe" | "xp" | "xs" | "xu" | "lt" | "rt")
            || matches!(
                word,
                "22" | "24" | "25" | "50" | "57" | "58" | "59" | "76" | "77" | "78" | "79" | "91"
            ))
}

fn manner(words: &[Word]) -> Manner {
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let has = |asked: &[&str]| plain.iter().any(|word| asked.contains(word));
    let has_both = |one: &str, other: &str| plain.windows(2).any(|pair| pair == [one, other]);
    let first = plain.first().copied().unwrap_or_default();
    Manner {
        definition: has(&["define", "definition", "mean", "means", "meaning", "stand"])
            || (has_both("what", "is") || has_both("what", "are") || has(&["what's", "whats"]))
                && !has_both("is", "included")
            || has_both("what", "counts")
            || has_both("difference", "between"),
        yes_no: matches!(
            first,
            "can"
                | "may"
                | "is"
                | "are"
                | "does"
                | "do"
                | "should"
                | "must"
                | "could"
                | "will"
                | "would"
                | "am"
        ) || has(&[
            "ok",
            "okay",
            "allowed",
            "billable",
            "payable",
            "reportable",
            "separately",
            "together",
        ]),
        modifier: has(&["modifier", "modifiers", "mod"]),
        count: has_both("how", "many")
            || has_both("how", "often")
            || has(&["units", "unit", "times", "count", "maximum"]),
        condition: has(&[
            "when",
            "unless",
            "if",
            "exception",
            "exceptions",
            "condition",
            "conditions",
            "except",
        ]),
    }
}
