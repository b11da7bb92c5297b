//! From minutes to units: the 8-minute rule of Medicare, and the midpoint rule beside it.

use super::{Look, units};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::therapy::{Day, Timing, timing};

const RULE: &str = "Medicare Claims Processing Manual (Pub. 100-04), chapter 5, section 20.2";

pub(super) fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let text = lines(look);
    if text.is_empty() {
        rule_alone(look, draft);
        return Ok(());
    }
    draft.step("Counting minutes by the 8-minute rule");
    let day = Day::of(&text.join("\n"));
    let path = cite::tool("therapy-units", &text);
    let rule = draft.cite(cite::of_rule(
        RULE,
        "Reporting of service units with timed codes (the 8-minute rule)",
        path.clone(),
        "8–22 minutes = 1 unit, 23–37 = 2, 38–52 = 3, 53–67 = 4, 68–82 = 5, 83–97 = 6, 98–112 = 7, 113–127 = 8",
    ));
    let (by_total, by_midpoint) = day.units();
    let each: Vec<String> = day
        .services
        .iter()
        .filter_map(|counted| {
            let count = counted.by_total?;
            Some(format!("{} of {}", units(count), counted.service.label))
        })
        .collect();
    let is_named = day
        .services
        .iter()
        .any(|counted| counted.service.code().is_some());
    let timed = day
        .services
        .iter()
        .filter(|counted| counted.service.timing == Timing::QuarterHours)
        .count();
    if is_named && day.services.len() > 1 {
        draft.verdict(
            format!(
                "By Medicare’s 8-minute rule: {} in all: {}.",
                units(by_total),
                super::listed(&each, "and")
            ),
            &[rule],
        );
    } else if is_named {
        draft.verdict(
            format!("By Medicare’s 8-minute rule: {}.", each.join("")),
            &[rule],
        );
    } else {
        draft.verdict(
            format!(
                "{} timed minutes make {} by Medicare’s 8-minute rule.",
                day.timed_minutes,
                units(by_total)
            ),
            &[rule],
        );
    }
    for step in day.total_steps.iter().filter(|_| timed > 0) {
        draft.fact(step.clone(), &[rule]);
    }
    if by_midpoint != by_total {
        let midpoint = draft.cite(cite::of_rule(
            "CPT, time rule",
            "A unit is attained when the midpoint is passed; each code by itself",
            path.clone(),
            "",
        ));
        draft.caution(
            format!(
                "Payers that follow the midpoint rule of CPT would count {} instead.",
                units(by_midpoint)
            ),
            &[midpoint],
        );
    }
    for caution in &day.cautions {
        draft.caution(caution.clone(), &[rule]);
    }
    draft.page("The count step by step", path);
    Ok(())
}

/// A line for each service with minutes: those of the question, else its codes with the minutes of the question.
fn lines(look: &Look<'_>) -> Vec<String> {
    let of_topic: Vec<String> = look
        .topic
        .lines
        .iter()
        .filter_map(|line| Some(format!("{} {}", line.code, line.minutes?)))
        .collect();
    if !of_topic.is_empty() && of_topic.len() >= look.reading.timed.len() {
        return of_topic;
    }
    let timed = &look.reading.timed;
    let own = |minutes: u32| match look.topic.lines.as_slice() {
        [line] => format!("{} {minutes}", line.code),
        _ => format!("timed minutes {minutes}"),
    };
    timed
        .iter()
        .map(|timed| match &timed.code {
            Some(code) => format!("{code} {}", timed.minutes),
            None => own(timed.minutes),
        })
        .collect()
}

/// How a code is counted.
fn counted(draft: &mut Draft<'_>, code: &codeset::Code, cited: usize) {
    draft.verdict(
        match timing(code.as_str()) {
            Some(Timing::QuarterHours) => {
                format!("{code} is a timed code: its one-on-one minutes count in units of 15 minutes.")
            }
            Some(Timing::Once) => format!("{code} is untimed: it is reported once, whatever the minutes."),
            Some(Timing::OtherTime) => format!("{code} is counted by another span of time than 15 minutes."),
            None => {
                format!("{code} is not on the list of therapy codes, so nothing is said of its minutes here.")
            }
        },
        &[cited],
    );
}

/// For how many units the minutes are asked for: `the least minutes for 3 units and for 4 units`.
fn asked_units(plain: &str) -> Vec<u32> {
    pattern!(
        UNITS,
        r"\b(\d{1,2}|one|two|three|four|five|six|seven|eight|first|second|third|fourth|fifth|sixth|seventh|eighth)(?:st|nd|rd|th)?\b(?: timed| billable)? units?\b"
    );
    const WORDS: [[&str; 2]; 8] = [
        ["one", "first"],
        ["two", "second"],
        ["three", "third"],
        ["four", "fourth"],
        ["five", "fifth"],
        ["six", "sixth"],
        ["seven", "seventh"],
        ["eight", "eighth"],
    ];
    let in_words = |text: &str| {
        let at = WORDS.iter().position(|words| words.contains(&text))?;
        u32::try_from(at + 1).ok()
    };
    if !plain.contains("min") {
        return Vec::new();
    }
    let counts = UNITS
        .get()
        .into_iter()
        .flat_map(|units| units.captures_iter(plain));
    counts
        .filter_map(|captures| captures.get(1))
        .filter_map(|count| count.as_str().parse().ok().or_else(|| in_words(count.as_str())))
        .filter(|count| *count > 0)
        .collect()
}

/// The rule itself, where no minutes are named.
fn rule_alone(look: &Look<'_>, draft: &mut Draft<'_>) {
    let rule = draft.cite(cite::of_rule(
        RULE,
        "Reporting of service units with timed codes (the 8-minute rule)",
        "/tools/therapy-units",
        "8–22 minutes = 1 unit, 23–37 = 2, 38–52 = 3, 53–67 = 4, 68–82 = 5, 83–97 = 6, 98–112 = 7, 113–127 = 8",
    ));
    if !look.topic.lines.is_empty() {
        for line in look.procedures() {
            counted(draft, &line.code, rule);
        }
        return;
    }
    let asked = asked_units(&look.reading.plain);
    for count in &asked {
        let least = 15 * count - 7;
        draft.verdict(
            format!(
                "By Medicare’s 8-minute rule {} take {least} to {} timed minutes: at least {least}, and from {} on it is \
                 one more.",
                units(*count),
                least + 14,
                least + 15
            ),
            &[rule],
        );
    }
    if !asked.is_empty() {
        draft.page("Units from minutes", "/tools/therapy-units");
        return;
    }
    if look.reading.plain.contains("unit") || look.reading.plain.contains("min") {
        draft.verdict(
            "Medicare counts the timed one-on-one minutes of a day together: 8 to 22 minutes are 1 unit, 23 to 37 are 2 \
             units, 38 to 52 are 3 units, and so on by 15 minutes.",
            &[rule],
        );
        draft.next(
            "Write the services with their minutes, as in “97110 for 20 minutes and 97140 for 15 minutes”.",
        );
    } else {
        draft.refuse(
            Outcome::Unclear,
            "The question names no minutes to count.",
            "Write the services with their minutes, as in “97110 for 20 minutes and 97140 for 15 minutes”.",
        );
    }
    draft.page("Units from minutes", "/tools/therapy-units");
}
