//! A day's services, counted by both rules.

use super::codes::{Timing, is_first_quarter_only};
use super::explain::{midpoint_steps, total_steps};
use super::lines::{Service, TypedLine, services, typed_lines};
use super::units::{Counted, by_midpoint, by_total};

/// A service with its units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedService {
    /// The service and its minutes.
    pub service: Service,
    /// Units by CMS's rule; `None` where neither rule counts it.
    pub by_total: Option<u32>,
    /// Units by the AMA's midpoint rule; `None` where neither rule counts it.
    pub by_midpoint: Option<u32>,
}

/// What the typed lines of a day come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The lines as they were read.
    pub lines: Vec<TypedLine>,
    /// The services in the order in which they were typed.
    pub services: Vec<CountedService>,
    /// Minutes that count towards the units of CMS's rule.
    pub timed_minutes: u32,
    /// How CMS's rule comes to its units.
    pub total_steps: Vec<String>,
    /// How the midpoint rule does.
    pub midpoint_steps: Vec<String>,
    /// What the reader has to know of the services, a sentence or two each.
    pub cautions: Vec<String>,
}

impl Day {
    /// Reads and counts the lines of a text.
    pub fn of(text: &str) -> Self {
        let lines = typed_lines(text);
        let services = services(&lines);
        let timed: Vec<_> = services
            .iter()
            .filter(|service| service.timing == Timing::QuarterHours)
            .collect();
        let minutes: Vec<_> = timed.iter().map(|service| service.minutes).collect();
        let (total, midpoint) = (by_total(&minutes), by_midpoint(&minutes));
        let named = |counted: &[Counted]| -> Vec<_> {
            let labels = timed.iter().map(|service| service.label.as_str());
            labels.zip(counted.iter().copied()).collect()
        };
        let total_steps = total_steps(&named(&total));
        let midpoint_steps = midpoint_steps(&named(&midpoint));
        let mut units = total.iter().zip(&midpoint);
        let counted: Vec<_> = services
            .iter()
            .map(|service| {
                let units = match service.timing {
                    Timing::QuarterHours => units
                        .next()
                        .map(|(total, midpoint)| (total.units(), midpoint.units())),
                    Timing::Once => Some((1, 1)),
                    Timing::OtherTime => None,
                };
                CountedService {
                    service: service.clone(),
                    by_total: units.map(|(total, _)| total),
                    by_midpoint: units.map(|(_, midpoint)| midpoint),
                }
            })
            .collect();
        Self {
            cautions: cautions(&counted),
            lines,
            services: counted,
            timed_minutes: minutes.iter().sum(),
            total_steps,
            midpoint_steps,
        }
    }

    /// Units of all services by CMS's rule and by the midpoint rule.
    pub fn units(&self) -> (u32, u32) {
        let sum = |of: fn(&CountedService) -> Option<u32>| self.services.iter().filter_map(of).sum();
        (
            sum(|service| service.by_total),
            sum(|service| service.by_midpoint),
        )
    }
}

fn cautions(services: &[CountedService]) -> Vec<String> {
    let names = |fits: &dyn Fn(&CountedService) -> bool| {
        let names: Vec<_> = services
            .iter()
            .filter(|counted| fits(counted))
            .map(|counted| counted.service.label.as_str())
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let is = |timing| move |counted: &CountedService| counted.service.timing == timing;
    let mut cautions = Vec::new();
    cautions.extend(names(&is(Timing::Once)).map(|names| {
        format!(
            "Untimed: {names}. Reported once, whatever the minutes. They earn no 15-minute unit, though they belong \
             to the total treatment time in the note."
        )
    }));
    cautions.extend(names(&is(Timing::OtherTime)).map(|names| {
        format!(
            "Not counted: {names}. Its unit is another span of time, such as an hour. Its minutes earn no 15-minute \
             unit."
        )
    }));
    cautions.extend(names(&|counted| !counted.service.is_known).map(|names| {
        format!(
            "Not on the list of therapy codes: {names}. Counted as timed, one-on-one treatment in units of 15 \
             minutes; leave it out if it is not."
        )
    }));
    cautions.extend(services.iter().filter_map(|counted| {
        let most = counted.by_total.max(counted.by_midpoint)?;
        let others = most.checked_sub(1).filter(|others| *others > 0)?;
        let units = if others == 1 { "unit" } else { "units" };
        is_first_quarter_only(&counted.service.label).then(|| {
            format!(
                "{} stands for the first 15 minutes alone: bill 1 unit of it, and the other {others} {units} with 97130.",
                counted.service.label
            )
        })
    }));
    cautions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_by_both_rules() {
        let day = Day::of("97110 18\n97140 13\n97150 30\n97116 10\n97035 8\n96125 60\n\n97530");
        let told: Vec<_> = day
            .services
            .iter()
            .map(|counted| {
                (
                    counted.service.label.as_str(),
                    counted.by_total,
                    counted.by_midpoint,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("97110", Some(1), Some(1)),
                ("97140", Some(1), Some(1)),
                ("97150", Some(1), Some(1)),
                ("97116", Some(1), Some(1)),
                ("97035", Some(0), Some(1)),
                ("96125", None, None),
            ]
        );
        assert_eq!((day.timed_minutes, day.units()), (49, (4, 5)));
        assert_eq!(day.cautions.len(), 2);
        assert!(day.cautions[0].starts_with("Untimed: 97150."));
        assert!(day.cautions[1].starts_with("Not counted: 96125."));
        assert_eq!(day.lines.iter().filter(|line| line.read.is_err()).count(), 1);
    }

    #[test]
    fn unknown_services_and_first_quarters_are_cautioned() {
        let day = Day::of("balls 20\n97129 40");
        assert!(day.cautions[0].starts_with("Not on the list of therapy codes: balls."));
        assert!(day.cautions[1].starts_with("97129 stands for the first 15 minutes alone"));
        assert_eq!(Day::of("97129 15").cautions, [""; 0]);
    }

    #[test]
    fn an_empty_day_is_no_units() {
        let day = Day::of(" \n");
        assert_eq!(
            (day.services.len(), day.units(), day.timed_minutes),
            (0, (0, 0), 0)
        );
        assert_eq!(day.total_steps, ["No timed minutes."]);
    }
}
