//! Searching: a text, a day and filters in, codes out.

use crate::SearchError;
use crate::answer::{Answer, Count, Hit, Why};
use crate::case_text::{CaseReading, Phrases, read_case};
use crate::collect::{Candidates, Collected};
use crate::filter::Filters;
use crate::index::Catalogue;
use crate::passages::{PassageWeights, Passages};
use crate::query::{Query, Reader, Slot};
use crate::rank::{Meeting, Weights, meet, prior};
use crate::record::TermKind;
use crate::table::Entry;
use crate::text;
use crate::thesaurus::Thesaurus;
use crate::typed_codes::{self, TypedCode};
use codeset::{CodeSystem, NaiveDate};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use tantivy::Term;
use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

/// How many texts are ranked; behind these no page is asked for.
const MOST_TEXTS: usize = 600;

/// How many codes can be paged through when they are found by words.
pub const MOST_RANKED: usize = 300;

/// So few codes with all words let those with most of them in.
const FEW: usize = 12;

/// A code has to have this part of the query's weight: below it an answer is a guess.
const LEAST_OF_QUERY: f32 = 0.3;

/// A code has to be this good beside the best one.
const LEAST_OF_BEST: f32 = 0.3;

/// A part of the query tells codes apart when it weighs this part of the heaviest one.
const TELLING: f32 = 0.3;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The text as typed.
    pub text: String,
    /// The date of service.
    pub on: NaiveDate,
    /// What it is narrowed down to.
    pub filters: Filters,
    /// How many codes to leave out, for pages.
    pub skip: usize,
    /// How many codes to answer with.
    pub take: usize,
    /// Whether the last word may be the beginning of one, and counts are not needed.
    pub is_typing: bool,
}

/// The search: an index, the thesaurus, the weights.
pub struct Search {
    /// What can be searched.
    pub catalogue: Arc<Catalogue>,
    /// Lay words and abbreviations.
    pub thesaurus: Arc<Thesaurus>,
    /// The parts of the measure.
    pub weights: Weights,
    /// The passages of manuals.
    pub passages: Arc<Passages>,
    /// The parts of the measure of passages.
    pub passage_weights: PassageWeights,
    phrases: Arc<OnceLock<Phrases>>,
}

/// The codes that were found, the best first, and all that match, in no order.
struct Found {
    ranked: Vec<Ranked>,
    entries: Vec<u32>,
}

/// A code with how well it answers.
pub(crate) struct Ranked {
    pub(crate) entry: u32,
    /// The text that answers best; none for a code by its number or its family.
    pub(crate) term: Option<u32>,
    pub(crate) meeting: Meeting,
    pub(crate) score: f32,
}

impl Search {
    /// A search over a catalogue.
    pub fn new(catalogue: Catalogue, thesaurus: Arc<Thesaurus>) -> Self {
        Self {
            catalogue: Arc::new(catalogue),
            thesaurus,
            weights: Weights::default(),
            passages: Arc::default(),
            passage_weights: PassageWeights::default(),
            phrases: Arc::default(),
        }
    }

    /// The same search of codes with other passages of manuals.
    pub fn with_passages(&self, passages: Arc<Passages>) -> Self {
        Self {
            catalogue: self.catalogue.clone(),
            thesaurus: self.thesaurus.clone(),
            weights: self.weights,
            passages,
            passage_weights: self.passage_weights,
            phrases: self.phrases.clone(),
        }
    }

    /// Reads the text of a case. The first one waits until the phrases of all codes are prepared.
    ///
    /// # Errors
    /// As [`Search::find`].
    pub fn read_case(&self, text: &str, on: NaiveDate) -> Result<CaseReading, SearchError> {
        let phrases = self
            .phrases
            .get_or_init(|| Phrases::of(&self.catalogue.table, &self.thesaurus));
        read_case(self, phrases, text, on)
    }

