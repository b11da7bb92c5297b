//! Which modifiers a code takes, by its indicators and edits.

use super::{circumstance, component, distinct, global, number, surgeon, therapy};
use crate::Code;
use crate::rows::FeeRow;
use crate::therapy::TherapyKind;

/// Whether a modifier may stand beside a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The indicator provides for it, or requires it.
    Applies,
    /// Only where the circumstances that it names are documented.
    Conditions,
    /// It does not belong to this code.
    RuledOut,
}

impl Verdict {
    /// The verdict as a table shows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Applies => "Applies",
            Self::Conditions => "Under conditions",
            Self::RuledOut => "Ruled out",
        }
    }
}

/// What is said of one modifier beside a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The modifier.
    pub modifier: &'static str,
    /// Whether it may stand there.
    pub verdict: Verdict,
    /// Why: the indicator that says so, in words.
    pub reason: String,
    /// What it does to payment; empty where it is ruled out and nothing follows.
    pub effect: &'static str,
}

impl Ruling {
    pub(super) fn new(
        modifier: &'static str,
        verdict: Verdict,
        reason: impl Into<String>,
        effect: &'static str,
    ) -> Self {
        Self {
            modifier,
            verdict,
            reason: reason.into(),
            effect,
        }
    }

    pub(super) fn out(modifier: &'static str, reason: impl Into<String>) -> Self {
        Self::new(modifier, Verdict::RuledOut, reason, "")
    }

    /// The same said of several modifiers.
    pub(super) fn all(
        modifiers: &[&'static str],
        verdict: Verdict,
        reason: &str,
        effect: &'static str,
    ) -> Vec<Self> {
        modifiers
            .iter()
            .map(|modifier| Self::new(modifier, verdict, reason, effect))
            .collect()
    }
}

/// The indicators of a fee schedule row that modifiers depend on; the columns are those of
/// [`crate::rows::FeeRow`].
#[derive(Clone, Copy, Debug)]
pub struct Indicators<'a> {
    /// PC/TC indicator.
    pub pctc: &'a str,
    /// Global days.
    pub global_days: &'a str,
    /// Multiple procedure indicator.
    pub multiple: &'a str,
    /// Bilateral surgery indicator.
    pub bilateral: &'a str,
    /// Assistant at surgery indicator.
    pub assistant: &'a str,
    /// Co-surgeon indicator.
    pub cosurgeon: &'a str,
    /// Team surgery indicator.
    pub team: &'a str,
}

impl<'a> From<&'a FeeRow> for Indicators<'a> {
    fn from(row: &'a FeeRow) -> Self {
        Self {
            pctc: &row.pctc,
            global_days: &row.global_days,
            multiple: &row.multiple,
            bilateral: &row.bilateral,
            assistant: &row.assistant,
            cosurgeon: &row.cosurgeon,
            team: &row.team,
        }
    }
}

/// How many edits name a code, by what a modifier can do to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditCounts {
    /// Indicator 1: a modifier can pass the edit.
    pub passable: u64,
    /// Indicator 0: none can.
    pub hard: u64,
}

impl EditCounts {
    /// All of them.
    pub fn total(self) -> u64 {
        self.passable + self.hard
    }
}

impl std::ops::Add for EditCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passable: self.passable + other.passable,
            hard: self.hard + other.hard,
        }
    }
}

/// A code with what is loaded of it.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The code.
    pub code: &'a Code,
    /// Its row of the fee schedule, if there is one.
    pub fee: Option<Indicators<'a>>,
    /// The modifiers that have a fee schedule row of their own: 26, TC, 53.
    pub own_rows: &'a [&'a str],
    /// The edits that name it; `None` where no edits are loaded for the day.
    pub edits: Option<EditCounts>,
}

impl Situation<'_> {
    /// What the indicators tell of its place in therapy.
    pub(super) fn therapy(&self) -> TherapyKind {
        self.fee.map_or(TherapyKind::NotTold, |fee| {
            TherapyKind::of(fee.pctc, fee.multiple)
        })
    }
}

/// What can be told of the modifiers of a code: those that apply first, those that are ruled out last. Without a fee
/// schedule row nothing is said of the modifiers that its indicators decide on, and the same for edits.
pub fn rulings(situation: &Situation<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    if let Some(fee) = &situation.fee {
        rulings.extend(component::rulings(situation, fee));
        rulings.extend(number::rulings(situation, fee));
        rulings.extend(surgeon::rulings(situation, fee));
        rulings.extend(global::rulings(situation, fee));
        rulings.extend(therapy::rulings(situation, fee));
        rulings.extend(circumstance::rulings(situation, fee));
    }
    rulings.extend(distinct::rulings(situation));
    rulings.sort_by_key(|ruling| ruling.verdict);
    rulings
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A diagnostic test: 26 and TC apply, no surgery, no global period.
    pub(in crate::modifier) const NONE: Indicators<'static> = Indicators {
        pctc: "0",
        global_days: "XXX",
        multiple: "0",
        bilateral: "0",
        assistant: "9",
        cosurgeon: "9",
        team: "9",
    };

    /// The rulings of a code with edits of both kinds.
    pub(in crate::modifier) fn of(code: &str, fee: Indicators<'_>) -> Vec<Ruling> {
        let code = Code::parse_procedure(code).unwrap();
        rulings(&Situation {
            code: &code,
            fee: Some(fee),
            own_rows: &[],
            edits: Some(EditCounts { passable: 2, hard: 1 }),
        })
    }

    pub(in crate::modifier) fn verdict(rulings: &[Ruling], modifier: &str) -> Option<Verdict> {
        let mut found = rulings.iter().filter(|ruling| ruling.modifier == modifier);
        let verdict = found.next().map(|ruling| ruling.verdict);
        assert!(found.next().is_none(), "{modifier} is ruled on twice");
        verdict
    }

    #[test]
    fn what_applies_comes_first_and_every_modifier_once() {
        for code in ["97110", "99213", "27447", "73221", "0001U", "G0283", "00100"] {
            for pctc in ["0", "1", "6", "7", "9", "?"] {
                for global_days in ["000", "010", "090", "MMM", "XXX", "YYY", "ZZZ", "?"] {
                    for other in ["0", "1", "2", "3", "4", "5", "9", "?"] {
                        let fee = Indicators {
                            pctc,
                            global_days,
                            multiple: other,
                            bilateral: other,
                            assistant: other,
                            cosurgeon: other,
                            team: other,
                        };
                        let rulings = of(code, fee);
                        assert!(rulings.is_sorted_by_key(|ruling| ruling.verdict));
                        for ruling in &rulings {
                            verdict(&rulings, ruling.modifier);
                            assert!(!ruling.reason.is_empty(), "{}", ruling.modifier);
                            // What may be billed says what it does to payment.
                            assert!(
                                ruling.verdict == Verdict::RuledOut || !ruling.effect.is_empty(),
                                "{}",
                                ruling.modifier
                            );
                        }
                        assert_eq!(rulings.len(), 38);
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_not_loaded() {
        let code = Code::parse_procedure("97110").unwrap();
        let nothing = Situation {
            code: &code,
            fee: None,
            own_rows: &[],
            edits: None,
        };
        assert_eq!(rulings(&nothing), []);
        let fee_only = Situation {
            fee: Some(NONE),
            ..nothing
        };
        assert_eq!(verdict(&rulings(&fee_only), "59"), None);
        assert!(verdict(&rulings(&fee_only), "26").is_some());
    }
}
