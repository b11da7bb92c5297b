//! Of the diagnoses that differ in side, encounter or intent alone: the one that a question tells.

use super::Look;
use crate::CasePilotError;
use case2code::answer::{Answer, Hit};
use case2code::filter::Filters;
use case2code::search::Request;
use codeset::CodeSystem;
use std::cmp::Reverse;

/// Codes of one family share so many characters, the point among them.
const FAMILY: usize = 6;

/// So many codes of a family are compared.
const MOST: u64 = 400;

/// Words that share so many first letters are taken for forms of one.
const STEM: usize = 7;

const SIDES: [&str; 3] = ["left", "right", "bilateral"];

/// The words by which the titles of a family differ, apart from [`SIDES`].
const CIRCUMSTANCES: [&str; 12] = [
    "unspecified",
    "initial",
    "subsequent",
    "sequela",
    "encounter",
    "accidental",
    "unintentional",
    "intentional",
    "self",
    "harm",
    "assault",
    "undetermined",
];

/// Puts the code below a header, or of the best code's family, first whose title fits best what the question says.
pub(super) async fn take_fitting(look: &Look<'_>, found: &mut Answer) -> Result<(), CasePilotError> {
    let Some(best) = found
        .hits
        .first()
        .filter(|best| best.code.system() == CodeSystem::Icd10cm)
    else {
        return Ok(());
    };
    let plain = &look.reading.plain;
    let text = best.code.as_str();
    let is_header = best.billable == Some(false);
    let family = if is_header {
        text
    } else {
        text.get(..FAMILY.min(text.len() - 1)).unwrap_or(text)
    };
    let links = look
        .store
        .list_codes(best.code.system(), family, family, look.on, MOST)
        .await?;
    let fit = |title: &str| {
        let shared = if is_header { shared(title, plain) } else { 0 };
        circumstances(title, plain) + 2 * shared
    };
    let fitting = links
        .iter()
        .filter(|link| link.billable == Some(true))
        .filter(|link| is_header || differs_in_circumstances(&link.title, &best.title))
        .max_by_key(|link| (fit(&link.title), Reverse(link.code.as_str())));
    let Some(fitting) = fitting.filter(|link| is_header || fit(&link.title) > fit(&best.title)) else {
        return Ok(());
    };
    let exact = look.search.find(&Request {
        text: fitting.code.as_str().to_owned(),
        on: look.on,
        filters: Filters {
            system: Some(fitting.code.system()),
            ..Filters::default()
        },
        skip: 0,
        take: 1,
        is_typing: false,
    })?;
    if let Some(hit) = exact.hits.into_iter().find(|hit| hit.code == fitting.code) {
        let score = best.score;
        found.hits.retain(|known| known.code != hit.code);
        found.hits.insert(0, Hit { score, ..hit });
    }
    Ok(())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether two titles are the same but for side, encounter and intent.
fn differs_in_circumstances(one: &str, other: &str) -> bool {
    let rest = |title: &str| -> Vec<String> {
        words(&title.to_lowercase())
            .filter(|word| !SIDES.contains(word) && !CIRCUMSTANCES.contains(word))
            .map(str::to_owned)
            .collect()
    };
    rest(one) == rest(other)
}

/// How well a title fits the side, encounter and intent of a question. What the question leaves open fits
/// “unspecified”, the initial encounter and an accident.
fn circumstances(title: &str, plain: &str) -> i32 {
    let title = title.to_lowercase();
    let says = |word: &str| words(plain).any(|known| known == word);
    let has = |word: &str| words(&title).any(|known| known == word);
    let mut fit = 0;
    for side in SIDES {
        fit += match (says(side), has(side)) {
            (true, true) => 4,
            (false, true) => -2,
            _ => 0,
        };
    }
    if has("unspecified") {
        fit += if SIDES.iter().any(|side| says(side)) {
            -1
        } else {
            1
        };
    }
    let is_later =
        says("subsequent") || says("sequela") || plain.contains("healing") || plain.contains("follow-up");
    if has("initial") {
        fit += if is_later { -2 } else { 2 };
    }
    for intent in ["assault", "undetermined"] {
        if has(intent) {
            fit += if says(intent) { 3 } else { 0 };
        }
    }
    if has("accidental") {
        fit += 1;
    }
    fit
}

/// How many longer words of a title a question has in some form.
fn shared(title: &str, plain: &str) -> i32 {
    let title = title.to_lowercase();
    let says_alike = |word: &str| {
        let stem = word.get(..STEM).unwrap_or(word);
        words(plain).any(|known| known.starts_with(stem))
    };
    let count = words(&title)
        .filter(|word| word.len() > 3 && !SIDES.contains(word) && says_alike(word))
        .count();
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_a_family_are_told_apart_by_what_the_question_says() {
        let of_bees = |intent: &str| format!("Toxic effect of venom of bees, {intent}, initial encounter");
        assert!(differs_in_circumstances(
            &of_bees("accidental (unintentional)"),
            &of_bees("assault")
        ));
        assert!(!differs_in_circumstances(
            "Reflux disease with esophagitis",
            "Reflux disease without esophagitis"
        ));
        let best = |plain: &str, titles: &[&'static str]| {
            titles
                .iter()
                .copied()
                .max_by_key(|title| circumstances(title, plain))
                .unwrap()
        };
        let shoulders = [
            "Sprain of left shoulder",
            "Sprain of right shoulder",
            "Sprain of unspecified shoulder",
        ];
        assert_eq!(best("sprained my left shoulder", &shoulders), shoulders[0]);
        assert_eq!(best("sprained shoulder", &shoulders), shoulders[2]);
        let intents = [
            "Bees, assault, initial encounter",
            "Bees, accidental, initial encounter",
        ];
        assert_eq!(best("bee sting", &intents), intents[1]);
        assert_eq!(best("bees, an assault", &intents), intents[0]);
    }
}
