//! How many units: medically unlikely edits.

use super::{Look, name, units};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::topic::TopicLine;
use codeset::Code;
use codeset::ncci::mai_meaning;
use codeset::page::SectionId;
use store::entity::mue;
use store::releases::Released;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let lines = look.procedures();
    if lines.is_empty() {
        look.ask_for_code(draft, "a unit limit (MUE)", "what is the MUE of 97110?");
        return Ok(());
    }
    let setting = look.topic.setting.unwrap_or_default();
    let source = setting.limits();
    let release = look.loaded.on_day(source);
    let codes: Vec<&str> = lines.iter().map(|line| line.code.as_str()).collect();
    draft.step(match release {
        Some(release) => format!(
            "Checking the unit limit of {}, {}",
            codes.join(", "),
            release.label
        ),
        None => format!("Checking the unit limit of {}", codes.join(", ")),
    });
    let found = look.store.list_mues(source, &codes, look.on).await?;
    for line in &lines {
        let code = &line.code;
        let Some(mue) = found.iter().find(|mue| mue.row.code == code.as_str()) else {
            missing(look, draft, line);
            continue;
        };
        if !look.shows(code) {
            over(draft, line, mue.row.units, None);
            look.lock(draft, code, SectionId::NcciEdits, "The unit limit");
            continue;
        }
        let row = &mue.row;
        let cited = cited(draft, code, mue);
        over(draft, line, row.units, Some(cited));
        let units = units(row.units);
        draft.verdict(
            format!(
                "The MUE of {} is {units}, MAI {}, for {} ({}).",
                name(code),
                row.mai,
                setting.services(),
                look.release(source)
            ),
            &[cited],
        );
        draft.fact(format!("MAI {}: {}.", row.mai, mai_meaning(row.mai)), &[cited]);
        if !row.rationale.is_empty() {
            draft.fact(format!("Rationale: {}.", row.rationale), &[cited]);
        }
        if row.units == 0 {
            draft.fact(
                format!("A limit of 0 units means that Medicare expects no unit of {code} on such a claim."),
                &[cited],
            );
        }
        draft.question(format!("Which modifiers does {code} take?"));
    }
    look.gaps(draft, &[source]);
    Ok(())
}

/// The row of a limit as a citation.
pub(super) fn cited(draft: &mut Draft<'_>, code: &Code, mue: &Released<mue::Model>) -> usize {
    let row = &mue.row;
    let quote = format!(
        "MUE value {}, MAI {}, rationale: {}",
        row.units, row.mai, row.rationale
    );
    let path = cite::section(code, SectionId::NcciEdits);
    draft.cite(cite::of_row(mue, format!("HCPCS {code}"), path, quote))
}

/// Whether the units that the question names stay within the limit.
fn over(draft: &mut Draft<'_>, line: &TopicLine, limit: i32, cited: Option<usize>) {
    let Some(asked) = line.units.and_then(|units| i32::try_from(units).ok()) else {
        return;
    };
    let code = &line.code;
    let text = if asked > limit {
        format!(
            "No: {} of {code} on one day is above its unit limit.",
            units(asked)
        )
    } else {
        format!(
            "{} of {code} stays within its unit limit; that is not an approval.",
            units(asked)
        )
    };
    let cites: Vec<usize> = cited.into_iter().collect();
    draft.verdict(text, &cites);
}

fn missing(look: &Look<'_>, draft: &mut Draft<'_>, line: &TopicLine) {
    let setting = look.topic.setting.unwrap_or_default();
    let source = setting.limits();
    let code = &line.code;
    let text = look
        .loaded
        .missing(&format!("A unit limit of {}", name(code)), source);
    match look.loaded.on_day(source) {
        Some(release) => {
            draft.outcome = Outcome::NotFound;
            let cited = draft.cite(cite::of_release(
                release,
                format!("no row of {code}"),
                "/about/data",
            ));
            draft.verdict(text, &[cited]);
            draft.fact(
                "That is not unlimited: CMS keeps some limits confidential, and those are not published.",
                &[],
            );
        }
        None => {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(text, &[]);
            if let Some(first) = look.loaded.first(source) {
                draft.next(format!(
                    "The earliest loaded release begins on {}: ask for a later day, or let the operator load the \
                     release of that day.",
                    codeset::long_date(first.valid_from)
                ));
            }
        }
    }
}
