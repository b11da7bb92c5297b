//! The relative value units of a line.

use super::super::{Look, name};
use super::amounts::names_both_settings;
use super::no_row;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::Code;
use codeset::claim::ClaimLine;
use codeset::mpfs::{decimal, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use reference::fees::FeeBook;

pattern!(WORK, r"\bwork\b|\bwrvu");
pattern!(PRACTICE, r"\bpractice expense\b|\bpe\b");
pattern!(MALPRACTICE, r"\bmalpractice\b|\bmp\b");

/// Whether the units for the practice or for malpractice are asked for by name.
pub(super) fn names_a_part(plain: &str) -> bool {
    PRACTICE.is_in(plain) || MALPRACTICE.is_in(plain)
}

/// The relative value units of a line.
pub(super) fn tell(look: &Look<'_>, draft: &mut Draft<'_>, book: &FeeBook, line: &ClaimLine) {
    let code = &line.code;
    let rows = book.rows(code);
    let row = rows
        .iter()
        .find(|row| line.has(&row.modifier))
        .or_else(|| rows.iter().find(|row| row.modifier.is_empty()))
        .or(rows.first());
    let (Some(row), true) = (row, look.shows(code)) else {
        if rows.is_empty() {
            no_row(look, draft, code);
        } else {
            look.lock(
                draft,
                code,
                SectionId::MedicareCoverage,
                "The relative value units",
            );
        }
        return;
    };
    let Some(evidence) = book.evidence(code, &row.modifier) else {
        return;
    };
    let rvu = |hundredths| decimal(hundredths, 2);
    let quote = format!(
        "work {}, PE non-facility {}, PE facility {}, MP {}, total non-facility {}, total facility {}",
        rvu(row.work),
        rvu(row.pe_nonfacility),
        rvu(row.pe_facility),
        rvu(row.mp),
        rvu(row.total_nonfacility),
        rvu(row.total_facility)
    );
    let cited = draft.cite(cite::of_evidence(
        &evidence,
        cite::section(code, SectionId::MedicareCoverage),
        quote,
    ));
    let plain = &look.reading.plain;
    let release = look.release(Source::Mpfs);
    let label = with_modifier(code, &row.modifier);
    let wants = [WORK.is_in(plain), PRACTICE.is_in(plain), MALPRACTICE.is_in(plain)];
    let facility = look.topic.facility.filter(|_| !names_both_settings(plain));
    let practice = match facility {
        Some(true) => format!("{} in a facility", rvu(row.pe_facility)),
        Some(false) => format!("{} outside a facility", rvu(row.pe_nonfacility)),
        None => format!(
            "{} outside a facility, {} in one",
            rvu(row.pe_nonfacility),
            rvu(row.pe_facility)
        ),
    };
    let mut named = Vec::new();
    if wants[0] {
        named.push(format!(
            "The work RVU of {label} is {} ({release}).",
            rvu(row.work)
        ));
    }
    if wants[1] {
        named.push(format!(
            "The practice expense RVU of {label} is {practice} ({release})."
        ));
    }
    if wants[2] {
        named.push(format!(
            "The malpractice RVU of {label} is {} ({release}).",
            rvu(row.mp)
        ));
    }
    if named.is_empty() {
        let total = match facility {
            Some(true) => format!("{} in a facility", rvu(row.total_facility)),
            Some(false) => format!("{} outside a facility", rvu(row.total_nonfacility)),
            None => format!(
                "{} outside a facility, {} in one",
                rvu(row.total_nonfacility),
                rvu(row.total_facility)
            ),
        };
        named.push(format!("The total RVU of {label} is {total} ({release})."));
        if row.total_nonfacility == 0 && row.total_facility == 0 {
            named.push(format!(
                "It has no relative values because its status is {}: {}.",
                row.status,
                super::super::global_period::lower(status_meaning(&row.status))
            ));
        }
        named.push(format!(
            "They are {} for work, {practice} for practice expense and {} for malpractice.",
            rvu(row.work),
            rvu(row.mp)
        ));
    }
    for (at, text) in named.into_iter().enumerate() {
        if at == 0 {
            draft.verdict(text, &[cited]);
        } else {
            draft.fact(text, &[cited]);
        }
    }
}

fn with_modifier(code: &Code, modifier: &str) -> String {
    if modifier.is_empty() {
        name(code)
    } else {
        format!("{}-{modifier}", name(code))
    }
}
