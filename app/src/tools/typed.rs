//! How much may be typed or pasted into a tool.

use codeset::claim::MOST_LINES;
use codeset::mpfs::grouped;

/// The most characters that are looked at.
pub(super) const MOST_CHARACTERS: usize = 8_000;

/// Whether there is more text than is looked at.
pub(super) fn is_too_long(text: &str) -> bool {
    text.chars().nth(MOST_CHARACTERS).is_some()
}

/// That there is more, and what to do.
pub(super) fn too_long() -> String {
    format!(
        "This is more than {} characters, which is more than {MOST_LINES} lines have. Send it in parts.",
        grouped(MOST_CHARACTERS as u64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_too_long_by_its_characters() {
        assert!(!is_too_long(&"é".repeat(MOST_CHARACTERS)));
        assert!(is_too_long(&"é".repeat(MOST_CHARACTERS + 1)));
    }
}
