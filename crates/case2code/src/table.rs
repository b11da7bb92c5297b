//! What ranking and answers need of every code, in memory: titles, terms as numbered stems, facets, the tree.

use crate::facets::{Facets, split_title};
use crate::record::{Record, TermKind, Title};
use crate::text::Stems;
use codeset::{Code, CodeSystem, NaiveDate};
use std::collections::HashMap;
use std::ops::Range;

/// Stems that many titles carry and that tell codes apart only a little.
const WEAK: [(&str, f32); 35] = [
    ("unspecified", 0.12),
    ("nos", 0.05),
    ("other", 0.3),
    ("specified", 0.3),
    ("elsewhere", 0.1),
    ("classified", 0.1),
    ("nec", 0.1),
    ("disease", 0.45),
    ("disorder", 0.45),
    ("syndrome", 0.5),
    ("condition", 0.45),
    ("type", 0.3),
    ("encounter", 0.3),
    ("patient", 0.3),
    ("each", 0.3),
    ("per", 0.3),
    ("not", 0.4),
    ("due", 0.3),
    ("part", 0.4),
    ("when", 0.3),
    ("any", 0.3),
    ("form", 0.3),
    ("without", 0.6),
    ("familial", 0.5),
    ("hereditary", 0.5),
    ("initial", 0.5),
    ("autosomal", 0.15),
    ("dominant", 0.25),
    ("recessive", 0.25),
    ("linked", 0.25),
    ("x", 0.25),
    ("nonsyndromic", 0.3),
    ("isolated", 0.3),
    ("onset", 0.4),
    ("susceptibility", 0.4),
];

/// A code.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// Its titles, the oldest first.
    pub titles: Vec<Title>,
    /// The number of its chapter in [`Table::chapters`].
    pub chapter: u16,
    /// The code above it in the code set.
    pub parent: Option<u32>,
    /// What its newest title says.
    pub facets: Facets,
    /// Whether nothing but the encounter, the seventh character, is missing.
    pub lacks_encounter: bool,
    /// Its terms in [`Table::terms`].
    pub terms: Range<u32>,
}

impl Entry {
    /// The title that stands on a day, else the one nearest to it.
    pub fn title(&self, on: NaiveDate) -> Option<&Title> {
        self.titles
            .iter()
            .rev()
            .find(|title| title.holds(on))
            .or_else(|| {
                self.titles
                    .iter()
                    .find(|title| title.from.is_some_and(|from| from > on))
            })
            .or(self.titles.last())
    }

    /// Whether the code can be reported on a day: what no code set file lists counts as such.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.titles.is_empty() || self.titles.iter().any(|title| title.holds(on))
    }

    /// Whether a claim can carry it on a day.
    pub fn is_billable(&self, on: NaiveDate) -> bool {
        self.title(on).is_none_or(|title| title.billable)
    }
}

/// A text that leads to a code.
#[derive(Clone, Debug)]
pub struct TermRow {
    /// Its code.
    pub entry: u32,
    /// Where it is from.
    pub kind: TermKind,
    /// The text; empty where readers of a list may not see it.
    pub text: Box<str>,
    /// Its stems, by number, each once.
    pub stems: Box<[u32]>,
    /// The sum of the weights of its stems.
    pub weight: f32,
    /// Its facets, where the term itself says them.
    pub facets: Facets,
}

/// All codes.
#[derive(Debug, Default)]
pub struct Table {
    /// The codes in their order.
    pub entries: Vec<Entry>,
    /// Their texts.
    pub terms: Vec<TermRow>,
    /// Chapters and ranges.
    pub chapters: Vec<String>,
    stems: HashMap<String, u32>,
    names: Vec<String>,
    weights: Vec<f32>,
}

