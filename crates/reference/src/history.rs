//! What the loaded releases have said of one code, newest first.

use crate::ReferenceError;
use crate::changes::{ChangedField, fields};
use crate::columns::{rows_of, subject};
use codeset::release::Source;
use codeset::{Code, NaiveDate};
use std::collections::HashMap;
use store::Store;
use store::changes::{ChangeKind, Told};
use store::release_load::{DatedTable, all_tables};

/// A code has no more rows in a table, but for what is wrong.
const MOST_ROWS: u64 = 400;

/// Something that a release changed about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The first day of the release.
    pub on: NaiveDate,
    /// Its source.
    pub source: Source,
    /// Its label.
    pub release: String,
    /// What happened; `None` where the row stands in the first loaded release of the source: since when it
    /// has, nobody knows here.
    pub kind: Option<ChangeKind>,
    /// What the row is, and what tells it from others about the code.
    pub what: String,
    /// What changed.
    pub fields: Vec<ChangedField>,
}

/// The history of a code out of every source that has a row about it. Edits and coverage documents have theirs
/// in the lists of changes.
///
/// # Errors
/// Only the database's.
pub async fn find_history(store: &Store, code: &Code) -> Result<Vec<Event>, ReferenceError> {
    let told = store.list_told(code, MOST_ROWS).await?;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let mut sources: Vec<_> = told
        .iter()
        .filter_map(|span| Source::from_slug(&span.source))
        .collect();
    sources.sort();
    sources.dedup();
    let releases = store.list_releases_of(&sources).await?;
    let mut first_days: HashMap<&str, NaiveDate> = HashMap::new();
    let mut labels: HashMap<(&str, NaiveDate), &str> = HashMap::new();
    for release in &releases {
        let first = first_days.entry(&release.source).or_insert(release.valid_from);
        *first = release.valid_from.min(*first);
        labels.insert((&release.source, release.valid_from), &release.label);
    }
    let tables = all_tables();
    let mut events = Vec::new();
    for (index, span) in told.iter().enumerate() {
        let (Some(table), Some(source)) = (
            tables.iter().find(|table| table.name == span.table),
            Source::from_slug(&span.source),
        ) else {
            continue;
        };
        let same_row =
            |other: &&Told| (other.table, &other.source, &other.key) == (span.table, &span.source, &span.key);
        let before = index.checked_sub(1).and_then(|at| told.get(at)).filter(same_row);
        let after = told.get(index + 1).filter(same_row);
        let event = |on, kind, fields| Event {
            on,
            source,
            release: labels
                .get(&(span.source.as_str(), on))
                .map_or_else(String::new, |label| (*label).to_owned()),
            kind,
            what: what(table, span),
            fields,
        };
        let continues = before.filter(|before| before.valid_to == Some(span.valid_from));
        let began = match continues {
            Some(before) => event(
                span.valid_from,
                Some(ChangeKind::Revised),
                fields(table, &before.content, &span.content, true),
            ),
            None => {
                let is_first = first_days.get(span.source.as_str()) == Some(&span.valid_from);
                let kind = (!is_first).then_some(ChangeKind::Added);
                event(span.valid_from, kind, title(table, &[], &span.content))
            }
        };
        events.push(began);
        if let Some(end) = span.valid_to
            && after.is_none_or(|after| after.valid_from != end)
        {
            events.push(event(
                end,
                Some(ChangeKind::Ended),
                title(table, &span.content, &[]),
            ));
        }
    }
    events.sort_by(|a, b| {
        b.on.cmp(&a.on)
            .then(a.source.cmp(&b.source))
            .then(a.what.cmp(&b.what))
    });
    Ok(events)
}

/// The title that a code came with or lost. Of other rows the page says what they say now, and a revision what
/// they said before.
fn title(table: &DatedTable, before: &[Option<String>], after: &[Option<String>]) -> Vec<ChangedField> {
    let mut fields = fields(table, before, after, true);
    fields.retain(|field| field.caption == "Title");
    fields
}

fn what(table: &DatedTable, span: &Told) -> String {
    let (_, rest) = subject(table, &span.key);
    if rest.is_empty() {
        rows_of(table).to_owned()
    } else {
        format!("{}, {rest}", rows_of(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Words;
    use codeset::CodeSystem;
    use codeset::release::ReleaseInfo;
    use codeset::rows::CodeRow;
    use store::release_load::FileStamp;

    async fn load(store: &Store, from: &str, titles: &[(&str, &str)]) {
        let file = FileStamp {
            name: "order.txt".into(),
            sha256: from.into(),
            imported_at: Default::default(),
            licence_holder: None,
        };
        let mut load = store.load(file).await.unwrap();
        let info = ReleaseInfo::new(Source::Icd10cm, format!("of {from}"), from.parse().unwrap());
        let mut release = load.begin(&info).await.unwrap().unwrap();
        for (code, title) in titles {
            let row = CodeRow {
                code: Code::parse(CodeSystem::Icd10cm, code).unwrap(),
                position: 1,
                billable: true,
                short_title: None,
                long_title: (*title).to_owned(),
                ended_on: None,
            };
            release.push(row).await.unwrap();
        }
        release.finish().await.unwrap();
        load.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_code_that_was_renamed_ended_and_came_back_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("h.db").display());
        let store = Store::open(&address).await.unwrap();
        load(&store, "2020-10-01", &[("R51", "Headache")]).await;
        load(
            &store,
            "2021-10-01",
            &[("R51", "Headache, old"), ("M54.50", "Pain")],
        )
        .await;
        load(&store, "2022-10-01", &[("M54.50", "Pain")]).await;
        load(&store, "2023-10-01", &[("R51", "Headache"), ("M54.50", "Pain")]).await;
        let history = async |code: &str| {
            let code = Code::parse(CodeSystem::Icd10cm, code).unwrap();
            let events = find_history(&store, &code).await.unwrap();
            let told = |event: &Event| format!("{} {:?} {}", event.on, event.kind, event.release);
            (events.iter().map(told).collect::<Vec<_>>(), events)
        };
        let (told, events) = history("R51").await;
        assert_eq!(
            told,
            [
                "2023-10-01 Some(Added) of 2023-10-01",
                "2022-10-01 Some(Ended) of 2022-10-01",
                "2021-10-01 Some(Revised) of 2021-10-01",
                "2020-10-01 None of 2020-10-01",
            ]
        );
        let title = events[2]
            .fields
            .iter()
            .find(|field| field.caption == "Title")
            .unwrap();
        assert!(
            title.words.contains(&Words::New("Headache, old".into())),
            "{title:?}"
        );
        assert_eq!(events[2].fields.len(), 1);
        assert_eq!(
            history("M54.50").await.0,
            ["2021-10-01 Some(Added) of 2021-10-01"]
        );
        assert_eq!(history("Z99").await.0, Vec::<String>::new());
    }
}
