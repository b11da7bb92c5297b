//! How well a text that leads to a code answers a query.

use crate::facets::{Laterality, Trimester};
use crate::query::Query;
use crate::record::TermKind;
use crate::table::{Entry, Table, TermRow};
use codeset::NaiveDate;

/// The parts of the measure. They were set on the tuning halves of the query sets (docs/reports/case2code.md).
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// How much the part of the query that is found counts against the part of the text that is met.
    pub query_power: f32,
    /// The same for the text.
    pub text_power: f32,
    /// An inclusion term.
    pub inclusion: f32,
    /// An index entry.
    pub index: f32,
    /// A line of the thesaurus.
    pub thesaurus: f32,
    /// A short title.
    pub short_title: f32,
    /// A text that is longer than a title.
    pub description: f32,
    /// A code that no claim can carry.
    pub header: f32,
    /// A code that lacks nothing but the encounter.
    pub lacks_encounter: f32,
    /// A code that is not in force.
    pub ended: f32,
    /// A facet that is asked for.
    pub facet_met: f32,
    /// Another facet than the one that is asked for.
    pub facet_missed: f32,
    /// No facet where one is asked for.
    pub facet_absent: f32,
    /// A side, encounter or trimester that nobody asked for.
    pub facet_unasked: f32,
    /// A facet that the code leaves open, where none is asked for: the code above it says the same.
    pub facet_open: f32,
    /// The code above a good one, as a part of its score.
    pub parent: f32,
    /// Its "other" code.
    pub other_sibling: f32,
    /// Its "unspecified" code.
    pub unspecified_sibling: f32,
    /// A code right below a header.
    pub child: f32,
    /// The same condition with the facets that are asked for.
    pub side: f32,
    /// What each code of a category takes from the next one of it.
    pub same_category: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            query_power: 0.9,
            text_power: 0.64,
            inclusion: 0.98,
            index: 0.9,
            thesaurus: 1.0,
            short_title: 0.77,
            description: 0.65,
            header: 0.995,
            lacks_encounter: 0.65,
            ended: 0.4,
            facet_met: 1.1,
            facet_missed: 0.56,
            facet_absent: 0.9,
            facet_unasked: 0.82,
            facet_open: 0.9,
            parent: 0.7,
            other_sibling: 0.6,
            unspecified_sibling: 0.45,
            child: 0.6,
            side: 1.02,
            same_category: 0.95,
        }
    }
}

impl Weights {
    /// All parts, in the order of their names above, for those who look for better ones.
    pub fn parts(&self) -> [f32; 21] {
        [
            self.query_power,
            self.text_power,
            self.inclusion,
            self.index,
            self.thesaurus,
            self.short_title,
            self.description,
            self.header,
            self.lacks_encounter,
            self.ended,
            self.facet_met,
            self.facet_missed,
            self.facet_absent,
            self.facet_unasked,
            self.facet_open,
            self.parent,
            self.other_sibling,
            self.unspecified_sibling,
            self.child,
            self.side,
            self.same_category,
        ]
    }

    /// The other way round.
    pub fn of(parts: [f32; 21]) -> Self {
        let [
            query_power,
            text_power,
            inclusion,
            index,
            thesaurus,
            short_title,
            description,
            header,
            lacks_encounter,
            ended,
            facet_met,
            facet_missed,
            facet_absent,
            facet_unasked,
            facet_open,
            parent,
            other_sibling,
            unspecified_sibling,
            child,
            side,
            same_category,
        ] = parts;
        Self {
            query_power,
            text_power,
            inclusion,
            index,
            thesaurus,
            short_title,
            description,
            header,
            lacks_encounter,
            ended,
            facet_met,
            facet_missed,
            facet_absent,
            facet_unasked,
            facet_open,
            parent,
            other_sibling,
            unspecified_sibling,
            child,
            side,
            same_category,
        }
    }
}

/// What a text has of a query.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meeting {
    /// How good it is, from 0 to about 1.
    pub(crate) score: f32,
    /// The part of the query's weight that is found, from 0 to 1.
    pub(crate) of_query: f32,
}

