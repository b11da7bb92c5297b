//! The claim check: what the NCCI edits say of the lines of one claim, for one patient, one provider and one day.
//!
//! A conclusion (that a line fails, and beside which line) is given to everybody. The rows that it rests on (an edit's
//! indicator, dates and rationale, a unit limit) are given of the codes that the reader may see, and of no others.

mod add_ons;
mod codes;
mod outcome;
mod pairs;
mod repeats;
#[cfg(test)]
mod tests;
mod units;

pub use outcome::{CheckedClaim, CheckedLine, EditRow, PairFinding, Place, Reason, Row, Status};

use crate::loaded::Loaded;
use crate::{ReferenceError, evidence};
use codeset::claim::{ClaimLine, TypedLine};
use codeset::ncci::Setting;
use codeset::release::Source;
use codeset::{Code, NaiveDate, long_date};
use store::Store;

/// A claim to be checked, and for whom.
pub struct Claim<'a> {
    /// Its lines, read or not.
    pub lines: Vec<TypedLine>,
    /// Who bills.
    pub setting: Setting,
    /// The date of service of all lines.
    pub on: NaiveDate,
    /// Whether the reader may see the rows of a code.
    pub shows: &'a (dyn Fn(&Code) -> bool + Sync),
}

/// What the parts of the check draw on.
struct Check<'a> {
    store: &'a Store,
    /// The lines that could be read.
    lines: Vec<NumberedLine<'a>>,
    /// Their codes, each once.
    codes: Vec<&'a Code>,
    loaded: Loaded,
    setting: Setting,
    on: NaiveDate,
    shows: &'a (dyn Fn(&Code) -> bool + Sync),
}

/// A line and its number in the text.
struct NumberedLine<'a> {
    number: usize,
    line: &'a ClaimLine,
}

/// What a part of the check found.
#[derive(Default)]
struct Found {
    /// Reasons, each with the number of its line.
    reasons: Vec<(usize, Reason)>,
    /// What is true of the whole claim.
    notes: Vec<String>,
}

impl Found {
    fn add(&mut self, line: &NumberedLine<'_>, reason: Reason) {
        self.reasons.push((line.number, reason));
    }
}

/// Checks a claim. Every line is answered, whatever is wrong with the others.
///
/// # Errors
/// Only the database's.
pub async fn check_claim(store: &Store, claim: &Claim<'_>) -> Result<CheckedClaim, ReferenceError> {
    let (setting, on) = (claim.setting, claim.on);
    let sources = [
        setting.pairs(),
        setting.limits(),
        Source::AddOn,
        Source::Hcpcs,
        Source::CptDescriptors,
    ];
    let lines: Vec<_> = claim
        .lines
        .iter()
        .filter_map(|typed| {
            let line = typed.read.as_ref().ok()?;
            Some(NumberedLine {
                number: typed.number,
                line,
            })
        })
        .collect();
    let mut codes: Vec<_> = lines.iter().map(|numbered| &numbered.line.code).collect();
    codes.sort();
    codes.dedup();
    let check = Check {
        store,
        lines,
        codes,
        loaded: Loaded::find_all(store, &sources, on).await?,
        setting,
        on,
        shows: claim.shows,
    };

    let mut checked = CheckedClaim::unchecked(claim);
    if check.lines.is_empty() {
        return Ok(checked);
    }
    let known = codes::find(&check).await?;
    checked.take(known.judge(&check));
    known.name(&mut checked);
    checked.take(repeats::judge(&check));
    let (pairs, found) = pairs::judge(&check).await?;
    checked.take(found);
    checked.take(units::judge(&check).await?);
    let denied: Vec<usize> = pairs
        .iter()
        .filter(|pair| pair.status == Status::Fails)
        .map(|pair| pair.column2.line)
        .collect();
    checked.take(add_ons::judge(&check, &denied).await?);
    checked.pairs = pairs;
    checked.gaps = check.loaded.gaps(&sources[..3]);
    Ok(checked)
}

impl Check<'_> {
    /// The spellings of the codes, each once.
    fn spellings(&self) -> Vec<&str> {
        self.codes.iter().map(|code| code.as_str()).collect()
    }

    /// That a source is not loaded for the day, and from which day on it is.
    fn not_loaded(&self, what: &str, source: Source) -> String {
        let mut said = evidence::missing(what, source, None, self.on);
        if let Some(first) = self.loaded.first(source) {
            said.push_str(&format!(
                " The earliest loaded release begins on {}.",
                long_date(first.valid_from)
            ));
        }
        said
    }

    /// The row behind a conclusion, for those who may see it: of one of these codes.
    fn row(&self, codes: &[&Code], row: impl FnOnce() -> Row) -> Option<Row> {
        codes.iter().any(|code| (self.shows)(code)).then(row)
    }
}
