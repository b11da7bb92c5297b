//! From the database to what is indexed.

use crate::SearchError;
use crate::record::{Record, Term, TermKind, Title};
use crate::thesaurus::Thesaurus;
use codeset::{Code, CodeSystem, ranges};
use std::collections::BTreeMap;
use store::Store;

/// The longest text of editors that is indexed, in bytes.
const LONGEST_TEXT: usize = 4_000;

/// The columns of the table of neoplasms, and what they make of a site.
const NEOPLASM_COLUMNS: [&str; 6] = [
    "malignant primary neoplasm",
    "secondary malignant neoplasm metastasis",
    "carcinoma in situ",
    "benign neoplasm",
    "neoplasm of uncertain behavior",
    "neoplasm of unspecified behavior",
];

/// The columns of the table of drugs.
const DRUG_COLUMNS: [&str; 6] = [
    "accidental poisoning",
    "intentional self-harm poisoning",
    "assault poisoning",
    "undetermined poisoning",
    "adverse effect",
    "underdosing",
];

/// Reads everything that the search goes through, in the order of the codes.
///
/// # Errors
/// Only the database's.
pub async fn gather(store: &Store, thesaurus: &Thesaurus) -> Result<Vec<Record>, SearchError> {
    let chapters = store.list_all_icd_chapters().await?;
    let mut records: BTreeMap<Code, Record> = store
        .list_all_codes()
        .await?
        .into_iter()
        .map(|code| {
            let record = Record {
                chapter: chapter_of(&code, &chapters),
                code: code.clone(),
                titles: Vec::new(),
                terms: Vec::new(),
            };
            (code, record)
        })
        .collect();

    let mut titles = store.list_all_titles().await?;
    titles.sort_by_key(|title| title.valid_from);
    for title in titles {
        let Some(record) = records.get_mut(&title.code) else {
            continue;
        };
        // The publisher's end is a last day; ours is the first day after.
        let ended = title.ended_on.and_then(|day| day.succ_opt());
        let to = match (title.valid_to, ended) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        if let Some(short) = title.short_title
            && !same_words(&short, &title.title)
        {
            add(record, TermKind::ShortTitle, short);
        }
        match record.titles.last_mut() {
            Some(last)
                if last.text == title.title
                    && last.billable == title.billable
                    && last.to == Some(title.valid_from) =>
            {
                last.to = to;
            }
            _ => record.titles.push(Title {
                text: title.title,
                billable: title.billable,
                from: Some(title.valid_from),
                to,
            }),
        }
    }

    for article in store.list_all_articles(&["name", "common-language"]).await? {
        let Some(record) = records.get_mut(&article.code) else {
            continue;
        };
        if article.section == "name" {
            if record.titles.is_empty() {
                record.titles.push(Title {
                    text: article.markdown,
                    billable: true,
                    from: None,
                    to: None,
                });
            }
        } else {
            let end = article.markdown.floor_char_boundary(LONGEST_TEXT);
            add(
                record,
                TermKind::CommonLanguage,
                article.markdown[..end].to_owned(),
            );
        }
    }
    for text in store.list_all_inclusion_terms().await? {
        if let Ok(code) = Code::parse(CodeSystem::Icd10cm, &text.place)
            && let Some(record) = records.get_mut(&code)
        {
            add(record, TermKind::Inclusion, text.text);
        }
    }
    for (code, text) in store.list_all_descriptors().await? {
        if let Some(record) = records.get_mut(&code) {
            add(record, TermKind::Descriptor, text);
        }
    }
    for term in store.list_all_index_terms().await? {
        for (code, text) in index_entries(&term) {
            if let Some(record) = records.get_mut(&code) {
                add(record, TermKind::Index, text);
            }
        }
    }
    for entry in thesaurus.entries() {
        for code in &entry.codes {
            if let Some(record) = records.get_mut(code) {
                add(record, TermKind::Thesaurus, entry.term.clone());
            }
        }
    }
    Ok(records.into_values().collect())
}

fn add(record: &mut Record, kind: TermKind, text: String) {
    let known = record.terms.iter().any(|term| term.text == text)
        || record.titles.iter().any(|title| title.text == text);
    if !known && !text.trim().is_empty() {
        record.terms.push(Term { kind, text });
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The codes of an index entry, each with the words that lead there.
fn index_entries(term: &store::searchable::SearchableIndexTerm) -> Vec<(Code, String)> {
    let path = term.path.replace(" > ", ", ");
    let words = |column: &str| {
        let mut text = path.clone();
        for more in [term.nonessential.as_str(), column] {
            if !more.is_empty() {
                text.push(' ');
                text.push_str(more);
            }
        }
        text
    };
    let columns = if term.source.contains("drug") {
        DRUG_COLUMNS
    } else {
        NEOPLASM_COLUMNS
    };
    let mut found = Vec::new();
    if let Some(code) = index_code(&term.target) {
        found.push((code, words("")));
    }
    for (at, cell) in term.cells.split(' ').enumerate() {
        if let (Some(code), Some(column)) = (index_code(cell), columns.get(at)) {
            found.push((code, words(column)));
        }
    }
    found
}

/// The index marks codes that need more characters with a dash.
fn index_code(text: &str) -> Option<Code> {
    let text = text.trim().trim_end_matches(['-', '.', '✓']).trim();
    Code::parse(CodeSystem::Icd10cm, text).ok()
}

fn chapter_of(code: &Code, chapters: &[(String, String, String)]) -> String {
    if code.system() == CodeSystem::Icd10cm {
        let category = &code.as_str()[..3];
        return chapters
            .iter()
            .find(|(first, last, _)| first.as_str() <= category && category <= last.as_str())
            .map(|(_, _, title)| title.clone())
            .unwrap_or_default();
    }
    if code.system() == CodeSystem::Modifier {
        return String::new();
    }
    ranges::range_of(code).map_or(String::new(), |range| range.title.to_owned())
}
