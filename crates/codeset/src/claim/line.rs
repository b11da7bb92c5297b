//! The grammar of a claim line.
//!
//! A line is words in any order: one code, modifiers, units. Between words stand spaces, tabs, commas, semicolons,
//! colons, slashes, bars, brackets, quotes or a plus. A word is
//! - a **code** when it has the shape of a CPT or HCPCS code;
//! - **units** when it is a number with an `x`, `*` or `×` before or behind it (`x2`, `2x`, `97110*2`), or with the
//!   word “units”; when it is any other number, too, but a modifier of CPT such as 59: `97110 59` has a modifier,
//!   `97110 12` twelve units. Without units a line has one;
//! - a **modifier** when it has two letters or digits and is no units, and always behind a hyphen (`97110-X2`);
//! - a charge, which is passed over, when it has a `$` or cents (`45.00`).

use super::{ClaimLine, LineError, MOST_MODIFIERS, MOST_UNITS, is_cpt_modifier};
use crate::{Code, CodeSystem};

/// Reads a line as people type it.
///
/// # Errors
/// What to mend, see [`LineError`].
pub fn read_line(text: &str) -> Result<ClaimLine, LineError> {
    let mut line = Line::default();
    let mut words = words(text).into_iter().peekable();
    while let Some(word) = words.next() {
        let is_number = |word: &Word| is_digits(&word.text);
        match word.text.as_str() {
            "X" if line.code.is_some() => match words.next_if(is_number) {
                Some(number) => line.pieces.push(Piece::Units(number.text)),
                None => line.last_number_is_units(&word)?,
            },
            "X" => line.last_number_is_units(&word)?,
            "UNIT" | "UNITS" => {
                if line.last_number_is_units(&word).is_err()
                    && let Some(number) = words.next_if(is_number)
                {
                    line.pieces.push(Piece::Units(number.text));
                }
            }
            _ => line.take(word)?,
        }
    }
    line.finish()
}

/// A word in upper case.
struct Word {
    text: String,
    /// Whether a hyphen stands right before it.
    has_hyphen: bool,
}

/// What may be a modifier or units.
enum Piece {
    Modifier(String),
    /// A number that may be either.
    Number(String),
    Units(String),
}

/// A line of which some words are read.
#[derive(Default)]
struct Line {
    code: Option<Code>,
    pieces: Vec<Piece>,
}

/// The words of a line.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut text_of_word = String::new();
    let mut before = ' ';
    let mut end = |text: &mut String, before: char| {
        if !text.is_empty() {
            words.push(Word {
                text: std::mem::take(text),
                has_hyphen: is_hyphen(before),
            });
        }
    };
    for (at, c) in text.char_indices() {
        match c {
            // The comma of `$1,060.00`; that of `59,250.00` in a list of cells follows another one.
            ',' if before != ',' && is_amount_since_thousands(&text_of_word, &text[at + 1..]) => continue,
            '×' | '*' => {
                end(&mut text_of_word, before);
                end(&mut "X".to_owned(), c);
            }
            c if is_hyphen(c) || c.is_whitespace() || c.is_control() || ",;:/|()[]\"'+".contains(c) => {
                end(&mut text_of_word, before);
            }
            c => {
                text_of_word.push(c.to_ascii_uppercase());
                continue;
            }
        }
        before = c;
    }
    end(&mut text_of_word, before);
    words
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—')
}

