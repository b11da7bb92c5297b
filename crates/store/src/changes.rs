//! What changed between two releases of a source, and what the releases have said of one code.
//!
//! Both read the spans of the dated tables, whatever the table: columns come as text, `None` for a null. What the
//! columns mean and how their figures are written is for `reference` to say.

use crate::release_load::{DatedTable, Names, all_tables};
use crate::{Store, StoreError};
use codeset::release::Source;
use codeset::{Code, NaiveDate};
use futures_util::{Stream, TryStreamExt};
use sea_orm::{ConnectionTrait, QueryResult, Statement, StreamTrait, Value};

/// Columns that say where a row stands in its file. They change when a row is inserted before it, and say nothing.
const SILENT: [&str; 1] = ["position"];

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Only the later release has it.
    Added,
    /// Only the earlier release has it.
    Ended,
    /// Both have it, and say different things of it.
    Revised,
}

impl ChangeKind {
    /// Every kind, as lists show them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Ended, Self::Revised];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Ended => "ended",
            Self::Revised => "revised",
        }
    }

    /// The kind of a [`ChangeKind::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// A row that two releases differ in. Values stand in the order of the table's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// The values of its key.
    pub key: Vec<Option<String>>,
    /// What the earlier release says; empty for an added row.
    pub before: Vec<Option<String>>,
    /// What the later release says; empty for an ended row.
    pub after: Vec<Option<String>>,
}

/// Which changes are asked for.
#[derive(Clone, Debug)]
pub struct ChangeFilter {
    /// The source.
    pub source: Source,
    /// First day of the earlier release.
    pub from: NaiveDate,
    /// First day of the later release.
    pub to: NaiveDate,
    /// Only these.
    pub kind: Option<ChangeKind>,
    /// Only rows whose key begins with this, or one of whose texts holds it, in any case.
    pub text: String,
}

/// How many rows changed in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// See [`ChangeKind::Added`].
    pub added: u64,
    /// See [`ChangeKind::Ended`].
    pub ended: u64,
    /// See [`ChangeKind::Revised`].
    pub revised: u64,
}

impl ChangeCounts {
    /// How many of a kind, or in all.
    pub fn of(self, kind: Option<ChangeKind>) -> u64 {
        match kind {
            Some(ChangeKind::Added) => self.added,
            Some(ChangeKind::Ended) => self.ended,
            Some(ChangeKind::Revised) => self.revised,
            None => self.added + self.ended + self.revised,
        }
    }
}

/// A span of one row about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The name of its table.
    pub table: &'static str,
    /// The slug of its source.
    pub source: String,
    /// The values of its key.
    pub key: Vec<Option<String>>,
    /// What it says.
    pub content: Vec<Option<String>>,
    /// The first day on which it stood.
    pub valid_from: NaiveDate,
    /// The first day on which it no longer did.
    pub valid_to: Option<NaiveDate>,
    /// The label of the release that began it.
    pub release: String,
}

impl DatedTable {
    /// The columns whose change counts as a revision.
    pub fn telling(&self) -> impl Iterator<Item = &'static str> {
        self.content
            .iter()
            .copied()
            .filter(|column| !SILENT.contains(column))
    }
}

/// A condition on the columns of two rows, joined by AND.
fn each(columns: impl Iterator<Item = &'static str>, condition: impl Fn(&str) -> String) -> String {
    let all: Vec<_> = columns.map(condition).collect();
    if all.is_empty() {
        "1 = 1".into()
    } else {
        all.join(" AND ")
    }
}

