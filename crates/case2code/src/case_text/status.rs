//! What a sentence says about a phrase: that it is there, that it is not, that it may be.
//!
//! A cue has a direction, a scope in words, and words that end it. The idea is that of NegEx and ConText (Chapman and
//! others, 2001; Harkema and others, 2009); the lists are our own.

use super::cues::{self, Cue, Direction};
use super::sentences::Token;

/// What is said about a condition or a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It is there.
    #[default]
    Affirmed,
    /// It may be there.
    Uncertain,
    /// It was there.
    History,
    /// It may come, or is to be done.
    Planned,
    /// A relative has it.
    Family,
    /// It is not there.
    Negated,
}

impl Status {
    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Affirmed => "Stated",
            Self::Uncertain => "Uncertain",
            Self::History => "History of",
            Self::Planned => "Not yet",
            Self::Family => "Family history",
            Self::Negated => "Denied",
        }
    }

    /// What a coder does with it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Affirmed => "",
            Self::Uncertain => {
                "Outpatient and professional claims do not code an uncertain diagnosis: code the sign, symptom or reason for the visit (ICD-10-CM guideline IV.H). An inpatient hospital claim may code it as if established when it still stands at discharge (II.H, III.C)."
            }
            Self::History => {
                "Code it as current only if it is still present or treated; else a history code (Z85–Z87, Z98) may apply (guideline I.C.21.c.4)."
            }
            Self::Planned => "Not coded: it has not happened at this encounter.",
            Self::Family => "Not coded as the patient's own: see Z80–Z84 for family history.",
            Self::Negated => "Not coded: the note says that it is absent.",
        }
    }
}

/// A cue in a sentence, and the words that it speaks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    status: Status,
    /// The cue, in bytes.
    span: (usize, usize),
    /// The first word of its scope and the first behind it.
    scope: (usize, usize),
}

/// The most words behind a cue, and behind a comma of its list.
const SCOPE: usize = 8;

/// The most words before a cue that looks back.
const SCOPE_BACK: usize = 7;

/// How long an item of a list may be that has no `or`.
const ITEM: usize = 2;

/// The cues of a sentence.
pub fn find_cues(tokens: &[Token]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut cues_at: Vec<(usize, &'static Cue)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match cues::longest(&tokens[at..]) {
            Some(cue) => {
                cues_at.push((at, cue));
                at += cue.words.len();
            }
            None => at += 1,
        }
    }
    for (number, (at, cue)) in cues_at.iter().enumerate() {
        let Some(status) = cue.status else {
            continue;
        };
        let end = at + cue.words.len();
        // Another statement's cue ends this one's scope.
        let next = cues_at[number + 1..]
            .iter()
            .find(|(_, other)| other.direction != Direction::Back && ends(status, other.status))
            .map_or(tokens.len(), |(at, _)| *at);
        let before = cues_at[..number]
            .last()
            .map_or(0, |(at, other)| at + other.words.len());
        let last = end - 1;
        let span = (tokens[*at].span.0, tokens[last].span.1);
        if cue.direction != Direction::Back {
            let scope = (end, forward(tokens, end, next, cue));
            found.push(Found { status, span, scope });
        }
        if cue.direction != Direction::Forward {
            let scope = (backward(tokens, *at, before, cue), *at);
            found.push(Found { status, span, scope });
        }
    }
    found
}

/// Whether a cue of one kind ends the scope of another: `denies fever but possible flu`.
fn ends(status: Status, other: Option<Status>) -> bool {
    match (status, other) {
        // `no history of`, `denies family history of`, `no evidence of possible`: the first goes on.
        (Status::Negated, Some(Status::History | Status::Family | Status::Uncertain | Status::Planned)) => {
            false
        }
        (Status::Family, Some(_)) | (Status::Planned, Some(_)) => false,
        (_, Some(other)) => other != status,
        (_, None) => false,
    }
}

/// Where the scope of a cue ends that looks ahead.
fn forward(tokens: &[Token], begin: usize, most: usize, cue: &Cue) -> usize {
    let has_or = tokens[begin..most]
        .iter()
        .take_while(|token| !cues::stops(&token.plain) && !token.after_break)
        .any(|token| matches!(token.plain.as_str(), "or" | "nor"));
    let mut since = 0;
    let mut at = begin;
    while at < most {
        let token = &tokens[at];
        if cues::stops(&token.plain) || (token.after_break && at > begin) || token.plain == "(+)" {
            return at;
        }
        if cue.is_short && since >= 4 {
            return at;
        }
        if token.after_comma && at > begin {
            if cue.is_short {
                return at;
            }
            if !cue.is_list && !has_or {
                let item = tokens[at..most]
                    .iter()
                    .skip(1)
                    .take_while(|next| !next.after_comma && !next.after_break)
                    .count()
                    + 1;
                if item > ITEM {
                    return at;
                }
            }
            since = 0;
        }
        if matches!(token.plain.as_str(), "or" | "nor" | "and") && !cue.is_short {
            since = 0;
        }
        since += 1;
        if since > SCOPE && !cue.is_open {
            return at;
        }
        at += 1;
    }
    most
}

