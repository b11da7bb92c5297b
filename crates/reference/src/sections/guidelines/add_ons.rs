//! Add-on codes with their primary codes.

use crate::page::{Block, Cell};
use crate::sections::{Subject, table};
use crate::{ReferenceError, evidence};
use codeset::release::Source;
use codeset::{Code, ncci};
use store::edits::AddOnRole;
use store::entity::add_on;
use store::releases::Released;

/// How many codes a table shows.
const SHOWN: usize = 100;

type Edits = Vec<Released<add_on::Model>>;

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let code = subject.code;
    if subject.loaded.newest(Source::AddOn).is_none() {
        let what = format!("Add-on relations of {code}");
        return Ok(vec![Block::Notice(subject.loaded.missing(&what, Source::AddOn))]);
    }
    let list = async |role| subject.store.list_add_ons(code.as_str(), role, subject.on).await;
    let (as_add_on, as_primary) = (list(AddOnRole::AddOn).await?, list(AddOnRole::Primary).await?);
    let mut blocks = Vec::new();
    // Where the contractor decides, no primary code is listed.
    let (listed, undecided): (Edits, Edits) = as_add_on
        .into_iter()
        .partition(|edit| !edit.row.primary_code.is_empty());
    blocks.extend(undecided.iter().map(|edit| {
        Block::Notice(format!(
            "{code} is an add-on code. {} ({}).",
            ncci::add_on_type_meaning(edit.row.edit_type),
            evidence::release_name(&edit.release)
        ))
    }));
    blocks.extend(
        codes(
            subject,
            &listed,
            format!("{code} is an add-on code, reported beside one of these primary codes"),
            AddOnRole::AddOn,
        )
        .await?,
    );
    blocks.extend(
        codes(
            subject,
            &as_primary,
            format!("Add-on codes that may be reported beside {code}"),
            AddOnRole::Primary,
        )
        .await?,
    );
    if blocks.is_empty() {
        let what = format!("An add-on relation of {code}");
        blocks.push(Block::Notice(
            subject.loaded.missing_in_history(&what, Source::AddOn),
        ));
    }
    Ok(blocks)
}

/// The other codes of edits in which the code has a role.
async fn codes(
    subject: &Subject<'_>,
    edits: &Edits,
    caption: String,
    role: AddOnRole,
) -> Result<Option<Block>, ReferenceError> {
    let other = |edit: &Released<add_on::Model>| match role {
        AddOnRole::AddOn => edit.row.primary_code.clone(),
        AddOnRole::Primary => edit.row.add_on.clone(),
    };
    let shown: Vec<_> = edits
        .iter()
        .take(SHOWN)
        .map(|edit| (other(edit), Code::parse_procedure(&other(edit)).ok(), edit))
        .collect();
    let titles = subject
        .titles(shown.iter().filter_map(|(_, code, _)| code.clone()))
        .await?;
    let rows = shown.iter().map(|(text, code, edit)| {
        let [code, title] = titles.cells(text, code.as_ref());
        let since = edit
            .row
            .effective
            .map_or_else(String::new, |day| format!("Since {day}"));
        [
            code,
            title,
            Cell::Text(ncci::add_on_type_meaning(edit.row.edit_type).into()),
            Cell::Text(since),
        ]
    });
    Ok(table(
        caption,
        ["Code", "Title", "Type", "In force"],
        rows.collect(),
        edits.len(),
        evidence::of_rows(edits, format!("add-on edits of {}", subject.code)),
    ))
}
