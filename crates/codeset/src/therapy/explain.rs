//! How units came about, step by step.

use super::units::{Counted, UNIT, units_of};

/// A service's name with its count.
type Named<'a> = (&'a str, Counted);

/// The steps of [`super::units::by_total`], a sentence or two each.
pub fn total_steps(services: &[Named<'_>]) -> Vec<String> {
    if services.is_empty() {
        return vec!["No timed minutes.".into()];
    }
    let total = services
        .iter()
        .fold(0u32, |sum, (_, service)| sum.saturating_add(service.minutes));
    let units = units_of(total);
    let mut steps = vec![sum_of(services, total), allowed(total, units)];
    if units == 0 {
        return steps;
    }
    let full: u32 = services.iter().map(|(_, service)| service.full).sum();
    steps.push(quarter_hours(services, full));
    steps.push(rests(services, units.saturating_sub(full)));
    steps.extend(without_units(services));
    steps
}

/// The steps of [`super::units::by_midpoint`], one for each service.
pub fn midpoint_steps(services: &[Named<'_>]) -> Vec<String> {
    if services.is_empty() {
        return vec!["No timed minutes.".into()];
    }
    let steps = services.iter().map(|(label, service)| {
        let minutes = minutes(service.minutes);
        let parts = match (service.full, service.rest) {
            (0, _) => minutes,
            (full, 0) => format!("{minutes} = {full} × {UNIT}"),
            (full, rest) => format!("{minutes} = {full} × {UNIT} + {rest}"),
        };
        let middle = match (service.rest, service.extra) {
            (0, _) => String::new(),
            (rest, true) => format!(" {rest} is past the middle of a unit."),
            (rest, false) => format!(" {rest} does not pass the middle of a unit."),
        };
        format!("{label}: {parts}.{middle} {}.", capital(&units(service.units())))
    });
    steps.collect()
}

fn sum_of(services: &[Named<'_>], total: u32) -> String {
    match services {
        [(label, _)] => format!("Timed minutes: {total}, all of {label}."),
        _ => {
            let parts: Vec<_> = services
                .iter()
                .map(|(label, service)| format!("{label} {}", service.minutes))
                .collect();
            format!("Timed minutes: {} = {total}.", parts.join(" + "))
        }
    }
}

fn allowed(total: u32, number: u32) -> String {
    match number {
        0 => format!("{} are too few: a unit needs 8.", capital(&minutes(total))),
        _ => format!(
            "{} make {} ({} to {} minutes). The day has no more than that.",
            capital(&minutes(total)),
            units(number),
            number * UNIT - UNIT / 2,
            number * UNIT + UNIT / 2
        ),
    }
}

fn quarter_hours(services: &[Named<'_>], full: u32) -> String {
    let parts: Vec<_> = services
        .iter()
        .filter(|(_, service)| service.full > 0)
        .map(|(label, service)| format!("{label} {} ({} left)", service.full, minutes(service.rest)))
        .collect();
    match full {
        0 => "No service has a whole quarter hour.".into(),
        _ => format!(
            "Whole quarter hours: {}. {} so far.",
            parts.join(", "),
            capital(&units(full))
        ),
    }
}

fn rests(services: &[Named<'_>], left: u32) -> String {
    if left == 0 {
        return match services.iter().map(|(_, service)| service.rest).sum() {
            0 => "No minutes remain.".into(),
            rest => format!("No unit is left for the remaining {}.", minutes(rest)),
        };
    }
    let takes = |extra: bool| {
        services
            .iter()
            .filter(move |(_, service)| service.extra == extra && service.rest > 0)
    };
    let mut longest: Vec<_> = takes(true).collect();
    longest.sort_by_key(|(_, service)| std::cmp::Reverse(service.rest));
    let taken: Vec<_> = longest
        .into_iter()
        .map(|(label, service)| format!("{label} with {}", minutes(service.rest)))
        .collect();
    let step = match left {
        1 => format!(
            "1 unit is left. It goes to the longest rest: {}.",
            taken.join(", ")
        ),
        _ => format!(
            "{left} units are left. They go to the longest rests: {}.",
            taken.join(", ")
        ),
    };
    let shortest = takes(true).map(|(_, service)| service.rest).min();
    let equals: Vec<_> = takes(false)
        .filter(|(_, service)| Some(service.rest) == shortest)
        .map(|(label, _)| *label)
        .collect();
    if equals.is_empty() {
        step
    } else {
        let have = if equals.len() == 1 { "has" } else { "have" };
        format!(
            "{step} {} {have} as many minutes left, and the rule leaves the choice: here the service with more \
             minutes takes the unit, then the one listed first.",
            equals.join(" and ")
        )
    }
}

fn without_units(services: &[Named<'_>]) -> Option<String> {
    let names: Vec<_> = services
        .iter()
        .filter(|(_, service)| service.units() == 0)
        .map(|(label, _)| *label)
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "Without a unit: {}. The minutes count towards the total and stand in the note.",
            names.join(", ")
        )
    })
}

fn minutes(number: u32) -> String {
    match number {
        1 => "1 minute".into(),
        _ => format!("{number} minutes"),
    }
}

fn units(number: u32) -> String {
    match number {
        0 => "no unit".into(),
        1 => "1 unit".into(),
        _ => format!("{number} units"),
    }
}

/// The same words at the beginning of a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::units::{by_midpoint, by_total};
    use super::*;

    fn told(
        services: &[(&'static str, u32)],
        by: fn(&[u32]) -> Vec<Counted>,
    ) -> Vec<(&'static str, Counted)> {
        let minutes: Vec<_> = services.iter().map(|(_, minutes)| *minutes).collect();
        services
            .iter()
            .map(|(label, _)| *label)
            .zip(by(&minutes))
            .collect()
    }

    fn total(services: &[(&'static str, u32)]) -> Vec<String> {
        total_steps(&told(services, by_total))
    }

    #[test]
    fn the_steps_lead_from_minutes_to_units() {
        assert_eq!(
            total(&[("97110", 33), ("97140", 7)]),
            [
                "Timed minutes: 97110 33 + 97140 7 = 40.",
                "40 minutes make 3 units (38 to 52 minutes). The day has no more than that.",
                "Whole quarter hours: 97110 2 (3 minutes left). 2 units so far.",
                "1 unit is left. It goes to the longest rest: 97140 with 7 minutes.",
            ]
        );
        assert_eq!(
            total(&[("97110", 18), ("97116", 10), ("97140", 13), ("97035", 8)])[3..],
            [
                "2 units are left. They go to the longest rests: 97140 with 13 minutes, 97116 with 10 minutes.",
                "Without a unit: 97035. The minutes count towards the total and stand in the note.",
            ]
        );
    }

    #[test]
    fn equals_and_too_few_minutes_are_told() {
        let steps = total(&[("97112", 7), ("97110", 7), ("97140", 7)]);
        assert_eq!(steps[2], "No service has a whole quarter hour.");
        assert!(
            steps[3].starts_with(
                "1 unit is left. It goes to the longest rest: 97112 with 7 minutes. 97110 and 97140 have as many"
            ),
            "{}",
            steps[3]
        );
        assert_eq!(
            total(&[("97110", 7)]),
            [
                "Timed minutes: 7, all of 97110.",
                "7 minutes are too few: a unit needs 8."
            ]
        );
        assert_eq!(total(&[]), ["No timed minutes."]);
        assert_eq!(
            total(&[("97110", 37)])[3],
            "No unit is left for the remaining 7 minutes."
        );
        assert_eq!(total(&[("97110", 30)])[3], "No minutes remain.");
    }

    #[test]
    fn each_code_passes_its_own_middle_or_not() {
        let services = [("97110", 24), ("97140", 7), ("97530", 30), ("97112", 1)];
        assert_eq!(
            midpoint_steps(&told(&services, by_midpoint)),
            [
                "97110: 24 minutes = 1 × 15 + 9. 9 is past the middle of a unit. 2 units.",
                "97140: 7 minutes. 7 does not pass the middle of a unit. No unit.",
                "97530: 30 minutes = 2 × 15. 2 units.",
                "97112: 1 minute. 1 does not pass the middle of a unit. No unit.",
            ]
        );
    }
}
