//! Codes that stand in a text.

use codeset::{Code, CodeSystem};

/// The places in a text that look like a code, with the code: `97150`, `0001T`, `G0283`, `M54.50`.
pub(super) fn written_codes(text: &str) -> Vec<((usize, usize), Code)> {
    let mut found = Vec::new();
    let mut begin = None;
    let mut words = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                begin = None;
            }
            _ => {}
        }
    }
    let mut words = words.into_iter().peekable();
    while let Some((from, to)) = words.next() {
        // Neither a sum of money nor a part of a larger number.
        let before = text.get(..from).unwrap_or_default();
        if before.ends_with(['$', '.', '#', '_', '@']) {
            continue;
        }
        let word = text.get(from..to).unwrap_or_default();
        if let Some((_, end)) = words.peek().filter(|(next, _)| text.get(to..*next) == Some("."))
            && let Some(code) = diagnosis(text.get(from..*end).unwrap_or_default())
        {
            found.push(((from, *end), code));
            words.next();
        } else if let Some(code) = service(word) {
            found.push(((from, to), code));
        }
    }
    found
}

fn service(word: &str) -> Option<Code> {
    let [first, middle @ .., last] = word.as_bytes() else {
        return None;
    };
    let is_shaped = word.len() == 5
        && middle.iter().all(u8::is_ascii_digit)
        && (first.is_ascii_digit() || first.is_ascii_uppercase())
        && (last.is_ascii_digit() || last.is_ascii_uppercase() && first.is_ascii_digit());
    let system = match first.is_ascii_digit() {
        true => CodeSystem::Cpt,
        false => CodeSystem::Hcpcs,
    };
    is_shaped.then(|| Code::parse(system, word).ok()).flatten()
}

fn diagnosis(word: &str) -> Option<Code> {
    let is_shaped = word.len() <= 8
        && word.as_bytes().get(3) == Some(&b'.')
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    is_shaped
        .then(|| Code::parse(CodeSystem::Icd10cm, word).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::written_codes;

    #[test]
    fn codes_are_found_and_numbers_are_not() {
        let text = "CPT codes 97110-97124, 0001T and G0283 (M54.50). $12345, 3.14159, 123456, ABCDE, 2026, e97150, Z01.810.";
        let found: Vec<_> = written_codes(text)
            .into_iter()
            .map(|((from, to), _)| &text[from..to])
            .collect();
        assert_eq!(found, ["97110", "97124", "0001T", "G0283", "M54.50", "Z01.810"]);
        assert!(written_codes("é97150ß 9715").is_empty());
    }
}
