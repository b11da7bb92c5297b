//! What is learned from questions whose answer is known: their kind (`kinds/weights.tsv`) and the modifier that a told
//! situation calls for (`kinds/modifiers.tsv`). The example `kinds` writes both files.
//!
//! A line is a feature and, for each name that it speaks for or against, `name:weight`. The weights of a question's
//! features are summed and made probabilities (multinomial logistic regression).

use crate::topic::Kind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kinds by the names that are learned.
const KINDS: [(&str, Kind); 15] = [
    ("what-is", Kind::WhatIs),
    ("find-code", Kind::FindCode),
    ("pair", Kind::Pair),
    ("unit-limit", Kind::UnitLimit),
    ("therapy-units", Kind::TherapyUnits),
    ("modifier", Kind::Modifier),
    ("global", Kind::GlobalPeriod),
    ("fee", Kind::Fee),
    ("coverage", Kind::Coverage),
    ("crosswalk", Kind::Crosswalk),
    ("changes", Kind::Changes),
    ("visit-level", Kind::VisitLevel),
    ("guidelines", Kind::Guidelines),
    ("compliance", Kind::Compliance),
    ("manual", Kind::Manual),
];

/// The name of what is none of the others: a question that nothing loaded answers, or no situation.
const NONE: &str = "none";

/// The names that are learned, and the weights by feature.
struct Weights {
    names: Vec<&'static str>,
    of: HashMap<&'static str, Vec<(usize, f32)>>,
}

static WEIGHTS_OF_KINDS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../kinds/weights.tsv")));
static WEIGHTS_OF_MODIFIERS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../kinds/modifiers.tsv")));

impl Weights {
    fn read(file: &'static str) -> Self {
        let mut names = Vec::new();
        let mut of = HashMap::new();
        for line in file.lines() {
            let mut columns = line.split('\t');
            let Some(feature) = columns.next() else { continue };
            let weights = columns
                .filter_map(|column| {
                    let (name, weight) = column.split_once(':')?;
                    let at = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                        names.push(name);
                        names.len() - 1
                    });
                    Some((at, weight.parse().ok()?))
                })
                .collect();
            of.insert(feature, weights);
        }
        Self { names, of }
    }

    /// The probability of each name, the likeliest first.
    fn of(&self, features: &[(String, f32)]) -> Vec<(&'static str, f32)> {
        let mut sums = vec![0.0_f32; self.names.len()];
        for (feature, strength) in features {
            for (name, weight) in self.of.get(feature.as_str()).into_iter().flatten() {
                sums[*name] += strength * weight;
            }
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
        let mut likely: Vec<_> = self
            .names
            .iter()
            .zip(sums)
            .map(|(name, sum)| (*name, (sum - most).exp() / all))
            .collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        likely
    }
}

/// How likely each kind is, the likeliest first; `None` is what nothing loaded answers.
pub(crate) fn kinds(features: &[(String, f32)]) -> Vec<(Option<Kind>, f32)> {
    let kind = |name: &str| {
        KINDS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind)
    };
    let likely = WEIGHTS_OF_KINDS.of(features);
    likely
        .into_iter()
        .map(|(name, sure)| (kind(name), sure))
        .collect()
}

/// From this likelihood on no situation is told.
const NO_SITUATION: f32 = 0.6;

/// The modifiers that the situation may call for and how likely each is, as far as one is called for; the likeliest
/// first.
pub(crate) fn modifiers(features: &[(String, f32)]) -> Vec<(&'static str, f32)> {
    let mut likely = WEIGHTS_OF_MODIFIERS.of(features);
    if likely
        .first()
        .is_some_and(|(name, sure)| *name == NONE && *sure >= NO_SITUATION)
    {
        return Vec::new();
    }
    likely.retain(|(name, _)| *name != NONE);
    let all: f32 = likely.iter().map(|(_, sure)| sure).sum();
    likely
        .iter()
        .map(|(name, sure)| (*name, sure / all.max(f32::EPSILON)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_and_no_others_are_learned() {
        for (name, _) in KINDS {
            assert!(WEIGHTS_OF_KINDS.names.contains(&name), "{name}");
        }
        assert_eq!(WEIGHTS_OF_KINDS.names.len(), KINDS.len() + 1);
        for weights in [&WEIGHTS_OF_KINDS, &WEIGHTS_OF_MODIFIERS] {
            assert!(weights.names.contains(&NONE));
            assert!(weights.of.values().all(|of| !of.is_empty()));
        }
    }
}
