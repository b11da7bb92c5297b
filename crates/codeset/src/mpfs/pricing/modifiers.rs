//! What the modifiers of a line do to it: both sides, parts of the global package, several surgeons, therapy
//! assistants.

use super::line::Work;
use super::{Effect, Note, Terms, Why};
use crate::mpfs::Percent;
use crate::rows::FeeRow;
use crate::{Code, NaiveDate};

/// Modifiers of an assistant at surgery; the last is that of who is no physician.
const ASSISTANTS: [&str; 4] = ["80", "81", "82", "AS"];

/// The first day on which therapy assistants lower the payment (Social Security Act §1834(v)).
const THERAPY_ASSISTANTS_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 1, 1);

/// Why the modifiers of a line refuse its payment.
pub(super) fn refusal(row: &FeeRow, modifiers: &[Code]) -> Option<Why> {
    modifiers.iter().find_map(|modifier| {
        let own = || modifier.as_str().to_owned();
        match modifier.as_str() {
            assistant if ASSISTANTS.contains(&assistant) => match row.assistant.as_str() {
                "0" | "2" => None,
                "1" => Some(Why::AssistantByStatute(own())),
                _ => Some(Why::DoesNotApply(own())),
            },
            "62" => match row.cosurgeon.as_str() {
                "1" | "2" => None,
                "0" => Some(Why::NotPermitted(own())),
                _ => Some(Why::DoesNotApply(own())),
            },
            "66" => match row.team.as_str() {
                "1" | "2" => Some(Why::Team),
                "0" => Some(Why::NotPermitted(own())),
                _ => Some(Why::DoesNotApply(own())),
            },
            _ => None,
        }
    })
}

/// A code of status T is paid only where nothing else is.
pub(super) fn refuse_paid_alone(lines: &mut [Work<'_>]) {
    let is_alone = |row: &FeeRow| row.status == "T";
    let others = lines
        .iter()
        .any(|line| line.payable_row().is_some_and(|row| !is_alone(row)));
    if others {
        for line in lines {
            if line.payable_row().is_some_and(is_alone) {
                line.refuse(Why::PaidOnlyAlone);
            }
        }
    }
}

/// Modifier 50, which counts before the reductions of several procedures.
pub(super) fn adjust_sides(lines: &mut [Work<'_>]) {
    note_sides_on_two_lines(lines);
    for line in lines.iter_mut().filter(|line| line.has("50")) {
        let Some(row) = line.payable_row() else {
            continue;
        };
        let effect = match row.bilateral.as_str() {
            "1" => Effect::BothSides,
            "3" => Effect::EachSide,
            other => {
                line.notes.push(match other {
                    "0" => Note::SidesNotPaidApart,
                    "2" => Note::SidesIncluded,
                    _ => Note::NoSides,
                });
                continue;
            }
        };
        if let Some(share) = effect.share() {
            line.sides = share;
        }
        for part in &mut line.parts {
            part.take_share(effect);
        }
    }
}

/// Notes where LT and RT of a code that is priced by sides stand on lines of their own.
fn note_sides_on_two_lines(lines: &mut [Work<'_>]) {
    let codes_with = |lines: &[Work<'_>], side: &str| -> Vec<String> {
        lines
            .iter()
            .filter(|line| line.has(side))
            .filter_map(Work::payable_row)
            // 3 pays each side in full, as the lines do.
            .filter(|row| ["0", "1", "2"].contains(&row.bilateral.as_str()))
            .map(|row| row.code.as_str().to_owned())
            .collect()
    };
    let (left, right) = (codes_with(lines, "LT"), codes_with(lines, "RT"));
    for line in lines.iter_mut().filter(|line| line.has("LT") || line.has("RT")) {
        let is_both = line.payable_row().is_some_and(|row| {
            let code = row.code.as_str();
            left.iter().any(|own| own == code) && right.iter().any(|own| own == code)
        });
        if is_both {
            line.notes.push(Note::SidesOnTwoLines);
        }
    }
}

/// Parts of the global package, co-surgeons, assistants and therapy assistants.
pub(super) fn adjust_shares(lines: &mut [Work<'_>], terms: &Terms<'_>) {
    for line in lines {
        let Some(row) = line.payable_row() else {
            continue;
        };
        for modifier in line.line.modifiers {
            if let Some(note) = note(row, modifier.as_str(), terms) {
                line.notes.push(note);
            }
        }
        let mut effects: Vec<Effect> = line
            .line
            .modifiers
            .iter()
            .filter_map(|modifier| effect(row, modifier.as_str(), terms))
            .collect();
        effects.sort_unstable();
        // 80 and 81 on one line, or CQ and CO, are one assistant.
        effects.dedup();
        if effects.contains(&Effect::NonPhysicianAssistant) {
            effects.retain(|effect| *effect != Effect::Assistant);
        }
        for part in &mut line.parts {
            for effect in &effects {
                part.take_share(*effect);
            }
        }
    }
}

fn effect(row: &FeeRow, modifier: &str, terms: &Terms<'_>) -> Option<Effect> {
    match modifier {
        "54" | "55" | "56" | "78" => global_part(row, modifier).map(Effect::GlobalPart),
        "62" => Some(Effect::CoSurgeon),
        "AS" => Some(Effect::NonPhysicianAssistant),
        assistant if ASSISTANTS.contains(&assistant) => Some(Effect::Assistant),
        "CQ" | "CO" => THERAPY_ASSISTANTS_FROM
            .is_some_and(|from| terms.on >= from)
            .then_some(Effect::TherapyAssistant),
        _ => None,
    }
}

/// The part of the global package that a modifier bills: the operation with the care before (54), the care after
/// (55) or before (56), the operation alone (78). `None` where the row divides no package.
fn global_part(row: &FeeRow, modifier: &str) -> Option<Percent> {
    let hundredths = match modifier {
        "54" => row.pre_op.saturating_add(row.intra_op),
        "55" => row.post_op,
        "56" => row.pre_op,
        "78" => row.intra_op,
        _ => return None,
    };
    let whole = row
        .pre_op
        .saturating_add(row.intra_op)
        .saturating_add(row.post_op);
    let share = u32::try_from(hundredths).ok().filter(|share| *share <= 100)?;
    (whole > 0).then_some(Percent::of_hundred(share))
}

fn note(row: &FeeRow, modifier: &str, terms: &Terms<'_>) -> Option<Note> {
    let own = || modifier.to_owned();
    match modifier {
        "22" | "52" => Some(Note::ContractorDecides(own())),
        "54" | "55" | "56" | "78" if global_part(row, modifier).is_none() => Some(Note::NoGlobalPart(own())),
        "62" if row.cosurgeon == "1" => Some(Note::NeedsDocumentation(own())),
        assistant if ASSISTANTS.contains(&assistant) && row.assistant == "0" => {
            Some(Note::NeedsDocumentation(own()))
        }
        "CQ" | "CO" if effect(row, modifier, terms).is_none() => Some(Note::NotBefore2022(own())),
        _ => None,
    }
}
