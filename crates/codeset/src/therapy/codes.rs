//! Which therapy codes are counted by quarter hours and which once.
//!
//! Sources: Medicare Claims Processing Manual, chapter 5, section 20.2 (timed and untimed codes, and that untimed ones
//! are reported once) and the therapy code list that CMS publishes each year; disciplines from Change Request 10176.
//! No release file says how a code is counted, so the lists stand here, without any descriptor.

/// Codes that are counted in units of 15 minutes of direct contact with one patient.
const QUARTER_HOURS: [&str; 24] = [
    "97032", "97033", "97034", "97035", "97036", "97110", "97112", "97113", "97116", "97124", "97129",
    "97130", "97140", "97530", "97533", "97535", "97537", "97542", "97750", "97755", "97760", "97761",
    "97763", "G0515",
];

/// Codes that are reported once, whatever the minutes.
const UNTIMED: [&str; 46] = [
    "92507", "92508", "92521", "92522", "92523", "92524", "92526", "92597", "92609", "92610", "92611",
    "92612", "92614", "92616", "95851", "95852", "95992", "97010", "97012", "97014", "97016", "97018",
    "97022", "97024", "97026", "97028", "97150", "97161", "97162", "97163", "97164", "97165", "97166",
    "97167", "97168", "97597", "97602", "97605", "97606", "97607", "97608", "97610", "G0281", "G0283",
    "G0329", "97552",
];

/// Codes that are counted by time, but not in quarter hours.
const OTHER_TIMES: [&str; 11] = [
    "92605", "92607", "92608", "92618", "92626", "96105", "96125", "97545", "97546", "97550", "97551",
];

/// How a code's units are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// In units of 15 minutes: its minutes count towards the total of the day.
    QuarterHours,
    /// Once, whatever the minutes; they count towards nothing.
    Once,
    /// By another span of time, such as an hour: its minutes do not count towards the quarter hours.
    OtherTime,
}

/// How a therapy code is counted; `None` for a code or a label that is on none of the lists.
pub fn timing(code: &str) -> Option<Timing> {
    if QUARTER_HOURS.contains(&code) {
        Some(Timing::QuarterHours)
    } else if UNTIMED.contains(&code) {
        Some(Timing::Once)
    } else if OTHER_TIMES.contains(&code) {
        Some(Timing::OtherTime)
    } else {
        None
    }
}

/// Whether a code stands for the first quarter hour alone, further ones having a code of their own (97129 and 97130).
pub fn is_first_quarter_only(code: &str) -> bool {
    code == "97129"
}

/// The discipline of a plan of care, which its modifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discipline {
    /// Speech-language pathology, GN.
    Speech,
    /// Occupational therapy, GO.
    Occupational,
    /// Physical therapy, GP.
    Physical,
}

impl Discipline {
    /// All, in the order of their modifiers.
    pub const ALL: [Self; 3] = [Self::Speech, Self::Occupational, Self::Physical];

    /// GN, GO or GP.
    pub fn modifier(self) -> &'static str {
        match self {
            Self::Speech => "GN",
            Self::Occupational => "GO",
            Self::Physical => "GP",
        }
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech-language pathology",
            Self::Occupational => "occupational therapy",
            Self::Physical => "physical therapy",
        }
    }
}

/// The one discipline that Medicare takes a code in; `None` where there are several or none.
pub fn discipline(code: &str) -> Option<Discipline> {
    match code {
        "92521" | "92522" | "92523" | "92524" | "92597" | "92607" => Some(Discipline::Speech),
        "97165" | "97166" | "97167" | "97168" => Some(Discipline::Occupational),
        "97161" | "97162" | "97163" | "97164" => Some(Discipline::Physical),
        _ => None,
    }
}

/// Whether a code is an assessment, which a therapist does and never an assistant: the evaluations that name their
/// discipline, and that of assistive technology.
pub fn is_assessment(code: &str) -> bool {
    discipline(code).is_some() || code == "97755"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn a_code_is_counted_in_one_way() {
        let all: Vec<_> = QUARTER_HOURS.iter().chain(&UNTIMED).chain(&OTHER_TIMES).collect();
        for (at, code) in all.iter().enumerate() {
            assert!(!all[..at].contains(code), "{code} stands twice");
            assert!(Code::parse_procedure(code).is_ok(), "{code}");
        }
        assert_eq!(timing("97110"), Some(Timing::QuarterHours));
        assert_eq!(timing("97150"), Some(Timing::Once));
        assert_eq!(timing("96125"), Some(Timing::OtherTime));
        assert_eq!(timing("99213"), None);
    }

    #[test]
    fn an_evaluation_belongs_to_the_discipline_of_its_modifier() {
        assert_eq!(discipline("97161").map(Discipline::modifier), Some("GP"));
        assert_eq!(discipline("97168").map(Discipline::modifier), Some("GO"));
        assert_eq!(discipline("92523").map(Discipline::modifier), Some("GN"));
        assert_eq!(discipline("97110"), None);
    }
}
