//! Opaque tokens: 256 random bits in a cookie, their SHA-256 in the database.

use super::Random;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The secret half of a cookie.
pub struct Token(String);

impl Token {
    /// A new token.
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = [0_u8; 32];
        random.fill(&mut bytes);
        Self(hex(&bytes))
    }

    /// A token out of a cookie; `None` unless it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    /// What the cookie holds.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// What the database holds.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Same(u8);
    impl Random for Same {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn a_token_comes_back_from_its_cookie() {
        let token = Token::generate(&Same(7));
        assert_eq!(Token::parse(token.secret()).map(|t| t.hash()), Some(token.hash()));
        assert_ne!(token.secret(), token.hash());
    }

    #[test]
    fn what_is_no_token_is_ignored() {
        for text in [
            "",
            "x",
            &"g".repeat(64),
            &"A".repeat(64),
            &"0".repeat(63),
            &"é".repeat(32),
        ] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }
}
