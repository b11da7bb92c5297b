//! NCCI edits: what their indicators mean, in the words of the policy manual's rules, and which modifiers bypass one
//! ([`bypass`]).

pub mod bypass;
mod setting;
mod site;
mod suggestion;
mod visit;

pub use setting::Setting;
pub use suggestion::Suggestion;
pub use visit::is_visit;
pub(crate) use visit::{is_laboratory_test, may_be_visit};

/// Which column of a pair a code stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Payable.
    One,
    /// Denied beside Column 1.
    Two,
}

impl Column {
    /// 1 or 2.
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// What a PTP modifier indicator allows.
pub fn ptp_indicator_meaning(indicator: i32) -> &'static str {
    match indicator {
        0 => "Never paid together: no modifier bypasses the edit",
        1 => "Paid together only with an NCCI-associated modifier that the documentation supports",
        9 => "Not applicable: the edit was deleted as of its first day",
        _ => "Unknown indicator",
    }
}

/// What an MUE adjudication indicator (MAI) means for a claim.
pub fn mai_meaning(mai: i32) -> &'static str {
    match mai {
        1 => {
            "Per claim line: the same code may stand on several lines with a modifier that the documentation supports"
        }
        2 => "Per day, absolute: set by policy; more units are not paid, on appeal either",
        3 => "Per day, clinical: more units are denied at first and may be appealed with documentation",
        _ => "Unknown adjudication indicator",
    }
}

/// What the type of an add-on code says of the primary codes that are listed for it.
pub fn add_on_type_meaning(edit_type: i32) -> &'static str {
    match edit_type {
        1 => "Type 1: every primary code is listed",
        2 => "Type 2: no primary code is listed, the contractor decides",
        3 => "Type 3: some primary codes are listed, the contractor may accept others",
        _ => "Unknown type",
    }
}

/// The modifiers that can bypass a PTP edit with indicator 1.
pub const ASSOCIATED_MODIFIERS: [&str; 44] = [
    "E1", "E2", "E3", "E4", "FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA", "T1", "T2",
    "T3", "T4", "T5", "T6", "T7", "T8", "T9", "LT", "RT", "LC", "LD", "LM", "RC", "RI", "24", "25", "57",
    "58", "78", "79", "27", "59", "91", "XE", "XS", "XP", "XU",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_associated_modifiers_are_those_of_the_manual() {
        let mut unique = ASSOCIATED_MODIFIERS.to_vec();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ASSOCIATED_MODIFIERS.len());
        assert!(unique.contains(&"59") && !unique.contains(&"51") && !unique.contains(&"GP"));
    }
}
