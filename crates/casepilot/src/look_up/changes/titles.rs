//! The titles of a code over time, whether a claim could carry it, and what took its place.

use super::super::{Look, listed, name};
use super::REPLACED;
use crate::CasePilotError;
use crate::cite;
use crate::draft::Draft;
use case2code::filter::Filters;
use case2code::search::Request;
use codeset::{Code, CodeSystem, long_date};
use reference::gaps::code_source;
use reference::heading::version_on;
use store::entity::code_version;
use store::releases::Released;

/// How many codes are named that may have taken the place of one that ended, and out of how many matches.
const SUCCESSORS: usize = 5;
const MOST_LOOKED_AT: usize = 40;

/// How many codes below a header are named.
const BELOW: u64 = 20;

/// The titles of a code over time, whether a claim could carry it, and what is below it.
pub(super) async fn tell(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let versions = look.store.list_versions(code).await?;
    let source = code_source(code.system());
    if versions.is_empty() {
        return super::super::what_is::answer(look, draft).await;
    }
    let mut cites = Vec::new();
    for version in &versions {
        let quote = format!(
            "{}, {}",
            version.row.long_title,
            if version.row.billable {
                "billable"
            } else {
                "header"
            }
        );
        cites.push(draft.cite(cite::of_row(
            version,
            format!("{} {code}", code.system()),
            code.path(),
            quote,
        )));
    }
    on_the_named_days(look, draft, code, &versions, &cites);
    say_in_force(look, draft, code, &versions, &cites).await?;
    say_since_when(look, draft, code, &versions, &cites);
    if code.system() == CodeSystem::Hcpcs {
        of_hcpcs_file(look, draft, code, &versions, &cites).await?;
    }
    say_differences(draft, code, &versions, &cites);
    look.gaps(draft, &[source]);
    Ok(())
}

/// Whether a code is in force on the day, and what is below it or near it where a claim cannot carry it.
async fn say_in_force(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let is_icd = matches!(code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs);
    let in_force = versions.iter().position(|version| {
        version.row.valid_from <= look.on && version.row.valid_to.is_none_or(|end| look.on < end)
    });
    match in_force {
        Some(at) => {
            let version = &versions[at];
            let row = &version.row;
            let ended = row.ended_on.filter(|last| *last < look.on);
            let billable = match (is_icd, row.billable) {
                (true, true) => ", billable",
                (true, false) => ", a header and no longer billable by itself",
                _ => "",
            };
            let billable = if is_icd && !row.billable && !versions.iter().any(|version| version.row.billable)
            {
                ", a header and not billable"
            } else {
                billable
            };
            draft.verdict(
                match ended {
                    Some(last) => format!(
                        "{} ended on {}: “{}”.",
                        name(code),
                        long_date(last),
                        row.long_title
                    ),
                    None => format!(
                        "{} is in force on {}: “{}”{billable}.",
                        name(code),
                        long_date(look.on),
                        row.long_title
                    ),
                },
                &cites[at..=at],
            );
            if is_icd && !row.billable {
                below(look, draft, code, cites[at]).await?;
            }
        }
        None => {
            let next = versions.iter().find(|version| version.row.valid_from > look.on);
            let last = versions
                .iter()
                .rev()
                .find(|version| version.row.valid_from <= look.on);
            match (last.and_then(|version| version.row.valid_to), next) {
                (Some(end), _) => {
                    draft.verdict(
                        format!(
                            "{} is no longer valid: it ended before {}.",
                            name(code),
                            long_date(end)
                        ),
                        cites,
                    );
                    if let Some(last) = last.filter(|_| is_icd) {
                        successors(look, draft, code, &last.row.long_title).await?;
                    }
                }
                (None, Some(next)) => draft.verdict(
                    format!(
                        "{} was not in the releases loaded for {}: it is listed from {} on.",
                        name(code),
                        long_date(look.on),
                        long_date(next.row.valid_from)
                    ),
                    cites,
                ),
                (None, None) => {}
            }
        }
    }
    Ok(())
}

/// Since when a code is listed, as far as the loaded releases tell.
fn say_since_when(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) {
    let source = code_source(code.system());
    let first_loaded = look.loaded.first(source).map(|release| release.valid_from);
    let first = &versions[0];
    if let Some(first_loaded) = first_loaded {
        draft.fact(
            if first.row.valid_from > first_loaded {
                format!(
                    "{code} is new in {}: it is not in the loaded release before it, and is listed since {}.",
                    first.release.label,
                    long_date(first.row.valid_from)
                )
            } else {
                format!(
                    "{code} stands in the earliest loaded release already ({}, from {}): since when before, is not known here.",
                    first.release.label,
                    long_date(first.row.valid_from)
                )
            },
            &cites[..1],
        );
    }
}