/// Whether the parts before and behind a comma are those of `1,060.00`.
fn is_amount_since_thousands(before: &str, behind: &str) -> bool {
    let thousands = before.strip_prefix('$').unwrap_or(before);
    let is_dot = |byte: Option<&u8>| byte == Some(&b'.');
    thousands.len() <= 3
        && is_digits(thousands)
        && is_dot(behind.as_bytes().get(3))
        && behind.get(..3).is_some_and(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `45.00`, `$45`; not `2.0`, which spreadsheets make of 2.
fn is_charge(text: &str) -> bool {
    let amount = text.strip_prefix('$').unwrap_or(text);
    let is_amount = match amount.split_once('.') {
        Some((whole, cents)) => is_digits(whole) && is_digits(cents),
        None => amount.len() < text.len() && is_digits(amount),
    };
    is_amount || text == "$"
}

impl Line {
    /// Takes a word that says by itself what it is.
    fn take(&mut self, word: Word) -> Result<(), LineError> {
        let text = word.text.as_str();
        let whole = text.strip_suffix(".0").filter(|whole| is_digits(whole));
        if let Some(whole) = whole {
            self.pieces.push(Piece::Number(whole.to_owned()));
        } else if is_charge(text) {
            // Nothing here depends on it.
        } else if text.len() == 2 && word.has_hyphen {
            self.pieces.push(Piece::Modifier(word.text));
        } else if let Some(units) = units(text) {
            self.pieces.push(Piece::Units(units.to_owned()));
        } else if let Ok(code) = Code::parse_procedure(text) {
            self.set_code(code)?;
        } else if let Some((code, units)) = code_and_units(text) {
            self.set_code(code)?;
            self.pieces.push(Piece::Units(units.to_owned()));
        } else if is_digits(text) {
            self.pieces.push(Piece::Number(word.text));
        } else if text.len() == 2 {
            self.pieces.push(Piece::Modifier(word.text));
        } else {
            return Err(unknown(&word));
        }
        Ok(())
    }

    fn set_code(&mut self, code: Code) -> Result<(), LineError> {
        match self.code.replace(code.clone()) {
            Some(first) => Err(LineError::TwoCodes(first, code)),
            None => Ok(()),
        }
    }

    /// The number just read is units, as a word behind it says.
    fn last_number_is_units(&mut self, word: &Word) -> Result<(), LineError> {
        match self.pieces.pop() {
            Some(Piece::Number(number)) => {
                self.pieces.push(Piece::Units(number));
                Ok(())
            }
            other => {
                self.pieces.extend(other);
                Err(unknown(word))
            }
        }
    }

    fn finish(self) -> Result<ClaimLine, LineError> {
        let code = self.code.ok_or(LineError::NoCode)?;
        let mut units: Option<String> = None;
        let mut modifiers = Vec::new();
        let has_units = self.pieces.iter().any(|piece| matches!(piece, Piece::Units(_)));
        for piece in self.pieces {
            let (text, is_units) = match piece {
                Piece::Units(text) => (text, true),
                Piece::Modifier(text) => (text, false),
                Piece::Number(text) => {
                    let may_be_modifier = text.len() == 2;
                    let is_units =
                        !may_be_modifier || !(is_cpt_modifier(&text) || has_units || units.is_some());
                    (text, is_units)
                }
            };
            if !is_units {
                let modifier = Code::parse(CodeSystem::Modifier, &text)
                    .map_err(|_| LineError::UnknownWord(text.chars().take(20).collect()))?;
                if modifiers.contains(&modifier) {
                    return Err(LineError::ModifierTwice(modifier));
                }
                modifiers.push(modifier);
            } else if let Some(first) = units.replace(text.clone()) {
                return Err(LineError::TwoUnits(shortened(&first), shortened(&text)));
            }
        }
        if modifiers.len() > MOST_MODIFIERS {
            return Err(LineError::TooManyModifiers(modifiers.len()));
        }
        let units = match units {
            None => 1,
            Some(text) => match text.parse() {
                Ok(0) => return Err(LineError::NoUnits),
                Ok(units) if units <= MOST_UNITS => units,
                _ => return Err(LineError::TooManyUnits(shortened(&text))),
            },
        };
        Ok(ClaimLine {
            code,
            units,
            modifiers,
        })
    }
}

/// The number of `X2` or `2X`.
fn units(text: &str) -> Option<&str> {
    let number = text.strip_prefix('X').or_else(|| text.strip_suffix('X'))?;
    is_digits(number).then_some(number)
}

/// `97110X2` or `2X97110`.
fn code_and_units(text: &str) -> Option<(Code, &str)> {
    let (before, behind) = text.split_once('X')?;
    let pair = |code, units: &'_ str| {
        let code = Code::parse_procedure(code).ok()?;
        is_digits(units).then_some(code)
    };
    match pair(before, behind) {
        Some(code) => Some((code, behind)),
        None => pair(behind, before).map(|code| (code, before)),
    }
}

fn unknown(word: &Word) -> LineError {
    LineError::UnknownWord(shortened(&word.text.to_lowercase()))
}

/// The beginning of what may be long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 20;
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match read_line(text) {
            Ok(line) => line.to_string(),
            Err(error) => format!("! {error}"),
        }
    }

    #[test]
    fn a_line_is_read_however_it_is_typed() {
        for (typed, meant) in [
            ("97110", "97110"),
            ("97110 GP 59 x2", "97110-GP-59 x2"),
            ("97110-59-GP 2", "97110-59-GP x2"),
            ("97110 -59 -gp", "97110-59-GP"),
            ("97110\t2\t59", "97110-59 x2"),
            ("97110\t59\t2", "97110-59 x2"),
            ("2 x 97110", "97110 x2"),
            ("2 × 97110 GP", "97110-GP x2"),
            ("2x97110", "97110 x2"),
            ("97110x2", "97110 x2"),
            ("97110*2", "97110 x2"),
            ("97110 59 x 2", "97110-59 x2"),
            ("97110 2x", "97110 x2"),
            ("97110 2 units", "97110 x2"),
            ("97110 units: 2 (GP)", "97110-GP x2"),
            ("97110,59;GP,3", "97110-59-GP x3"),
            ("\"97110\",\"59\",\"2\"", "97110-59 x2"),
            ("+22552 x1", "22552"),
            ("97110 12", "97110 x12"),
            ("97110 25 units", "97110 x25"),
            ("97110 x59", "97110 x59"),
            ("97110 59", "97110-59"),
            ("97110 59 02", "97110-59 x2"),
            ("97110 2.0 GP", "97110-GP x2"),
            ("97110 59 2 45.00", "97110-59 x2"),
            ("97110 59 2 $45", "97110-59 x2"),
            ("97110 59 2 $ 1,060.00", "97110-59 x2"),
            ("97110\t59\t2\t$1,060.00", "97110-59 x2"),
            ("97110,59,250.00", "97110-59"),
            ("99213-25", "99213-25"),
            ("g0283 GP", "G0283-GP"),
            ("97110 X2", "97110 x2"),
            ("97110-X2", "97110-X2"),
            ("J1885 x9999", "J1885 x9999"),
            ("97110 lt RT", "97110-LT-RT"),
        ] {
            assert_eq!(shown(typed), meant, "{typed:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words_that_help() {
        for (typed, said) in [
            ("59 x2", "There is no CPT or HCPCS code on this line"),
            ("97110 97112", "There are two codes, 97110 and 97112"),
            ("97110 10000", "There are two codes, 97110 and 10000"),
            ("97110 patient", "“patient” is no CPT or HCPCS code"),
            ("<script>alert(1)</script>", "“<script>alert” is no CPT"),
            ("M54.50", "“m54.50” is no CPT or HCPCS code"),
            (
                "97110 59 GP KX CQ 76",
                "There are 5 modifiers: a line has room for 4",
            ),
            ("97110 59 59", "Modifier 59 stands here twice"),
            ("97110 x0", "0 units"),
            ("97110 0", "0 units"),
            ("97110 x10000", "10000 units: a line takes up to 9999"),
            ("97110 x99999999999999999999999", "99999999999999999999… units"),
            ("97110 2 5", "There are two numbers of units, 2 and 5"),
            ("97110 x10,000", "There are two numbers of units, 10 and 000"),
            ("x", "“x” is no CPT"),
        ] {
            let shown = shown(typed);
            assert!(shown.starts_with(&format!("! {said}")), "{typed:?}: {shown}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = read_line(&text);
        }

        #[test]
        fn nothing_made_of_the_pieces_of_lines_panics(
            text in "(97110|G0283|59|X2|GP|x|\\*|×|-| |,|\t|2|0|\\.0|\\$|units|12){0,12}"
        ) {
            if let Ok(line) = read_line(&text) {
                prop_assert_eq!(read_line(&line.to_string()), Ok(line));
            }
        }

        #[test]
        fn a_line_that_is_written_is_read_as_itself(
            code in "[0-9]{5}|[0-9]{4}[FTUMA]|[A-Z][0-9]{4}",
            units in 1..=MOST_UNITS,
            modifiers in prop::collection::hash_set("[A-Z0-9]{2}", 0..=MOST_MODIFIERS),
        ) {
            // Level II has no section X, whose codes would look like units.
            prop_assume!(!code.starts_with('X'));
            let line = ClaimLine {
                code: Code::parse_procedure(&code).unwrap(),
                units,
                modifiers: modifiers.iter().map(|text| Code::parse(CodeSystem::Modifier, text).unwrap()).collect(),
            };
            prop_assert_eq!(read_line(&line.to_string()), Ok(line));
        }
    }
}
