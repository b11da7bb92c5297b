//! The look-ups that a model may ask for: a closed list, with arguments that are read and bounded.

use super::Call;
use super::words::plain;
use crate::answer::{Citation, Sentence};
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

/// How many look-ups one answer may ask for.
pub(super) const MOST: usize = 4;
/// How long a sub-question may be, in characters.
const LONGEST: usize = 200;

/// Looks things up for a model: the composed engine, with the gate of the same reader. It tells nothing of the question,
/// which is the model's and may be made of anything.
#[async_trait]
pub trait LookUps: Send + Sync {
    /// What the engine composes for a question; nothing when it fails.
    async fn look_up(&self, question: &str) -> Found;
}

/// What was looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Composed sentences; their citations are places in `citations`.
    pub sentences: Vec<Sentence>,
    /// What they rest on.
    pub citations: Vec<Citation>,
}

/// Where nothing more can be looked up.
#[async_trait]
impl LookUps for () {
    async fn look_up(&self, _: &str) -> Found {
        Found::default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookUp {
    question: String,
}

/// The list as the protocol wants it.
pub(super) fn list() -> Value {
    json!([{
        "type": "function",
        "function": {
            "name": "look_up",
            "description": "Looks up one more fact in the loaded releases: a code's meaning, NCCI edits between codes, unit \
                limits, Medicare amounts, coverage, global periods, modifiers. Ask one short question with codes and dates \
                in it. Only for what the evidence lacks.",
            "parameters": {
                "type": "object",
                "properties": {
                    "question": { "type": "string", "maxLength": LONGEST, "description": "e.g. How many units of 97530 may be billed a day?" }
                },
                "required": ["question"],
                "additionalProperties": false
            }
        }
    }])
}

/// The question of a call.
///
/// # Errors
/// What is wrong with it, to be told to the model.
pub(super) fn read(call: &Call) -> Result<String, &'static str> {
    if call.name != "look_up" {
        return Err("Error: there is no such tool. The only tool is look_up.");
    }
    let Ok(LookUp { question }) = serde_json::from_str(&call.arguments) else {
        return Err(r#"Error: the arguments have to be {"question": "..."} and nothing else."#);
    };
    let question = plain(&question).replace('\n', " ").trim().to_owned();
    if question.is_empty() || question.chars().count() > LONGEST {
        return Err("Error: the question has to be 1 to 200 characters long.");
    }
    Ok(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(name: &str, arguments: &str) -> Call {
        Call {
            id: "1".to_owned(),
            name: name.to_owned(),
            arguments: arguments.to_owned(),
        }
    }

    #[test]
    fn only_a_short_question_is_looked_up() {
        let asked = read(&call("look_up", r#"{"question": " units\n of 97530? "}"#));
        assert_eq!(asked.as_deref(), Ok("units  of 97530?"));
        let long = format!(r#"{{"question": "{}"}}"#, "x".repeat(201));
        for (name, arguments) in [
            ("delete_all", r#"{"question": "x"}"#),
            ("look_up", r#"{"question": 1}"#),
            ("look_up", r#"{"question": "x", "path": "/etc/passwd"}"#),
            ("look_up", r#"{"question": "#),
            ("look_up", r#"{"question": "  "}"#),
            ("look_up", ""),
            ("look_up", &long),
        ] {
            assert!(read(&call(name, arguments)).is_err(), "{name} {arguments}");
        }
    }
}
