//! The notes of a chapter of ICD-10-CM.

use super::super::{Look, listed};
use super::notes::shared_words;
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks::names_the_manual;
use crate::reading::text::{Pattern, pattern};
use codeset::release::Source;
use reference::sections::note_caption;

/// Tells the notes of a chapter of ICD-10-CM that is named by its number or by the letter of its codes (`O codes`);
/// whether one is.
pub(super) async fn tell(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    pattern!(LETTER, r"\b(?:an? )?([a-z])[- ]codes?\b");
    pattern!(NUMBER, r"\bchapter (\d{1,2})\b");
    let plain = &look.reading.plain;
    let first = |pattern: &Pattern| {
        let found = pattern.get()?.captures(plain)?.get(1)?;
        Some(found.as_str().to_ascii_uppercase())
    };
    let number = first(&NUMBER);
    // Trimesters are defined at the chapter of pregnancy.
    let letter = first(&LETTER).or_else(|| plain.contains("trimester").then(|| "O".to_owned()));
    if names_the_manual(plain) || (letter.is_none() && number.is_none()) {
        return Ok(false);
    }
    let chapters = look.store.list_icd_places(None, look.on).await?;
    let named: Vec<_> = chapters
        .iter()
        .filter(|chapter| {
            let is_its = |letter: &String| {
                chapter.row.first.starts_with(letter.as_str())
                    && chapter.row.last.starts_with(letter.as_str())
            };
            Some(&chapter.row.place) == number.as_ref() || letter.as_ref().is_some_and(is_its)
        })
        .collect();
    let [chapter] = named.as_slice() else {
        return Ok(false);
    };
    let place = &chapter.row.place;
    if !look.ask.has_account {
        draft.outcome = Outcome::Locked;
        draft.verdict(
            format!("The notes of chapter {place} belong to the Guidelines, which need a free account."),
            &[],
        );
        draft.page("Browse ICD-10-CM", "/codes/icd10cm");
        return Ok(true);
    }
    draft.step(format!("Reading the notes of chapter {place}"));
    let found = look
        .store
        .list_tabular_notes(std::slice::from_ref(place), look.on)
        .await?;
    let mut of_kinds: Vec<(&str, Vec<_>)> = Vec::new();
    for note in &found {
        match of_kinds.iter_mut().find(|(kind, _)| *kind == note.row.kind) {
            Some((_, notes)) => notes.push(note),
            None => of_kinds.push((&note.row.kind, vec![note])),
        }
    }
    // What the question speaks of comes first.
    of_kinds.sort_by_key(|(_, notes)| {
        let shared = notes.iter().map(|note| shared_words(&note.row.text, plain));
        std::cmp::Reverse(shared.max().unwrap_or_default())
    });
    for (kind, notes) in of_kinds {
        let texts: Vec<&str> = notes
            .iter()
            .map(|note| note.row.text.trim_end_matches(['.', ':']))
            .collect();
        let cited = draft.cite(cite::of_row(
            notes[0],
            format!("chapter {place}, {kind}"),
            "/codes/icd10cm",
            texts.join("; "),
        ));
        let caption = note_caption(kind);
        draft.state(
            format!(
                "{caption} of chapter {place}, {}: {}.",
                chapter.row.title,
                listed(&texts, "and")
            ),
            &[cited],
        );
    }
    look.gaps(draft, &[Source::Icd10cmTabular]);
    Ok(!found.is_empty())
}
