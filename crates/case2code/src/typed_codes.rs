//! Codes as people type them: whole or half, with or without the dot, ranges and wildcards.

use codeset::{Code, CodeSystem};

/// The most codes that one query can list.
const MOST_PARTS: usize = 50;

/// The fewest characters of a beginning that is looked up.
const SHORTEST_BEGINNING: usize = 2;

/// A code, or a pattern of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedCode {
    /// A code or the beginning of codes, in capitals and without the dot.
    Beginning(String),
    /// Two letters: a modifier, or an abbreviation.
    Modifier(String),
    /// From one code to another, both included, and all that begins with the last.
    Range(String, String),
    /// `*` stands for any characters, `?` for one.
    Pattern(String),
}

/// The codes of a text that holds nothing else.
pub fn read(text: &str) -> Option<Vec<TypedCode>> {
    let text = text.trim();
    if text.is_empty() || text.len() > MOST_PARTS * 20 {
        return None;
    }
    // `97110 - 97150` and `97110 to 97150` are one part.
    let joined = text
        .replace(['–', '—', '−'], "-")
        .replace(" - ", "-")
        .replace(" to ", "-")
        .replace(" through ", "-");
    let parts: Vec<&str> = joined
        .split([' ', ',', ';', '\n', '\t'])
        .filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("and"))
        .collect();
    if parts.len() > MOST_PARTS {
        return None;
    }
    parts.into_iter().map(part).collect()
}

fn part(text: &str) -> Option<TypedCode> {
    let text = text.to_ascii_uppercase();
    if let Some((first, last)) = text.split_once('-') {
        let first = plain(first)?;
        // A dash at the end is how the index marks a code that needs more characters.
        if last.is_empty() {
            return Some(TypedCode::Beginning(first));
        }
        let last = plain(last)?;
        let same_kind = first.len() >= 3
            && first.len().abs_diff(last.len()) <= 4
            && has_digit(&first)
            && has_digit(&last)
            && first <= last;
        return same_kind.then_some(TypedCode::Range(first, last));
    }
    if text.contains(['*', '?', '%']) {
        let pattern = text.replace('%', "*").replace('.', "");
        let fixed = pattern.bytes().filter(u8::is_ascii_alphanumeric).count();
        let fits = pattern
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'*' | b'?'));
        let begins = pattern.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        let has_digit = has_digit(&pattern);
        return (fits && begins && has_digit && fixed >= SHORTEST_BEGINNING && pattern.len() <= 12)
            .then_some(TypedCode::Pattern(pattern));
    }
    let plain = plain(&text)?;
    let fits = plain.len() >= SHORTEST_BEGINNING && has_digit(&plain);
    if plain.len() == 2 && plain.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(TypedCode::Modifier(plain));
    }
    fits.then_some(TypedCode::Beginning(plain))
}

/// In capitals without its dot; `None` when it can be no part of a code.
fn plain(text: &str) -> Option<String> {
    let plain: String = text.trim_start_matches('#').replace('.', "");
    let fits = (1..=7).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(plain)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

impl TypedCode {
    /// What the codes of a system that it can mean begin with, in the system's spelling.
    pub(crate) fn beginning(&self, system: CodeSystem) -> String {
        let begin = match self {
            Self::Beginning(begin) | Self::Modifier(begin) => begin.as_str(),
            Self::Range(first, last) => {
                let same = first
                    .bytes()
                    .zip(last.bytes())
                    .take_while(|(one, other)| one == other);
                &first[..same.count()]
            }
            Self::Pattern(pattern) => pattern.split(['*', '?']).next().unwrap_or_default(),
        };
        let mut spelled = begin.to_owned();
        if system == CodeSystem::Icd10cm && spelled.len() > 3 {
            spelled.insert(3, '.');
        }
        spelled
    }

    /// Whether it means a code that begins with [`TypedCode::beginning`].
    pub(crate) fn means(&self, code: &Code) -> bool {
        let plain = code.as_str().replace('.', "");
        match self {
            Self::Beginning(begin) => plain.starts_with(begin.as_str()),
            Self::Modifier(modifier) => code.system() == CodeSystem::Modifier && plain == *modifier,
            Self::Range(first, last) => {
                let of_length = code.system() == CodeSystem::Icd10cm || plain.len() >= first.len();
                of_length && *first <= plain && (plain <= *last || plain.starts_with(last.as_str()))
            }
            Self::Pattern(pattern) => matches(pattern.as_bytes(), plain.as_bytes()),
        }
    }

    /// Whether it is a code in full.
    pub(crate) fn is_whole(&self, code: &Code) -> bool {
        matches!(self, Self::Beginning(text) | Self::Modifier(text) if code.as_str().replace('.', "") == *text)
    }
}

/// Patterns are short, so that going back is cheap.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            matches(rest, text)
                || text
                    .split_first()
                    .is_some_and(|(_, later)| matches(pattern, later))
        }
        (Some((b'?', rest)), Some((_, later))) => matches(rest, later),
        (Some((one, rest)), Some((other, later))) if one == other => matches(rest, later),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning(text: &str) -> TypedCode {
        TypedCode::Beginning(text.to_owned())
    }

    #[test]
    fn codes_are_read_in_any_spelling() {
        assert_eq!(read("m54.5"), Some(vec![beginning("M545")]));
        assert_eq!(read(" M545 "), Some(vec![beginning("M545")]));
        assert_eq!(
            read("97110, 97112 and g0283"),
            Some(vec![beginning("97110"), beginning("97112"), beginning("G0283")])
        );
        assert_eq!(
            read("97110–97150"),
            Some(vec![TypedCode::Range("97110".into(), "97150".into())])
        );
        assert_eq!(read("97110 to 97150"), read("97110-97150"));
        assert_eq!(read("S83.2*"), Some(vec![TypedCode::Pattern("S832*".into())]));
        assert_eq!(read("C18.-"), Some(vec![beginning("C18")]));
        assert_eq!(read("lt"), Some(vec![TypedCode::Modifier("LT".into())]));
    }

    #[test]
    fn words_are_no_codes() {
        for text in [
            "",
            "low back pain",
            "dm2 w neuropathy",
            "covid-19 pneumonia",
            "*",
            "***",
            "a",
            "pain",
            "x-ray",
            "'; drop table",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_or_range_means_what_it_says() {
        let code = |text| Code::parse(CodeSystem::Icd10cm, text).unwrap();
        let pattern = TypedCode::Pattern("S832*A".into());
        assert!(
            pattern.means(&code("S83.211A"))
                && !pattern.means(&code("S83.211D"))
                && !pattern.means(&code("S83.31XA"))
        );
        let range = TypedCode::Range("M50".into(), "M54".into());
        assert!(range.means(&code("M54.50")) && range.means(&code("M50")) && !range.means(&code("M55")));
        let one = TypedCode::Pattern("M54?".into());
        assert!(one.means(&code("M54.5")) && !one.means(&code("M54.50")));
    }
}