/// `SELECT kind, key…, before…, after…` of all changes of a table. $1 source, $2 and $3 the days.
fn changes_sql(table: &DatedTable) -> String {
    let name = table.name;
    let key = |row: &str| {
        table
            .key
            .iter()
            .map(|c| format!("CAST({row}.{c} AS text) AS k_{c}"))
            .collect::<Vec<_>>()
    };
    let content = |row: &str, prefix: &str| {
        table
            .telling()
            .map(|c| format!("CAST({row}.{c} AS text) AS {prefix}_{c}"))
            .collect::<Vec<_>>()
    };
    let nothing = |prefix: &str| {
        table
            .telling()
            .map(|c| format!("CAST(NULL AS text) AS {prefix}_{c}"))
            .collect::<Vec<_>>()
    };
    let list = |kind: String, columns: [Vec<String>; 3]| {
        let order = table
            .key
            .iter()
            .map(|c| format!("{}.{c} AS o_{c}", if kind == "'ended'" { "o" } else { "n" }));
        std::iter::once(format!("{kind} AS kind"))
            .chain(columns.into_iter().flatten())
            .chain(order)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let same_key = each(table.key.iter().copied(), |c| format!("o.{c} = n.{c}"));
    let same_content = each(table.telling(), |c| format!("o.{c} IS NOT DISTINCT FROM n.{c}"));
    let came = list(
        "CASE WHEN o.source IS NULL THEN 'added' ELSE 'revised' END".into(),
        [key("n"), content("o", "b"), content("n", "a")],
    );
    let went = list("'ended'".into(), [key("o"), content("o", "b"), nothing("a")]);
    format!(
        "SELECT {came} FROM {name} n LEFT JOIN {name} o ON {same_key} AND o.source = n.source \
         AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2) \
         WHERE n.source = $1 AND n.valid_from > $2 AND n.valid_from <= $3 \
         AND (n.valid_to IS NULL OR n.valid_to > $3) AND (o.source IS NULL OR NOT ({same_content})) \
         UNION ALL \
         SELECT {went} FROM {name} o WHERE o.source = $1 AND o.valid_from <= $2 AND o.valid_to > $2 \
         AND o.valid_to <= $3 AND NOT EXISTS (SELECT 1 FROM {name} n WHERE {same_key} AND n.source = o.source \
         AND n.valid_from <= $3 AND (n.valid_to IS NULL OR n.valid_to > $3))"
    )
}

/// The changes that pass a filter, as a query in parentheses and its values.
fn filtered(table: &DatedTable, filter: &ChangeFilter) -> (String, Vec<Value>) {
    let mut sql = format!("(SELECT * FROM ({}) changed WHERE 1 = 1", changes_sql(table));
    let mut values = vec![filter.source.slug().into(), filter.from.into(), filter.to.into()];
    if let Some(kind) = filter.kind {
        values.push(kind.slug().into());
        sql.push_str(&format!(" AND kind = ${}", values.len()));
    }
    if !filter.text.is_empty() {
        let text = crate::codes::escape_like(&filter.text.to_lowercase()).replace('\0', "\u{1}");
        values.push(format!("{text}%").into());
        let beginning = values.len();
        values.push(format!("%{text}%").into());
        let inside = values.len();
        let like = |column: String, place: usize| format!("lower({column}) LIKE ${place} ESCAPE '\\'");
        let keys = table.key.iter().map(|c| like(format!("k_{c}"), beginning));
        let texts = table
            .telling()
            .flat_map(|c| [like(format!("b_{c}"), inside), like(format!("a_{c}"), inside)]);
        let any = keys.chain(texts).collect::<Vec<_>>().join(" OR ");
        sql.push_str(&format!(" AND ({any})"));
    }
    sql.push(')');
    (sql, values)
}

fn change_of(table: &DatedTable, row: &QueryResult) -> Result<Change, StoreError> {
    let kind: String = row.try_get_by_index(0)?;
    let kind = ChangeKind::from_slug(&kind).ok_or(StoreError::Value(kind))?;
    let mut values = (1..).map(|index| row.try_get_by_index::<Option<String>>(index));
    let mut take = |count: usize| values.by_ref().take(count).collect::<Result<Vec<_>, _>>();
    let key = take(table.key.len())?;
    let telling = table.telling().count();
    let (before, after) = (take(telling)?, take(telling)?);
    let unless = |other, values| if kind == other { Vec::new() } else { values };
    Ok(Change {
        kind,
        key,
        before: unless(ChangeKind::Added, before),
        after: unless(ChangeKind::Ended, after),
    })
}

impl Store {
    /// A page of the changes in a table, in the order of its key.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_changes(
        &self,
        table: &DatedTable,
        filter: &ChangeFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<Change>, StoreError> {
        let (sql, mut values) = filtered(table, filter);
        values.extend([crate::codes::count(limit), crate::codes::count(offset)]);
        let (limit, offset) = (values.len() - 1, values.len());
        let sql = format!(
            "SELECT * FROM {sql} listed ORDER BY {} LIMIT ${limit} OFFSET ${offset}",
            order(table)
        );
        let rows = self
            .db
            .query_all_raw(Statement::from_sql_and_values(self.backend(), sql, values))
            .await?;
        rows.iter().map(|row| change_of(table, row)).collect()
    }

    /// All changes in a table, one by one: there may be millions.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn stream_changes(
        &self,
        table: DatedTable,
        filter: &ChangeFilter,
    ) -> Result<impl Stream<Item = Result<Change, StoreError>> + use<'_>, StoreError> {
        let (sql, values) = filtered(&table, filter);
        let sql = format!("SELECT * FROM {sql} listed ORDER BY {}", order(&table));
        let rows = self
            .db
            .stream_raw(Statement::from_sql_and_values(self.backend(), sql, values))
            .await?;
        Ok(rows
            .map_err(StoreError::from)
            .and_then(move |row| std::future::ready(change_of(&table, &row))))
    }

    /// How many rows of a table changed in which way.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_changes(
        &self,
        table: &DatedTable,
        filter: &ChangeFilter,
    ) -> Result<ChangeCounts, StoreError> {
        let (sql, values) = filtered(table, filter);
        let sql = format!("SELECT kind, count(*) AS rows FROM {sql} counted GROUP BY kind");
        let mut counts = ChangeCounts::default();
        for row in self
            .db
            .query_all_raw(Statement::from_sql_and_values(self.backend(), sql, values))
            .await?
        {
            let kind: String = row.try_get("", "kind")?;
            let rows: i64 = row.try_get("", "rows")?;
            let rows = rows.unsigned_abs();
            match ChangeKind::from_slug(&kind) {
                Some(ChangeKind::Added) => counts.added = rows,
                Some(ChangeKind::Ended) => counts.ended = rows,
                Some(ChangeKind::Revised) => counts.revised = rows,
                None => return Err(StoreError::Value(kind)),
            }
        }
        Ok(counts)
    }

    /// Every span that the releases tell of a code, but for those of tables where a code has thousands (edits, and
    /// payments by locality): by source, key and day, at most `limit` of each table.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_told(&self, code: &Code, limit: u64) -> Result<Vec<Told>, StoreError> {
        let mut told = Vec::new();
        for table in all_tables() {
            let [name] = table.names else { continue };
            let (Names::WithSystem | Names::Procedures("code") | Names::Of(_, "code")) = name else {
                continue;
            };
            if table.name == "opps_cap" {
                continue;
            }
            told.extend(self.told_in(&table, *name, code, limit).await?);
        }
        Ok(told)
    }

    async fn told_in(
        &self,
        table: &DatedTable,
        named: Names,
        code: &Code,
        limit: u64,
    ) -> Result<Vec<Told>, StoreError> {
        let as_text = |columns: Vec<&str>| {
            columns
                .iter()
                .map(|c| format!("CAST(t.{c} AS text)"))
                .collect::<Vec<_>>()
        };
        let columns = as_text(table.key.iter().copied().chain(table.telling()).collect()).join(", ");
        let key = table
            .key
            .iter()
            .map(|c| format!("t.{c}"))
            .collect::<Vec<_>>()
            .join(", ");
        let mut values: Vec<Value> = vec![code.as_str().into(), crate::codes::count(limit)];
        let of_system = match named {
            Names::WithSystem => {
                values.push(code.system().slug().into());
                " AND t.system = $3"
            }
            _ => "",
        };
        let sql = format!(
            "SELECT {columns}, t.source AS source, t.valid_from AS valid_from, t.valid_to AS valid_to, \
             r.label AS label FROM {} t JOIN release r ON r.id = t.release_id \
             WHERE t.code = $1{of_system} ORDER BY t.source, {key}, t.valid_from LIMIT $2",
            table.name
        );
        let rows = self
            .db
            .query_all_raw(Statement::from_sql_and_values(self.backend(), sql, values))
            .await?;
        rows.iter()
            .map(|row| {
                let mut values = (0..).map(|index| row.try_get_by_index::<Option<String>>(index));
                let key = values
                    .by_ref()
                    .take(table.key.len())
                    .collect::<Result<Vec<_>, _>>()?;
                let content = values
                    .take(table.telling().count())
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Told {
                    table: table.name,
                    source: row.try_get("", "source")?,
                    key,
                    content,
                    valid_from: row.try_get("", "valid_from")?,
                    valid_to: row.try_get("", "valid_to")?,
                    release: row.try_get("", "label")?,
                })
            })
            .collect()
    }
}

/// The key's columns with their own types, so that numbers sort as numbers.
fn order(table: &DatedTable) -> String {
    table
        .key
        .iter()
        .map(|c| format!("o_{c}"))
        .collect::<Vec<_>>()
        .join(", ")
}
