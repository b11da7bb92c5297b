//! What the check of a whole claim costs, beside one statement written by hand for its pairs alone. `make bench`
//! takes a full database.
//!
//! `claim_check <database>` prints the median of the check in milliseconds, that of the statement, and the ratio.

use chrono::NaiveDate;
use codeset::claim::{MOST_LINES, read_claim};
use codeset::ncci::Setting;
use reference::claim_check::{Claim, check_claim};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbErr, Statement, Value};
use std::time::{Duration, Instant};
use store::Store;

/// Checks measured.
const TIMES: usize = 200;

#[tokio::main]
#[expect(
    clippy::disallowed_methods,
    reason = "the statement by hand runs beside the store, not through it"
)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(address) = std::env::args().nth(1) else {
        return Err("usage: claim_check <database>".into());
    };
    let store = Store::open(&address).await?;
    let db = Database::connect(&address).await?;
    let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let codes = edited_codes(&db).await?;
    let claim = Claim {
        lines: read_claim(&codes.join("\n")),
        setting: Setting::Practitioner,
        on,
        shows: &|_| true,
    };
    let (mut checks, mut statements) = (Vec::new(), Vec::new());
    let (mut found, mut rows) = (0, 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        found = check_claim(&store, &claim).await?.pairs.len();
        checks.push(began.elapsed());
        let began = Instant::now();
        rows = db.query_all_raw(pairs_by_hand(&db, &codes, on)).await?.len();
        statements.push(began.elapsed());
    }
    if found != rows {
        return Err(format!("the check finds {found} pairs, the statement {rows}").into());
    }
    let (check, statement) = (median(checks), median(statements));
    println!(
        "{} lines, {found} pairs: check {check:.2} ms, statement by hand {statement:.2} ms, ratio {:.1}",
        codes.len(),
        check / statement
    );
    Ok(())
}

/// The codes that stand most often in Column 1.
async fn edited_codes(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let sql = format!(
        "SELECT column1 FROM ptp_edit WHERE source = 'ptp-practitioner' AND valid_to IS NULL AND deleted IS NULL
         GROUP BY column1 ORDER BY count(*) DESC LIMIT {MOST_LINES}"
    );
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    rows.iter().map(|row| row.try_get("", "column1")).collect()
}

/// All pairs among some codes in force on a day.
fn pairs_by_hand(db: &DatabaseConnection, codes: &[String], on: NaiveDate) -> Statement {
    let places: Vec<_> = (2..2 + codes.len()).map(|at| format!("${at}")).collect();
    let places = places.join(", ");
    let sql = format!(
        "SELECT column1, column2, indicator, effective, rationale FROM ptp_edit
         WHERE column1 IN ({places}) AND column2 IN ({places}) AND source = 'ptp-practitioner'
           AND valid_to IS NULL AND indicator <> 9 AND effective <= $1 AND (deleted IS NULL OR deleted >= $1)"
    );
    let mut values: Vec<Value> = vec![on.into()];
    values.extend(codes.iter().map(|code| Value::from(code.as_str())));
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
