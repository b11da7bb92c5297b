//! A code's NCCI procedure-to-procedure edits in full: filtered, ordered, a page at a time, each with the history of
//! its pair.

use crate::page::Evidence;
use crate::{ReferenceError, evidence, loaded::Loaded};
use codeset::ncci::Setting;
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, NaiveDate, long_date};
use store::Store;
use store::edit_list::{EditList, EditOrder};
use store::edits::Column;
use store::entity::ptp_edit;

/// How many edits a page lists.
pub const ON_A_PAGE: u64 = 100;

/// The indicator of an edit that never counted.
const VOID: i32 = 9;

/// Which edits are asked for.
#[derive(Clone, Debug)]
pub struct AskedEdits {
    /// The code.
    pub code: Code,
    /// The date of service.
    pub on: NaiveDate,
    /// Whose claims.
    pub setting: Setting,
    /// In which column the code stands; that with edits where neither is asked for.
    pub column: Option<Column>,
    /// Only those with this modifier indicator.
    pub indicator: Option<i32>,
    /// Only those whose other code begins with this or whose rationale holds it.
    pub text: String,
    /// Their order.
    pub order: EditOrder,
    /// Which page, from 1.
    pub page: u64,
}

/// Days on which an edit of the same pair counted before or will count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None` while it is in force.
    pub through: Option<NaiveDate>,
    /// Its modifier indicator; 9 for an edit that never counted.
    pub indicator: i32,
}

/// An edit of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRow {
    /// The code in the other column.
    pub other: CodeLink,
    /// Modifier indicator: 0 or 1.
    pub indicator: i32,
    /// First day.
    pub since: NaiveDate,
    /// Whether it was in existence before 1996.
    pub before_1996: bool,
    /// Last day, where it is known to end.
    pub through: Option<NaiveDate>,
    /// Rationale, as printed.
    pub rationale: String,
    /// The pair's other intervals, oldest first.
    pub history: Vec<Interval>,
}

/// How many edits of a setting name the code in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditCount {
    /// The setting.
    pub setting: Setting,
    /// The column.
    pub column: Column,
    /// Edits in force on the day, before any filter.
    pub edits: u64,
}

/// A page of edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPage {
    /// The column that is listed.
    pub column: Column,
    /// What there is, in the order of the tabs; without settings that are not loaded.
    pub counts: Vec<EditCount>,
    /// The edits of the page.
    pub rows: Vec<EditRow>,
    /// How many pass the filter.
    pub total: u64,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// Their release; `None` without rows.
    pub evidence: Option<Evidence>,
    /// Why there is none of a setting: not found or not loaded.
    pub missing: Vec<String>,
}

/// A page of a code's edits.
///
/// # Errors
/// Only the database's.
pub async fn find_edits(store: &Store, asked: &AskedEdits) -> Result<EditPage, ReferenceError> {
    let loaded = Loaded::find(store, asked.on).await?;
    let code = asked.code.as_str();
    let mut counts = Vec::new();
    let mut missing = Vec::new();
    for setting in Setting::WITH_PAIRS {
        let before = counts.len();
        if loaded.newest(setting.pairs()).is_some() {
            for column in [Column::One, Column::Two] {
                let edits = store.count_pairs(setting.pairs(), code, column, asked.on).await?;
                counts.push(EditCount {
                    setting,
                    column,
                    edits,
                });
            }
        }
        if counts[before..].iter().all(|count| count.edits == 0) {
            missing.push(no_edit(&loaded, &asked.code, setting.pairs()));
        }
    }
    let edits_as = |column| {
        let is_it = |count: &&EditCount| count.setting == asked.setting && count.column == column;
        counts.iter().find(is_it).map_or(0, |count| count.edits)
    };
    let has_edits = |column| edits_as(column) > 0;
    let column = asked
        .column
        .unwrap_or(if has_edits(Column::One) || !has_edits(Column::Two) {
            Column::One
        } else {
            Column::Two
        });
    let list = edit_list(asked, column);
    let total = if list.is_filtered() {
        store.count_edits(&list).await?
    } else {
        edits_as(column)
    };
    let pages = total.div_ceil(ON_A_PAGE).max(1);
    let page = asked.page.clamp(1, pages);
    let found = store
        .list_edits(&list, asked.order, (page - 1) * ON_A_PAGE, ON_A_PAGE)
        .await?;
    let others: Vec<String> = found
        .iter()
        .map(|edit| other(&edit.row, column).to_owned())
        .collect();
    let history = store
        .list_pair_history(list.source, code, column, &others)
        .await?;
    let codes: Vec<Code> = found
        .iter()
        .filter_map(|edit| other_code(&edit.row, column))
        .collect();
    let titles = store.list_named(&codes, asked.on).await?;
    let number = column.number();
    let rows = found
        .iter()
        .filter_map(|edit| edit_row(&edit.row, column, &titles, &history))
        .collect();
    Ok(EditPage {
        column,
        counts,
        rows,
        total,
        page,
        pages,
        evidence: evidence::of_rows(&found, format!("Column {number} = {code}")),
        missing,
    })
}

