//! ZIP codes as people write them.

/// The five digits of a ZIP code, written with or without its last four (`12345`, `12345-6789`, `123456789`).
pub fn five_digits(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let (five, rest) = text.split_at_checked(5)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    (is_digits(five, 5) && (text.len() == 5 || is_digits(rest, 4))).then_some(five)
}

#[cfg(test)]
mod tests {
    use super::five_digits;
    use proptest::prelude::*;

    #[test]
    fn a_zip_code_is_read_with_or_without_its_last_four_digits() {
        for text in ["02134", " 02134 ", "02134-1000", "021341000"] {
            assert_eq!(five_digits(text), Some("02134"), "{text}");
        }
        for text in [
            "",
            "2134",
            "021345",
            "02134-",
            "02134-10",
            "0213a",
            "٠٢١٣٤",
            "02134 1000",
            "-02134",
        ] {
            assert_eq!(five_digits(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_five_digits_or_none(text in "\\PC{0,12}") {
            if let Some(zip) = five_digits(&text) {
                prop_assert_eq!(zip.len(), 5);
            }
        }
    }
}
