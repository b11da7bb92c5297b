//! Checks each sentence of a model against the evidence. Pure: the same text and evidence give the same ruling.
//!
//! A sentence stands when each of its figures occurs in what it cites, beside the same code and with the same label;
//! when what it claims is claimed there, too; and when most of its words are words of the evidence. The checker would
//! rather remove a true sentence than let a false one pass: the composed answer is always there.

use super::claims::{
    Claim, Facet, Sign, claims, clauses, content, directed, gist, is_negation, strong, supports,
};
use super::clean::{LONGEST, clean};
use super::evidence::{Evidence, Fact};
use super::figures::{Figure, Reading, Value};
use super::labels::{Labels, labels, may_be_left_out};
use super::words::Token;
use crate::answer::{Answer, Citation, Role, Sentence};
use std::collections::BTreeSet;

/// Why a sentence does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// It has nothing to say, or too much.
    Shape,
    /// It says something without citing.
    NoCitation,
    /// It cites what is not there.
    UnknownCitation,
    /// It names a code that no evidence has.
    UnknownCode,
    /// A figure does not stand in what it cites, or not beside that code, or as something else.
    UnsupportedFigure,
    /// It contradicts the composed answer.
    Contradiction,
    /// It claims or promises what the evidence does not.
    UnsupportedClaim,
    /// Its words are not those of the evidence.
    OffTopic,
}

impl Fault {
    /// Whether the whole text is given up for it.
    pub fn ends_the_text(self) -> bool {
        matches!(self, Self::UnknownCode | Self::Contradiction)
    }
}

/// The least share of the words of a sentence that stand in the evidence.
const ON_TOPIC: (usize, usize) = (3, 5);

/// Checks a text against an answer.
pub struct Checker {
    evidence: Evidence,
    question: Reading,
    verdict: Verdict,
}

/// What the composed answer comes to.
struct Verdict {
    claims: BTreeSet<Claim>,
    codes: BTreeSet<String>,
    quantities: Vec<Value>,
    words: BTreeSet<String>,
}

impl Verdict {
    fn of(answer: &Answer) -> Self {
        let mut verdict = Self {
            claims: BTreeSet::new(),
            codes: BTreeSet::new(),
            quantities: Vec::new(),
            words: BTreeSet::new(),
        };
        for sentence in answer
            .sentences
            .iter()
            .filter(|sentence| sentence.role == Role::Verdict)
        {
            let reading = Reading::of(&sentence.text);
            verdict.claims.extend(claims(&reading.tokens));
            verdict
                .codes
                .extend(reading.codes().into_iter().map(str::to_owned));
            verdict
                .words
                .extend(content(&reading.tokens).into_iter().map(str::to_owned));
            verdict.quantities.extend(
                reading
                    .figures
                    .into_iter()
                    .filter_map(|figure| match figure.value {
                        value @ (Value::Money(_) | Value::Percent(_)) => Some(value),
                        value @ Value::Number(_) if figure.noun.is_some() => Some(value),
                        _ => None,
                    }),
            );
        }
        verdict
    }
}

impl Checker {
    /// For the phrasing of an answer to a question.
    pub fn new(question: &str, answer: &Answer) -> Self {
        Self {
            evidence: Evidence::of(answer),
            question: Reading::of(question),
            verdict: Verdict::of(answer),
        }
    }

    /// Adds what was looked up besides; its citations are numbered after those that are known.
    pub fn add(&mut self, sentences: &[Sentence], citations: &[Citation]) {
        self.evidence.add(sentences, citations);
    }

