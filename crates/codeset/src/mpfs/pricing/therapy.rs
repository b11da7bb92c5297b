//! Several therapy units on one day (multiple procedure indicator 5): the unit with the highest practice expense is
//! paid in full, every further unit of the day, of whatever discipline, with half of its practice expense.

use super::line::Work;
use super::{Effect, Terms};
use crate::mpfs::Rvus;
use std::cmp::Reverse;

pub(super) fn reduce(lines: &mut [Work<'_>], terms: &Terms<'_>) {
    let Some(half) = Effect::TherapyPracticeExpense.share() else {
        return;
    };
    let row = |line: &Work<'_>| line.payable_row().filter(|row| row.multiple == "5").cloned();
    let highest = (0..lines.len())
        .filter(|at| lines[*at].line.units > 0)
        .filter_map(|at| Some((at, row(&lines[at])?)))
        // One index is the same for all, so the relative values rank as the amounts do.
        .min_by_key(|(at, row)| (Reverse(Rvus::of(row, terms.setting).pe), lines[*at].key()))
        .map(|(at, _)| at);
    for (at, line) in lines.iter_mut().enumerate() {
        let Some(row) = row(line) else { continue };
        let reduced = line.with_sides(terms.amount_with_pe(&row, half));
        let in_full = usize::from(highest == Some(at));
        if highest == Some(at) {
            line.split_first();
        }
        for part in line.parts.iter_mut().skip(in_full) {
            part.step(Effect::TherapyPracticeExpense, |whole| reduced.min(whole));
        }
    }
}
