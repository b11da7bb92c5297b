//! The question set.

use casepilot::answer::Outcome;
use codeset::{Code, CodeSystem};
use std::error::Error;
use std::path::Path;

/// A question with what a right answer states.
pub struct Question {
    /// Its name.
    pub id: String,
    /// `tune` or `test`.
    pub half: String,
    /// Its kind.
    pub kind: String,
    /// As it is typed.
    pub text: String,
    /// The questions before it.
    pub after: Vec<String>,
    /// The code of the page it is asked on.
    pub about: Option<Code>,
    /// The reader's ZIP code.
    pub zip: Option<String>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What has to be stated, `kind=value`.
    pub facts: Vec<String>,
    /// What must not be.
    pub never: Vec<String>,
}

/// Reads a file of questions.
pub fn read(path: &Path) -> Result<Vec<Question>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .flexible(true)
        .from_path(path)?;
    let mut questions = Vec::new();
    for record in reader.records() {
        let record = record?;
        let get = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let parts = |at: usize| -> Vec<String> {
            get(at)
                .split(" ; ")
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect()
        };
        let about = get(5);
        questions.push(Question {
            id: get(0),
            half: get(1),
            kind: get(2),
            text: get(3),
            after: get(4)
                .split(" || ")
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            about: about
                .split_once('/')
                .and_then(|(system, code)| Code::parse(CodeSystem::from_slug(system)?, code).ok()),
            zip: Some(get(6)).filter(|zip| !zip.is_empty()),
            outcome: Outcome::from_slug(&get(7)).ok_or(format!("{}: no outcome {}", get(0), get(7)))?,
            facts: parts(8),
            never: parts(9),
        });
    }
    Ok(questions)
}