    /// Answers.
    ///
    /// # Errors
    /// Only when the index cannot be read; whatever is typed gets an answer.
    pub fn find(&self, request: &Request) -> Result<Answer, SearchError> {
        let typed = typed_codes::read(&request.text).unwrap_or_default();
        let mut found = self.by_codes(&typed, request);
        let mut query = Query::default();
        let mut is_partial = false;
        // A short one may be a word as well: `b12`, `dm2`.
        let only_codes = !found.entries.is_empty()
            && !matches!(typed.as_slice(), [TypedCode::Modifier(_)])
            && !matches!(typed.as_slice(), [TypedCode::Beginning(begin)] if begin.len() < 4);
        if !only_codes {
            let reader = Reader {
                table: &self.catalogue.table,
                vocabulary: &self.catalogue.vocabulary,
                thesaurus: &self.thesaurus,
            };
            query = reader.read(&request.text, request.is_typing);
            let (collected, nothing_has_all) = self.collect(&query, request)?;
            is_partial = nothing_has_all && found.ranked.is_empty();
            let by_words = self.rank(&query, &collected, request);
            self.add_words(&mut found, by_words, &typed, request);
            found.entries.extend(collected.codes());
        }
        let Found { ranked, mut entries } = found;
        entries.extend(ranked.iter().map(|hit| hit.entry));
        entries.sort_unstable();
        entries.dedup();
        let mut answer = Answer {
            is_partial,
            is_cut: query.is_cut,
            only_silent: query.only_silent && ranked.is_empty(),
            ..Answer::default()
        };
        let all = if request.is_typing {
            entries.len()
        } else {
            let (all, counts) = request
                .filters
                .count(&self.catalogue.table, entries.into_iter(), request.on);
            answer.counts = counts;
            all
        };
        answer.count = match all > ranked.len() {
            true => Count::MoreThan(ranked.len()),
            false => Count::Exactly(ranked.len()),
        };
        answer.unknown = query
            .slots
            .iter()
            .filter(|slot| slot.ways.is_empty())
            .map(|slot| slot.typed.clone())
            .collect();
        answer.hits = ranked
            .iter()
            .skip(request.skip)
            .take(request.take)
            .map(|ranked| self.hit(ranked, &query, request.on))
            .collect();
        answer.corrections = query.corrections;
        Ok(answer)
    }

    fn by_codes(&self, typed: &[TypedCode], request: &Request) -> Found {
        let entries = self.typed(typed);
        Found {
            ranked: self.rank_typed(typed, &entries, request),
            entries,
        }
    }

    /// Adds codes that were found by words, behind those found by their number; an abbreviation is meant more often
    /// than the codes that happen to begin with it.
    fn add_words(&self, found: &mut Found, by_words: Vec<Ranked>, typed: &[TypedCode], request: &Request) {
        let known: HashSet<u32> = found.entries.iter().copied().collect();
        let by_words = by_words
            .into_iter()
            .filter(|hit| !known.contains(&hit.entry))
            .take(MOST_RANKED);
        let whole = if self.is_abbreviation(&request.text) {
            let is_whole = |hit: &Ranked| {
                let code = &self.catalogue.table.entries[hit.entry as usize].code;
                // A table of ICD-10-PCS is a heading: `DM2`.
                code.system() != CodeSystem::Icd10pcs && typed.iter().any(|one| one.is_whole(code))
            };
            found.ranked.partition_point(is_whole)
        } else {
            found.ranked.len()
        };
        let beginnings = found.ranked.split_off(whole);
        found.ranked.extend(by_words);
        found.ranked.extend(beginnings);
    }

    /// Whether a text is a term of the thesaurus.
    fn is_abbreviation(&self, text: &str) -> bool {
        let stems: Vec<String> = text::words(text)
            .iter()
            .map(|word| text::stem(&word.plain))
            .collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        !self.thesaurus.meanings(&stems).is_empty()
    }

    /// The codes that typed codes mean, in their order.
    fn typed(&self, typed: &[TypedCode]) -> Vec<u32> {
        let table = &self.catalogue.table;
        let mut found: Vec<u32> = Vec::new();
        for one in typed {
            for system in CodeSystem::ALL {
                let begin = one.beginning(system);
                found.extend(
                    table
                        .beginning_with(system, &begin)
                        .filter(|number| one.means(&table.entries[*number as usize].code)),
                );
            }
        }
        let mut seen = vec![false; table.entries.len()];
        found.retain(|number| !std::mem::replace(&mut seen[*number as usize], true));
        found
    }

