//! Whether an answer states a fact. Only what a reader sees counts.

use crate::set::Question;
use case2code::table::Table;
use casepilot::answer::{Answer, Outcome};
use codeset::mpfs::dollars;
use codeset::{Code, CodeSystem, NaiveDate, long_date};
use regex::Regex;

/// What is wrong with an answer; nothing when it is right.
pub fn problems(question: &Question, answer: &Answer) -> Vec<String> {
    let mut problems = Vec::new();
    let same = answer.outcome == question.outcome
        // Asking back is as good as saying that it is not about coding, and better than guessing.
        || matches!((question.outcome, answer.outcome), (Outcome::NotCoding | Outcome::MedicalAdvice | Outcome::NotFound, Outcome::Unclear))
        || (question.kind == "abstain" && question.outcome != Outcome::MedicalAdvice && answer.outcome == Outcome::Unclear);
    if !same {
        problems.push(format!(
            "outcome {} expected, {} given",
            question.outcome.slug(),
            answer.outcome.slug()
        ));
    }
    let (said, cited) = (text(answer), cited(answer));
    for fact in &question.facts {
        if !states(&said, &cited, fact) {
            problems.push(format!("missing {fact}"));
        }
    }
    for fact in &question.never {
        if states(&said, "", fact) {
            problems.push(format!("stated {fact}"));
        }
    }
    problems
}

/// The sentences and tables of an answer.
pub fn text(answer: &Answer) -> String {
    let sentences = answer.sentences.iter().map(|sentence| sentence.text.clone());
    let tables = answer.tables.iter().flat_map(|table| {
        let rows = table.rows.iter().map(|row| row.join(" | "));
        std::iter::once(table.caption.clone()).chain(rows)
    });
    sentences.chain(tables).collect::<Vec<_>>().join("\n")
}

/// The citations of an answer.
fn cited(answer: &Answer) -> String {
    let citations = answer.citations.iter();
    citations
        .map(|citation| {
            format!(
                "{}; {}; {}; {}",
                citation.source, citation.place, citation.dates, citation.quote
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn has(text: &str, pattern: &str) -> bool {
    Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
}

fn token(text: &str, token: &str) -> bool {
    has(
        text,
        &format!(
            r"(?:^|[^0-9A-Za-z.]){}(?:$|[^0-9A-Za-z.]|\.(?:$|[^0-9A-Za-z]))",
            regex::escape(token)
        ),
    )
}

fn states(said: &str, cited: &str, fact: &str) -> bool {
    let Some((kind, values)) = fact.split_once('=') else {
        return false;
    };
    values
        .split('|')
        .any(|value| state(said, cited, kind.trim(), value.trim()))
}

fn state(said: &str, cited: &str, kind: &str, value: &str) -> bool {
    let lower = said.to_lowercase();
    let v = regex::escape(value);
    match kind {
        "code" | "rvu" | "modifier" | "days" => token(said, value),
        "column1" => has(said, &format!(r"{v} \(Column 1\)")),
        "column2" => has(said, &format!(r"{v} \(Column 2\)")),
        "indicator" => has(said, &format!(r"indicator {v}\b")),
        "verdict" => match value {
            "denied" => said.contains("no modifier bypasses the edit"),
            "bypassable" => said
                .lines()
                .any(|line| line.contains("indicator 1") && !line.contains("has been deleted")),
            "no-edit" => said.contains("No edit found between"),
            _ => false,
        },
        "units" => has(said, &format!(r"(?:^|[^\d.]){v} (?:timed )?units?\b")),
        "mai" => has(said, &format!(r"MAI {v}\b")),
        "money" => {
            let cents = value.replace('.', "").parse::<i64>().unwrap_or_default();
            let full = dollars(cents);
            let short = full.trim_end_matches(".00").to_owned();
            let is_in = |amount: &str| {
                has(
                    said,
                    &format!(r"{}(?:$|[^0-9.,]|[.,](?:$|[^0-9]))", regex::escape(amount)),
                )
            };
            is_in(&full) || is_in(&short)
        }
        "status" => has(said, &format!(r"(?i:status)(?: of [^.]{{0,40}})?(?: is)? {v}\b")),
        "not-modifier" => has(
            said,
            &format!(
                r"(?i)\b{v}\b[^.]{{0,80}}(?:does not help|does not apply|not a modifier|is ruled out)|no: modifiers? {v} (?:does|do) not"
            ),
        ),
        "date" => {
            let long = value.parse::<NaiveDate>().map(long_date).unwrap_or_default();
            said.contains(value) || said.contains(&long) || cited.contains(&long)
        }
        "title" | "word" => lower.contains(&value.to_lowercase()),
        "passage" => cited
            .lines()
            .any(|citation| pages(citation).iter().any(|page| page == value)),
        "release" => said.contains(value) || cited.contains(value),
        other => unreachable_kind(other),
    }
}

fn unreachable_kind(kind: &str) -> bool {
    eprintln!("no such kind of fact: {kind}");
    false
}

/// The pages of a citation: `page I-14`, `pages I-14 to I-15`.
fn pages(citation: &str) -> Vec<String> {
    let Some(captures) = Regex::new(r"pages? ([A-Za-z]+-\d+)(?: to ([A-Za-z]+-\d+))?")
        .ok()
        .and_then(|regex| {
            regex.captures(citation).map(|captures| {
                (
                    captures.get(1).map(|part| part.as_str().to_owned()),
                    captures.get(2).map(|part| part.as_str().to_owned()),
                )
            })
        })
    else {
        return Vec::new();
    };
    [captures.0, captures.1].into_iter().flatten().collect()
}

/// Codes in an answer that neither exist nor stand in the question.
pub fn invented(question: &Question, answer: &Answer, table: &Table) -> Vec<String> {
    let Ok(shapes) = Regex::new(r"\b(?:\d{5}|\d{4}[FTUMA]|[A-V]\d{4}|[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})\b")
    else {
        return Vec::new();
    };
    let asked = format!("{} {}", question.text, question.after.join(" ")).to_uppercase();
    let quoted: Vec<&str> = answer
        .sentences
        .iter()
        .filter(|sentence| sentence.role == casepilot::answer::Role::Quote)
        .map(|sentence| sentence.text.as_str())
        .collect();
    let said = text(answer);
    let mut invented = Vec::new();
    for found in shapes.find_iter(&said) {
        let code = found.as_str();
        let exists = Code::parse_procedure(code).is_ok_and(|code| table.find(&code).is_some())
            || Code::parse(CodeSystem::Icd10cm, code).is_ok_and(|code| table.find(&code).is_some())
            || codeset::icd9::spelled(code).is_some() && question.kind == "crosswalk";
        let is_place = answer
            .citations
            .iter()
            .any(|citation| citation.place.contains(code) || citation.quote.contains(code));
        if !exists && !asked.contains(code) && !is_place && !quoted.iter().any(|quote| quote.contains(code)) {
            invented.push(format!("invented {code}"));
        }
    }
    invented
}
