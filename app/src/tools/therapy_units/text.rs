//! A count as plain text, for a note or a message.

use codeset::therapy::Day;
use codeset::{NaiveDate, long_date};

/// The services with their units, and how they came about.
pub(super) fn plain_text(day: &Day, on: NaiveDate) -> String {
    let units =
        |units: Option<u32>| units.map_or_else(|| "not counted".to_owned(), |units| units.to_string());
    let mut lines = vec![
        format!("Therapy units, {}", long_date(on)),
        "Service: minutes, units by the 8-minute rule (Medicare), units by the midpoint rule (CPT)"
            .to_owned(),
    ];
    lines.extend(day.services.iter().map(|counted| {
        format!(
            "{}: {} minutes, {}, {}",
            counted.service.label,
            counted.service.minutes,
            units(counted.by_total),
            units(counted.by_midpoint)
        )
    }));
    let (total, midpoint) = day.units();
    lines.push(format!("Total units: {total}, {midpoint}"));
    lines.push("8-minute rule:".to_owned());
    lines.extend(day.total_steps.iter().map(|step| format!("- {step}")));
    lines.push("Midpoint rule:".to_owned());
    lines.extend(day.midpoint_steps.iter().map(|step| format!("- {step}")));
    lines.join("\n")
}
