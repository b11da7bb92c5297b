//! A priced line in words, cut to its reader: shared by the page, the text and the file.

use crate::meter::Gate;
use codeset::Code;
use codeset::claim::{ClaimLine, TypedLine};
use codeset::mpfs::dollars;
use codeset::mpfs::pricing::{Note, Outcome, Part, Priced, PricedLine, Why};

/// A line of the text, priced.
pub(super) struct SaidLine {
    /// Its number in the text, from 1.
    pub number: usize,
    /// The line as it was read, or as it was typed where it could not be read.
    pub line: String,
    /// Its code.
    pub code: Option<Code>,
    /// Units.
    pub units: Option<u32>,
    /// The amount of one unit in cents before anything is done to it.
    pub each: Option<i64>,
    /// What is done to which units, and why nothing is paid.
    pub steps: Vec<String>,
    /// The amount in cents, where there is one.
    pub cents: Option<i64>,
    /// Whether the line could not be read.
    pub is_unread: bool,
    /// Where the rules stand that changed the amount.
    pub citations: Vec<&'static str>,
}

/// The lines of a text with what they are paid.
pub(super) fn said(typed: &[TypedLine], priced: Option<&Priced>, gate: &Gate) -> Vec<SaidLine> {
    let mut priced = priced.map_or(&[][..], |priced| &priced.lines).iter();
    typed
        .iter()
        .map(|typed| match &typed.read {
            Err(error) => SaidLine {
                number: typed.number,
                line: typed.text.clone(),
                code: None,
                units: None,
                each: None,
                steps: vec![error.to_string()],
                cents: None,
                is_unread: true,
                citations: Vec::new(),
            },
            Ok(line) => say_line(typed.number, line, priced.next(), gate),
        })
        .collect()
}

fn say_line(number: usize, line: &ClaimLine, priced: Option<&PricedLine>, gate: &Gate) -> SaidLine {
    let mut said = SaidLine {
        number,
        line: line.to_string(),
        code: Some(line.code.clone()),
        units: Some(line.units),
        each: None,
        steps: Vec::new(),
        cents: None,
        is_unread: false,
        citations: Vec::new(),
    };
    let Some(priced) = priced else {
        return said;
    };
    said.each = priced.full_cents;
    match &priced.outcome {
        Outcome::Unpaid(why) => said.steps.push(say_why(why, &line.code, gate)),
        Outcome::Paid(parts) => {
            let is_plain = |part: &Part| part.steps.is_empty() && part.cents.is_some();
            // What is only multiplied needs no words.
            if !parts.iter().all(is_plain) {
                said.steps.extend(parts.iter().map(say_part));
            }
            said.cents = Some(priced.cents());
            said.citations = parts
                .iter()
                .flat_map(|part| &part.steps)
                .map(|step| step.effect.citation())
                .collect();
        }
    }
    said.steps.extend(priced.notes.iter().map(Note::to_string));
    said
}

/// `2 × $21.40: further therapy unit: practice expense at 50%`.
fn say_part(part: &Part) -> String {
    let units = part.units;
    let Some(cents) = part.cents else {
        return format!("{units} × by report: the contractor decides");
    };
    let has_several = part.steps.len() > 1;
    let steps: Vec<String> = part
        .steps
        .iter()
        .map(|step| {
            if has_several {
                format!("{} → {}", step.effect, dollars(step.cents))
            } else {
                step.effect.to_string()
            }
        })
        .collect();
    let amount = dollars(cents);
    if steps.is_empty() {
        format!("{units} × {amount}, in full")
    } else {
        format!("{units} × {amount}, {}", steps.join("; "))
    }
}

/// Why nothing is paid; what stands in a row only for whom the row is open.
fn say_why(why: &Why, code: &Code, gate: &Gate) -> String {
    if !why.tells_a_row() || gate.shows(code) {
        return why.to_string();
    }
    if why.is_open() {
        format!("The fee schedule sets no amount: the contractor does. Open {code} for its status.")
    } else {
        format!("Not paid by the fee schedule. Open {code} for its status and the reason.")
    }
}
