//! Multinomial logistic regression with few examples: all at once, with Adam, towards small weights.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write as _;

/// So often all examples are gone through.
const ROUNDS: usize = 400;
/// The step.
const STEP: f32 = 0.03;
/// What a weight costs.
const DECAY: f32 = 0.000_6;
/// A feature of fewer examples is left out.
const LEAST: usize = 2;
/// A smaller weight is left out.
const SMALLEST: f32 = 0.04;

/// A question with its kind and what it is told by.
pub struct Example {
    pub question: String,
    pub kind: String,
    pub features: Vec<(String, f32)>,
}

/// What was learned.
pub struct Learned {
    kinds: Vec<String>,
    weights: BTreeMap<String, Vec<f32>>,
}

impl Learned {
    /// Learns from examples.
    pub fn of(examples: &[Example]) -> Result<Self, Box<dyn Error>> {
        let mut kinds: Vec<String> = examples.iter().map(|example| example.kind.clone()).collect();
        kinds.sort();
        kinds.dedup();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (name, _) in examples.iter().flat_map(|example| &example.features) {
            *counts.entry(name).or_default() += 1;
        }
        let mut names: Vec<&str> = counts
            .iter()
            .filter(|(_, count)| **count >= LEAST)
            .map(|(name, _)| *name)
            .collect();
        names.sort_unstable();
        let numbers: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let width = kinds.len();
        let rows: Vec<(usize, Vec<(usize, f32)>)> = examples
            .iter()
            .map(|example| {
                let kind = kinds
                    .iter()
                    .position(|kind| *kind == example.kind)
                    .unwrap_or_default();
                let features = example
                    .features
                    .iter()
                    .filter_map(|(name, strength)| Some((*numbers.get(name.as_str())?, *strength)))
                    .collect();
                (kind, features)
            })
            .collect();
        let weights = descend(&rows, names.len(), width);
        let weights = names
            .iter()
            .enumerate()
            .map(|(at, name)| ((*name).to_owned(), weights[at * width..(at + 1) * width].to_vec()))
            .collect();
        Ok(Self { kinds, weights })
    }

    /// The kind of a question.
    pub fn kind(&self, example: &Example) -> String {
        self.best(example).0
    }

    /// The kind of a question, and how sure it is.
    pub fn best(&self, example: &Example) -> (String, f32) {
        self.likely(example).swap_remove(0)
    }

    /// All kinds, the likeliest first.
    pub fn likely(&self, example: &Example) -> Vec<(String, f32)> {
        let mut sums = vec![0.0_f32; self.kinds.len()];
        for (name, strength) in &example.features {
            for (sum, weight) in sums.iter_mut().zip(self.weights.get(name).into_iter().flatten()) {
                *sum += strength * weight;
            }
        }
        softmax(&mut sums);
        let mut likely: Vec<_> = self.kinds.iter().cloned().zip(sums).collect();
        likely.sort_by(|one, other| other.1.total_cmp(&one.1));
        likely
    }

    /// Writes the weights that matter.
    pub fn write(&self, path: &str) -> Result<(), Box<dyn Error>> {
        let mut text = String::new();
        for (name, weights) in &self.weights {
            let mut columns = String::new();
            for (kind, weight) in self.kinds.iter().zip(weights) {
                if weight.abs() >= SMALLEST {
                    write!(columns, "\t{kind}:{weight:.2}")?;
                }
            }
            if !columns.is_empty() {
                writeln!(text, "{name}{columns}")?;
            }
        }
        std::fs::write(path, text)?;
        Ok(())
    }
}

/// The weights by feature, then by kind.
fn descend(rows: &[(usize, Vec<(usize, f32)>)], features: usize, width: usize) -> Vec<f32> {
    let mut weights = vec![0.0_f32; features * width];
    let (mut mean, mut square) = (weights.clone(), weights.clone());
    for round in 1..=ROUNDS {
        let mut slope: Vec<f32> = weights.iter().map(|weight| DECAY * weight).collect();
        for (kind, features) in rows {
            let mut sums = vec![0.0_f32; width];
            for (feature, strength) in features {
                let of = &weights[feature * width..(feature + 1) * width];
                for (sum, weight) in sums.iter_mut().zip(of) {
                    *sum += strength * weight;
                }
            }
            softmax(&mut sums);
            sums[*kind] -= 1.0;
            for (feature, strength) in features {
                let of = &mut slope[feature * width..(feature + 1) * width];
                for (slope, sum) in of.iter_mut().zip(&sums) {
                    *slope += strength * sum / rows.len() as f32;
                }
            }
        }
        let (first, second) = (
            1.0 - 0.9_f32.powi(round as i32),
            1.0 - 0.999_f32.powi(round as i32),
        );
        for (((weight, slope), mean), square) in
            weights.iter_mut().zip(&slope).zip(&mut mean).zip(&mut square)
        {
            *mean = 0.9 * *mean + 0.1 * slope;
            *square = 0.999 * *square + 0.001 * slope * slope;
            *weight -= STEP * (*mean / first) / ((*square / second).sqrt() + 1e-8);
        }
    }
    weights
}

fn softmax(sums: &mut [f32]) {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut all = 0.0;
    for sum in sums.iter_mut() {
        *sum = (*sum - most).exp();
        all += *sum;
    }
    for sum in sums {
        *sum /= all;
    }
}
