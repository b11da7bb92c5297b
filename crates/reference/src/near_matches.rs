//! Codes near one that does not exist.

use crate::ReferenceError;
use codeset::page::CodeLink;
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;

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