impl Table {
    /// Puts the table together; the records are in the order of their codes.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut table = Self::default();
        let mut stems = Stems::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut chapters: HashMap<String, u16> = HashMap::new();
        for record in records {
            let number = u32::try_from(table.entries.len()).unwrap_or(u32::MAX);
            let first = table.terms.len();
            let chapter = *chapters.entry(record.chapter.clone()).or_insert_with(|| {
                table.chapters.push(record.chapter.clone());
                u16::try_from(table.chapters.len() - 1).unwrap_or(u16::MAX)
            });
            let facets = record
                .titles
                .last()
                .map_or(Facets::default(), |title| split_title(&title.text).1);
            let titles = record.titles.iter().map(|title| (TermKind::Title, &title.text));
            let others = record.terms.iter().map(|term| (term.kind, &term.text));
            for (kind, text) in titles.chain(others) {
                let (words, facets) = split_title(text);
                let of_text = stems.of(&words);
                let numbers = table.number(&of_text, &mut counts);
                table.terms.push(TermRow {
                    entry: number,
                    kind,
                    text: if kind.is_free() && kind != TermKind::Title {
                        text.as_str().into()
                    } else {
                        "".into()
                    },
                    stems: numbers,
                    weight: 0.0,
                    facets,
                });
            }
            table.entries.push(Entry {
                code: record.code,
                titles: record.titles,
                chapter,
                parent: None,
                facets,
                lacks_encounter: false,
                terms: u32::try_from(first).unwrap_or(u32::MAX)
                    ..u32::try_from(table.terms.len()).unwrap_or(u32::MAX),
            });
        }
        table.weigh(&counts);
        table.find_parents();
        table.entries.shrink_to_fit();
        table.terms.shrink_to_fit();
        table
    }

    fn number(&mut self, stems: &[String], counts: &mut Vec<u32>) -> Box<[u32]> {
        let mut numbers: Vec<u32> = Vec::with_capacity(stems.len());
        for stem in stems {
            let number = match self.stems.get(stem) {
                Some(number) => *number,
                None => {
                    let number = u32::try_from(counts.len()).unwrap_or(u32::MAX);
                    self.stems.insert(stem.clone(), number);
                    self.names.push(stem.clone());
                    counts.push(0);
                    number
                }
            };
            if !numbers.contains(&number) {
                numbers.push(number);
                if let Some(count) = counts.get_mut(number as usize) {
                    *count += 1;
                }
            }
        }
        numbers.into_boxed_slice()
    }

    fn weigh(&mut self, counts: &[u32]) {
        let all = self.terms.len() as f32;
        self.weights = counts
            .iter()
            .map(|count| ((all + 1.0) / (*count as f32 + 0.5)).ln().max(0.1))
            .collect();
        let mut stemmer = Stems::default();
        for (word, factor) in WEAK {
            if let Some(number) = self.stems.get(&stemmer.stem(word)) {
                self.weights[*number as usize] *= factor;
            }
        }
        for (stem, number) in &self.stems {
            if is_number(stem) {
                self.weights[*number as usize] *= 0.3;
            }
        }
        for term in &mut self.terms {
            term.weight = term.stems.iter().map(|stem| self.weights[*stem as usize]).sum();
        }
    }

    fn find_parents(&mut self) {
        let mut by_code: HashMap<(CodeSystem, &str), u32> = HashMap::new();
        for (number, entry) in self.entries.iter().enumerate() {
            if matches!(entry.code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs) {
                by_code.insert(
                    (entry.code.system(), entry.code.as_str()),
                    u32::try_from(number).unwrap_or(u32::MAX),
                );
            }
        }
        let parents: Vec<Option<u32>> = self
            .entries
            .iter()
            .map(|entry| {
                let code = entry.code.as_str();
                let system = entry.code.system();
                (3..code.len())
                    .rev()
                    .filter_map(|end| code.get(..end))
                    .map(|begin| begin.trim_end_matches('.'))
                    .find_map(|begin| by_code.get(&(system, begin)).copied())
            })
            .collect();
        for (entry, parent) in self.entries.iter_mut().zip(&parents) {
            entry.parent = *parent;
        }
        let parts: Vec<u32> = self
            .entries
            .iter()
            .filter(|entry| entry.facets.encounter.is_some())
            .filter_map(|entry| entry.parent)
            .collect();
        for parent in parts {
            if let Some(parent) = self.entries.get_mut(parent as usize) {
                parent.lacks_encounter = true;
            }
        }
    }

    /// The number of a stem, where any text has it.
    pub fn stem(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    /// A stem by its number.
    pub fn stem_name(&self, stem: u32) -> &str {
        self.names.get(stem as usize).map_or("", String::as_str)
    }

    /// The titles, and the terms that everybody may read.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let titles = self
            .entries
            .iter()
            .flat_map(|entry| entry.titles.iter().map(|title| &*title.text));
        titles.chain(self.terms.iter().map(|term| &*term.text))
    }

    /// How much a stem tells codes apart.
    pub fn weight(&self, stem: u32) -> f32 {
        self.weights.get(stem as usize).copied().unwrap_or_default()
    }

    /// As rare as can be.
    pub(crate) fn weight_of_unknown(&self) -> f32 {
        (self.terms.len() as f32 + 1.0).ln()
    }

    /// How much a word counts that no text has.
    pub fn weight_of_missing(&self, word: &str) -> f32 {
        let share = if is_number(word) { 0.03 } else { 0.5 };
        self.weight_of_unknown() * share
    }

    /// The number of a code.
    pub fn find(&self, code: &Code) -> Option<u32> {
        self.entries
            .binary_search_by(|entry| entry.code.cmp(code))
            .ok()
            .and_then(|number| u32::try_from(number).ok())
    }

    /// The codes of a system that begin with a text, as their numbers.
    pub fn beginning_with(&self, system: CodeSystem, begin: &str) -> Range<u32> {
        let first = self
            .entries
            .partition_point(|entry| (entry.code.system(), entry.code.as_str()) < (system, begin));
        let length = self.entries[first..]
            .partition_point(|entry| entry.code.system() == system && entry.code.as_str().starts_with(begin));
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        number(first)..number(first + length)
    }

    /// All codes below a code.
    pub fn below(&self, entry: u32) -> impl Iterator<Item = u32> {
        let first = entry as usize + 1;
        let begin = self.entries[entry as usize].code.as_str();
        self.entries[first..]
            .iter()
            .take_while(move |below| below.code.as_str().starts_with(begin))
            .enumerate()
            .filter_map(move |(at, _)| u32::try_from(first + at).ok())
    }

    /// The codes right below a code: they stand behind it.
    pub fn children(&self, entry: u32) -> impl Iterator<Item = u32> {
        self.below(entry)
            .filter(move |below| self.entries[*below as usize].parent == Some(entry))
    }

    /// The codes above a code, the widest first.
    pub fn above(&self, entry: u32) -> Vec<u32> {
        let mut above = Vec::new();
        let mut at = self.entries.get(entry as usize).and_then(|entry| entry.parent);
        while let Some(parent) = at {
            above.push(parent);
            at = self.entries.get(parent as usize).and_then(|entry| entry.parent);
        }
        above.reverse();
        above
    }
}

/// Whether a word numbers the kinds of something: `13`, `2b`.
fn is_number(word: &str) -> bool {
    word.len() <= 4 && word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}
