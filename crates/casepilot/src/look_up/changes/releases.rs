//! What a release changed as a whole.

use super::super::{Look, listed};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::release::Source;
use codeset::{NaiveDate, long_date};
use reference::changes::{Asked, find_changes};
use store::changes::ChangeKind;

pattern!(
    NEW_CODES,
    r"\bnew\b|\badded\b|\bdeleted\b|\bchang\w*\b|\brevis\w*\b"
);

/// So many codes of a longer list are said.
const SAID: usize = 12;

/// What a release of a code set changed.
pub(super) async fn tell(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let source = if plain.contains("hcpcs") {
        Source::Hcpcs
    } else if plain.contains("pcs") {
        Source::Icd10pcs
    } else if plain.contains("fee schedule") || plain.contains("rvu") || plain.contains("mpfs") {
        Source::Mpfs
    } else if plain.contains("icd")
        || plain.contains("diagnos")
        || (NEW_CODES.is_in(plain) && plain.contains("code"))
    {
        Source::Icd10cm
    } else {
        look.ask_for_code(draft, "a history", "what changed for M54.5 since 2021?");
        return Ok(());
    };
    let asked = Asked {
        source,
        from: None,
        to: look.loaded.on_day(source).map(|release| release.valid_from),
        part: String::new(),
        kind: None,
        text: String::new(),
        page: 1,
    };
    let changes = find_changes(look.store, &asked, false).await?;
    let Some((from, to)) = changes.compared else {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(
            format!(
                "Fewer than two releases of {} are loaded, so nothing can be compared.",
                source.title()
            ),
            &[],
        );
        return Ok(());
    };
    let path = format!("/about/data/changes?source={}", source.slug());
    let cites = [
        draft.cite(cite::of_release(&from, "all rows", path.clone())),
        draft.cite(cite::of_release(&to, "all rows", path.clone())),
    ];
    for part in &changes.parts {
        draft.verdict(
            format!(
                "From {} to {} {} were added, {} ended and {} were revised ({}).",
                from.label,
                to.label,
                part.counts.of(Some(ChangeKind::Added)),
                part.counts.of(Some(ChangeKind::Ended)),
                part.counts.of(Some(ChangeKind::Revised)),
                part.title
            ),
            &cites,
        );
    }
    if source == Source::Hcpcs {
        added_with(look, draft, to.valid_from, &cites[1..]).await?;
    }
    draft.page("The list of changes", path);
    Ok(())
}

/// The HCPCS codes that were added on the first day of the newest release, as the file says.
async fn added_with(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    day: NaiveDate,
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let added = look.store.list_hcpcs_added_on(day).await?;
    let named = look.store.list_named(&added, look.on).await?;
    if named.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = named.iter().take(SAID).map(|link| link.code.as_str()).collect();
    let more = named.len().saturating_sub(SAID);
    draft.fact(
        format!(
            "Added on {} by the dates of the file: {}{}.",
            long_date(day),
            listed(&codes, "and"),
            if more > 0 {
                format!(", and {more} more")
            } else {
                String::new()
            }
        ),
        cites,
    );
    draft.table(
        format!("HCPCS codes added on {}", long_date(day)),
        &["Code", "Title"],
        named
            .iter()
            .map(|link| vec![link.code.to_string(), link.title.clone()])
            .collect(),
        cites,
    );
    Ok(())
}
