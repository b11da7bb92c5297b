//! ICD-9-CM diagnoses, the classification before ICD-10-CM. They have no pages; the mappings name them.

/// The canonical spelling of a diagnosis, with its dot: after the third character, in E codes after the fourth.
/// Reads it with or without the dot, in any case. `None` for what cannot be one.
pub fn spelled(text: &str) -> Option<String> {
    let mut plain = text.trim().to_ascii_uppercase();
    plain.retain(|c| c != '.');
    let digits = plain.strip_prefix(['E', 'V']).unwrap_or(&plain);
    // 001–999, V01–V91 and E000–E999 have at most two, two and one digit behind the dot.
    let before_dot = if plain.starts_with('E') { 4 } else { 3 };
    let fits = (before_dot..=5).contains(&plain.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !fits {
        return None;
    }
    if plain.len() > before_dot {
        plain.insert(before_dot, '.');
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dot_stands_after_the_third_character_or_the_fourth_of_an_e_code() {
        for (text, spelling) in [
            ("0010", "001.0"),
            ("72887", "728.87"),
            ("042", "042"),
            ("V5411", "V54.11"),
            ("v20", "V20"),
            ("E0000", "E000.0"),
            ("E959", "E959"),
            (" 728.87 ", "728.87"),
        ] {
            assert_eq!(spelled(text).as_deref(), Some(spelling), "{text}");
        }
    }

    #[test]
    fn what_is_no_diagnosis_is_refused() {
        for text in [
            "", "01", "728871", "E95", "E95900", "A000", "NoDx", "V", "VE01", "12é", "1 23", "...",
        ] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
