//! Rules that no release file carries: which chapter of the NCCI Policy Manual is about the code, and by which time a
//! visit is chosen.

use crate::page::Block;
use crate::sections::{Subject, fact};
use codeset::ncci_manual::{self, Chapter};
use codeset::visit_time::{is_emergency_visit, visit_time};
use codeset::{NaiveDate, long_date};

/// The edition of the manual whose chapters are known.
const MANUAL: &str = "2026";

pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    [visit(subject), manual(subject)].into_iter().flatten().collect()
}

/// The minutes of a visit's level.
fn visit(subject: &Subject<'_>) -> Option<Block> {
    if is_emergency_visit(subject.code) {
        return Some(Block::Notice(
            "Time does not choose the level of an emergency department visit: medical decision making does."
                .into(),
        ));
    }
    let time = visit_time(subject.code, subject.on)?;
    let (value, meaning) = match time.most {
        Some(most) => (
            format!("{}–{most} minutes", time.least),
            "Total time of the practitioner on the day of the encounter",
        ),
        None => (
            format!("{} minutes", time.least),
            "Met or exceeded: total time of the practitioner on the day of the encounter, face to face or not",
        ),
    };
    Some(Block::Rules {
        caption: "Level by time".into(),
        facts: vec![
            fact("Total time", value, meaning),
            fact(
                "Or by decision making",
                "2 of 3",
                "Problems, data and risk: two of the three must reach the level",
            ),
        ],
        source: format!(
            "Guidelines for evaluation and management, as Medicare adopted them as of {} (Medicare Claims Processing \
             Manual, chapter 12, section 30.6)",
            long_date(time.since)
        ),
    })
}

/// The chapters of the policy manual.
fn manual(subject: &Subject<'_>) -> Option<Block> {
    let chapter = ncci_manual::chapter_of(subject.code)?;
    let since = NaiveDate::from_ymd_opt(2026, 1, 1)?;
    let named = |chapter: Chapter| {
        fact(
            &format!("Chapter {}", chapter.number),
            chapter.codes,
            chapter.title,
        )
    };
    let mut facts = vec![named(chapter), named(ncci_manual::GENERAL)];
    if subject.on < since {
        facts.push(fact(
            "Edition",
            MANUAL,
            format!(
                "Read the manual of the year of service, {}: its chapters are the same, its text may differ",
                long_date(subject.on)
            ),
        ));
    }
    Some(Block::Rules {
        caption: "In the NCCI Policy Manual".into(),
        facts,
        source: format!("NCCI Policy Manual for Medicare Services, {MANUAL}, table of contents"),
    })
}
