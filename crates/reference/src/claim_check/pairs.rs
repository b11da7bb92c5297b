//! The lines against each other: procedure-to-procedure edits, and the modifiers that bypass them.

use super::{Check, EditRow, Found, NumberedLine, PairFinding, Place, Reason, Row, Status};
use crate::{ReferenceError, evidence};
use codeset::Code;
use codeset::ncci::bypass::{Bypass, LinePair, Placed};
use codeset::ncci::{self, Column, Setting};
use store::entity::ptp_edit;
use store::releases::Released;

/// An edit and the two lines that it is about.
struct EditedLines<'a> {
    check: &'a Check<'a>,
    edit: &'a Released<ptp_edit::Model>,
    column1: &'a NumberedLine<'a>,
    column2: &'a NumberedLine<'a>,
    /// What the modifiers do, where the edit lets any.
    bypass: Bypass,
}

pub(super) async fn judge(check: &Check<'_>) -> Result<(Vec<PairFinding>, Found), ReferenceError> {
    let mut found = Found::default();
    let source = check.setting.pairs();
    if check.setting == Setting::Supplier {
        found.notes.push(
            "Pairs of codes are checked against the edits of practitioner services: CMS publishes none of suppliers \
             alone."
                .into(),
        );
    }
    let mut edits = match check.codes.as_slice() {
        [] | [_] => Vec::new(),
        _ => {
            let codes = check.spellings();
            check.store.list_pairs_among(source, &codes, check.on).await?
        }
    };
    // A pair can be listed twice with dates that overlap: the stricter row decides.
    edits.sort_by(|one, other| {
        let key = |edit: &Released<ptp_edit::Model>| {
            (
                edit.row.column1.clone(),
                edit.row.column2.clone(),
                edit.row.indicator,
            )
        };
        key(one).cmp(&key(other))
    });
    edits.dedup_by(|later, first| {
        (&later.row.column1, &later.row.column2) == (&first.row.column1, &first.row.column2)
    });

    let mut pairs = Vec::new();
    for edit in &edits {
        let lines_of = |code: &str| {
            let code = code.to_owned();
            check
                .lines
                .iter()
                .filter(move |numbered| numbered.line.code.as_str() == code)
        };
        for column1 in lines_of(&edit.row.column1) {
            for column2 in lines_of(&edit.row.column2) {
                let lines = EditedLines::new(check, edit, column1, column2);
                found.add(column2, lines.denied());
                pairs.push(lines.finding());
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.column2.line, pair.column1.line));
    for numbered in &check.lines {
        if let Some(reason) = payable(numbered, &pairs) {
            found.add(numbered, reason);
        } else if !pairs.iter().any(|pair| pair.column2.line == numbered.number) {
            found.add(numbered, without_edit(check));
        }
    }
    if check.loaded.on_day(source).is_none() {
        let mut note = check.not_loaded("Edits of pairs of codes", source);
        if !pairs.is_empty() {
            note.push_str(" Of older edits only those are known that it repeats.");
        }
        found.notes.push(note);
    }
    Ok((pairs, found))
}

/// That a line is Column 1 of edits, and so stays payable.
fn payable(numbered: &NumberedLine<'_>, pairs: &[PairFinding]) -> Option<Reason> {
    let others: Vec<_> = pairs
        .iter()
        .filter(|pair| pair.column1.line == numbered.number)
        .map(|pair| format!("{} (line {})", pair.column2.code, pair.column2.line))
        .collect();
    (!others.is_empty()).then(|| {
        Reason::new(
            Status::Passes,
            format!(
                "Column 1 of the edit with {}: this line stays payable.",
                others.join(", ")
            ),
        )
    })
}

/// That no edit names a line's code with another one.
fn without_edit(check: &Check<'_>) -> Reason {
    let source = check.setting.pairs();
    let release = check
        .loaded
        .on_day(source)
        .and_then(|_| check.loaded.newest(source));
    match release {
        None => Reason::new(Status::NotLoaded, "Edits with the other lines are not loaded."),
        Some(_) if check.codes.len() < 2 => {
            Reason::new(Status::Passes, "There is no other code to compare it with.")
        }
        Some(release) => Reason::new(
            Status::Passes,
            format!(
                "No edit with the other lines found in {}.",
                evidence::release_name(release)
            ),
        ),
    }
}

impl<'a> EditedLines<'a> {
    fn new(
        check: &'a Check<'a>,
        edit: &'a Released<ptp_edit::Model>,
        column1: &'a NumberedLine<'a>,
        column2: &'a NumberedLine<'a>,
    ) -> Self {
        let bypass = match edit.row.indicator {
            1 => line_pair(check, column1, column2).bypass(),
            _ => Bypass::default(),
        };
        Self {
            check,
            edit,
            column1,
            column2,
            bypass,
        }
    }

    fn codes(&self) -> [&'a Code; 2] {
        [&self.column1.line.code, &self.column2.line.code]
    }

    fn is_bypassed(&self) -> bool {
        !self.bypass.by.is_empty()
    }

    /// `59 on line 2`.
    fn on_line(&self, placed: &Placed) -> String {
        let line = match placed.column {
            Column::One => self.column1.number,
            Column::Two => self.column2.number,
        };
        format!("{} on line {line}", placed.modifier)
    }

    fn by(&self) -> Vec<String> {
        self.bypass.by.iter().map(|placed| self.on_line(placed)).collect()
    }

    /// What the edit means for the line of Column 2.
    fn denied(&self) -> Reason {
        let [code1, _] = self.codes();
        let beside = format!("{code1} (line {})", self.column1.number);
        let (status, text) = if self.is_bypassed() {
            let by = self.by().join(", ");
            (
                Status::Bypassed,
                format!("The edit with {beside} is bypassed by {by}, if the documentation supports it."),
            )
        } else {
            (
                Status::Fails,
                format!("Column 2 of the edit with {beside}: denied, while {code1} stays payable."),
            )
        };
        let row = self.check.row(&self.codes(), || Row {
            says: self.reasoning(),
            evidence: Some(self.evidence()),
        });
        Reason::new(status, text).resting_on(row, code1)
    }

    /// What the indicator allows, which modifiers do not help and why, and which could.
    fn reasoning(&self) -> Vec<String> {
        let indicator = self.edit.row.indicator;
        let mut says = vec![format!(
            "Indicator {indicator}: {}.",
            ncci::ptp_indicator_meaning(indicator)
        )];
        if indicator != 1 {
            return says;
        }
        if self.bypass.rests_on_one_site {
            says.push(
                "Only one of the lines names its site: the documentation has to name that of the other."
                    .into(),
            );
        }
        says.extend(
            self.bypass
                .unhelpful
                .iter()
                .map(|(placed, why)| format!("{} does not help: {why}.", self.on_line(placed))),
        );
        if !self.is_bypassed() {
            says.push("What could bypass it, and what the documentation has to show for that:".into());
            let suggestions = line_pair(self.check, self.column1, self.column2).suggestions();
            says.extend(suggestions.iter().map(|suggestion| {
                let place = match suggestion.column {
                    None => String::new(),
                    Some(Column::One) => format!(" on line {}", self.column1.number),
                    Some(Column::Two) => format!(" on line {}", self.column2.number),
                };
                format!("{}{place}: {}.", suggestion.modifiers, suggestion.shows)
            }));
        }
        says
    }

    fn evidence(&self) -> crate::page::Evidence {
        let [code1, code2] = self.codes();
        evidence::of(self.edit, format!("Column 1 = {code1}, Column 2 = {code2}"))
    }

    fn finding(&self) -> PairFinding {
        let edit = &self.edit.row;
        let place = |numbered: &NumberedLine<'_>| Place {
            line: numbered.number,
            code: numbered.line.code.clone(),
        };
        let since = if edit.before_1996 {
            format!("{} (in existence before 1996)", edit.effective)
        } else {
            edit.effective.to_string()
        };
        let shows = self.codes().into_iter().any(|code| (self.check.shows)(code));
        PairFinding {
            column1: place(self.column1),
            column2: place(self.column2),
            status: if self.is_bypassed() {
                Status::Bypassed
            } else {
                Status::Fails
            },
            by: self.by(),
            row: shows.then(|| EditRow {
                indicator: edit.indicator,
                meaning: ncci::ptp_indicator_meaning(edit.indicator),
                since,
                rationale: edit.rationale.clone(),
                evidence: self.evidence(),
            }),
        }
    }
}

fn line_pair<'a>(check: &Check<'_>, column1: &NumberedLine<'a>, column2: &NumberedLine<'a>) -> LinePair<'a> {
    LinePair {
        column1: column1.line,
        column2: column2.line,
        setting: check.setting,
        on: check.on,
    }
}