    /// Checks one sentence as the model wrote it, with its citations in brackets, numbered from 1.
    ///
    /// # Errors
    /// Why it does not stand.
    pub fn check(&self, raw: &str) -> Result<Sentence, Fault> {
        if raw.len() > LONGEST {
            return Err(Fault::Shape);
        }
        let (text, numbers) = clean(raw);
        if !text.chars().any(char::is_alphabetic) {
            return Err(Fault::Shape);
        }
        let reading = Reading::of(&text);
        self.known_codes(&reading)?;
        let mut cites = BTreeSet::new();
        for number in numbers {
            match number.checked_sub(1) {
                Some(cite) if cite < self.evidence.citations => cites.insert(cite),
                _ => return Err(Fault::UnknownCitation),
            };
        }
        let claimed = claims(&reading.tokens);
        if cites.is_empty() {
            self.restates(&reading, &claimed)?;
        } else {
            let facts = self.evidence.under(&cites);
            self.figures(&reading, &facts)?;
            self.claims(&claimed, &facts)?;
            promises(&reading.tokens, &facts)?;
            negations(&reading.tokens, &facts)?;
            directions(&reading, &facts)?;
        }
        self.on_topic(&reading)?;
        Ok(Sentence {
            role: Role::Fact,
            text,
            cites: cites.into_iter().collect(),
        })
    }

    /// Whether a sentence that stands says what the composed answer comes to: it claims what that claims, of the same
    /// codes, mostly in the same words.
    pub fn is_verdict(&self, sentence: &Sentence) -> bool {
        let reading = Reading::of(&sentence.text);
        let claimed = claims(&reading.tokens);
        let wanted: Vec<&Claim> = self
            .verdict
            .claims
            .iter()
            .filter(|(facet, _)| *facet != Facet::Answer)
            .collect();
        let is_claimed = wanted.is_empty() || wanted.iter().any(|claim| supports(&claimed, **claim));
        let codes = reading.codes();
        let has_codes = self.verdict.codes.is_empty()
            || (self
                .verdict
                .codes
                .iter()
                .any(|code| codes.contains(code.as_str())));
        let words = content(&reading.tokens);
        let shared = self
            .verdict
            .words
            .iter()
            .filter(|word| words.contains(word.as_str()))
            .count();
        let has_words = !wanted.is_empty()
            || !self.verdict.quantities.is_empty()
            || shared * 2 >= self.verdict.words.len();
        !sentence.cites.is_empty() && is_claimed && has_codes && has_words
    }

    /// Whether sentences say all that the composed answer comes to: each code, amount and count of its verdict.
    pub fn is_whole(&self, sentences: &[Sentence]) -> bool {
        let readings: Vec<Reading> = sentences
            .iter()
            .map(|sentence| Reading::of(&sentence.text))
            .collect();
        let says = |value: &Value| {
            let mut figures = readings.iter().flat_map(|reading| &reading.figures);
            figures.any(|figure| figure.value == *value)
        };
        self.verdict
            .codes
            .iter()
            .all(|code| says(&Value::Code(code.clone())))
            && self.verdict.quantities.iter().all(says)
    }

    /// No code is named that neither the evidence nor the question has.
    fn known_codes(&self, reading: &Reading) -> Result<(), Fault> {
        let asked = self.question.codes();
        let is_known = |code: &&str| self.evidence.knows(code) || asked.contains(code);
        if reading.codes().iter().all(is_known) {
            Ok(())
        } else {
            Err(Fault::UnknownCode)
        }
    }

    /// Without a citation only the codes and days of the question may be said again, and of the day that is answered for.
    fn restates(&self, reading: &Reading, claimed: &BTreeSet<Claim>) -> Result<(), Fault> {
        let is_of_question = |figure: &Figure| match figure.value {
            Value::Code(_) => self
                .question
                .figures
                .iter()
                .any(|asked| asked.value == figure.value),
            Value::Day(_) => {
                self.evidence.day == figure.value
                    || self
                        .question
                        .figures
                        .iter()
                        .any(|asked| asked.value == figure.value)
            }
            _ => false,
        };
        let is_quiet = claimed.is_empty()
            && !reading.tokens.iter().any(is_negation)
            && strong(&reading.tokens).next().is_none();
        if is_quiet && reading.figures.iter().all(is_of_question) {
            Ok(())
        } else {
            Err(Fault::NoCitation)
        }
    }

