//! What the forms send.

use serde::Deserialize;

/// What the form of a question sends.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PostedQuestion {
    /// What was typed.
    pub question: String,
    /// A question that was chosen in its place: an example, a way on.
    pub chosen: String,
    /// The code that it is about, as in an address: `cpt/97150`.
    pub about: String,
    /// The date of service.
    pub on: String,
    /// The ZIP code.
    pub zip: String,
    /// The question that it follows.
    pub after: String,
    /// What becomes of likely identifiers: `redact`, `keep`, or nothing yet.
    pub identifiers: String,
    /// Where the form stands: `box` on the page of a code.
    pub place: String,
    /// The address of a new account, which asks it.
    pub email: String,
    /// Its password.
    pub password: String,
}

impl PostedQuestion {
    /// The question, without what nobody types.
    pub fn text(&self) -> String {
        let text = if self.chosen.trim().is_empty() {
            &self.question
        } else {
            &self.chosen
        };
        let text: String = text
            .replace("\r\n", "\n")
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        text.trim().to_owned()
    }
}

/// Reads the body of the form; what is no form is no question.
pub fn read_question(body: &[u8]) -> PostedQuestion {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

/// What the buttons below an answer send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PostedVerdict {
    /// The question.
    pub id: String,
    /// `helpful` or `wrong`.
    pub verdict: String,
    /// Why.
    pub reason: String,
}

/// What the forms of the history send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PostedDeletion {
    /// The conversation, or `all`.
    pub conversation: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_and_anything_else_is_no_question() {
        let posted = read_question(b"question=+What+is%0D%0A97150%3F%00&about=cpt%2F97150&x=1");
        assert_eq!(posted.text(), "What is\n97150?");
        assert_eq!(posted.about, "cpt/97150");
        let chosen = read_question(b"question=typed&chosen=What+is+99213%3F");
        assert_eq!(chosen.text(), "What is 99213?");
        for body in [
            &b""[..],
            b"\xff\xfe",
            b"{\"question\":1}",
            b"question=a&question=b",
        ] {
            assert_eq!(read_question(body).text(), "");
        }
    }
}
