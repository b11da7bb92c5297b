//! What changed between two releases of a source: rows added, ended and revised, with the words that changed.

use crate::ReferenceError;
use crate::columns::{caption, rows_of, subject, written};
use codeset::release::Source;
use codeset::{Code, NaiveDate};
use futures_util::{Stream, StreamExt};
use similar::{ChangeTag, TextDiff};
use store::Store;
use store::changes::{Change, ChangeCounts, ChangeFilter, ChangeKind};
use store::entity::release;
use store::release_load::{DatedTable, tables_of};

/// How many changes a page lists.
pub const ON_A_PAGE: u64 = 100;

/// Longer texts are not compared word by word.
const LONGEST_COMPARED: usize = 20_000;

/// Which changes are asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The source.
    pub source: Source,
    /// First day of the earlier release; the one before `to` where it is none of a release.
    pub from: Option<NaiveDate>,
    /// First day of the later release; the newest where it is none of a release.
    pub to: Option<NaiveDate>,
    /// Which of the source's tables, by its name; the first one with changes where it is none.
    pub part: String,
    /// Only these.
    pub kind: Option<ChangeKind>,
    /// Only rows whose key begins with this or one of whose texts holds it.
    pub text: String,
    /// Which page, from 1.
    pub page: u64,
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// In both releases.
    Kept(String),
    /// Only in the earlier one.
    Gone(String),
    /// Only in the later one.
    New(String),
}

/// What a column said and says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedField {
    /// The column.
    pub caption: &'static str,
    /// The words; empty where the reader may not see them.
    pub words: Vec<Words>,
}

/// A row that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// How.
    pub kind: ChangeKind,
    /// The code that it is about, where it is about one with a page.
    pub code: Option<Code>,
    /// What else tells the row apart.
    pub rest: String,
    /// The columns that changed; of an added or ended row those that say something.
    pub fields: Vec<ChangedField>,
}

/// A part of a source with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPart {
    /// The table's name, as addresses carry it.
    pub name: &'static str,
    /// What its rows are.
    pub title: &'static str,
    /// What passes the words of the filter, of every kind.
    pub counts: ChangeCounts,
}

/// A page of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// All loaded releases of the source, oldest first.
    pub releases: Vec<release::Model>,
    /// The two that are compared; `None` with fewer than two.
    pub compared: Option<(release::Model, release::Model)>,
    /// The parts of the source.
    pub parts: Vec<ChangedPart>,
    /// The part that is listed.
    pub part: &'static str,
    /// A page of its changes.
    pub rows: Vec<ChangedRow>,
    /// How many there are in all.
    pub total: u64,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
}

/// A page of changes. With `tells` the rows say what changed; without they only name the columns.
///
/// # Errors
/// Only the database's.
pub async fn find_changes(store: &Store, asked: &Asked, tells: bool) -> Result<Changes, ReferenceError> {
    let releases = list_releases(store, asked.source).await?;
    let Some((from, to)) = compared(&releases, asked) else {
        return Ok(Changes {
            releases,
            compared: None,
            parts: Vec::new(),
            part: "",
            rows: Vec::new(),
            total: 0,
            page: 1,
            pages: 1,
        });
    };
    let all = filter(asked, &from, &to, None);
    let mut parts = Vec::new();
    for table in tables_of(asked.source) {
        parts.push(ChangedPart {
            name: table.name,
            title: rows_of(table),
            counts: store.count_changes(table, &all).await?,
        });
    }
    let chosen = parts
        .iter()
        .find(|part| part.name == asked.part)
        .or_else(|| parts.iter().find(|part| part.counts.of(None) > 0))
        .or_else(|| parts.first());
    let (part, counts) = chosen.map_or(("", ChangeCounts::default()), |part| (part.name, part.counts));
    let total = counts.of(asked.kind);
    let pages = total.div_ceil(ON_A_PAGE).max(1);
    let page = asked.page.clamp(1, pages);
    let mut rows = Vec::new();
    if let Some(table) = tables_of(asked.source).iter().find(|table| table.name == part) {
        let filter = filter(asked, &from, &to, asked.kind);
        let changes = store
            .list_changes(table, &filter, (page - 1) * ON_A_PAGE, ON_A_PAGE)
            .await?;
        rows = changes
            .iter()
            .map(|change| row_of(table, change, tells))
            .collect();
    }
    Ok(Changes {
        releases,
        compared: Some((from, to)),
        parts,
        part,
        rows,
        total,
        page,
        pages,
    })
}

/// All changes of a part, one by one, for an export.
///
/// # Errors
/// Only the database's. `None` where fewer than two releases are loaded.
pub async fn stream_changes<'a>(
    store: &'a Store,
    asked: &Asked,
    tells: bool,
) -> Result<Option<impl Stream<Item = Result<ChangedRow, ReferenceError>> + use<'a>>, ReferenceError> {
    let releases = list_releases(store, asked.source).await?;
    let tables = tables_of(asked.source);
    let table = tables
        .iter()
        .find(|table| table.name == asked.part)
        .or(tables.first());
    let (Some((from, to)), Some(table)) = (compared(&releases, asked), table.copied()) else {
        return Ok(None);
    };
    let filter = filter(asked, &from, &to, asked.kind);
    let changes = store.stream_changes(table, &filter).await?;
    Ok(Some(
        changes.map(move |change| Ok(row_of(&table, &change?, tells))),
    ))
}

