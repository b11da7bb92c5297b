//! The units of the lines against the unit limits (MUE).

use super::{Check, Found, NumberedLine, Reason, Row, Status};
use crate::{ReferenceError, evidence};
use codeset::ncci;
use store::entity::mue;
use store::releases::Released;

pub(super) async fn judge(check: &Check<'_>) -> Result<Found, ReferenceError> {
    let mut found = Found::default();
    let source = check.setting.limits();
    if check.loaded.on_day(source).is_none() {
        found.notes.push(check.not_loaded("Unit limits", source));
        for numbered in &check.lines {
            found.add(
                numbered,
                Reason::new(Status::NotLoaded, "Its unit limit is not loaded."),
            );
        }
        return Ok(found);
    }
    let limits = check
        .store
        .list_mues(source, &check.spellings(), check.on)
        .await?;
    for numbered in &check.lines {
        let code = &numbered.line.code;
        let limit = limits.iter().find(|limit| limit.row.code == code.as_str());
        let reason = match limit {
            Some(limit) => judge_line(check, numbered, limit),
            None => Reason::new(
                Status::Passes,
                format!(
                    "{} Some limits are confidential, so this is not “unlimited”.",
                    check.loaded.missing(&format!("A unit limit of {code}"), source)
                ),
            ),
        };
        found.add(numbered, reason);
    }
    Ok(found)
}

/// Compares the units of a line, or of all lines of its code where the limit is one of the day.
fn judge_line(check: &Check<'_>, numbered: &NumberedLine<'_>, limit: &Released<mue::Model>) -> Reason {
    let line = numbered.line;
    let code = &line.code;
    let is_of_line = limit.row.mai == 1;
    let counted: Vec<_> = check
        .lines
        .iter()
        .filter(|other| {
            if is_of_line {
                other.number == numbered.number
            } else {
                other.line.code == *code
            }
        })
        .collect();
    // 30 lines of 9,999 units.
    let units: u32 = counted.iter().map(|its| its.line.units).sum();
    let is_over = i64::from(units) > i64::from(limit.row.units);
    let text = if is_over {
        format!("More units of {code} than its unit limit.")
    } else {
        format!("The units of {code} are within its unit limit.")
    };
    let row = check.row(&[code], || {
        let numbers: Vec<_> = counted.iter().map(|its| its.number.to_string()).collect();
        let on_lines = match numbers.as_slice() {
            [one] => format!("on line {one}"),
            more => format!("on lines {}", more.join(", ")),
        };
        let counted_units = match units {
            1 => "1 unit".to_owned(),
            units => format!("{units} units"),
        };
        Row {
            says: vec![
                format!("{counted_units} {on_lines}; the limit is {}.", limit.row.units),
                format!("MAI {}: {}.", limit.row.mai, ncci::mai_meaning(limit.row.mai)),
                format!("Rationale: {}.", limit.row.rationale),
            ],
            evidence: Some(evidence::of(limit, format!("HCPCS/CPT {code}"))),
        }
    });
    let status = if is_over { Status::Fails } else { Status::Passes };
    Reason::new(status, text).resting_on(row, code)
}
