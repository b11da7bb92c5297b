//! What it costs to ask whether two codes are edited against each other. `make bench` compares a full database
//! with the sample.
//!
//! `pair_look_up <database>` prints the median in microseconds.

use chrono::NaiveDate;
use codeset::release::Source;
use std::time::Instant;
use store::Store;

/// Look-ups measured.
const TIMES: usize = 2000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(address) = std::env::args().nth(1) else {
        return Err("usage: pair_look_up <database>".into());
    };
    let store = Store::open(&address).await?;
    let on = NaiveDate::from_ymd_opt(2024, 8, 1).unwrap_or_default();
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        let pairs = store
            .list_pair(Source::PtpPractitioner, "97150", "97530", on)
            .await?;
        times.push(began.elapsed());
        std::hint::black_box(pairs);
    }
    times.sort();
    println!("{:.1}", times[TIMES / 2].as_secs_f64() * 1e6);
    Ok(())
}
