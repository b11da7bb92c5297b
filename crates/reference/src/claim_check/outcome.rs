//! What the check of a claim says.

use super::{Claim, Found};
use crate::gaps::Gap;
use crate::page::Evidence;
use codeset::claim::TypedLine;
use codeset::ncci::Setting;
use codeset::{Code, NaiveDate};

/// What becomes of a line, the graver the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// No loaded edit denies it. Not an approval.
    Passes,
    /// No edit denies it, and something about it needs a look.
    Look,
    /// An edit would deny it, and a modifier bypasses that.
    Bypassed,
    /// A source that would tell is not loaded for the day.
    NotLoaded,
    /// No loaded release names its code or a modifier.
    NotFound,
    /// An edit denies it, or it cannot be billed as it stands.
    Fails,
    /// It could not be read.
    Unread,
}

impl Status {
    /// Every status, the gravest first.
    pub const ALL: [Self; 7] = [
        Self::Unread,
        Self::Fails,
        Self::NotFound,
        Self::NotLoaded,
        Self::Bypassed,
        Self::Look,
        Self::Passes,
    ];

    /// Its name in files and style sheets.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Look => "look",
            Self::Bypassed => "bypassed",
            Self::NotLoaded => "not-loaded",
            Self::NotFound => "not-found",
            Self::Fails => "fails",
            Self::Unread => "unread",
        }
    }

    /// The word for readers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passes => "Passes",
            Self::Look => "Check",
            Self::Bypassed => "Bypassed",
            Self::NotLoaded => "Not loaded",
            Self::NotFound => "Not found",
            Self::Fails => "Fails",
            Self::Unread => "Not read",
        }
    }

    /// What happened to so many lines: `1 fails`, `2 fail`.
    fn of_lines(self, count: usize) -> String {
        let (one, more) = match self {
            Self::Passes => ("passes", "pass"),
            Self::Look => ("needs a look", "need a look"),
            Self::Bypassed => ("is bypassed", "are bypassed"),
            Self::NotLoaded => ("cannot be told (not loaded)", "cannot be told (not loaded)"),
            Self::NotFound => ("is not found", "are not found"),
            Self::Fails => ("fails", "fail"),
            Self::Unread => ("could not be read", "could not be read"),
        };
        format!("{count} {}", if count == 1 { one } else { more })
    }
}

/// The row that a conclusion rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it says, a sentence each.
    pub says: Vec<String>,
    /// Its release.
    pub evidence: Option<Evidence>,
}

/// One thing that the check says of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it makes of the line.
    pub status: Status,
    /// The conclusion, for everybody.
    pub text: String,
    /// The row behind it; `None` where there is none, or the reader may not see it.
    pub row: Option<Row>,
    /// The code whose page shows the row, where there is one that the reader may not see here.
    pub locked: Option<Code>,
}

impl Reason {
    /// A conclusion without a row behind it.
    pub(super) fn new(status: Status, text: impl Into<String>) -> Self {
        Self {
            status,
            text: text.into(),
            row: None,
            locked: None,
        }
    }

    /// The same with the row behind it, or where that is to be seen.
    pub(super) fn resting_on(mut self, row: Option<Row>, code: &Code) -> Self {
        self.locked = row.is_none().then(|| code.clone());
        self.row = row;
        self
    }
}

/// A line with everything that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLine {
    /// As it was typed and read.
    pub typed: TypedLine,
    /// The title of its code, where one is loaded for the day.
    pub title: Option<String>,
    /// The gravest of its reasons.
    pub status: Status,
    /// The reasons, the gravest first.
    pub reasons: Vec<Reason>,
}

/// A code on a line of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the line.
    pub line: usize,
    /// Its code.
    pub code: Code,
}

/// What an edit says, as far as the reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRow {
    /// The modifier indicator.
    pub indicator: i32,
    /// What it means.
    pub meaning: &'static str,
    /// The first day of the edit.
    pub since: String,
    /// The rationale, as printed.
    pub rationale: String,
    /// Its release.
    pub evidence: Evidence,
}

/// An edit between two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairFinding {
    /// The line that stays payable.
    pub column1: Place,
    /// The line that the edit denies.
    pub column2: Place,
    /// [`Status::Fails`] or [`Status::Bypassed`].
    pub status: Status,
    /// The modifiers that bypass the edit, with their lines: `59 on line 2`.
    pub by: Vec<String>,
    /// The edit; `None` where the reader may not see it.
    pub row: Option<EditRow>,
}

/// A claim with everything that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedClaim {
    /// Who bills.
    pub setting: Setting,
    /// The date of service.
    pub on: NaiveDate,
    /// The lines in order.
    pub lines: Vec<CheckedLine>,
    /// The edits between them.
    pub pairs: Vec<PairFinding>,
    /// What is true of the whole claim, such as a source that is not loaded.
    pub notes: Vec<String>,
    /// The sources whose loaded releases do not reach the day.
    pub gaps: Vec<Gap>,
}

impl CheckedClaim {
    /// A claim of which nothing is said but which lines could not be read.
    pub(super) fn unchecked(claim: &Claim<'_>) -> Self {
        let lines = claim.lines.iter().map(|typed| {
            let error = typed.read.as_ref().err();
            let reasons: Vec<_> = error
                .map(|error| Reason::new(Status::Unread, error.to_string()))
                .into_iter()
                .collect();
            CheckedLine {
                typed: typed.clone(),
                title: None,
                status: if error.is_some() {
                    Status::Unread
                } else {
                    Status::Passes
                },
                reasons,
            }
        });
        Self {
            setting: claim.setting,
            on: claim.on,
            lines: lines.collect(),
            pairs: Vec::new(),
            notes: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Takes what a part of the check found.
    pub(super) fn take(&mut self, found: Found) {
        for (number, reason) in found.reasons {
            if let Some(line) = self.lines.iter_mut().find(|line| line.typed.number == number) {
                line.status = line.status.max(reason.status);
                let graver = line.reasons.partition_point(|its| its.status >= reason.status);
                line.reasons.insert(graver, reason);
            }
        }
        self.notes.extend(found.notes);
    }

    /// How many lines there are of each status, in a sentence: `3 lines: 1 fails, 2 pass.`
    pub fn summary(&self) -> String {
        let counts = Status::ALL.into_iter().filter_map(|status| {
            let count = self.lines.iter().filter(|line| line.status == status).count();
            (count > 0).then(|| status.of_lines(count))
        });
        let lines = match self.lines.len() {
            1 => "1 line".to_owned(),
            count => format!("{count} lines"),
        };
        format!("{lines}: {}.", counts.collect::<Vec<_>>().join(", "))
    }
}