    /// Each figure stands in a fact that is cited, with the code that it is said of, as what it is said to be.
    fn figures(&self, reading: &Reading, facts: &[&Fact]) -> Result<(), Fault> {
        let all = labels(reading);
        for (figure, labels) in reading.figures.iter().zip(&all) {
            let is_day = figure.value.is_time() && self.evidence.day.supports(&figure.value);
            let code = bound_code(reading, figure);
            let is_supported = || facts.iter().any(|fact| supported(fact, figure, labels, code));
            if !is_day && !is_supported() {
                return Err(Fault::UnsupportedFigure);
            }
        }
        Ok(())
    }

    /// What is claimed is claimed by what is cited, and not against the verdict.
    fn claims(&self, claimed: &BTreeSet<Claim>, facts: &[&Fact]) -> Result<(), Fault> {
        let ours: BTreeSet<Claim> = facts
            .iter()
            .filter(|fact| fact.is_ours)
            .flat_map(|fact| fact.claims.clone())
            .collect();
        let printed: BTreeSet<Claim> = facts.iter().flat_map(|fact| fact.claims.clone()).collect();
        for &(facet, sign) in claimed {
            let claim = (facet, sign);
            let verdicts: Vec<Sign> = self
                .verdict
                .claims
                .iter()
                .filter(|(of, _)| *of == facet || (facet == Facet::Answer && of.is_of_billing()))
                .map(|(_, sign)| *sign)
                .collect();
            let agrees = verdicts.is_empty() || verdicts.contains(&sign);
            if !agrees && !ours.contains(&claim) {
                return Err(Fault::Contradiction);
            }
            // A plain yes or no was held against the verdict already.
            let is_ruled = facet == Facet::Answer && !verdicts.is_empty();
            if !is_ruled && !supports(&printed, claim) {
                return Err(Fault::UnsupportedClaim);
            }
        }
        Ok(())
    }

    /// Most of its words are words of the evidence, and it says something.
    fn on_topic(&self, reading: &Reading) -> Result<(), Fault> {
        let words = content(&reading.tokens);
        let known = words
            .iter()
            .filter(|word| self.evidence.vocabulary.contains(**word))
            .count();
        if known == 0 && reading.figures.is_empty() {
            return Err(Fault::OffTopic);
        }
        // In a short sentence one word more, such as its verb, is no other topic.
        let is_short = known > 0 && words.len() - known <= 1;
        if is_short || known * ON_TOPIC.1 >= words.len() * ON_TOPIC.0 {
            Ok(())
        } else {
            Err(Fault::OffTopic)
        }
    }
}

/// The code that a figure is said of: one that follows as `3 units of 97110`, else the last one before it, or else the
/// first one after it.
fn bound_code<'a>(reading: &'a Reading, figure: &Figure) -> Option<&'a str> {
    if matches!(figure.value, Value::Code(_)) {
        return None;
    }
    let codes: Vec<(usize, &str)> = reading
        .figures
        .iter()
        .filter_map(|other| match &other.value {
            Value::Code(code) if is_code_of_system(code) => Some((other.place.start, code.as_str())),
            _ => None,
        })
        .collect();
    // A total is of no one code.
    let is_total = reading.tokens[figure.place.end..]
        .iter()
        .take(3)
        .any(|token| matches!(token.lower.as_str(), "all" | "total" | "altogether"));
    if is_total {
        return None;
    }
    let next = codes.iter().find(|(at, _)| *at >= figure.place.end);
    let is_of = |at: usize| {
        at - figure.place.end <= 3 && at > 0 && matches!(reading.tokens[at - 1].lower.as_str(), "of" | "for")
    };
    let before = codes.iter().rfind(|(at, _)| *at < figure.place.start);
    next.filter(|(at, _)| is_of(*at))
        .or(before)
        .or(next)
        .map(|(_, code)| *code)
}

/// A quarter or another short name is no code that figures are said of.
fn is_code_of_system(code: &str) -> bool {
    code.len() >= 3
}

