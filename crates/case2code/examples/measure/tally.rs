//! Counting how often a right code is found.

/// How often.
#[derive(Default)]
pub struct Tally {
    cases: usize,
    first: usize,
    ten: usize,
    category: usize,
    reciprocal: f64,
}

impl Tally {
    pub fn add(&mut self, rank: Option<usize>, category: bool) {
        self.cases += 1;
        self.first += usize::from(rank == Some(0));
        self.ten += usize::from(rank.is_some_and(|rank| rank < 10));
        self.category += usize::from(category);
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }

    pub fn line(&self, name: &str) {
        let share = |count: usize| 100.0 * count as f64 / self.cases.max(1) as f64;
        println!(
            "{name:<28} {:>5}  hit@1 {:5.1}%  hit@10 {:5.1}%  category@10 {:5.1}%  MRR {:.3}",
            self.cases,
            share(self.first),
            share(self.ten),
            share(self.category),
            self.reciprocal / self.cases.max(1) as f64
        );
    }
}
