//! Several diagnostic services on one day: imaging (multiple procedure indicator 4), cardiovascular (6) and
//! ophthalmology (7).
//!
//! The components are ranked by their own amounts; the highest is paid in full and every further unit less. A line
//! for the whole service holds both components, each reduced by its own rank. The shares are those since 2017.

use super::line::Work;
use super::{Effect, Terms};
use crate::rows::FeeRow;
use std::cmp::Reverse;

/// A part of a diagnostic service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Component {
    Technical,
    Professional,
}

impl Component {
    fn modifier(self) -> &'static str {
        match self {
            Self::Technical => "TC",
            Self::Professional => "26",
        }
    }

    /// The PC/TC indicator of codes that are this component alone.
    fn alone(self) -> &'static str {
        match self {
            Self::Technical => "3",
            Self::Professional => "2",
        }
    }
}

/// What each indicator does to which component of all services but the highest.
const RULES: [(&str, Component, Effect); 4] = [
    ("4", Component::Technical, Effect::ImagingTechnical),
    ("4", Component::Professional, Effect::ImagingProfessional),
    ("6", Component::Technical, Effect::Cardiovascular),
    ("7", Component::Technical, Effect::Ophthalmology),
];

pub(super) fn reduce(lines: &mut [Work<'_>], terms: &Terms<'_>) {
    for (indicator, component, effect) in RULES {
        for family in families(lines, indicator) {
            reduce_component(lines, &family, component, effect, terms);
        }
    }
}

/// The services that are ranked with each other: imaging by its family indicator, where one is given (99 is none);
/// the others all together.
fn families(lines: &[Work<'_>], indicator: &str) -> Vec<Vec<usize>> {
    let mut named: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(row) = line.payable_row().filter(|row| row.multiple == indicator) else {
            continue;
        };
        let family = match indicator {
            "4" if row.imaging_family == "99" => continue,
            "4" => row.imaging_family.as_str(),
            _ => "",
        };
        match named.iter_mut().find(|(name, _)| *name == family) {
            Some((_, members)) => members.push(at),
            None => named.push((family, vec![at])),
        }
    }
    named.into_iter().map(|(_, members)| members).collect()
}

fn reduce_component(
    lines: &mut [Work<'_>],
    family: &[usize],
    component: Component,
    effect: Effect,
    terms: &Terms<'_>,
) {
    let Some(share) = effect.share() else { return };
    let amount =
        |line: &Work<'_>| component_row(line, component).map(|row| line.with_sides(terms.amount(row)));
    let mut ranked: Vec<(usize, i64)> = family
        .iter()
        .filter_map(|at| Some((*at, amount(&lines[*at])?)))
        .collect();
    ranked.sort_by_cached_key(|(at, cents)| (Reverse(*cents), lines[*at].key()));
    for (place, (at, cents)) in ranked.into_iter().enumerate() {
        let line = &mut lines[at];
        let in_full = usize::from(place == 0);
        if place == 0 {
            line.split_first();
        }
        let less = cents - share.of(cents);
        for part in line.parts.iter_mut().skip(in_full) {
            part.step(effect, |whole| (whole - less).max(0));
        }
    }
}

/// The row of a component of what the line bills; `None` where the line does not bill it.
fn component_row<'a>(line: &Work<'a>, component: Component) -> Option<&'a FeeRow> {
    let row = line.payable_row()?;
    if row.modifier == component.modifier() || row.pctc == component.alone() {
        return Some(row);
    }
    let is_whole = row.modifier.is_empty();
    let mut rows = line.line.rows.iter();
    rows.find(|part| is_whole && part.modifier == component.modifier())
}
