//! Outpatient therapy: how minutes become units, which codes are counted so, and the yearly thresholds.
//!
//! Sources: CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 5, sections 10.3, 10.4, 20.1 and 20.2.

mod codes;
mod day;
mod explain;
mod lines;
mod threshold;
mod units;

pub use codes::{Discipline, Timing, discipline, is_assessment, timing};
pub use day::{CountedService, Day};
pub use lines::{LINES, LineProblem, Service, TypedLine};
pub use threshold::{Threshold, threshold};

/// What the fee schedule's indicators tell of a code's place in therapy. The list that CMS keeps of "sometimes
/// therapy" codes is in none of the release files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TherapyKind {
    /// Multiple procedure indicator 5, which stands on the services that are therapy whoever furnishes them.
    Always,
    /// PC/TC indicator 7 alone: a service of therapists or audiologists, of which it is not told whether it is always
    /// therapy.
    Perhaps,
    /// Neither.
    NotTold,
}

impl TherapyKind {
    /// What the two indicators of a fee schedule row tell (columns PCTC IND and MULT PROC).
    pub fn of(pctc: &str, multiple: &str) -> Self {
        match (pctc, multiple) {
            (_, "5") => Self::Always,
            ("7", _) => Self::Perhaps,
            _ => Self::NotTold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TherapyKind;

    #[test]
    fn always_therapy_is_told_by_the_reduction_of_therapy_services() {
        assert_eq!(TherapyKind::of("7", "5"), TherapyKind::Always);
        // A hearing test has PC/TC 7 as well.
        assert_eq!(TherapyKind::of("7", "0"), TherapyKind::Perhaps);
        assert_eq!(TherapyKind::of("0", "2"), TherapyKind::NotTold);
    }
}
