//! The lines of a claim as people type or paste them: [`read_line`] has the grammar of one, [`read_claim`] takes a
//! whole text apart.

mod line;
mod modifiers;

pub use line::read_line;
pub use modifiers::{CPT_MODIFIERS, is_cpt_modifier};

use crate::Code;
use std::fmt;

/// The most lines of a claim that are looked at.
pub const MOST_LINES: usize = 30;
/// The most modifiers of a line: a professional claim has room for four.
pub const MOST_MODIFIERS: usize = 4;
/// The most units of a line.
pub const MOST_UNITS: u32 = 9_999;

/// A line of a claim: what was done, how often, and with which modifiers.
///
/// It is written as `97110-59-GP x2`, which [`read_line`] reads as the same line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimLine {
    /// A CPT or HCPCS code.
    pub code: Code,
    /// Units of service, from 1 to [`MOST_UNITS`].
    pub units: u32,
    /// Up to [`MOST_MODIFIERS`] different modifiers in the order of the line. They have the shape of modifiers;
    /// whether they exist is not known here.
    pub modifiers: Vec<Code>,
}

impl ClaimLine {
    /// Whether the line carries a modifier.
    pub fn has(&self, modifier: &str) -> bool {
        self.modifiers.iter().any(|its| its.as_str() == modifier)
    }

    /// Whether another line has the same code and the same modifiers, in whichever order.
    pub fn repeats(&self, other: &Self) -> bool {
        self.code == other.code
            && self.modifiers.len() == other.modifiers.len()
            && self.modifiers.iter().all(|its| other.modifiers.contains(its))
    }
}

impl fmt::Display for ClaimLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for modifier in &self.modifiers {
            write!(f, "-{modifier}")?;
        }
        if self.units != 1 {
            write!(f, " x{}", self.units)?;
        }
        Ok(())
    }
}

/// Why a line cannot be read, in words for whoever typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// No word has the shape of a CPT or HCPCS code.
    #[error("There is no CPT or HCPCS code on this line. Write one first, as in 97110 59 x2.")]
    NoCode,
    /// Two words have it.
    #[error(
        "There are two codes, {0} and {1}: write each on a line of its own. Units go up to {MOST_UNITS}."
    )]
    TwoCodes(Code, Code),
    /// A word is nothing that stands on a line.
    #[error("“{0}” is no CPT or HCPCS code, no modifier and no number of units. Leave it out.")]
    UnknownWord(String),
    /// More modifiers than a line has room for.
    #[error("There are {0} modifiers: a line has room for {MOST_MODIFIERS}.")]
    TooManyModifiers(usize),
    /// One modifier twice.
    #[error("Modifier {0} stands here twice: write it once.")]
    ModifierTwice(Code),
    /// 0 units.
    #[error("0 units: a line needs at least 1.")]
    NoUnits,
    /// More units than a line takes.
    #[error("{0} units: a line takes up to {MOST_UNITS}.")]
    TooManyUnits(String),
    /// Two numbers that are units.
    #[error(
        "There are two numbers of units, {0} and {1}: write one. A charge is left out or written with its cents, \
         as in 120.00."
    )]
    TwoUnits(String, String),
    /// A line beyond the last that is looked at.
    #[error(
        "A claim has up to {MOST_LINES} lines here: this one and what follows ({0} in all) were not looked at. Check \
         them as a claim of their own."
    )]
    TooManyLines(usize),
}

/// A line as it was typed, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedLine {
    /// Its number in the text, from 1; empty lines count.
    pub number: usize,
    /// Its text without the spaces around it.
    pub text: String,
    /// What it means.
    pub read: Result<ClaimLine, LineError>,
}

