//! The global period of a procedure.

use super::{Look, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks;
use codeset::global_period::GlobalPeriod;
use codeset::mpfs::global_meaning;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{NaiveDate, long_date};

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let lines = look.procedures();
    if lines.is_empty() {
        if whole_package(look, draft) {
            return Ok(());
        }
        if super::modifier_of_situation(look, draft).await? || super::manual_if_good(look, draft).await? {
            return Ok(());
        }
        look.ask_for_code(draft, "a global period", "what is the global period of 27447?");
        return Ok(());
    }
    let codes: Vec<&str> = lines.iter().map(|line| line.code.as_str()).collect();
    draft.step(format!("Checking the global days of {}", codes.join(", ")));
    let (surgery, visit) = days(look);
    let fees = look.store.list_fees_of(&codes, look.on).await?;
    for line in &lines {
        let code = &line.code;
        let Some(fee) = fees.iter().find(|fee| fee.row.code == code.as_str()) else {
            super::fee::no_row(look, draft, code);
            continue;
        };
        if !look.shows(code) {
            look.lock(draft, code, SectionId::Compliance, "The global period");
            continue;
        }
        let days = &fee.row.global_days;
        let cited = draft.cite(cite::of_row(
            fee,
            format!("HCPCS {code}"),
            cite::section(code, SectionId::Compliance),
            format!("GLOB DAYS {days}"),
        ));
        draft.verdict(
            format!(
                "The global days of {} are {days}: {}.",
                name(code),
                lower(global_meaning(days))
            ),
            &[cited],
        );
        if asks::asks_for_shares(&look.reading.plain) {
            let share = |hundredths: i32| format!("{hundredths}%");
            let row = &fee.row;
            draft.fact(
                if row.pre_op + row.intra_op + row.post_op == 0 {
                    format!("The fee schedule divides {code} into no shares before, during and after the operation.")
                } else {
                    format!(
                        "Of its amount {} are for the care before the operation (PRE OP), {} for the operation (INTRA OP) \
                         and {} for the care after it (POST OP).",
                        share(row.pre_op),
                        share(row.intra_op),
                        share(row.post_op)
                    )
                },
                &[cited],
            );
        }
        let Some(period) = GlobalPeriod::of(days) else {
            continue;
        };
        if let Some(surgery) = surgery
            && let Some((first, last)) = period.first_and_last(surgery)
        {
            if let Some(visit) = visit {
                let is_inside = (first..=last).contains(&visit);
                draft.fact(
                    format!(
                        "{} is {} the period.",
                        long_date(visit),
                        if is_inside {
                            "still within"
                        } else {
                            "after the end of"
                        }
                    ),
                    &[cited],
                );
            }
            draft.fact(
                format!(
                    "For {code} on {}, the period runs from {} to {}, its last day.",
                    long_date(surgery),
                    long_date(first),
                    long_date(last)
                ),
                &[cited],
            );
        }
        if period.after > 0 {
            draft.fact(
                format!(
                    "Visits for the recovery from {code} in these days are paid with it; an unrelated visit takes \
                     modifier 24, an unrelated procedure 79, a return to the operating room 78, a staged one 58."
                ),
                &[cited],
            );
        } else {
            draft.fact(
                format!("Days after that of {code} are outside its global period, so that a later visit is paid by its own rules."),
                &[cited],
            );
        }
    }
    look.gaps(draft, &[Source::Mpfs]);
    if !draft.has_verdict() {
        draft.outcome = Outcome::NotFound;
    }
    Ok(())
}

/// Tells how many days a package has in all, where that is asked without a code; whether it was.
fn whole_package(look: &Look<'_>, draft: &mut Draft<'_>) -> bool {
    let Some((days, period)) =
        asks::global_package(&look.reading.plain).and_then(|days| Some((days, GlobalPeriod::of(days)?)))
    else {
        return false;
    };
    let rule = draft.cite(cite::of_rule(
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 12",
        "Section 40.1, global surgical package",
        "/documents",
        global_meaning(days),
    ));
    draft.verdict(
        format!(
            "The package of a procedure with global days {days} has {} days in all: {} before, the day itself and {} after.",
            period.before + 1 + period.after,
            period.before,
            period.after
        ),
        &[rule],
    );
    true
}

/// The day of the procedure and that of a later visit, as far as the question names them: of two the earlier is the
/// procedure’s.
fn days(look: &Look<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let named: Vec<NaiveDate> = look.reading.days.iter().map(|named| named.day).collect();
    match named.as_slice() {
        [one, other] if one != other => (Some(*one.min(other)), Some(*one.max(other))),
        _ => (look.topic.on, None),
    }
}

/// With a small first letter, for the middle of a sentence.
pub(super) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars
        .next()
        .map(|c| c.to_lowercase().collect::<String>())
        .unwrap_or_default();
    format!("{first}{}", chars.as_str())
}