/// How well a text answers, before what its code is.
pub(crate) fn meet(table: &Table, weights: &Weights, query: &Query, term: &TermRow) -> Meeting {
    let mut wanted = 0.0;
    let mut found = 0.0;
    let mut met: Vec<u32> = Vec::with_capacity(8);
    for slot in &query.slots {
        wanted += slot.weight;
        let mut best = 0.0;
        let mut best_way: Option<&crate::query::Way> = None;
        for way in &slot.ways {
            let mut all = 0.0;
            let mut has = 0.0;
            for stem in &way.stems {
                let weight = table.weight(*stem);
                all += weight;
                if term.stems.contains(stem) {
                    has += weight;
                }
            }
            let part = if all > 0.0 { way.trust * has / all } else { 0.0 };
            if part > best {
                best = part;
                best_way = Some(way);
            }
        }
        found += slot.weight * best;
        if let Some(way) = best_way {
            for stem in &way.stems {
                if term.stems.contains(stem) && !met.contains(stem) {
                    met.push(*stem);
                }
            }
        }
    }
    if wanted <= 0.0 || found <= 0.0 {
        return Meeting::default();
    }
    let of_query = found / wanted;
    let met: f32 = met.iter().map(|stem| table.weight(*stem)).sum();
    let of_text = (met / term.weight.max(0.1)).min(1.0);
    let kind = match term.kind {
        TermKind::Title => 1.0,
        TermKind::ShortTitle => weights.short_title,
        TermKind::Inclusion => weights.inclusion,
        TermKind::Index => weights.index,
        TermKind::Thesaurus => weights.thesaurus,
        TermKind::Descriptor | TermKind::CommonLanguage => weights.description,
    };
    // A long text is met a little by everything: how much of it is met says nothing.
    let of_text = match term.kind {
        TermKind::Descriptor | TermKind::CommonLanguage => of_text.max(0.5),
        _ => of_text,
    };
    Meeting {
        score: kind * of_query.powf(weights.query_power) * of_text.powf(weights.text_power),
        of_query,
    }
}

/// What a code itself adds or takes.
pub(crate) fn prior(weights: &Weights, query: &Query, term: &TermRow, entry: &Entry, on: NaiveDate) -> f32 {
    let mut factor = 1.0;
    if !entry.is_in_force(on) {
        factor *= weights.ended;
    }
    if !entry.is_billable(on) {
        factor *= weights.header;
    }
    if entry.lacks_encounter {
        factor *= weights.lacks_encounter;
    }
    let (has, asked) = (entry.facets, query.facets);
    // A term of the thesaurus may name a side that the title does not.
    let laterality = has.laterality.or(term.facets.laterality);
    let sides = facet(weights, asked.laterality, laterality, Laterality::Unspecified);
    let trimesters = facet(weights, asked.trimester, has.trimester, Trimester::Unspecified);
    let encounters = match (asked.encounter, has.encounter) {
        (Some(asked), Some(has)) if asked == has => weights.facet_met,
        (Some(_), Some(_)) => weights.facet_missed,
        (Some(_), None) => weights.facet_absent,
        (None, Some(_)) => weights.facet_unasked,
        (None, None) => 1.0,
    };
    factor * sides * trimesters * encounters
}

/// What a facet of a code gives or takes; one that is left open is neither met nor missed.
fn facet<T: PartialEq>(weights: &Weights, asked: Option<T>, has: Option<T>, open: T) -> f32 {
    if asked.is_none() && has.as_ref() == Some(&open) {
        return weights.facet_open;
    }
    let has = has.filter(|has| *has != open);
    match (asked, has) {
        (Some(asked), Some(has)) if asked == has => weights.facet_met,
        (Some(_), Some(_)) => weights.facet_missed,
        (Some(_), None) => weights.facet_absent,
        (None, Some(_)) => weights.facet_unasked,
        (None, None) => 1.0,
    }
}
