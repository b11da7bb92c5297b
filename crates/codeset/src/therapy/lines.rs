//! The lines in which people type services and minutes.

use super::codes::{Timing, timing};
use crate::Code;

/// The most lines that are read.
pub const LINES: usize = 30;

/// The minutes that a line may hold: half a day.
pub const MINUTES: std::ops::RangeInclusive<u32> = 1..=720;

/// The most characters of a service's name that are kept.
const NAME: usize = 40;

/// A line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedLine {
    /// Its number among all lines, from 1.
    pub number: usize,
    /// The service and its minutes, or what to mend.
    pub read: Result<(String, u32), LineProblem>,
}

/// Why a line is not counted, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// Minutes without a service.
    #[error("no service: write the code or a name before the minutes, as in “97110 24”")]
    NoService,
    /// A service without minutes, or with something else behind it.
    #[error("no minutes: write whole minutes behind the service, as in “97110 24”")]
    NoMinutes,
    /// 0 minutes.
    #[error("0 minutes earn nothing: leave the line out")]
    Zero,
    /// Above [`MINUTES`].
    #[error("more than 720 minutes of one service: check the number")]
    TooMany,
    /// Beyond [`LINES`].
    #[error("not read: only the first 30 lines are")]
    Beyond,
}

/// A service of the day with the minutes of all its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The code in its canonical spelling, or the name that was typed.
    pub label: String,
    /// Minutes of all its lines.
    pub minutes: u32,
    /// How it is counted; a service that is on no list is counted by quarter hours.
    pub timing: Timing,
    /// Whether it is on a list of therapy codes.
    pub is_known: bool,
}

impl Service {
    /// Its code, if the name is one.
    pub fn code(&self) -> Option<Code> {
        Code::parse_procedure(&self.label).ok()
    }
}

/// Reads the lines of a text: a code or a name, then minutes, with spaces, tabs, commas, semicolons or a colon between
/// them. Modifiers behind a code are passed over.
pub fn typed_lines(text: &str) -> Vec<TypedLine> {
    let filled = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let mut lines: Vec<_> = filled
        .take(LINES + 1)
        .map(|(at, line)| TypedLine {
            number: at + 1,
            read: read(line),
        })
        .collect();
    if let Some(beyond) = lines.get_mut(LINES) {
        beyond.read = Err(LineProblem::Beyond);
    }
    lines
}

fn read(line: &str) -> Result<(String, u32), LineProblem> {
    let mut words: Vec<_> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'))
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(last) = words.last()
        && ["min", "mins", "minutes", "minute", "m"]
            .iter()
            .any(|unit| last.eq_ignore_ascii_case(unit))
    {
        words.pop();
    }
    let (last, names) = words.split_last().ok_or(LineProblem::NoService)?;
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    if names.is_empty() {
        // A lone code is a service; a lone smaller number, minutes.
        let is_minutes = is_number && Code::parse_procedure(last).is_err();
        return Err(if is_minutes {
            LineProblem::NoService
        } else {
            LineProblem::NoMinutes
        });
    }
    if !is_number {
        return Err(LineProblem::NoMinutes);
    }
    let minutes = last.parse().map_err(|_| LineProblem::TooMany)?;
    match minutes {
        0 => Err(LineProblem::Zero),
        minutes if !MINUTES.contains(&minutes) => Err(LineProblem::TooMany),
        minutes => Ok((name(names), minutes)),
    }
}

/// The code, without modifiers behind it, or the words as typed.
fn name(words: &[&str]) -> String {
    if let Some((first, rest)) = words.split_first()
        && let Ok(code) = Code::parse_procedure(first)
        && rest.iter().all(|word| word.len() == 2)
    {
        return code.as_str().to_owned();
    }
    words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect()
}

/// The services of the lines that could be read, in their order; the minutes of the same service are added up.
pub fn services(lines: &[TypedLine]) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    for (label, minutes) in lines.iter().filter_map(|line| line.read.as_ref().ok()) {
        match services.iter_mut().find(|service| service.label == *label) {
            Some(service) => service.minutes += minutes,
            None => {
                let timing = timing(label);
                services.push(Service {
                    label: label.clone(),
                    minutes: *minutes,
                    timing: timing.unwrap_or(Timing::QuarterHours),
                    is_known: timing.is_some(),
                });
            }
        }
    }
    services
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(line: &str) -> Result<(String, u32), LineProblem> {
        typed_lines(line).remove(0).read
    }

    #[test]
    fn a_line_is_read_however_it_is_written() {
        for line in [
            "97110 24",
            "97110, 24",
            "97110\t24",
            " 97110;24 ",
            "97110: 24 min",
            "97110 GP 24 minutes",
        ] {
            assert_eq!(one(line), Ok(("97110".into(), 24)), "{line}");
        }
        assert_eq!(one("g0283 15"), Ok(("G0283".into(), 15)));
        assert_eq!(one("Gait on stairs, 12"), Ok(("Gait on stairs".into(), 12)));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_counted() {
        for (line, problem) in [
            ("24", LineProblem::NoService),
            ("min", LineProblem::NoService),
            ("97110", LineProblem::NoMinutes),
            ("97110 many", LineProblem::NoMinutes),
            ("97110 -5", LineProblem::NoMinutes),
            ("97110 7.5", LineProblem::NoMinutes),
            ("97110 0", LineProblem::Zero),
            ("97110 721", LineProblem::TooMany),
            ("97110 99999999999", LineProblem::TooMany),
        ] {
            assert_eq!(one(line), Err(problem), "{line}");
        }
        let lines = typed_lines("97110 24\n\n97140\n97110 6\n97150 30\nballs 10");
        let numbers: Vec<_> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 4, 5, 6]);
        let told: Vec<_> = services(&lines)
            .into_iter()
            .map(|service| (service.label, service.minutes, service.timing, service.is_known))
            .collect();
        assert_eq!(
            told,
            [
                ("97110".into(), 30, Timing::QuarterHours, true),
                ("97150".into(), 30, Timing::Once, true),
                ("balls".into(), 10, Timing::QuarterHours, false),
            ]
        );
    }

    #[test]
    fn no_more_lines_are_read_than_a_day_can_have() {
        let lines = typed_lines(&"97110 1\n".repeat(5000));
        assert_eq!(lines.len(), LINES + 1);
        assert_eq!(lines[LINES].read, Err(LineProblem::Beyond));
        assert_eq!(services(&lines)[0].minutes, 30);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>()) {
            let lines = typed_lines(&text);
            prop_assert!(lines.len() <= LINES + 1);
            for service in services(&lines) {
                prop_assert!(service.label.chars().count() <= NAME && service.minutes > 0);
            }
        }
    }
}