    fn rank_typed(&self, typed: &[TypedCode], entries: &[u32], request: &Request) -> Vec<Ranked> {
        let table = &self.catalogue.table;
        let allowed = entries.iter().copied().filter(|number| {
            request
                .filters
                .allow(table, &table.entries[*number as usize], request.on)
        });
        let mut ranked: Vec<Ranked> = allowed
            .map(|entry| Ranked {
                entry,
                term: None,
                meeting: Meeting::default(),
                score: 1.0,
            })
            .collect();
        // The code itself first, then what is in force; the order of the code set within.
        ranked.sort_by_key(|hit| {
            let entry = &table.entries[hit.entry as usize];
            let is_whole = typed.iter().any(|one| one.is_whole(&entry.code));
            (!is_whole, !entry.is_in_force(request.on))
        });
        ranked
    }

    /// The texts that have all telling parts of the query; where these are few, those that have most of them.
    fn collect(&self, query: &Query, request: &Request) -> Result<(Collected, bool), SearchError> {
        let slots: Vec<&Slot> = query.slots.iter().filter(|slot| !slot.ways.is_empty()).collect();
        let heaviest = slots.iter().map(|slot| slot.weight).fold(0.0, f32::max);
        // Words like "type" and "disease" help, but no text has to have them.
        let (telling, weak): (Vec<&Slot>, Vec<&Slot>) = slots
            .into_iter()
            .partition(|slot| slot.weight >= TELLING * heaviest);
        if telling.is_empty() {
            return Ok((Collected::default(), false));
        }
        let with_weak = |required: Box<dyn TantivyQuery>| {
            let mut clauses = vec![(Occur::Must, required)];
            clauses.extend(weak.iter().map(|slot| (Occur::Should, self.clause(slot, false))));
            BooleanQuery::new(clauses)
        };
        let strict = telling.iter().map(|slot| self.clause(slot, true)).collect();
        let collected = self.run(
            &with_weak(Box::new(BooleanQuery::intersection(strict))),
            query,
            request,
        )?;
        let found = collected.count();
        let is_simple = telling.len() == 1 && telling[0].ways.iter().all(|way| way.stems.len() == 1);
        if is_simple || (found >= FEW && query.facets.is_empty()) {
            return Ok((collected, false));
        }
        let mut enough = if telling.len() <= 2 {
            1
        } else {
            telling.len().div_ceil(2)
        };
        let mut more = Collected::default();
        while enough > 0 && more.best.is_empty() {
            let loose = telling.iter().map(|slot| self.clause(slot, false)).collect();
            let some = BooleanQuery::union_with_minimum_required_clauses(loose, enough);
            more = self.run(&with_weak(Box::new(some)), query, request)?;
            enough /= 2;
        }
        for known in &collected.best {
            if !more.best.iter().any(|(_, text)| *text == known.1) {
                more.best.push(*known);
            }
        }
        // Those with a part of the words are listed as far as they are good, and not counted.
        more.entries = collected.entries;
        Ok((more, found == 0))
    }

    fn run(
        &self,
        tantivy: &BooleanQuery,
        query: &Query,
        request: &Request,
    ) -> Result<Collected, SearchError> {
        let candidates = Candidates {
            table: self.catalogue.table.clone(),
            filters: Arc::new(request.filters.clone()),
            on: request.on,
            most: MOST_TEXTS,
            facets: query.facets,
        };
        Ok(self.catalogue.searcher.search(tantivy, &candidates)?)
    }

    fn clause(&self, slot: &Slot, is_strict: bool) -> Box<dyn TantivyQuery> {
        let ways = slot.ways.iter().map(|way| {
            let occur = if is_strict { Occur::Must } else { Occur::Should };
            let mut terms: Vec<(Occur, Box<dyn TantivyQuery>)> = way
                .stems
                .iter()
                .map(|stem| {
                    let term =
                        Term::from_field_text(self.catalogue.stems, self.catalogue.table.stem_name(*stem));
                    let query: Box<dyn TantivyQuery> =
                        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                    (occur, query)
                })
                .collect();
            if terms.len() == 1
                && let Some((_, only)) = terms.pop()
            {
                return only;
            }
            Box::new(BooleanQuery::new(terms)) as Box<dyn TantivyQuery>
        });
        let mut ways: Vec<Box<dyn TantivyQuery>> = ways.collect();
        if ways.len() == 1
            && let Some(only) = ways.pop()
        {
            return only;
        }
        Box::new(DisjunctionMaxQuery::new(ways))
    }