/// Reads a text line by line. Empty lines and a row of headings above a pasted table are passed over; the first line
/// beyond [`MOST_LINES`] says how many are left out, and is the last.
pub fn read_claim(text: &str) -> Vec<TypedLine> {
    let mut typed: Vec<_> = (1..)
        .zip(text.lines().map(str::trim))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    if typed.first().is_some_and(|(_, text)| is_headings(text)) {
        typed.remove(0);
    }
    let too_many = typed.len().saturating_sub(MOST_LINES);
    let lines = typed.into_iter().take(MOST_LINES + 1).enumerate();
    lines
        .map(|(before, (number, text))| TypedLine {
            number,
            text: text.to_owned(),
            read: if before < MOST_LINES {
                read_line(text)
            } else {
                Err(LineError::TooManyLines(too_many))
            },
        })
        .collect()
}

/// Whether a line is the row of headings of a table.
fn is_headings(text: &str) -> bool {
    const HEADINGS: [&str; 18] = [
        "cpt",
        "hcpcs",
        "code",
        "codes",
        "procedure",
        "modifier",
        "modifiers",
        "mod",
        "mods",
        "units",
        "unit",
        "qty",
        "quantity",
        "charge",
        "charges",
        "amount",
        "line",
        "service",
    ];
    let words = || {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let is_heading = |word: &str| {
        // `Mod 1`, `Modifier2`.
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        word.is_empty() || HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(word))
    };
    words().any(|word| !word.bytes().any(|byte| byte.is_ascii_digit())) && words().all(is_heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        read_claim(text)
            .into_iter()
            .map(|line| match line.read {
                Ok(read) => format!("{}: {read}", line.number),
                Err(error) => format!("{}! {error}", line.number),
            })
            .collect()
    }

    #[test]
    fn empty_lines_are_passed_over_and_counted() {
        assert_eq!(
            shown("97150\r\n\r\n  97110 59 x2 \n"),
            ["1: 97150", "3: 97110-59 x2"]
        );
        assert!(shown(" \n\t\n").is_empty());
    }

    #[test]
    fn a_table_out_of_a_spreadsheet_is_read_with_or_without_its_headings() {
        let table = "CPT\tMod 1\tUnits\tCharge\n97150\tGP\t1\t$45.00\n97110\t59\t2\t1,060.00\n";
        assert_eq!(shown(table), ["2: 97150-GP", "3: 97110-59 x2"]);
        assert_eq!(shown("97150\tGP\t1\n"), ["1: 97150-GP"]);
        // A code is no heading, and neither is a word.
        assert!(shown("patient code\n97150")[0].starts_with("1! “patient”"));
    }

    #[test]
    fn one_bad_line_leaves_the_others_as_they_are() {
        let said = shown("97150\nhello\n97110");
        assert_eq!((said[0].as_str(), said[2].as_str()), ("1: 97150", "3: 97110"));
        assert!(
            said[1].starts_with("2! “hello” is no CPT or HCPCS code"),
            "{}",
            said[1]
        );
    }

    #[test]
    fn the_line_after_the_last_says_how_many_were_not_looked_at() {
        assert_eq!(shown(&"97110\n".repeat(30)).len(), 30);
        let said = shown(&"97110\n".repeat(33));
        assert_eq!(said.len(), 31);
        assert!(
            said[30].starts_with("31! A claim has up to 30 lines here"),
            "{}",
            said[30]
        );
        assert!(said[30].contains("(3 in all)"), "{}", said[30]);
    }

    #[test]
    fn lines_with_the_same_modifiers_repeat_each_other() {
        let line = |text| read_line(text).unwrap();
        assert!(line("97110 59 GP").repeats(&line("97110 GP 59 x3")));
        assert!(!line("97110 59").repeats(&line("97110 59 GP")));
        assert!(!line("97110").repeats(&line("97112")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_within_the_limits(text in "(.|\n){0,300}") {
            let lines = read_claim(&text);
            prop_assert!(lines.len() <= MOST_LINES + 1);
            for line in lines {
                if let Ok(read) = line.read {
                    prop_assert!((1..=MOST_UNITS).contains(&read.units));
                    prop_assert!(read.modifiers.len() <= MOST_MODIFIERS);
                }
            }
        }
    }
}
