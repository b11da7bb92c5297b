//! The codes around the best ones: the code above, "other" and "unspecified" codes, the same condition of the side that
//! is asked for. And how they are spread, so that one category does not fill a page.

use crate::facets::Facets;
use crate::query::Query;
use crate::search::{Ranked, Request, Search};
use crate::table::Entry;
use codeset::CodeSystem;
use std::collections::HashMap;

/// So many codes of the list are spread over the categories.
const SPREAD: usize = 10;

/// So many codes right below a header follow it.
const MOST_CHILDREN: usize = 10;

/// So many of the best codes bring their families.
const WITH_FAMILY: usize = 3;

/// So many of the best codes are looked at for the sides, encounters and trimesters that they lack.
const WITH_SIDES: usize = 8;

/// So many codes with the facets that are asked for follow one without them.
const MOST_SIDES: usize = 3;

/// So many codes below another one are looked at.
const MOST_BELOW: usize = 2_000;

impl Search {
    /// For codes that lack a facet that is asked for, those below or beside them that have it: the thesaurus names the
    /// condition, the code set the side.
    pub(crate) fn add_sides(&self, ranked: &mut Vec<Ranked>, query: &Query, request: &Request) {
        if query.facets.is_empty() {
            return;
        }
        let table = &self.catalogue.table;
        let best: Vec<(u32, f32, crate::rank::Meeting)> = ranked
            .iter()
            .take(WITH_SIDES)
            .map(|hit| (hit.entry, hit.score, hit.meeting))
            .collect();
        let mut sides = Vec::new();
        for (number, score, meeting) in best {
            let entry = &table.entries[number as usize];
            if has_all(entry.facets, query.facets) {
                continue;
            }
            // Of a leaf the codes beside it are meant, which say the same of another side.
            let is_header = !entry.is_billable(request.on);
            let Some(top) = (if is_header { Some(number) } else { entry.parent }) else {
                continue;
            };
            let mut found: Vec<(bool, u32)> = table
                .below(top)
                .take(MOST_BELOW)
                .filter(|below| {
                    let other = &table.entries[*below as usize];
                    has_all(other.facets, query.facets)
                        && (is_header || same_condition(entry, other))
                        && other.is_billable(request.on)
                        && other.is_in_force(request.on)
                        && request.filters.allow(table, other, request.on)
                })
                .map(|below| {
                    let title = table.entries[below as usize].title(request.on);
                    (
                        !title.is_some_and(|title| title.text.contains("nspecified")),
                        below,
                    )
                })
                .collect();
            found.sort_unstable();
            for (_, below) in found.into_iter().take(MOST_SIDES) {
                // What the code lacks was counted against it.
                let score = score / self.weights.facet_absent * self.weights.side;
                sides.push(Ranked {
                    entry: below,
                    term: None,
                    meeting,
                    score,
                });
            }
        }
        raise(ranked, sides);
    }

    /// The family of the best codes: what is meant is often the code above, or its "other" and "unspecified" codes,
    /// whose titles have none of the words.
    pub(crate) fn add_relatives(&self, ranked: &mut Vec<Ranked>, request: &Request) {
        let table = &self.catalogue.table;
        let mut relatives = Vec::new();
        for best in ranked.iter().take(WITH_FAMILY) {
            let entry = &table.entries[best.entry as usize];
            let sibling = |sibling: u32| {
                let title = table.entries[sibling as usize].title(request.on)?;
                let factor = match title.text.split([' ', ',']).next() {
                    Some("Other") => self.weights.other_sibling,
                    _ if title.text.contains("unspecified") => self.weights.unspecified_sibling,
                    _ => return None,
                };
                Some((sibling, factor))
            };
            let parent = entry.parent.map(|parent| (parent, self.weights.parent));
            let siblings = entry
                .parent
                .map(|parent| table.children(parent).filter_map(sibling));
            // A header is no answer for a claim: the codes below it are.
            let below = (!entry.is_billable(request.on)).then(|| {
                let child = |child| (child, self.weights.child);
                table.children(best.entry).take(MOST_CHILDREN).map(child)
            });
            let siblings = siblings.into_iter().flatten();
            let family = parent
                .into_iter()
                .chain(siblings)
                .chain(below.into_iter().flatten());
            for (entry, factor) in family {
                let relative = &table.entries[entry as usize];
                if relative.is_in_force(request.on) && request.filters.allow(table, relative, request.on) {
                    relatives.push(Ranked {
                        entry,
                        term: None,
                        meeting: best.meeting,
                        score: best.score * factor,
                    });
                }
            }
        }
        raise(ranked, relatives);
    }

    /// Lets other categories in between: the more codes of a category have been listed, the less the next one counts.
    pub(crate) fn spread(&self, ranked: &mut Vec<Ranked>) {
        let table = &self.catalogue.table;
        let category = |hit: &Ranked| {
            let code = &table.entries[hit.entry as usize].code;
            (code.system(), code.as_str().get(..3).unwrap_or_default())
        };
        let mut listed: HashMap<(CodeSystem, &str), i32> = HashMap::new();
        let mut rest: Vec<Ranked> = std::mem::take(ranked);
        while !rest.is_empty() && ranked.len() < SPREAD {
            let factor = |hit: &Ranked| {
                let before = listed.get(&category(hit)).copied().unwrap_or_default();
                self.weights.same_category.powi(before)
            };
            let best = rest
                .iter()
                .take(10 * SPREAD)
                .enumerate()
                .map(|(at, hit)| (at, hit.score * factor(hit)))
                // Of equals the first.
                .fold(
                    (0, f32::MIN),
                    |best, next| if next.1 > best.1 { next } else { best },
                );
            let hit = rest.remove(best.0);
            *listed.entry(category(&hit)).or_default() += 1;
            ranked.push(hit);
        }
        ranked.append(&mut rest);
    }
}

/// Adds codes to a list, or gives those that are in it already the better score.
fn raise(ranked: &mut Vec<Ranked>, more: Vec<Ranked>) {
    let mut places: HashMap<u32, usize> = ranked
        .iter()
        .enumerate()
        .map(|(at, hit)| (hit.entry, at))
        .collect();
    for hit in more {
        match places.get(&hit.entry).and_then(|at| ranked.get_mut(*at)) {
            Some(known) => known.score = known.score.max(hit.score),
            None => {
                places.insert(hit.entry, ranked.len());
                ranked.push(hit);
            }
        }
    }
}

/// Whether a code has every facet that is asked for.
fn has_all(has: Facets, asked: Facets) -> bool {
    (asked.laterality.is_none() || asked.laterality == has.laterality)
        && (asked.encounter.is_none() || asked.encounter == has.encounter)
        && (asked.trimester.is_none() || asked.trimester == has.trimester)
}

/// Whether two codes differ in their facets alone.
fn same_condition(one: &Entry, other: &Entry) -> bool {
    let words = |entry: &Entry| {
        let title = entry.titles.last().map_or("", |title| &title.text);
        crate::facets::split_title(title).0
    };
    words(one) == words(other)
}
