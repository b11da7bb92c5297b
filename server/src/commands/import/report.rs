//! What an import says of each file, and in the end.

use crate::commands::table::{self, NOTHING};
use releases::{ImportError, ImportReport, Plan, Unit};
use std::error::Error;
use std::time::Duration;

/// What has come of the units so far.
#[derive(Default)]
pub(super) struct Outcome {
    /// The one that is being loaded.
    current: Option<usize>,
    loaded: usize,
    loaded_before: usize,
    /// Names, and why they were not loaded.
    failed: Vec<(String, String)>,
}

impl Outcome {
    pub fn begin(&mut self, index: usize) {
        self.current = Some(index);
    }

    pub fn end(&mut self, unit: &Unit, result: Result<ImportReport, ImportError>) {
        self.current = None;
        match result {
            Ok(report) if report.was_loaded => self.loaded_before += 1,
            Ok(_) => self.loaded += 1,
            Err(error) => self.failed.push((unit.name.clone(), error.to_string())),
        }
    }

    /// The last lines: what was left out, and what failed.
    pub fn conclude(mut self, plan: &Plan) -> Result<(), Box<dyn Error>> {
        for file in &plan.left_out {
            println!("left out {}: {}", file.name, file.reason);
        }
        let refused = plan.refused.iter();
        self.failed
            .extend(refused.map(|file| (file.name.clone(), file.reason.clone())));
        let all = plan.units.len() + plan.refused.len();
        match self.failed.as_slice() {
            [] => {
                if all > 1 {
                    println!(
                        "{} files loaded, {} loaded before",
                        self.loaded, self.loaded_before
                    );
                }
                Ok(())
            }
            [(name, reason)] if all == 1 => {
                let stands = "What was loaded before still stands.";
                Err(format!("{name} was not loaded: {reason}\n{stands}").into())
            }
            failed => {
                let list: Vec<_> = failed
                    .iter()
                    .map(|(name, reason)| format!("  {name}: {reason}"))
                    .collect();
                Err(format!(
                    "{} of {all} could not be loaded:\n{}",
                    failed.len(),
                    list.join("\n")
                )
                .into())
            }
        }
    }

    /// How things stand after the operator stopped the program.
    pub fn interrupted(&self, plan: &Plan, is_loaded: impl Fn(&Unit) -> bool) -> String {
        let before = match self.loaded {
            0 => "The database is as it was before.".to_owned(),
            loaded => format!("Loaded before the stop: {loaded}, as reported above."),
        };
        match self.current.and_then(|index| plan.units.get(index)) {
            None => format!("stopped. {before}"),
            Some(unit) if is_loaded(unit) => format!("stopped just after {} was loaded.", unit.name),
            Some(unit) => format!(
                "stopped while loading {}: nothing of it is loaded. {before}",
                unit.name
            ),
        }
    }
}

/// What a load did, or would do.
pub(super) fn of_unit(unit: &Unit, report: &ImportReport, took: Duration, is_trial: bool) -> String {
    let name = &unit.name;
    if report.was_loaded {
        return format!("{name}: loaded already, nothing to do");
    }
    let seconds = took.as_secs_f64();
    let mut lines = vec![match is_trial {
        true => format!("{name}: read in {seconds:.1} s, and nothing written; it would be loaded as follows"),
        false => format!("{name}: loaded in {seconds:.1} s"),
    }];
    let rows: Vec<_> = report
        .parts
        .iter()
        .map(|part| {
            let figure = |figure: Option<u64>| figure.map_or(NOTHING.to_owned(), |figure| figure.to_string());
            let counts = part.counts;
            [
                format!("{}, {}", part.info.source, part.info.label),
                part.info.valid_from.to_string(),
                figure(counts.map(|counts| counts.read)),
                figure(counts.map(|counts| counts.added)),
                figure(counts.map(|counts| counts.closed)),
                figure(counts.map(|counts| counts.unchanged)),
            ]
        })
        .collect();
    let head = ["taken for", "counts from", "read", "added", "closed", "unchanged"];
    let mut table = table::lines(head, &rows).into_iter();
    lines.extend(table.next().map(|head| format!("  {head}")));
    for (row, part) in table.zip(&report.parts) {
        lines.push(format!("  {row}"));
        if part.counts.is_none() {
            lines.push("    not loaded: a later edition of this release is".into());
        } else if part.name != *name {
            lines.push(format!("    from {}", part.name));
        }
        lines.extend(part.remarks.iter().map(|remark| format!("    {remark}")));
    }
    for skipped in &report.skipped {
        lines.push(format!("  skipped {}: {}", skipped.name, skipped.reason));
    }
    lines.join("\n")
}
