//! What it costs to price one code in every locality of a day. `make bench` compares it with SQL by hand.
//!
//! `fee_strip <database>` prints the median in microseconds.

use chrono::NaiveDate;
use codeset::claim::read_claim;
use reference::fees::{Asked, Choice, Place, find_price_list};
use std::time::Instant;
use store::Store;

/// Price lists measured.
const TIMES: usize = 500;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(address) = std::env::args().nth(1) else {
        return Err("usage: fee_strip <database>".into());
    };
    let store = Store::open(&address).await?;
    let lines: Vec<_> = read_claim("97150")
        .into_iter()
        .filter_map(|line| line.read.ok())
        .collect();
    let asked = Asked {
        lines: &lines,
        place: Place::All,
        choice: Choice::default(),
        on: NaiveDate::from_ymd_opt(2025, 10, 1).unwrap_or_default(),
    };
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        let list = find_price_list(&store, &asked).await?;
        times.push(began.elapsed());
        if list.places.is_empty() {
            return Err(list.missing.join(" ").into());
        }
    }
    times.sort();
    println!("{:.1}", times[TIMES / 2].as_secs_f64() * 1e6);
    Ok(())
}
