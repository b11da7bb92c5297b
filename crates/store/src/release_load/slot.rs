//! The statements that set one slot of a dated table to the staged rows.
//!
//! No loaded release begins inside the slot, so every span that overlaps it covers it whole. That keeps
//! each step one statement: cut the spans that say something else, add what is new, join equal neighbours.

use super::LoadCounts;
use super::bulk::Bulk;
use super::dated::{DatedTable, Names};
use crate::StoreError;
use codeset::NaiveDate;
use codeset::release::Source;
use sea_orm::{DbBackend, Value};

/// A release around a slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    pub id: i32,
    pub valid_from: NaiveDate,
}

/// The days of a source that a release answers for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub source: Source,
    pub from: NaiveDate,
    pub next: Option<Neighbour>,
}

/// The name of the temporary table that holds the rows on their way into a table.
pub(super) fn stage_name(table: &DatedTable) -> String {
    format!("stage_{}", table.name)
}

/// Creates an empty stage of a table.
pub(super) async fn create_stage(bulk: &mut Bulk, table: &DatedTable) -> Result<(), StoreError> {
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    let stage = stage_name(table);
    bulk.execute(format!("DROP TABLE IF EXISTS {stage}"), []).await?;
    bulk.execute(
        format!(
            "CREATE TEMPORARY TABLE {stage} AS SELECT {columns} FROM {} WHERE 1 = 0",
            table.name
        ),
        [],
    )
    .await?;
    Ok(())
}

pub(super) async fn drop_stage(bulk: &mut Bulk, table: &DatedTable) -> Result<(), StoreError> {
    bulk.execute(format!("DROP TABLE {}", stage_name(table)), [])
        .await?;
    Ok(())
}

/// Stages what a table says of a source on a day.
pub(super) async fn stage_day(
    bulk: &mut Bulk,
    table: &DatedTable,
    source: Source,
    day: NaiveDate,
) -> Result<(), StoreError> {
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    bulk.execute(
        format!(
            "INSERT INTO {} ({columns}) SELECT {columns} FROM {} \
             WHERE source = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
            stage_name(table),
            table.name
        ),
        [source.slug().into(), day.into()],
    )
    .await?;
    Ok(())
}

/// Adds the codes that a table or its stage names to the table of all codes.
pub(super) async fn register_codes(bulk: &mut Bulk, names: &[Names], from: &str) -> Result<(), StoreError> {
    for name in names {
        let (system, code) = name.expressions();
        // "WHERE true" ends the SELECT for SQLite's grammar, which else takes ON for a join.
        bulk.execute(
            format!(
                "INSERT INTO code (system, code) \
                 SELECT * FROM (SELECT DISTINCT {system} AS system, {code} AS code FROM {from}) named \
                 WHERE true ON CONFLICT DO NOTHING"
            ),
            [],
        )
        .await?;
    }
    Ok(())
}

/// Sets the slot to the staged rows. Spans that begin with it belong to `release_id`.
pub(super) async fn set(
    bulk: &mut Bulk,
    table: &DatedTable,
    slot: Slot,
    release_id: i32,
) -> Result<LoadCounts, StoreError> {
    let name = table.name;
    let stage = stage_name(table);
    let key = table.key.join(", ");
    let both = |columns: &[&str], left: &str, right: &str, with: &str| {
        columns
            .iter()
            .map(|c| format!("{left}.{c} {with} {right}.{c}"))
            .chain(columns.is_empty().then(|| "1 = 1".to_owned()))
            .collect::<Vec<_>>()
            .join(" AND ")
    };
    let same_key = |left: &str, right: &str| both(table.key, left, right, "=");
    let same_content = |left: &str, right: &str| both(table.content, left, right, "IS NOT DISTINCT FROM");
    // $1 = source, $2 = first day of the slot, in every statement below.
    let covers = "v.source = $1 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)";
    let of_slot = [Value::from(slot.source.slug()), Value::from(slot.from)];

    let staged = both(table.key, &stage, "v", "=");
    let kept = format!(
        "EXISTS (SELECT 1 FROM {stage} WHERE {staged} AND {})",
        same_content(&stage, "v")
    );
    let unique = bulk
        .execute(format!("CREATE UNIQUE INDEX {stage}_key ON {stage} ({key})"), [])
        .await;
    unique.map_err(|error| error.or_repeated_key(table.name))?;
    bulk.execute(format!("ANALYZE {stage}"), []).await?;

    let unchanged = bulk
        .find(
            format!("SELECT count(*) FROM {name} v WHERE {covers} AND {kept}"),
            of_slot.clone(),
            |row| row.integer(0),
        )
        .await?
        .unwrap_or_default()
        .unsigned_abs();

    // What the slot cuts out of a longer span goes on after it, as of the next release.
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    let day = |parameter: &str| cast_date(bulk.backend(), parameter);
    let (second, third) = (day("$2"), day("$3"));
    if let Some(next) = slot.next {
        bulk.execute(
            format!(
                "INSERT INTO {name} ({columns}, source, valid_from, valid_to, release_id) \
                 SELECT {columns}, source, {third}, valid_to, CAST($4 AS integer) FROM {name} v \
                 WHERE {covers} AND NOT {kept} AND (v.valid_to IS NULL OR v.valid_to > $3)"
            ),
            of_slot
                .clone()
                .into_iter()
                .chain([next.valid_from.into(), next.id.into()]),
        )
        .await?;
    }
    let ended = bulk
        .execute(
            format!(
                "UPDATE {name} AS v SET valid_to = $2 WHERE {covers} AND v.valid_from < $2 AND NOT {kept}"
            ),
            of_slot.clone(),
        )
        .await?;
    let replaced = bulk
        .execute(
            format!("DELETE FROM {name} AS v WHERE {covers} AND v.valid_from = $2 AND NOT {kept}"),
            of_slot.clone(),
        )
        .await?;
    let added = bulk
        .execute(
            format!(
                "INSERT INTO {name} ({columns}, source, valid_from, valid_to, release_id) \
                 SELECT {columns}, CAST($1 AS text), {second}, {third}, CAST($4 AS integer) FROM {stage} \
                 WHERE NOT EXISTS (SELECT 1 FROM {name} v WHERE {covers} AND {staged})"
            ),
            of_slot
                .into_iter()
                .chain([slot.next.map(|n| n.valid_from).into(), release_id.into()]),
        )
        .await?;

    let first_days = [Some(slot.from), slot.next.map(|n| n.valid_from)];
    for day in first_days.into_iter().flatten() {
        let (key, content) = (same_key("a", "b"), same_content("a", "b"));
        join_equal_neighbours(bulk, name, slot.source, day, &key, &content).await?;
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
    bulk: &mut Bulk,
    name: &str,
    source: Source,
    day: NaiveDate,
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
        bulk.execute(sql, [source.slug().into(), day.into()]).await?;
    }
    Ok(())
}

/// PostgreSQL wants the type of a selected parameter; SQLite would turn a date into its year.
fn cast_date(backend: DbBackend, parameter: &str) -> String {
    match backend {
        DbBackend::Postgres => format!("CAST({parameter} AS date)"),
        _ => parameter.to_owned(),
    }
}
