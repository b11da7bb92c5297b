//! The text that a form sent.

use serde::Deserialize;

/// What the form of the page sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct PostedCase {
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Present when likely identifiers are to be taken out first.
    #[serde(default)]
    pub redact: String,
}

/// Reads the body of the form; what is no form is an empty text.
pub fn read_posted(body: &[u8]) -> PostedCase {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_and_anything_else_is_empty() {
        let posted = read_posted(b"text=low+back%0D%0Apain+%26+more&redact=yes&x=1");
        assert_eq!(posted.text, "low back\r\npain & more");
        assert_eq!(posted.redact, "yes");
        for body in [
            &b""[..],
            b"\xff\xfe",
            b"%ff=%fe",
            b"{\"text\":1}",
            b"text=a&text=b",
        ] {
            assert!(read_posted(body).text.len() <= 1);
        }
    }
}
