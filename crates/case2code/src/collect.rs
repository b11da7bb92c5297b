//! What tantivy's scorers hand over: the best texts, and every code that any of them leads to.

use crate::filter::Filters;
use crate::table::Table;
use codeset::NaiveDate;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Keeps the best texts among those whose codes the filters allow.
pub(crate) struct Candidates {
    pub(crate) table: Arc<Table>,
    pub(crate) filters: Arc<Filters>,
    pub(crate) on: NaiveDate,
    pub(crate) most: usize,
    /// The facets of the query: among equal texts those that have them come first.
    pub(crate) facets: crate::facets::Facets,
}

/// What was collected.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// The best texts, in no order: their score and their number.
    pub(crate) best: Vec<(Score, u32)>,
    /// A bit for each code that a text leads to, whatever the filters.
    pub(crate) entries: Vec<u64>,
}

impl Collected {
    /// The codes, in their order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = u32> {
        self.entries.iter().enumerate().flat_map(|(at, bits)| {
            let first = u32::try_from(at * 64).unwrap_or(u32::MAX);
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits & (1 << bit) != 0)
                .map(move |bit| first + bit)
        })
    }

    /// Whether a code is among them.
    pub(crate) fn has(&self, entry: u32) -> bool {
        self.entries
            .get(entry as usize / 64)
            .is_some_and(|bits| bits & (1 << (entry % 64)) != 0)
    }

    /// How many codes there are.
    pub(crate) fn count(&self) -> usize {
        self.entries.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}

pub(crate) struct InSegment {
    table: Arc<Table>,
    filters: Arc<Filters>,
    on: NaiveDate,
    most: usize,
    facets: crate::facets::Facets,
    collected: Collected,
    /// Below it no text is among the best any more.
    bar: Score,
}

impl Collector for Candidates {
    type Fruit = Collected;
    type Child = InSegment;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<InSegment> {
        Ok(InSegment {
            table: self.table.clone(),
            filters: self.filters.clone(),
            on: self.on,
            most: self.most,
            facets: self.facets,
            collected: Collected {
                best: Vec::with_capacity(2 * self.most),
                entries: vec![0; self.table.entries.len().div_ceil(64)],
            },
            bar: f32::MIN,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        // The index has one segment.
        Ok(segments.into_iter().next().unwrap_or_default())
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        // The documents of the codes themselves come first.
        let Some(text) = (doc as usize).checked_sub(self.table.entries.len()) else {
            return;
        };
        let Some(term) = self.table.terms.get(text) else {
            return;
        };
        let number = term.entry;
        if let Some(bits) = self.collected.entries.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
        let Some(entry) = self.table.entries.get(number as usize) else {
            return;
        };
        let mut score = score;
        if !self.facets.is_empty() {
            let has = entry.facets;
            let met = [
                self.facets.laterality.is_some() && self.facets.laterality == has.laterality,
                self.facets.encounter.is_some() && self.facets.encounter == has.encounter,
                self.facets.trimester.is_some() && self.facets.trimester == has.trimester,
            ];
            score *= 1.0 + 0.1 * met.iter().filter(|met| **met).count() as f32;
        }
        if score <= self.bar || !self.filters.allow(&self.table, entry, self.on) {
            return;
        }
        let text = u32::try_from(text).unwrap_or(u32::MAX);
        self.collected.best.push((score, text));
        if self.collected.best.len() == 2 * self.most {
            self.keep_best();
        }
    }

    fn harvest(mut self) -> Collected {
        self.keep_best();
        self.collected
    }
}

impl InSegment {
    fn keep_best(&mut self) {
        let best = &mut self.collected.best;
        if best.len() > self.most {
            best.select_nth_unstable_by(self.most - 1, |one, other| other.0.total_cmp(&one.0));
            best.truncate(self.most);
            self.bar = best.last().map_or(f32::MIN, |(score, _)| *score);
        }
    }
}
