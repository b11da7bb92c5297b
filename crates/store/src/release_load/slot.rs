//! The statements that set one slot of a dated table to the staged rows.
//!
//! No loaded release begins inside the slot, so every span that overlaps it covers it whole. That keeps
//! each step one statement: cut the spans that say something else, add what is new, join equal neighbours.

use super::{LoadCounts, dated::DatedTable, next_release};
use crate::StoreError;
use codeset::release::ReleaseInfo;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

/// SQLite takes 32,766 bound values in a statement.
pub(super) const MAX_BOUND_VALUES: usize = 32_766;

/// Creates the empty, temporary table `stage` with the columns of the dated table.
pub(super) async fn create_stage(tx: &DatabaseTransaction, table: &DatedTable) -> Result<(), StoreError> {
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    tx.execute_unprepared("DROP TABLE IF EXISTS stage").await?;
    tx.execute_unprepared(&format!(
        "CREATE TEMPORARY TABLE stage AS SELECT {columns} FROM {} WHERE 1 = 0",
        table.name
    ))
    .await?;
    Ok(())
}

pub(super) async fn drop_stage(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    tx.execute_unprepared("DROP TABLE stage").await?;
    Ok(())
}

/// `INSERT INTO stage` with placeholders for a number of rows.
pub(super) fn insert_sql(backend: DbBackend, table: &DatedTable, rows: usize) -> String {
    let width = table.width();
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    let mut sql = format!("INSERT INTO stage ({columns}) VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                sql.push_str(", ");
            }
            match backend {
                DbBackend::Postgres => sql.push_str(&format!("${}", row * width + column + 1)),
                _ => sql.push('?'),
            }
        }
        sql.push(')');
    }
    sql
}

/// Adds the staged codes to the table of all codes.
pub(super) async fn register_codes(tx: &DatabaseTransaction, codes: &str) -> Result<(), StoreError> {
    // "WHERE true" ends the SELECT for SQLite's grammar, which else takes ON for a join.
    tx.execute_unprepared(&format!(
        "INSERT INTO code (system, code) SELECT * FROM ({codes}) named WHERE true ON CONFLICT DO NOTHING"
    ))
    .await?;
    Ok(())
}

