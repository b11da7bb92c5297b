//! Which codes an answer may hold, and how many there are of each kind.

use crate::facets::{Encounter, Laterality, Trimester};
use crate::table::{Entry, Table};
use codeset::{CodeSystem, NaiveDate};
use std::collections::HashMap;

/// What a reader narrows a search down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// One code set.
    pub system: Option<CodeSystem>,
    /// Only codes that a claim can carry (`true`), or only headers.
    pub billable: Option<bool>,
    /// Only codes that are in force on the day (`true`), or only others.
    pub in_force: Option<bool>,
    /// One chapter or range, by its title.
    pub chapter: Option<String>,
    /// One side.
    pub laterality: Option<Laterality>,
    /// One encounter.
    pub encounter: Option<Encounter>,
    /// One trimester.
    pub trimester: Option<Trimester>,
}

/// How many of the codes that were found have what; each count is of what the other filters leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By code set.
    pub systems: Vec<(CodeSystem, usize)>,
    /// That a claim can carry, and headers.
    pub billable: [usize; 2],
    /// In force, and not.
    pub in_force: [usize; 2],
    /// By chapter or range, the most frequent first.
    pub chapters: Vec<(String, usize)>,
    /// By side.
    pub lateralities: Vec<(Laterality, usize)>,
    /// By encounter.
    pub encounters: Vec<(Encounter, usize)>,
    /// By trimester.
    pub trimesters: Vec<(Trimester, usize)>,
}

impl Filters {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Which of the filters leave a code out, in the order of the fields.
    fn refusals(&self, table: &Table, entry: &Entry, on: NaiveDate) -> [bool; 7] {
        fn other<T: PartialEq>(wanted: Option<T>, has: Option<T>) -> bool {
            wanted.is_some() && wanted != has
        }
        [
            other(self.system, Some(entry.code.system())),
            self.billable
                .is_some_and(|wanted| wanted != entry.is_billable(on)),
            self.in_force
                .is_some_and(|wanted| wanted != entry.is_in_force(on)),
            self.chapter
                .as_deref()
                .is_some_and(|wanted| wanted != table.chapters[usize::from(entry.chapter)]),
            other(self.laterality, entry.facets.laterality),
            other(self.encounter, entry.facets.encounter),
            other(self.trimester, entry.facets.trimester),
        ]
    }

    /// Whether a code may be in the answer.
    pub fn allow(&self, table: &Table, entry: &Entry, on: NaiveDate) -> bool {
        self.is_empty() || !self.refusals(table, entry, on).contains(&true)
    }

    /// Counts codes; the first number is how many pass all filters.
    pub fn count(&self, table: &Table, entries: impl Iterator<Item = u32>, on: NaiveDate) -> (usize, Counts) {
        let mut all = 0;
        let mut counts = Counts::default();
        let mut chapters: HashMap<u16, usize> = HashMap::new();
        for number in entries {
            let Some(entry) = table.entries.get(number as usize) else {
                continue;
            };
            let refusals = self.refusals(table, entry, on);
            let refused = refusals.iter().filter(|refused| **refused).count();
            if refused > 1 {
                continue;
            }
            // A code that only one filter leaves out counts for that filter's choices.
            let counts_for = |dimension: usize| refused == 0 || refusals[dimension];
            all += usize::from(refused == 0);
            if counts_for(0) {
                add(&mut counts.systems, entry.code.system());
            }
            if counts_for(1) {
                counts.billable[usize::from(!entry.is_billable(on))] += 1;
            }
            if counts_for(2) {
                counts.in_force[usize::from(!entry.is_in_force(on))] += 1;
            }
            if counts_for(3) {
                *chapters.entry(entry.chapter).or_default() += 1;
            }
            if let Some(laterality) = entry.facets.laterality.filter(|_| counts_for(4)) {
                add(&mut counts.lateralities, laterality);
            }
            if let Some(encounter) = entry.facets.encounter.filter(|_| counts_for(5)) {
                add(&mut counts.encounters, encounter);
            }
            if let Some(trimester) = entry.facets.trimester.filter(|_| counts_for(6)) {
                add(&mut counts.trimesters, trimester);
            }
        }
        counts.chapters = chapters
            .into_iter()
            .map(|(chapter, count)| (table.chapters[usize::from(chapter)].clone(), count))
            .filter(|(chapter, _)| !chapter.is_empty())
            .collect();
        counts
            .chapters
            .sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        counts.systems.sort();
        counts.lateralities.sort();
        counts.encounters.sort();
        counts.trimesters.sort();
        (all, counts)
    }
}

fn add<T: PartialEq>(counts: &mut Vec<(T, usize)>, one: T) {
    match counts.iter_mut().find(|(other, _)| *other == one) {
        Some((_, count)) => *count += 1,
        None => counts.push((one, 1)),
    }
}
