//! Counts by kind, and times.

use crate::set::Question;
use casepilot::answer::{Answer, Outcome};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Default)]
struct Count {
    asked: usize,
    right: usize,
    abstained: usize,
    wrong: usize,
}

/// The name of all kinds; it stands behind theirs.
const ALL: &str = "~ all";

/// What became of the questions.
#[derive(Default)]
pub struct Tally {
    kinds: BTreeMap<String, Count>,
    first: Vec<Duration>,
    whole: Vec<Duration>,
}

impl Tally {
    /// Counts an answer. A question that was not answered though it has an answer counts as abstained.
    pub fn add(&mut self, question: &Question, answer: &Answer, problems: &[String], expected_answer: bool) {
        for kind in [question.kind.as_str(), ALL] {
            let count = self.kinds.entry(kind.to_owned()).or_default();
            count.asked += 1;
            if problems.is_empty() {
                count.right += 1;
            } else if expected_answer && answer.outcome != Outcome::Answered {
                count.abstained += 1;
            } else {
                count.wrong += 1;
            }
        }
    }

    /// How many of a hundred questions were answered right.
    pub fn right_of_100(&self) -> f64 {
        self.kinds
            .get(ALL)
            .map_or(0.0, |all| 100.0 * all.right as f64 / all.asked.max(1) as f64)
    }

    /// Notes the times of an answer.
    pub fn time(&mut self, first: Duration, whole: Duration) {
        self.first.push(first);
        self.whole.push(whole);
    }

    /// Prints the counts and times.
    pub fn print(&mut self) {
        println!(
            "{:<16} {:>6} {:>6} {:>10} {:>6} {:>8}",
            "kind", "asked", "right", "abstained", "wrong", "right %"
        );
        for (kind, count) in &self.kinds {
            println!(
                "{kind:<16} {:>6} {:>6} {:>10} {:>6} {:>7.1}%",
                count.asked,
                count.right,
                count.abstained,
                count.wrong,
                100.0 * count.right as f64 / count.asked.max(1) as f64
            );
        }
        for (name, times) in [
            ("first sentence", &mut self.first),
            ("whole answer", &mut self.whole),
        ] {
            times.sort_unstable();
            let at = |share: f64| {
                let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
                times.get(place).copied().unwrap_or_default().as_secs_f64() * 1e3
            };
            println!(
                "{name:<16} p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
                at(0.5),
                at(0.99),
                at(1.0)
            );
        }
    }
}
