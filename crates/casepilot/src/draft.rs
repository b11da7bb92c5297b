//! An answer while it is made: each sentence is told as soon as it stands.

use crate::answer::{Answer, AnswerTable, Author, Citation, Outcome, Role, Sentence, Way};
use crate::event::Event;
use crate::topic::Topic;
use codeset::{Code, NaiveDate};

/// An answer that is being made.
pub(crate) struct Draft<'a> {
    tell: &'a (dyn Fn(Event) + Sync),
    /// What becomes of the question.
    pub outcome: Outcome,
    /// The code that was found by words: what the next question is about.
    pub found: Option<Code>,
    sentences: Vec<Sentence>,
    tables: Vec<AnswerTable>,
    citations: Vec<Citation>,
    ways: Vec<Way>,
}

impl<'a> Draft<'a> {
    /// An empty one.
    pub fn new(tell: &'a (dyn Fn(Event) + Sync)) -> Self {
        Self {
            tell,
            outcome: Outcome::Answered,
            found: None,
            sentences: Vec::new(),
            tables: Vec::new(),
            citations: Vec::new(),
            ways: Vec::new(),
        }
    }

    /// Says what is being checked.
    pub fn step(&self, step: impl Into<String>) {
        (self.tell)(Event::Step(step.into()));
    }

    /// Adds a citation and gives its number; the same one is added once.
    pub fn cite(&mut self, citation: Citation) -> usize {
        if let Some(known) = self.citations.iter().position(|known| *known == citation) {
            return known;
        }
        (self.tell)(Event::Citation(citation.clone()));
        self.citations.push(citation);
        self.citations.len() - 1
    }

    /// Adds a sentence with what it rests on.
    pub fn say(&mut self, role: Role, text: impl Into<String>, cites: &[usize]) {
        let sentence = Sentence {
            role,
            text: text.into(),
            cites: cites.to_vec(),
        };
        (self.tell)(Event::Sentence(sentence.clone()));
        self.sentences.push(sentence);
    }

    /// The answer in one sentence.
    pub fn verdict(&mut self, text: impl Into<String>, cites: &[usize]) {
        self.say(Role::Verdict, text, cites);
    }

    /// A fact.
    pub fn fact(&mut self, text: impl Into<String>, cites: &[usize]) {
        self.say(Role::Fact, text, cites);
    }

    /// The answer in one sentence, or a further fact where that was said.
    pub fn state(&mut self, text: impl Into<String>, cites: &[usize]) {
        let role = if self.has_verdict() {
            Role::Fact
        } else {
            Role::Verdict
        };
        self.say(role, text, cites);
    }

    /// What is uncertain or was assumed.
    pub fn caution(&mut self, text: impl Into<String>, cites: &[usize]) {
        self.say(Role::Caution, text, cites);
    }

    /// What to do next.
    pub fn next(&mut self, text: impl Into<String>) {
        self.say(Role::Next, text, &[]);
    }

    /// Ends with an outcome in one sentence, and what to do next.
    pub fn refuse(&mut self, outcome: Outcome, text: impl Into<String>, next: impl Into<String>) {
        self.outcome = outcome;
        self.verdict(text, &[]);
        self.next(next);
    }

    /// Takes over what another one says: its verdicts are facts beside a verdict of this one.
    pub fn absorb(&mut self, other: Draft<'_>) {
        let numbers: Vec<usize> = other
            .citations
            .into_iter()
            .map(|citation| self.cite(citation))
            .collect();
        let cites = |cites: &[usize]| -> Vec<usize> { cites.iter().map(|at| numbers[*at]).collect() };
        let had_verdict = self.has_verdict();
        for sentence in other.sentences {
            let role = match sentence.role {
                Role::Verdict if had_verdict => Role::Fact,
                role => role,
            };
            if !self.sentences.iter().any(|known| known.text == sentence.text) {
                self.say(role, sentence.text, &cites(&sentence.cites));
            }
        }
        for table in other.tables {
            let table = AnswerTable {
                cites: cites(&table.cites),
                ..table
            };
            (self.tell)(Event::Table(table.clone()));
            self.tables.push(table);
        }
        for way in other.ways {
            if !self.ways.contains(&way) {
                self.ways.push(way);
            }
        }
        self.outcome = other.outcome;
        self.found = self.found.take().or(other.found);
    }

    /// Adds a table; nothing without rows.
    pub fn table(
        &mut self,
        caption: impl Into<String>,
        columns: &[&str],
        rows: Vec<Vec<String>>,
        cites: &[usize],
    ) {
        if rows.is_empty() {
            return;
        }
        let table = AnswerTable {
            caption: caption.into(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows,
            cites: cites.to_vec(),
        };
        (self.tell)(Event::Table(table.clone()));
        self.tables.push(table);
    }

    /// Adds a page to go on to, once.
    pub fn page(&mut self, label: impl Into<String>, path: impl Into<String>) {
        let way = Way::Page {
            label: label.into(),
            path: path.into(),
        };
        if !self.ways.contains(&way) {
            self.ways.push(way);
        }
    }

    /// Adds a question to ask next, once.
    pub fn question(&mut self, text: impl Into<String>) {
        let way = Way::Question(text.into());
        if !self.ways.contains(&way) {
            self.ways.push(way);
        }
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Whether the answer in one sentence was said.
    pub fn has_verdict(&self) -> bool {
        self.sentences
            .iter()
            .any(|sentence| sentence.role == Role::Verdict)
    }

    /// The answer.
    pub fn finish(self, topic: Topic, on: NaiveDate) -> Answer {
        Answer {
            outcome: self.outcome,
            topic,
            on,
            sentences: self.sentences,
            tables: self.tables,
            citations: self.citations,
            ways: self.ways,
            author: Author::Composed,
        }
    }
}
