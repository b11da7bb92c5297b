//! What the list of edits costs for the code that has the most of them, beside the same two statements written by
//! hand. `make bench` takes a full database.
//!
//! `edit_page <database>` prints the medians in milliseconds and the ratio.

use chrono::NaiveDate;
use codeset::Code;
use codeset::ncci::Setting;
use reference::edits::{AskedEdits, ON_A_PAGE, find_edits};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::time::{Duration, Instant};
use store::Store;
use store::edit_list::EditOrder;
use store::edits::Column;

/// Pages measured.
const TIMES: usize = 200;

const MOST_EDITED: &str =
    "SELECT column2 FROM ptp_edit WHERE source = 'ptp-practitioner' AND valid_to IS NULL
     AND deleted IS NULL GROUP BY column2 ORDER BY count(*) DESC LIMIT 1";

const IN_FORCE: &str = "FROM ptp_edit WHERE column2 = $1 AND source = 'ptp-practitioner' AND valid_to IS NULL
     AND indicator <> 9 AND effective <= $2 AND (deleted IS NULL OR deleted >= $2)";

#[tokio::main]
#[expect(
    clippy::disallowed_methods,
    reason = "the statements by hand run beside the store, not through it"
)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(address) = std::env::args().nth(1) else {
        return Err("usage: edit_page <database>".into());
    };
    let store = Store::open(&address).await?;
    let db = Database::connect(&address).await?;
    let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let found = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), MOST_EDITED))
        .await?;
    let Some(code) = found.and_then(|row| row.try_get::<String>("", "column2").ok()) else {
        return Err("the database holds no edits".into());
    };
    let asked = AskedEdits {
        code: Code::parse_procedure(&code)?,
        on,
        setting: Setting::Practitioner,
        column: Some(Column::Two),
        indicator: None,
        text: String::new(),
        order: EditOrder::OtherCode,
        page: 1,
    };
    let (mut pages, mut statements) = (Vec::new(), Vec::new());
    let (mut total, mut counted) = (0, 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        total = find_edits(&store, &asked).await?.total;
        pages.push(began.elapsed());
        let began = Instant::now();
        counted = by_hand(&db, &code, on).await?;
        statements.push(began.elapsed());
    }
    if total != counted {
        return Err(format!("the page counts {total} edits, the statement {counted}").into());
    }
    let (page, statement) = (median(pages), median(statements));
    println!(
        "{code}, {total} edits: page of {ON_A_PAGE} with titles and history {page:.2} ms, two statements by hand \
         {statement:.2} ms, ratio {:.1}",
        page / statement
    );
    Ok(())
}

/// A page of the edits, and how many there are.
async fn by_hand(db: &DatabaseConnection, code: &str, on: NaiveDate) -> Result<u64, sea_orm::DbErr> {
    let statement = |sql: String| {
        Statement::from_sql_and_values(db.get_database_backend(), sql, [code.into(), on.into()])
    };
    let page = format!(
        "SELECT column1, indicator, effective, deleted, rationale {IN_FORCE} ORDER BY column1 LIMIT {ON_A_PAGE}"
    );
    db.query_all_raw(statement(page)).await?;
    let count = db
        .query_one_raw(statement(format!("SELECT count(*) AS edits {IN_FORCE}")))
        .await?;
    let count: Option<i64> = count.map(|row| row.try_get("", "edits")).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
