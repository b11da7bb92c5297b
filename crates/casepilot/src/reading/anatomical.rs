//! The anatomical modifiers of toes, fingers, eyelids and coronary arteries, as a question names the part.

use super::text::{Pattern, pattern};
use regex::Regex;
use std::sync::LazyLock;

pattern!(LEFT, r"\b(?:left|lt|lft)\b");
pattern!(RIGHT, r"\b(?:right|rt)\b");
pattern!(TOE, r"\btoes?\b|\bhallux\b");
pattern!(FINGER, r"\bfingers?\b|\bthumb\b|\bpinky\b");
pattern!(EYELID, r"\b(?:eye)?lids?\b|\bpunct(?:um|a|al)\b");
pattern!(UPPER, r"\bupper\b");
pattern!(LOWER, r"\blower\b");
pattern!(
    FIRST,
    r"\b(?:great|big|first|1st)\b.{0,12}\btoe\b|\bhallux\b|\bthumb\b"
);
pattern!(
    SECOND,
    r"\b(?:second|2nd)\b.{0,12}\b(?:toe|digit)\b|\bindex\b|\b(?:second|2nd)\b.{0,12}\bfinger\b|\bpointer\b"
);
pattern!(THIRD, r"\b(?:third|3rd|middle)\b.{0,12}\b(?:toe|finger|digit)\b");
pattern!(FOURTH, r"\b(?:fourth|4th|ring)\b.{0,12}\b(?:toe|finger|digit)\b");
pattern!(
    FIFTH,
    r"\b(?:fifth|5th|little|small|baby)\b.{0,12}\b(?:toe|finger|digit)\b|\bpinky\b"
);

/// The coronary arteries, the longer names first.
const CORONARIES: [(&str, &str); 5] = [
    ("LM", r"\bleft main\b|\blmca\b"),
    ("LD", r"\bleft anterior descending\b|\blad\b"),
    ("LC", r"\b(?:left )?circumflex\b|\blcx\b"),
    ("RI", r"\bramus\b"),
    ("RC", r"\bright coronary\b|\brca\b"),
];

/// The modifiers of the left and of the right side, from the first digit to the fifth.
const TOES: [[&str; 5]; 2] = [["TA", "T1", "T2", "T3", "T4"], ["T5", "T6", "T7", "T8", "T9"]];
const FINGERS: [[&str; 5]; 2] = [["FA", "F1", "F2", "F3", "F4"], ["F5", "F6", "F7", "F8", "F9"]];
/// Of the left and of the right side, upper and lower.
const EYELIDS: [[&str; 2]; 2] = [["E1", "E2"], ["E3", "E4"]];

/// The modifier of the one part of the body that a question names with its side.
pub(crate) fn modifier_of_part(plain: &str) -> Option<&'static str> {
    if let Some(artery) = coronary(plain) {
        return Some(artery);
    }
    let side = match (LEFT.is_in(plain), RIGHT.is_in(plain)) {
        (true, false) => 0,
        (false, true) => 1,
        _ => return None,
    };
    if EYELID.is_in(plain) {
        return match (UPPER.is_in(plain), LOWER.is_in(plain)) {
            (true, false) => Some(EYELIDS[side][0]),
            (false, true) => Some(EYELIDS[side][1]),
            _ => None,
        };
    }
    let digits: [&Pattern; 5] = [&FIRST, &SECOND, &THIRD, &FOURTH, &FIFTH];
    let digit = digits.iter().position(|digit| digit.is_in(plain))?;
    if TOE.is_in(plain) {
        Some(TOES[side][digit])
    } else if FINGER.is_in(plain) {
        Some(FINGERS[side][digit])
    } else {
        None
    }
}

/// The modifier of the one coronary artery that a question names.
fn coronary(plain: &str) -> Option<&'static str> {
    static NAMES: LazyLock<Vec<(&str, Option<Regex>)>> = LazyLock::new(|| {
        let named = |(modifier, names): (&'static str, &str)| (modifier, Regex::new(names).ok());
        CORONARIES.into_iter().map(named).collect()
    });
    let named =
        |(_, names): &&(&str, Option<Regex>)| names.as_ref().is_some_and(|names| names.is_match(plain));
    let mut found = NAMES.iter().filter(named).map(|(modifier, _)| *modifier);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_or_lid_with_its_side_has_its_modifier() {
        for (text, modifier) in [
            ("hammertoe repair on the third toe of the left foot", Some("T2")),
            ("right great toe", Some("T5")),
            ("left thumb", Some("FA")),
            ("right ring finger", Some("F8")),
            ("left pinky finger", Some("F4")),
            ("upper lid, right eye", Some("E3")),
            ("left lower eyelid", Some("E2")),
            ("stent to the lad", Some("LD")),
            ("right coronary artery stent", Some("RC")),
            ("stents in the rca and the lad", None),
            ("both great toes", None),
            ("left and right thumb", None),
            ("left foot", None),
            ("right hand, second session", None),
        ] {
            assert_eq!(modifier_of_part(text), modifier, "{text}");
        }
    }
}
