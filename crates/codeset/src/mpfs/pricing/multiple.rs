//! Several procedures on one day: multiple procedure indicators 1 (as before 1995), 2 (standard) and 3 (endoscopies).
//!
//! Each unit is a procedure of its own. Endoscopies of one family (the same base code) are priced first: the highest
//! in full, each further one without the amount of the base procedure, the base procedure beside another one not at
//! all. A family of several is then one procedure, ranked by its sum. All are ranked by amount and paid by rank; from
//! the sixth on by report, which the contractor decides (and not below half).

use super::line::{Part, Work};
use super::{Effect, Terms};
use crate::mpfs::Percent;
use crate::rows::FeeRow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The last rank with a share of its own.
const LAST_RANK: u32 = 5;

/// The share of a procedure by its rank from 1; `None` by report.
fn share(indicator: &str, rank: u32) -> Option<Percent> {
    match (indicator, rank) {
        (_, 1) => Some(Percent::WHOLE),
        (_, 2) => Some(Percent::of_hundred(50)),
        ("1", ..=LAST_RANK) => Some(Percent::of_hundred(25)),
        (_, ..=LAST_RANK) => Some(Percent::of_hundred(50)),
        _ => None,
    }
}

/// What is ranked: the units of a line, each for itself, or a family of endoscopies as one.
struct Procedure {
    /// Places of its lines.
    lines: Vec<usize>,
    is_family: bool,
    /// The amount of a unit, or of the family.
    worth: i64,
}

/// Reduces all but the first procedure.
pub(super) fn reduce(lines: &mut [Work<'_>], bases: &BTreeMap<String, FeeRow>, terms: &Terms<'_>) {
    let families = families(lines);
    for family in families.values() {
        reduce_family(lines, family, bases, terms);
    }
    let of_families: Vec<usize> = families.values().flatten().copied().collect();
    let mut procedures: Vec<Procedure> = families
        .into_values()
        .map(|family| Procedure {
            worth: family
                .iter()
                .flat_map(|at| &lines[*at].parts)
                .fold(0, |sum: i64, part| sum.saturating_add(sum_of(part))),
            lines: family,
            is_family: true,
        })
        .collect();
    procedures.extend(
        (0..lines.len())
            .filter(|at| !of_families.contains(at) && indicator(&lines[*at]).is_some())
            .map(|at| Procedure {
                lines: vec![at],
                is_family: false,
                worth: lines[at].worth(),
            }),
    );
    procedures.sort_by_cached_key(|procedure| {
        let mut keys: Vec<_> = procedure.lines.iter().map(|at| lines[*at].key()).collect();
        keys.sort_unstable();
        (Reverse(procedure.worth), keys)
    });
    let mut rank = 1;
    for procedure in procedures {
        for at in procedure.lines.iter().copied() {
            let which = indicator(&lines[at]).unwrap_or_default().to_owned();
            let parts = std::mem::take(&mut lines[at].parts);
            lines[at].parts = if procedure.is_family {
                parts.into_iter().map(|part| ranked(part, &which, rank)).collect()
            } else {
                parts
                    .into_iter()
                    .flat_map(|part| rank_units(&part, &which, &mut rank))
                    .collect()
            };
        }
        rank = rank.saturating_add(u32::from(procedure.is_family));
    }
}

/// The indicator of a line that takes part.
fn indicator<'a>(line: &Work<'a>) -> Option<&'a str> {
    let row = line.payable_row()?;
    Some(row.multiple.as_str()).filter(|indicator| ["1", "2", "3"].contains(indicator))
}

/// The lines of each family of endoscopies of which several are billed, the base procedure among them.
fn families(lines: &[Work<'_>]) -> BTreeMap<String, Vec<usize>> {
    let mut families: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if indicator(line) == Some("3")
            && let Some(row) = line.row
            && !row.endoscopic_base.is_empty()
        {
            families.entry(row.endoscopic_base.clone()).or_default().push(at);
        }
    }
    for (at, line) in lines.iter().enumerate() {
        if indicator(line).is_some()
            && let Some(family) = line.row.and_then(|row| families.get_mut(row.code.as_str()))
            && !family.contains(&at)
        {
            family.push(at);
        }
    }
    families.retain(|_, family| {
        let units = family
            .iter()
            .fold(0, |sum: u32, at| sum.saturating_add(lines[*at].line.units));
        units > 1
    });
    families
}

/// Takes the base procedure out of all endoscopies of a family but the highest.
fn reduce_family(
    lines: &mut [Work<'_>],
    family: &[usize],
    bases: &BTreeMap<String, FeeRow>,
    terms: &Terms<'_>,
) {
    let highest = family.iter().copied().min_by_key(|at| {
        let line = &lines[*at];
        (Reverse(line.worth()), line.key())
    });
    for at in family.iter().copied() {
        let line = &mut lines[at];
        let Some(row) = line.row else { continue };
        let base = bases
            .get(&row.endoscopic_base)
            .or_else(|| row.endoscopic_base.is_empty().then_some(row))
            .map(|base| line.with_sides(terms.amount(base)));
        let in_full = if highest == Some(at) {
            line.split_first();
            1
        } else {
            0
        };
        for part in line.parts.iter_mut().skip(in_full) {
            match base {
                Some(base) => part.step(Effect::EndoscopyLessBase, |cents| (cents - base).max(0)),
                // Without the amount of the base nobody but the contractor can tell.
                None => part.cents = None,
            }
        }
    }
}

fn sum_of(part: &Part) -> i64 {
    part.cents.unwrap_or_default().saturating_mul(part.units.into())
}

/// A part of a family at the family's rank.
fn ranked(mut part: Part, indicator: &str, rank: u32) -> Part {
    match share(indicator, rank) {
        Some(Percent::WHOLE) => {}
        Some(share) => part.take_share(Effect::MultipleProcedure(share)),
        None => part.cents = None,
    }
    part
}

/// The units of a part, each with a rank of its own; those from the sixth on together.
fn rank_units(part: &Part, indicator: &str, rank: &mut u32) -> Vec<Part> {
    let mut ranked_parts = Vec::new();
    let mut left = part.units;
    while left > 0 {
        let units = if *rank <= LAST_RANK { 1 } else { left };
        let unit = Part {
            units,
            ..part.clone()
        };
        ranked_parts.push(ranked(unit, indicator, *rank));
        *rank = rank.saturating_add(units);
        left -= units;
    }
    ranked_parts
}
