//! HCPCS Level II: codes and modifiers, each with what the file says of it besides its texts.
//!
//! The text is read where there is one: in 2019 the sheet beside it lacks 115 of its dates.

mod beside;
#[cfg(test)]
pub(crate) mod excerpts;
mod field;
mod five_columns;
mod joined;
mod record;
mod table;
#[cfg(test)]
mod tests;
mod text;

use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::naming;
use crate::row::Reading;

/// The text of 320 columns.
pub(crate) const TEXT: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(text::Text::new(input, file)))));

/// The sheet of 48 columns, or its CSV.
pub(crate) const TABLE: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(table::Table::new(input, file)?))));

/// The CSV of five columns.
pub(crate) const FIVE_COLUMNS: Layout = Layout::third(|input, file, _| {
    Ok(Box::new(Reading::new(five_columns::FiveColumns::new(
        input, file,
    )?)))
});

/// Tells a file of this kind by its content or, where it is damaged, by its name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let layout = match by_content(file) {
        Some(layout) => layout,
        None => match beside::recognise(file) {
            Some(verdict) => return Some(verdict),
            None => by_name(file)?,
        },
    };
    release_or(
        naming::hcpcs_name(&file.name),
        layout,
        "a HCPCS file",
        "HCPC2025_OCT_ANWEB.txt",
    )
}

fn by_content(file: &Sample<'_>) -> Option<Layout> {
    let lines = || file.head.split(|b| *b == b'\n');
    if lines().any(text::is_first_record) {
        Some(TEXT)
    } else if file.is_csv() && lines().any(table::is_header) {
        Some(TABLE)
    } else if file.first_line().starts_with("code,kind,") {
        Some(FIVE_COLUMNS)
    } else {
        None
    }
}

fn by_name(file: &Sample<'_>) -> Option<Layout> {
    if file.named("hcpc") && file.named("anweb") {
        Some(if file.is_csv() { TABLE } else { TEXT })
    } else if file.named("hcpcs") && file.is_csv() {
        Some(FIVE_COLUMNS)
    } else {
        None
    }
}
