//! What it costs to price one code in every locality of a day, beside one statement by hand that computes the same
//! amounts. `make bench` takes a full database.
//!
//! `fee_strip <database>` prints the medians in milliseconds and the ratio.

use chrono::NaiveDate;
use codeset::claim::read_claim;
use reference::fees::{Asked, Choice, Place, find_price_list};
use sea_orm::{ConnectionTrait, Database, Statement};
use std::time::{Duration, Instant};
use store::Store;

/// Price lists measured.
const TIMES: usize = 500;

#[tokio::main]
#[expect(
    clippy::disallowed_methods,
    reason = "the statements by hand run beside the store, not through it"
)]
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
    let db = Database::connect(&address).await?;
    let (mut lists, mut statements) = (Vec::new(), Vec::new());
    let (mut localities, mut rows) = (0, 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        localities = find_price_list(&store, &asked).await?.places.len();
        lists.push(began.elapsed());
        let began = Instant::now();
        let statement = Statement::from_string(db.get_database_backend(), BY_HAND);
        rows = db.query_all_raw(statement).await?.len();
        statements.push(began.elapsed());
    }
    if localities != rows {
        return Err(format!("{localities} localities are priced, the statement prices {rows}").into());
    }
    let (list, statement) = (median(lists), median(statements));
    println!(
        "97150 in {localities} localities: {list:.2} ms, one statement by hand {statement:.2} ms, ratio {:.1}",
        list / statement
    );
    Ok(())
}

/// The amounts of all localities, in cents.
const BY_HAND: &str = "SELECT g.mac, g.locality, g.state, g.name,
     ((f.work * g.work + f.pe_nonfacility * g.pe + f.mp * g.mp) * c.factor + 5000000) / 10000000 AS cents
     FROM fee f, gpci g, conversion_factor c
     WHERE f.code = '97150' AND f.modifier = '' AND f.source = 'mpfs'
       AND g.source = 'gpci' AND c.source = 'mpfs' AND c.kind = 'physician'
       AND f.valid_from <= '2025-10-01' AND (f.valid_to IS NULL OR f.valid_to > '2025-10-01')
       AND g.valid_from <= '2025-10-01' AND (g.valid_to IS NULL OR g.valid_to > '2025-10-01')
       AND c.valid_from <= '2025-10-01' AND (c.valid_to IS NULL OR c.valid_to > '2025-10-01')
     ORDER BY cents DESC";

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
