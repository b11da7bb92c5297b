//! By which column of the fee schedule a modifier is told to fit a code.

use super::Indicators;
use crate::mpfs;

/// A column of the fee schedule that decides on modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indicator {
    /// PC/TC indicator.
    Pctc,
    /// Multiple procedure indicator.
    Multiple,
    /// Bilateral surgery indicator.
    Bilateral,
    /// Assistant at surgery indicator.
    Assistant,
    /// Co-surgeon indicator.
    Cosurgeon,
    /// Team surgery indicator.
    Team,
    /// Global days.
    GlobalDays,
}

impl Indicator {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Pctc,
        Self::Multiple,
        Self::Bilateral,
        Self::Assistant,
        Self::Cosurgeon,
        Self::Team,
        Self::GlobalDays,
    ];

    /// The heading of the column in the file PPRRVU.
    pub fn column(self) -> &'static str {
        match self {
            Self::Pctc => "PCTC IND",
            Self::Multiple => "MULT PROC",
            Self::Bilateral => "BILAT SURG",
            Self::Assistant => "ASST SURG",
            Self::Cosurgeon => "CO-SURG",
            Self::Team => "TEAM SURG",
            Self::GlobalDays => "GLOB DAYS",
        }
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pctc => "PC/TC indicator",
            Self::Multiple => "Multiple procedure indicator",
            Self::Bilateral => "Bilateral indicator",
            Self::Assistant => "Assistant indicator",
            Self::Cosurgeon => "Co-surgeon indicator",
            Self::Team => "Team surgery indicator",
            Self::GlobalDays => "Global days",
        }
    }

    /// What a value of it means.
    pub fn meaning(self, value: &str) -> &'static str {
        match self {
            Self::Pctc => mpfs::pctc_meaning(value),
            Self::Multiple => mpfs::multiple_meaning(value),
            Self::Bilateral => mpfs::bilateral_meaning(value),
            Self::Assistant => mpfs::assistant_meaning(value),
            Self::Cosurgeon | Self::Team => mpfs::surgeons_meaning(value),
            Self::GlobalDays => mpfs::global_meaning(value),
        }
    }

    /// The value and its meaning as sentences of a ruling: `PC/TC indicator 1. Diagnostic test: 26 and TC apply.`
    pub(super) fn reason(self, fee: &Indicators<'_>) -> String {
        let value = self.value(fee);
        format!("{} {value}. {}.", self.name(), self.meaning(value))
    }

    /// The value alone, for a ruling that says itself what follows: `Global days 090.`
    pub(super) fn short_reason(self, fee: &Indicators<'_>) -> String {
        format!("{} {}.", self.name(), self.value(fee))
    }

    fn value<'a>(self, fee: &Indicators<'a>) -> &'a str {
        match self {
            Self::Pctc => fee.pctc,
            Self::Multiple => fee.multiple,
            Self::Bilateral => fee.bilateral,
            Self::Assistant => fee.assistant,
            Self::Cosurgeon => fee.cosurgeon,
            Self::Team => fee.team,
            Self::GlobalDays => fee.global_days,
        }
    }
}

/// Which codes of the fee schedule a modifier fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitting {
    /// Those with a row of their own for it (column MOD).
    Row,
    /// Those in whose row a column has one of these values: it applies, or may under conditions.
    Values(Indicator, &'static [&'static str]),
}

/// Which codes a modifier fits; `None` where neither a row nor a single column decides.
pub fn fitting(modifier: &str) -> Option<Fitting> {
    let (indicator, values): (_, &[_]) = match modifier {
        "26" | "53" | "TC" => return Some(Fitting::Row),
        "50" => (Indicator::Bilateral, &["1", "3"]),
        "51" => (Indicator::Multiple, &["1", "2", "3"]),
        "62" => (Indicator::Cosurgeon, &["1", "2"]),
        "66" => (Indicator::Team, &["1", "2"]),
        "80" | "81" | "82" | "AS" => (Indicator::Assistant, &["0", "2"]),
        "22" => (Indicator::GlobalDays, &["000", "010", "090"]),
        "54" | "55" | "56" => (Indicator::GlobalDays, &["010", "090"]),
        _ => return None,
    };
    Some(Fitting::Values(indicator, values))
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of, verdict};
    use super::super::{Indicators, Verdict};
    use super::*;

    #[test]
    fn the_codes_that_are_counted_are_those_that_the_modifier_is_not_ruled_out_for() {
        for modifier in [
            "22", "50", "51", "54", "55", "56", "62", "66", "80", "81", "82", "AS",
        ] {
            let Some(Fitting::Values(indicator, values)) = fitting(modifier) else {
                panic!("{modifier}");
            };
            for value in [
                "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "000", "010", "090", "XXX", "ZZZ",
            ] {
                let mut fee = NONE;
                let place = match indicator {
                    Indicator::Pctc => &mut fee.pctc,
                    Indicator::Multiple => &mut fee.multiple,
                    Indicator::Bilateral => &mut fee.bilateral,
                    Indicator::Assistant => &mut fee.assistant,
                    Indicator::Cosurgeon => &mut fee.cosurgeon,
                    Indicator::Team => &mut fee.team,
                    Indicator::GlobalDays => &mut fee.global_days,
                };
                *place = value;
                let fits = verdict(&of("27447", Indicators { ..fee }), modifier) != Some(Verdict::RuledOut);
                assert_eq!(fits, values.contains(&value), "{modifier} {value}");
            }
        }
    }
}
