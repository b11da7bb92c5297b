//! What a model may say: the facts of an answer, each with the citations that it stands under.

use super::claims::{Claim, claims, content_of};
use super::figures::{Figure, Reading, Value};
use super::labels::{Labels, labels};
use crate::answer::{Answer, Citation, Role, Sentence};
use codeset::long_date;
use std::collections::BTreeSet;

/// One fact: a sentence, a row of a table, or what stands at a citation.
pub(super) struct Fact {
    /// Its text, read.
    pub reading: Reading,
    /// What is said of each of its figures.
    pub labels: Vec<Labels>,
    /// The codes that it is about: those in it or, where there are none, those of the place that it was read at.
    codes: BTreeSet<String>,
    /// What it claims.
    pub claims: BTreeSet<Claim>,
    /// The citations that it stands under; a fact without any stands under all.
    pub cites: BTreeSet<usize>,
    /// Whether the program said it, and not a source.
    pub is_ours: bool,
}

impl Fact {
    fn new(text: &str, about: &str, cites: &[usize], is_ours: bool) -> Self {
        let reading = Reading::of(text);
        let about = Reading::of(about);
        let codes = if reading.codes().is_empty() {
            about.codes()
        } else {
            reading.codes()
        };
        Self {
            codes: codes.into_iter().map(str::to_owned).collect(),
            labels: labels(&reading),
            claims: claims(&reading.tokens),
            cites: cites.iter().copied().collect(),
            is_ours,
            reading,
        }
    }

    /// Whether it is about a code.
    pub fn is_about(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// Its figures that support a value.
    pub fn figures_for(&self, value: &Value) -> impl Iterator<Item = (&Figure, &Labels)> {
        self.reading
            .figures
            .iter()
            .zip(&self.labels)
            .filter(move |(figure, _)| figure.value.supports(value))
    }

    /// Whether a word stands in it.
    pub fn has_word(&self, word: &str) -> bool {
        self.reading.tokens.iter().any(|token| token.lower == word)
    }
}

/// All facts of an answer and of what was looked up besides.
pub(super) struct Evidence {
    /// The facts.
    pub facts: Vec<Fact>,
    /// How many citations there are: `[1]` to this number.
    pub citations: usize,
    /// The stems of all words that mean something.
    pub vocabulary: BTreeSet<String>,
    /// The day that is answered for.
    pub day: Value,
}

impl Evidence {
    /// Of a composed answer.
    pub fn of(answer: &Answer) -> Self {
        let mut evidence = Self {
            facts: Vec::new(),
            citations: 0,
            vocabulary: content_of(&long_date(answer.on)),
            day: Value::Day(answer.on),
        };
        evidence.cite(&answer.citations);
        let all = &answer.citations;
        evidence.say(&answer.sentences, all);
        for table in &answer.tables {
            evidence.learn(&table.caption);
            for row in &table.rows {
                let cells: Vec<String> = table
                    .columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| format!("{column}: {cell}"))
                    .collect();
                let text = cells.join("; ");
                evidence.learn(&text);
                let about = format!("{} {}", table.caption, places(&table.cites, all));
                evidence.facts.push(Fact::new(&text, &about, &table.cites, true));
            }
        }
        evidence
    }

    /// Adds what was looked up: its citations are numbered after those that are known.
    pub fn add(&mut self, sentences: &[Sentence], citations: &[Citation]) {
        let before = self.citations;
        self.cite(citations);
        let moved: Vec<Sentence> = sentences
            .iter()
            .map(|sentence| Sentence {
                cites: sentence.cites.iter().map(|cite| cite + before).collect(),
                ..sentence.clone()
            })
            .collect();
        let mut numbered = vec![None; before];
        numbered.extend(citations.iter().map(Some));
        for sentence in &moved {
            let about: Vec<String> = sentence
                .cites
                .iter()
                .filter_map(|cite| numbered.get(*cite).copied().flatten())
                .map(place)
                .collect();
            self.say_one(sentence, &about.join(" "));
        }
    }

    fn cite(&mut self, citations: &[Citation]) {
        for citation in citations {
            let number = self.citations;
            self.citations += 1;
            let about = place(citation);
            let head = format!("{}; {}; {}", citation.source, citation.place, citation.dates);
            for text in [&head, &citation.quote] {
                if !text.is_empty() {
                    self.learn(text);
                    self.facts.push(Fact::new(text, &about, &[number], false));
                }
            }
        }
    }

    fn say(&mut self, sentences: &[Sentence], citations: &[Citation]) {
        for sentence in sentences {
            let about = places(&sentence.cites, citations);
            self.say_one(sentence, &about);
        }
    }

    fn say_one(&mut self, sentence: &Sentence, about: &str) {
        self.learn(&sentence.text);
        // Next steps are no facts.
        if sentence.role != Role::Next {
            let is_ours = sentence.role != Role::Quote;
            self.facts
                .push(Fact::new(&sentence.text, about, &sentence.cites, is_ours));
        }
    }

    fn learn(&mut self, text: &str) {
        self.vocabulary.extend(content_of(text));
    }

    /// The facts under any of some citations, and those under all.
    pub fn under(&self, cites: &BTreeSet<usize>) -> Vec<&Fact> {
        self.facts
            .iter()
            .filter(|fact| fact.cites.is_empty() || !fact.cites.is_disjoint(cites))
            .collect()
    }

    /// Whether a code stands anywhere.
    pub fn knows(&self, code: &str) -> bool {
        self.facts
            .iter()
            .any(|fact| fact.is_about(code) || fact.reading.codes().contains(code))
    }
}

/// The words that tell which code a citation is of.
fn place(citation: &Citation) -> String {
    // Codes stand between slashes in an address.
    let page = citation
        .path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .replace('/', " ");
    format!("{} {page}", citation.place)
}

fn places(cites: &[usize], citations: &[Citation]) -> String {
    let places: Vec<String> = cites
        .iter()
        .filter_map(|cite| citations.get(*cite))
        .map(place)
        .collect();
    places.join(" ")
}
