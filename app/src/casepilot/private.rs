//! What of a question identifies a person.

use case2code::case_text::{Identifier, IdentifierKind, find_identifiers};

/// How far before a date or a place a word tells what it is, in characters.
const NEAR: usize = 24;

/// The likely identifiers of a question. Dates of service, ZIP codes, states and localities belong to questions about
/// coding, and words such as "photo" name what is coded: without a word that makes them a patient's they are left alone.
pub(super) fn identifying(text: &str) -> Vec<Identifier> {
    let mut found = find_identifiers(text);
    found.retain(|one| is_private(one.kind, &text[..one.span.0], &text[one.span.0..one.span.1]));
    found
}

fn is_private(kind: IdentifierKind, before: &str, it: &str) -> bool {
    let near: String = before.chars().rev().take(NEAR).collect();
    let near: String = near.chars().rev().collect::<String>().to_lowercase();
    let after_any = |cues: &[&str]| cues.iter().any(|cue| near.contains(cue));
    match kind {
        IdentifierKind::Date => after_any(&["dob", "d.o.b", "birth", "born"]),
        IdentifierKind::Place => {
            let is_numbered =
                it.starts_with(|c: char| c.is_ascii_digit()) && it.contains(char::is_alphabetic);
            let is_long_zip = it.len() == 10 && it.as_bytes()[5] == b'-';
            is_numbered
                || is_long_zip
                || it.to_lowercase().contains("box")
                || after_any(&["lives", "living in", "resid", "moved", "born in", "home in"])
        }
        IdentifierKind::Url => !it.to_lowercase().contains(".gov"),
        IdentifierKind::Biometric | IdentifierKind::Photo => false,
        _ => true,
    }
}

/// Whether a text has a word of one of the identifiers that stand in a question.
pub(super) fn mentions(text: &str, question: &str, identifiers: &[Identifier]) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_lowercase)
            .collect()
    };
    let said: std::collections::HashSet<String> = words(text).into_iter().collect();
    identifiers
        .iter()
        .flat_map(|one| words(&question[one.span.0..one.span.1]))
        .any(|word| said.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let identifiers = identifying(text).into_iter();
        identifiers.map(|one| &text[one.span.0..one.span.1]).collect()
    }

    #[test]
    fn what_belongs_to_a_question_about_coding_is_left_alone() {
        for text in [
            "What is CPT code 99213?",
            "Is 97110 payable with 97140 on 03/05/2026 in Austin, TX 78701?",
            "What does Medicare pay for 99214 in ZIP 10001?",
            "What does 99213 pay in 90210 on March 5, 2025?",
            "MUE of 97110, date of service 2025-06-01, in Cook County, Illinois",
            "Rest of Florida: fee of 97150",
            "Is a photo of the wound a part of 97597?",
            "Guidelines for E/M services, see https://www.cms.gov/ncci",
            "38 minutes of 97110 and 14 minutes of 97140: how many units?",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_identifies_a_person_is_found() {
        for (text, part) in [
            ("Patient: John Smith, 62 yo, which code?", "John Smith"),
            ("DOB 03/05/1960: is 99397 right?", "03/05/1960"),
            ("MRN: A12345, 97110 denied", "A12345"),
            ("SSN 123-45-6789", "123-45-6789"),
            ("lives at 12 North Oak St, Apt 4", "12 North Oak St, Apt 4"),
            ("She lives in Springfield. 97110?", "Springfield"),
            ("call (555) 123-4567", "(555) 123-4567"),
            ("95 yo F with M54.50", "95 yo"),
        ] {
            assert_eq!(found(text), [part], "{text}");
        }
    }

    #[test]
    fn a_word_of_an_identifier_is_noticed_however_it_is_written() {
        let question = "Patient: John Q. Smith, 97110?";
        let identifiers = identifying(question);
        assert!(mentions("nothing found for \"smith\"", question, &identifiers));
        assert!(!mentions("97110 has a unit limit of 6.", question, &identifiers));
    }
}