/// Sets the slot that begins with the release to the staged rows.
pub(super) async fn set(
    tx: &DatabaseTransaction,
    table: &DatedTable,
    info: &ReleaseInfo,
    release_id: i32,
) -> Result<LoadCounts, StoreError> {
    let name = table.name;
    let next = next_release(tx, info.source, info.valid_from).await?;
    let from = info.valid_from;
    let source = info.source.slug();
    let run = |sql: String, values: Vec<Value>| async move {
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
        Ok::<u64, StoreError>(tx.execute_raw(statement).await?.rows_affected())
    };

    let key = table.key.join(", ");
    let both = |columns: &[&str], left: &str, right: &str, with: &str| {
        columns
            .iter()
            .map(|c| format!("{left}.{c} {with} {right}.{c}"))
            .collect::<Vec<_>>()
            .join(" AND ")
    };
    let same_key = |left: &str, right: &str| both(table.key, left, right, "=");
    let same_content = |left: &str, right: &str| both(table.content, left, right, "IS NOT DISTINCT FROM");
    // $1 = source, $2 = first day of the slot, in every statement below.
    let covers = "v.source = $1 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)";
    let slot = || vec![Value::from(source), Value::from(from)];

    let staged = both(table.key, "stage", "v", "=");
    let kept = format!(
        "EXISTS (SELECT 1 FROM stage WHERE {staged} AND {})",
        same_content("stage", "v")
    );
    tx.execute_unprepared(&format!("CREATE INDEX stage_key ON stage ({key})"))
        .await?;
    tx.execute_unprepared("ANALYZE stage").await?;

    let counted = tx
        .query_one_raw(Statement::from_sql_and_values(
            tx.get_database_backend(),
            format!("SELECT count(*) AS kept FROM {name} v WHERE {covers} AND {kept}"),
            slot(),
        ))
        .await?;
    let unchanged = match counted {
        Some(row) => row.try_get::<i64>("", "kept")?.unsigned_abs(),
        None => 0,
    };

    // What the slot cuts out of a longer span goes on after it, as of the next release.
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    if let Some(next) = &next {
        run(
            format!(
                "INSERT INTO {name} ({columns}, source, valid_from, valid_to, release_id) \
                 SELECT {columns}, source, CAST($3 AS date), valid_to, CAST($4 AS integer) FROM {name} v \
                 WHERE {covers} AND NOT {kept} AND (v.valid_to IS NULL OR v.valid_to > $3)"
            )
            .replace("CAST($3 AS date)", cast_date(tx.get_database_backend())),
            [slot(), vec![next.valid_from.into(), next.id.into()]].concat(),
        )
        .await?;
    }
    let ended = run(
        format!("UPDATE {name} AS v SET valid_to = $2 WHERE {covers} AND v.valid_from < $2 AND NOT {kept}"),
        slot(),
    )
    .await?;
    let replaced = run(
        format!("DELETE FROM {name} AS v WHERE {covers} AND v.valid_from = $2 AND NOT {kept}"),
        slot(),
    )
    .await?;

    let added = run(
        format!(
            "INSERT INTO {name} ({columns}, source, valid_from, valid_to, release_id) \
             SELECT {columns}, CAST($1 AS text), {date_from}, {date_to}, CAST($4 AS integer) FROM stage \
             WHERE NOT EXISTS (SELECT 1 FROM {name} v WHERE {covers} AND {staged})",
            date_from = cast_date(tx.get_database_backend()).replace("$3", "$2"),
            date_to = cast_date(tx.get_database_backend()),
        ),
        [
            slot(),
            vec![next.as_ref().map(|n| n.valid_from).into(), release_id.into()],
        ]
        .concat(),
    )
    .await?;

    let first_days = [Some(from), next.map(|n| n.valid_from)];
    for day in first_days.into_iter().flatten() {
        join_equal_neighbours(
            tx,
            name,
            source,
            day,
            &same_key("a", "b"),
            &same_content("a", "b"),
        )
        .await?;
    }
    Ok(LoadCounts {
        read: 0,
        added,
        closed: ended + replaced,
        unchanged,
    })
}

/// Makes one span of two that meet on a day and say the same.
async fn join_equal_neighbours(
    tx: &DatabaseTransaction,
    name: &str,
    source: &str,
    day: codeset::NaiveDate,
    same_key: &str,
    same_content: &str,
) -> Result<(), StoreError> {
    let meets = format!("{same_key} AND a.source = b.source AND {same_content}");
    for sql in [
        format!(
            "UPDATE {name} AS a SET valid_to = (SELECT b.valid_to FROM {name} b \
             WHERE {meets} AND b.valid_from = $2) \
             WHERE a.source = $1 AND a.valid_to = $2 \
             AND EXISTS (SELECT 1 FROM {name} b WHERE {meets} AND b.valid_from = $2)"
        ),
        // The later one is now inside the earlier one.
        format!(
            "DELETE FROM {name} AS b WHERE b.source = $1 AND b.valid_from = $2 AND EXISTS \
             (SELECT 1 FROM {name} a WHERE {same_key} AND a.source = b.source AND a.valid_from < $2 \
             AND (a.valid_to IS NULL OR a.valid_to > $2))"
        ),
    ] {
        let values = vec![Value::from(source), Value::from(day)];
        tx.execute_raw(Statement::from_sql_and_values(
            tx.get_database_backend(),
            sql,
            values,
        ))
        .await?;
    }
    Ok(())
}

/// PostgreSQL wants the type of a selected parameter; SQLite would turn a date into its year.
fn cast_date(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "CAST($3 AS date)",
        _ => "$3",
    }
}