    /// The codes of the collected texts, the best first.
    fn rank(&self, query: &Query, collected: &Collected, request: &Request) -> Vec<Ranked> {
        let table = &self.catalogue.table;
        let mut by_entry: HashMap<u32, Ranked> = HashMap::new();
        for (_, number) in &collected.best {
            let term = &table.terms[*number as usize];
            let entry = &table.entries[term.entry as usize];
            let meeting = meet(table, &self.weights, query, term);
            let score = meeting.score * prior(&self.weights, query, term, entry, request.on);
            let new = Ranked {
                entry: term.entry,
                term: Some(*number),
                meeting,
                score,
            };
            by_entry
                .entry(term.entry)
                .and_modify(|known| {
                    if score > known.score {
                        known.term = Some(*number);
                        known.meeting = meeting;
                        known.score = score;
                    }
                })
                .or_insert(new);
        }
        let mut ranked: Vec<Ranked> = by_entry
            .into_values()
            .filter(|hit| hit.meeting.of_query >= LEAST_OF_QUERY)
            .collect();
        let best_first = |one: &Ranked, other: &Ranked| {
            other
                .score
                .total_cmp(&one.score)
                .then_with(|| one.entry.cmp(&other.entry))
        };
        ranked.sort_by(best_first);
        self.add_sides(&mut ranked, query, request);
        self.add_relatives(&mut ranked, request);
        ranked.sort_by(best_first);
        let least = ranked.first().map_or(0.0, |best| best.score * LEAST_OF_BEST);
        // What has all words is counted, and so it is listed.
        ranked.retain(|hit| hit.score >= least || collected.has(hit.entry));
        self.spread(&mut ranked);
        ranked
    }

    fn hit(&self, ranked: &Ranked, query: &Query, on: NaiveDate) -> Hit {
        let table = &self.catalogue.table;
        let entry = &table.entries[ranked.entry as usize];
        let title = entry.title(on);
        let is_in_force = entry.is_in_force(on);
        let above = table
            .above(ranked.entry)
            .into_iter()
            .map(|number| {
                let entry = &table.entries[number as usize];
                let title = entry.title(on).map_or(String::new(), |title| title.text.clone());
                (entry.code.clone(), title)
            })
            .collect();
        Hit {
            code: entry.code.clone(),
            title: title.map_or(String::new(), |title| title.text.clone()),
            our_name: title.is_none().then(|| self.our_name(entry)).flatten(),
            billable: title
                .filter(|title| title.from.is_some())
                .map(|title| title.billable),
            is_in_force,
            ended: title
                .and_then(|title| title.to)
                .filter(|to| !is_in_force && *to <= on),
            begins: title
                .and_then(|title| title.from)
                .filter(|from| !is_in_force && *from > on),
            above,
            chapter: table.chapters[usize::from(entry.chapter)].clone(),
            why: self.why(ranked, query),
            score: ranked.score,
        }
    }

    fn our_name(&self, entry: &Entry) -> Option<String> {
        let terms = entry.terms.start as usize..entry.terms.end as usize;
        let mut names = self.catalogue.table.terms[terms]
            .iter()
            .filter(|term| term.kind == TermKind::Thesaurus)
            .map(|term| &*term.text);
        let first = names.next()?;
        // An abbreviation says less than words.
        let spelled = names.find(|name| name.contains(' '));
        let name = if first.contains(' ') {
            first
        } else {
            spelled.unwrap_or(first)
        };
        Some(name.to_owned())
    }

    fn why(&self, ranked: &Ranked, query: &Query) -> Why {
        let Some(number) = ranked.term else {
            return Why::default();
        };
        let term = &self.catalogue.table.terms[number as usize];
        let text = if term.kind == TermKind::Title {
            String::new()
        } else {
            term.text.to_string()
        };
        let mut read_as = Vec::new();
        for slot in &query.slots {
            let met = |way: &&crate::query::Way| way.stems.iter().all(|stem| term.stems.contains(stem));
            if let Some(wording) = slot.ways.iter().find(met).and_then(|way| way.wording.clone()) {
                read_as.push((slot.typed.clone(), wording));
            }
        }
        Why {
            kind: Some(term.kind),
            text,
            read_as,
        }
    }
}