/// Where the scope of a cue begins that looks back.
fn backward(tokens: &[Token], end: usize, least: usize, cue: &Cue) -> usize {
    let most = if cue.is_short { 3 } else { SCOPE_BACK };
    let mut at = end;
    while at > least && end - at < most {
        let token = &tokens[at - 1];
        if cues::stops(&token.plain) || matches!(token.plain.as_str(), "and" | "(+)" | "?") {
            break;
        }
        at -= 1;
        if token.after_comma || token.after_break {
            break;
        }
    }
    at
}

/// What the cues of a sentence say about some of its words, and the cue that says it.
pub fn status_of(found: &[Found], words: (usize, usize)) -> (Status, Option<(usize, usize)>) {
    found
        .iter()
        .filter(|one| one.scope.0 <= words.0 && words.0 < one.scope.1)
        .max_by_key(|one| (one.status, std::cmp::Reverse(one.span.0)))
        .map_or((Status::Affirmed, None), |one| (one.status, Some(one.span)))
}

#[cfg(test)]
mod tests {
    use super::super::sentences::tokens;
    use super::*;

    fn status(text: &str, phrase: &str) -> (Status, String) {
        let tokens = tokens(text, (0, text.len()));
        let begin = text.find(phrase).unwrap();
        let first = tokens.iter().position(|token| token.span.0 == begin).unwrap();
        let last = tokens
            .iter()
            .rposition(|token| token.span.1 <= begin + phrase.len())
            .unwrap();
        let (status, cue) = status_of(&find_cues(&tokens), (first, last + 1));
        (
            status,
            cue.map_or(String::new(), |(begin, end)| text[begin..end].to_owned()),
        )
    }

    #[test]
    fn what_is_said_about_a_phrase() {
        use Status::*;
        let mut wrong = Vec::new();
        for (text, phrase, expected, cue) in [
            ("c/o chest pain", "chest pain", Affirmed, ""),
            ("denies chest pain", "chest pain", Negated, "denies"),
            (
                "Denies CP, SOB, fever, chills, nausea, vomiting, abdominal pain, rash",
                "rash",
                Negated,
                "Denies",
            ),
            ("denies fever but has cough", "cough", Affirmed, ""),
            ("denies fever, has cough", "cough", Affirmed, ""),
            ("denies fever; cough present", "cough", Affirmed, ""),
            ("denies fever and reports cough", "cough", Affirmed, ""),
            ("no evidence of DVT", "DVT", Negated, "no evidence of"),
            ("No fracture or dislocation", "dislocation", Negated, "No"),
            ("no CP, SOB, edema", "edema", Negated, "no"),
            (
                "no distress, lungs clear, left knee effusion",
                "knee effusion",
                Affirmed,
                "",
            ),
            ("negative for pneumonia", "pneumonia", Negated, "negative for"),
            ("PE was ruled out", "PE", Negated, "was ruled out"),
            ("rapid strep negative", "strep", Negated, "negative"),
            ("gram negative sepsis", "sepsis", Affirmed, ""),
            ("no increase in edema", "edema", Affirmed, ""),
            ("not only cough", "cough", Affirmed, ""),
            ("walks without difficulty, knee pain", "knee pain", Affirmed, ""),
            ("without fever", "fever", Negated, "without"),
            ("absence of edema", "edema", Negated, "absence of"),
            ("fever absent", "fever", Negated, "absent"),
            ("no history of diabetes", "diabetes", Negated, "no history of"),
            ("no fever, however cough persists", "cough", Affirmed, ""),
            ("all normal except cough", "cough", Affirmed, ""),
            ("(-) fever (+) cough", "fever", Negated, "(-)"),
            ("(-) fever (+) cough", "cough", Affirmed, ""),
            ("R/o PE", "PE", Uncertain, "R/o"),
            ("rule out pneumonia", "pneumonia", Uncertain, "rule out"),
            ("PE cannot be ruled out", "PE", Uncertain, "cannot be ruled out"),
            ("possible stroke", "stroke", Uncertain, "possible"),
            ("?PE", "PE", Uncertain, "?"),
            ("pneumonia?", "pneumonia", Uncertain, "?"),
            ("concern for sepsis", "sepsis", Uncertain, "concern for"),
            ("strain vs sprain", "sprain", Uncertain, "vs"),
            ("strain vs sprain", "strain", Uncertain, "vs"),
            ("likely viral pharyngitis", "pharyngitis", Uncertain, "likely"),
            ("PE unlikely", "PE", Negated, "unlikely"),
            (
                "family history of colon cancer",
                "colon cancer",
                Family,
                "family history of",
            ),
            (
                "mother had stroke, father with diabetes",
                "diabetes",
                Family,
                "father with",
            ),
            ("mother states the child has cough", "cough", Affirmed, ""),
            ("mother at bedside, chest pain", "chest pain", Affirmed, ""),
            ("non-displaced fracture", "fracture", Affirmed, ""),
            ("h/o HTN, DM2", "DM2", History, "h/o"),
            ("s/p appendectomy", "appendectomy", History, "s/p"),
            ("history of stroke", "stroke", History, "history of"),
            (
                "return if fever or vomiting develops",
                "vomiting",
                Planned,
                "return if",
            ),
            ("if swelling worsens, call", "swelling", Planned, "if"),
            ("at risk for falls", "falls", Planned, "at risk for"),
            ("no pain today; possible sprain", "sprain", Uncertain, "possible"),
            ("possible sprain without fracture", "fracture", Negated, "without"),
        ] {
            let got = status(text, phrase);
            if got != (expected, cue.to_owned()) {
                wrong.push(format!("{text} / {phrase}: {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
