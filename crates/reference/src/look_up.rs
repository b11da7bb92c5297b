//! The look-up box: a code as people type it, or words of a title.

use crate::ReferenceError;
use codeset::page::CodeLink;
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;

/// How many codes an answer lists.
pub const MOST: usize = 50;

/// No title needs more words to be found.
const MOST_WORDS: usize = 12;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Codes with exactly this spelling.
    pub exact: Vec<CodeLink>,
    /// Codes that begin with the text, then codes whose title holds all its words.
    pub others: Vec<CodeLink>,
    /// Whether there are more than those listed.
    pub has_more: bool,
}

/// Looks a text up: as a code, as the beginning of one, and as words of titles.
///
/// # Errors
/// Only the database's.
pub async fn find(store: &Store, text: &str, on: NaiveDate) -> Result<Found, ReferenceError> {
    let text: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    let exact_codes = store.find_in_all_systems(&text).await?;
    let mut exact = store.list_named(&exact_codes, on).await?;
    // A code that has ended is not listed on the day, but it has a page.
    for code in exact_codes {
        if !exact.iter().any(|link| link.code == code) {
            exact.push(CodeLink {
                code,
                title: String::new(),
                billable: None,
            });
        }
    }

    let mut others = beginning_with(store, &text, on).await?;
    let words: Vec<String> = text
        .split_whitespace()
        .take(MOST_WORDS)
        .map(|w| w.trim_matches(',').to_owned())
        .filter(|w| !w.is_empty())
        .collect();
    // One letter is in nearly every title.
    if words.iter().any(|word| word.chars().count() > 1) {
        let limit = u64::try_from(MOST + 1).unwrap_or(u64::MAX);
        others.extend(store.search_titles(&words, on, limit).await?);
    }
    let mut seen: Vec<Code> = exact.iter().map(|link| link.code.clone()).collect();
    others.retain(|link| {
        let new = !seen.contains(&link.code);
        seen.push(link.code.clone());
        new
    });
    let has_more = others.len() > MOST;
    others.truncate(MOST);
    Ok(Found {
        exact,
        others,
        has_more,
    })
}

/// Codes like one that does not exist: the same spelling in another system, else codes that share its
/// beginning.
///
/// # Errors
/// Only the database's.
pub async fn near_matches(
    store: &Store,
    system: CodeSystem,
    text: &str,
    on: NaiveDate,
) -> Result<Vec<CodeLink>, ReferenceError> {
    const ENOUGH: usize = 8;
    let text: String = text.trim().chars().take(10).collect();
    let elsewhere = store.find_in_all_systems(&text).await?;
    let mut near = store.list_named(&elsewhere, on).await?;
    let spelled = Code::parse(system, &text)
        .map_or_else(|_| text.to_ascii_uppercase(), |code| code.as_str().to_owned());
    // Shorter and shorter beginnings, down to one character, until there is something to offer.
    let ends: Vec<usize> = spelled
        .char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .chain([spelled.len()])
        .collect();
    for end in ends.into_iter().rev() {
        if !near.is_empty() {
            break;
        }
        let limit = u64::try_from(ENOUGH).unwrap_or(u64::MAX);
        near = store.list_codes(system, &spelled[..end], "", on, limit).await?;
    }
    near.truncate(ENOUGH);
    Ok(near)
}

/// Codes of any system that begin with the text, the text itself not included.
async fn beginning_with(store: &Store, text: &str, on: NaiveDate) -> Result<Vec<CodeLink>, ReferenceError> {
    const EACH: u64 = 20;
    let mut plain: String = text.chars().filter(|c| *c != '.').collect();
    plain.make_ascii_uppercase();
    let looks_like_code = (2..=7).contains(&plain.len())
        && plain.bytes().all(|b| b.is_ascii_alphanumeric())
        && plain.bytes().any(|b| b.is_ascii_digit());
    if !looks_like_code {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for system in CodeSystem::ALL {
        let mut prefix = plain.clone();
        if system == CodeSystem::Icd10cm && prefix.len() > 3 {
            prefix.insert(3, '.');
        }
        found.extend(store.list_codes(system, &prefix, &prefix, on, EACH).await?);
    }
    Ok(found)
}