async fn list_releases(store: &Store, source: Source) -> Result<Vec<release::Model>, ReferenceError> {
    Ok(store.list_releases_of(&[source]).await?)
}

/// The two releases that are asked for, the earlier one first.
fn compared(releases: &[release::Model], asked: &Asked) -> Option<(release::Model, release::Model)> {
    let place = |day: Option<NaiveDate>| {
        releases
            .iter()
            .position(|release| Some(release.valid_from) == day)
    };
    let to = place(asked.to).or(releases.len().checked_sub(1))?;
    let from = place(asked.from).or(to.checked_sub(1))?;
    let (from, to) = (from.min(to), from.max(to));
    (from < to).then(|| Some((releases.get(from)?.clone(), releases.get(to)?.clone())))?
}

fn filter(
    asked: &Asked,
    from: &release::Model,
    to: &release::Model,
    kind: Option<ChangeKind>,
) -> ChangeFilter {
    ChangeFilter {
        source: asked.source,
        from: from.valid_from,
        to: to.valid_from,
        kind,
        text: asked.text.trim().chars().take(100).collect(),
    }
}

fn row_of(table: &DatedTable, change: &Change, tells: bool) -> ChangedRow {
    let (code, rest) = subject(table, &change.key);
    ChangedRow {
        kind: change.kind,
        code,
        rest,
        fields: fields(table, &change.before, &change.after, tells),
    }
}

/// The columns that differ. A side without values is that of a row that was not there.
pub(crate) fn fields(
    table: &DatedTable,
    before: &[Option<String>],
    after: &[Option<String>],
    tells: bool,
) -> Vec<ChangedField> {
    let value = |side: &[Option<String>], index: usize, name| {
        let value = side.get(index).and_then(Option::as_deref);
        written(table, name, value)
    };
    let mut fields = Vec::new();
    for (index, name) in table.telling().enumerate() {
        let (old, new) = (value(before, index, name), value(after, index, name));
        // Of two dates, numbers or marks one may be missing; both missing say nothing.
        if old == new {
            continue;
        }
        fields.push(ChangedField {
            caption: caption(table, name),
            words: if tells { words(&old, &new) } else { Vec::new() },
        });
    }
    fields
}

/// What two texts share and what each has for itself, word by word.
fn words(old: &str, new: &str) -> Vec<Words> {
    let is_text = |text: &str| text.len() <= LONGEST_COMPARED && text.contains(' ');
    if !is_text(old) || !is_text(new) {
        let some =
            |text: &str, words: fn(String) -> Words| (!text.is_empty()).then(|| words(text.to_owned()));
        return [some(old, Words::Gone), some(new, Words::New)]
            .into_iter()
            .flatten()
            .collect();
    }
    let mut pieces: Vec<Words> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Words::Kept(last)))
            | (ChangeTag::Delete, Some(Words::Gone(last)))
            | (ChangeTag::Insert, Some(Words::New(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Words::Kept(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Words::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Words::New(text.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_changed_are_told_from_those_that_stayed() {
        let pieces = words("Low back pain", "Low back pain, unspecified");
        let told: String = pieces
            .iter()
            .map(|piece| match piece {
                Words::Kept(text) => text.clone(),
                Words::Gone(text) => format!("[-{text}-]"),
                Words::New(text) => format!("[+{text}+]"),
            })
            .collect();
        assert_eq!(told, "Low back [-pain-][+pain, unspecified+]");
        assert_eq!(
            words("0.29", "0.30"),
            [Words::Gone("0.29".into()), Words::New("0.30".into())]
        );
        assert_eq!(words("", "new text"), [Words::New("new text".into())]);
    }

    #[test]
    fn two_releases_are_chosen_and_put_in_order() {
        let release = |day: &str| release::Model {
            id: 1,
            source: "hcpcs".into(),
            label: day.into(),
            valid_from: day.parse().unwrap(),
            file_name: String::new(),
            sha256: String::new(),
            imported_at: Default::default(),
            rows_read: 1,
            revision: 0,
            licence_holder: None,
        };
        let releases = ["2024-01-01", "2024-04-01", "2024-07-01"].map(release);
        let chosen = |from: &str, to: &str| {
            let asked = Asked {
                source: Source::Hcpcs,
                from: from.parse().ok(),
                to: to.parse().ok(),
                part: String::new(),
                kind: None,
                text: String::new(),
                page: 1,
            };
            compared(&releases, &asked).map(|(from, to)| (from.label, to.label))
        };
        let pair = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(chosen("", ""), pair("2024-04-01", "2024-07-01"));
        assert_eq!(chosen("", "2024-04-01"), pair("2024-01-01", "2024-04-01"));
        assert_eq!(
            chosen("2024-07-01", "2024-01-01"),
            pair("2024-01-01", "2024-07-01")
        );
        assert_eq!(chosen("2024-01-01", "2024-01-01"), None);
        assert_eq!(chosen("", "2024-01-01"), None);
        assert_eq!(chosen("1999-01-01", "nonsense"), pair("2024-04-01", "2024-07-01"));
    }
}