/// The edits of a list from a place on, at most so many, for an export; with the column that is listed.
///
/// # Errors
/// Only the database's.
pub async fn list_edits_from(
    store: &Store,
    asked: &AskedEdits,
    column: Column,
    offset: u64,
    limit: u64,
) -> Result<Vec<EditRow>, ReferenceError> {
    let list = edit_list(asked, column);
    let found = store.list_edits(&list, asked.order, offset, limit).await?;
    Ok(found
        .iter()
        .filter_map(|edit| edit_row(&edit.row, column, &[], &[]))
        .collect())
}

/// That no edit of a source names a code.
pub(crate) fn no_edit(loaded: &Loaded, code: &Code, source: Source) -> String {
    match loaded.on_day(source).and_then(|_| loaded.newest(source)) {
        Some(release) => format!(
            "No edit found for {code} in {}. That is not an approval: payers have rules of their own.",
            evidence::release_name(release)
        ),
        None => loaded.missing(&format!("Edits of {code}"), source),
    }
}

fn edit_list(asked: &AskedEdits, column: Column) -> EditList {
    EditList {
        source: asked.setting.pairs(),
        code: asked.code.as_str().to_owned(),
        column,
        on: asked.on,
        indicator: asked.indicator,
        text: asked.text.clone(),
    }
}

fn other(edit: &ptp_edit::Model, column: Column) -> &str {
    match column {
        Column::One => &edit.column2,
        Column::Two => &edit.column1,
    }
}

/// The code in the other column. Every code of an edit has a page, with a title on the day or without one; `None` for
/// what is no code, which no reader of a release lets in.
pub(crate) fn other_code(edit: &ptp_edit::Model, column: Column) -> Option<Code> {
    Code::parse_procedure(other(edit, column)).ok()
}

/// `None` where the other code is none.
pub(crate) fn edit_row(
    edit: &ptp_edit::Model,
    column: Column,
    titles: &[CodeLink],
    history: &[ptp_edit::Model],
) -> Option<EditRow> {
    let code = other_code(edit, column)?;
    let named = titles.iter().find(|link| link.code == code);
    Some(EditRow {
        other: named.cloned().unwrap_or(CodeLink {
            code,
            title: String::new(),
            billable: None,
        }),
        indicator: edit.indicator,
        since: edit.effective,
        before_1996: edit.before_1996,
        through: edit.deleted,
        rationale: edit.rationale.clone(),
        history: history
            .iter()
            .filter(|before| other(before, column) == other(edit, column))
            .filter(|before| (before.effective, before.occurrence) != (edit.effective, edit.occurrence))
            .map(|before| Interval {
                from: before.effective,
                through: before.deleted,
                indicator: before.indicator,
            })
            .collect(),
    })
}

impl EditRow {
    /// Since when, in words.
    pub fn since(&self) -> String {
        let mut since = self.since.to_string();
        if self.before_1996 {
            since.push_str(" (in existence before 1996)");
        }
        if let Some(through) = self.through {
            since.push_str(&format!(", through {through}"));
        }
        since
    }
}

impl Interval {
    /// `1 January 2015 to 31 March 2016, indicator 0`.
    pub fn words(&self) -> String {
        let from = long_date(self.from);
        match (self.indicator, self.through) {
            (VOID, _) => format!("listed for {from} and withdrawn as of its first day"),
            (indicator, Some(through)) => {
                format!("{from} to {}, indicator {indicator}", long_date(through))
            }
            (indicator, None) => format!("since {from}, indicator {indicator}"),
        }
    }
}
