//! Climbing to better weights, one after the other.

use crate::request;
use crate::sets::{Case, is_in_category, is_right, read};
use case2code::rank::Weights;
use case2code::search::Search;
use codeset::NaiveDate;
use std::error::Error;

/// What is climbed towards: first, among ten, and in the right category among ten, over all sets alike.
fn height(search: &Search, sets: &[(Vec<Case>, bool)], on: NaiveDate) -> Result<f64, Box<dyn Error>> {
    let mut height = 0.0;
    for (cases, is_labels) in sets {
        let mut points = 0.0;
        for case in cases {
            let answer = search.find(&request(case, *is_labels, on))?;
            let rank = answer.hits.iter().position(|hit| is_right(case, &hit.code));
            points += rank.map_or(0.0, |rank| {
                f64::from(rank == 0) + f64::from(rank < 10) + 0.5 / (rank + 1) as f64
            });
            points += f64::from(
                answer
                    .hits
                    .iter()
                    .take(10)
                    .any(|hit| is_in_category(case, &hit.code)),
            );
        }
        height += points / cases.len().max(1) as f64;
    }
    Ok(height / sets.len().max(1) as f64)
}

pub fn climb(
    search: &mut Search,
    sets: &[String],
    half: Option<&str>,
    on: NaiveDate,
) -> Result<(), Box<dyn Error>> {
    let sets = sets
        .iter()
        .map(|set| read(set, half))
        .collect::<Result<Vec<_>, _>>()?;
    let mut best = height(search, &sets, on)?;
    println!("from {best:.4}");
    for step in [0.15, 0.07, 0.03] {
        for at in 0..Weights::default().parts().len() {
            for factor in [1.0 + step, 1.0 - step] {
                loop {
                    let before = search.weights;
                    let mut parts = before.parts();
                    parts[at] *= factor;
                    search.weights = Weights::of(parts);
                    let now = height(search, &sets, on)?;
                    if now <= best + 1e-6 {
                        search.weights = before;
                        break;
                    }
                    best = now;
                }
            }
        }
        println!("{step}: {best:.4}");
    }
    println!("{:#?}", search.weights);
    Ok(())
}