/// What its versions say differently of a code.
fn say_differences(
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) {
    let is_icd = matches!(code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs);
    let mut change = None;
    for (at, pair) in versions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        let since = long_date(new.row.valid_from);
        if old.row.long_title != new.row.long_title {
            draft.fact(
                format!(
                    "Since {since} the title is “{}”; before, it was “{}”.",
                    new.row.long_title, old.row.long_title
                ),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
        if is_icd && old.row.billable && !new.row.billable {
            draft.fact(
                format!("Since {since} it is a header and no longer billable."),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
        if is_icd && !old.row.billable && new.row.billable {
            draft.fact(
                format!("Since {since} it is billable."),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
    }
    if change.is_none() && versions.len() == 1 {
        draft.fact(
            format!("The loaded releases since then say the same of {code}."),
            &cites[..1],
        );
    }
}

/// What the HCPCS files say of a code beside its title: when it was added, when it ended, and which code to see.
async fn of_hcpcs_file(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let mut said = Vec::new();
    for (version, cited) in versions.iter().zip(cites).rev() {
        let Some(found) = look
            .store
            .find_hcpcs_attributes(code, version.row.valid_from)
            .await?
        else {
            continue;
        };
        let mut say = |text: String| {
            if !said.contains(&text) {
                draft.fact(text.clone(), &[*cited]);
                said.push(text);
            }
        };
        if let Some(added) = found.row.added_on {
            say(format!(
                "The HCPCS file says that {code} was added on {}.",
                long_date(added)
            ));
        }
        let label = &found.release.label;
        if let Some(ended) = found.row.ended_on {
            say(format!(
                "The file of {label} says that {code} ended on {}.",
                long_date(ended)
            ));
        }
        if !found.row.cross_references.is_empty() {
            let others: Vec<&str> = found.row.cross_references.split_whitespace().collect();
            say(format!(
                "The file of {label} refers from {code} to {}.",
                listed(&others, "and")
            ));
        }
    }
    let newest = versions.last().filter(|version| version.row.ended_on.is_none());
    if let Some(newest) = newest
        && versions.iter().any(|version| version.row.ended_on.is_some())
    {
        draft.caution(
            format!(
                "The releases contradict each other: {} lists {code} without an end. Check the publisher’s file before \
                 billing it.",
                newest.release.label
            ),
            cites,
        );
    }
    Ok(())
}

/// Codes of the same category in force whose titles are nearest to that of one that ended.
pub(in crate::look_up) async fn successors(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    title: &str,
) -> Result<(), CasePilotError> {
    let category = code.as_str().get(..3).unwrap_or_default();
    let found = look.search.find(&Request {
        text: title.to_owned(),
        on: look.on,
        filters: Filters {
            system: Some(code.system()),
            billable: Some(true),
            ..Filters::default()
        },
        skip: 0,
        take: MOST_LOOKED_AT,
        is_typing: false,
    })?;
    let near: Vec<_> = found
        .hits
        .iter()
        .filter(|hit| hit.is_in_force && hit.code.as_str().starts_with(category))
        .take(SUCCESSORS)
        .collect();
    let Some(best) = near.first() else { return Ok(()) };
    let mut cites = Vec::new();
    let mut rows = Vec::new();
    for hit in &near {
        let versions = look.store.list_versions(&hit.code).await?;
        if let Some(version) = version_on(&versions, look.on) {
            let place = format!("{} {}", hit.code.system(), hit.code);
            cites.push(draft.cite(cite::of_row(version, place, hit.code.path(), hit.title.clone())));
            rows.push(vec![hit.code.to_string(), hit.title.clone()]);
        }
    }
    draft.fact(
        format!(
            "Nearest to its title, “{title}”, among the codes of {category} in force on {} is {}: {}.",
            long_date(look.on),
            best.code,
            best.title
        ),
        &cites,
    );
    draft.table(
        format!("Codes of {category} with titles near that of {code}"),
        &["Code", "Title"],
        rows,
        &cites,
    );
    draft.caution(
        "The releases name no successor of a code that ended: titles are compared, so check the documentation against them.",
        &[],
    );
    Ok(())
}

/// What stood on each day that the question names beside today.
fn on_the_named_days(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) {
    for named in look.reading.days.iter().filter(|named| named.day != look.on) {
        let day = long_date(named.day);
        let at = versions.iter().position(|version| {
            version.row.valid_from <= named.day && version.row.valid_to.is_none_or(|end| named.day < end)
        });
        let first = look
            .loaded
            .first(code_source(code.system()))
            .map(|release| release.valid_from);
        match at {
            Some(at) => draft.fact(
                format!("On {day} it stood as “{}”.", versions[at].row.long_title),
                &cites[at..=at],
            ),
            None if first.is_some_and(|first| first <= named.day) => {
                draft.fact(
                    format!("On {day} no loaded release listed {code}: it did not exist yet, or no more."),
                    cites,
                );
            }
            None => {}
        }
    }
}

/// The codes below a header.
pub(in crate::look_up) async fn below(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    cited: usize,
) -> Result<(), CasePilotError> {
    let text = code.as_str();
    let links = look
        .store
        .list_codes(code.system(), text, text, look.on, BELOW)
        .await?;
    let links: Vec<_> = links
        .into_iter()
        .filter(|link| link.billable == Some(true) && link.code != *code)
        .collect();
    if links.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = links.iter().map(|link| link.code.as_str()).collect();
    let text = if REPLACED.is_in(&look.reading.plain) {
        format!(
            "The more specific codes below {code} replace it: {}.",
            listed(&codes, "and")
        )
    } else {
        format!(
            "A claim needs a more specific code below {code}: {}.",
            listed(&codes, "or")
        )
    };
    draft.fact(text, &[cited]);
    let rows = links
        .iter()
        .map(|link| vec![link.code.to_string(), link.title.clone()])
        .collect();
    draft.table(
        format!("Billable codes below {code}"),
        &["Code", "Title"],
        rows,
        &[cited],
    );
    Ok(())
}