/// Whether a fact has a figure, of that code, as what it is said to be.
fn supported(fact: &Fact, figure: &Figure, labels: &Labels, code: Option<&str>) -> bool {
    if let Value::Code(named) = &figure.value
        && labels.iter().all(Option::is_none)
    {
        return fact.is_about(named) || fact.reading.codes().contains(named.as_str());
    }
    if code.is_some_and(|code| !fact.is_about(code) && !fact.reading.codes().contains(code)) {
        return false;
    }
    fact.figures_for(&figure.value).any(|(printed, printed_labels)| {
        let is_counted = figure.noun.is_none() || figure.noun == printed.noun;
        // Among several codes it has to be an amount or a count of the same one.
        let is_amount = matches!(figure.value, Value::Money(_) | Value::Percent(_)) || figure.noun.is_some();
        let printed_code = bound_code(&fact.reading, printed);
        let is_of_all = printed_code.is_none() && fact.reading.codes().len() <= 1;
        let is_of_code = !is_amount || code.is_none() || is_of_all || printed_code == code;
        let is_labelled = labels
            .iter()
            .zip(printed_labels)
            .enumerate()
            .all(|(group, (said, printed))| {
                said == printed || (said.is_none() && may_be_left_out(group, *printed))
            });
        is_counted && is_labelled && is_of_code
    })
}

/// Where it counts which code comes first, a fact that is cited has them in that order, with a word that says so.
fn directions(reading: &Reading, facts: &[&Fact]) -> Result<(), Fault> {
    let codes = order(reading);
    let words: Vec<&str> = directed(&reading.tokens).collect();
    if codes.len() < 2 || words.is_empty() {
        return Ok(());
    }
    let is_so = |fact: &&Fact| {
        let mut printed = order(&fact.reading).into_iter();
        words.iter().any(|word| fact.has_word(word))
            && codes.iter().all(|code| printed.any(|other| other == *code))
    };
    if facts.iter().any(is_so) {
        Ok(())
    } else {
        Err(Fault::UnsupportedClaim)
    }
}

/// The codes of a text in the order in which they come first.
fn order(reading: &Reading) -> Vec<&str> {
    let mut codes: Vec<&str> = Vec::new();
    for figure in &reading.figures {
        if let Value::Code(code) = &figure.value
            && !codes.contains(&code.as_str())
        {
            codes.push(code);
        }
    }
    codes
}

/// A word that promises much stands in what is cited.
fn promises(tokens: &[Token], facts: &[&Fact]) -> Result<(), Fault> {
    let mut words = strong(tokens);
    if words.all(|word| facts.iter().any(|fact| fact.has_word(word))) {
        Ok(())
    } else {
        Err(Fault::UnsupportedClaim)
    }
}

/// A clause that says nearly what a clause of the evidence says does not deny what that affirms, nor the other way
/// round; and nothing is denied where the evidence denies nothing.
fn negations(tokens: &[Token], facts: &[&Fact]) -> Result<(), Fault> {
    let denies = |clause: &[Token]| clause.iter().filter(|token| is_negation(token)).count() % 2 == 1;
    let any_denial = facts
        .iter()
        .any(|fact| fact.reading.tokens.iter().any(is_negation));
    for clause in clauses(tokens) {
        if denies(clause) && !any_denial {
            return Err(Fault::UnsupportedClaim);
        }
        let words = gist(clause);
        if words.is_empty() {
            continue;
        }
        let alike: Vec<(usize, bool)> = facts
            .iter()
            .flat_map(|fact| clauses(&fact.reading.tokens))
            .map(|printed| {
                let theirs = gist(printed);
                (
                    words.iter().filter(|word| theirs.contains(*word)).count(),
                    denies(printed),
                )
            })
            .collect();
        let most = alike.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
        let is_alike = most * 3 >= words.len() * 2;
        if denies(clause) && !alike.iter().any(|(shared, denied)| *shared > 0 && *denied) {
            return Err(Fault::UnsupportedClaim);
        }
        let agrees = alike
            .iter()
            .any(|(shared, denied)| *shared == most && *denied == denies(clause));
        if is_alike && !agrees {
            return Err(Fault::Contradiction);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
