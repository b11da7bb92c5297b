//! The notes of the tabular list at a diagnosis and above it, and its seventh characters.

use super::super::{Look, listed};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::Code;
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use reference::code_page::find_code_page;
use reference::page::{Block, Cell, Evidence, SectionContent};

pattern!(
    EXCLUDES,
    r"\bexclud\w*\b|\b(?:can'?t|cannot|not) be coded\b|\bcoded together\b"
);
pattern!(
    FIRST,
    r"\bgo(?:es)? before\b|\bfirst\b|\bbefore it\b|\bcode first\b|\bsequenc\w*\b|\bgoes? first\b|\bprimary dx\b|\bwhich (?:code )?first\b|\blisted first\b|\bunderlying\b"
);
pattern!(
    ADDITIONAL,
    r"\b(?:extra|another|second) code\b|\bto add\b|\bwhat else\b|\buse additional\b|\badditional code\b|\bcode also\b|\bbmi\b|\balso code\b"
);
pattern!(
    SEVENTH,
    r"\blast (?:position|character|digit)\b|\b7th\b|\bseventh\b|\bsubsequent\b|\bsequela\b|\binitial encounter\b|\bextension\b"
);
pattern!(INCLUDES, r"\binclu(?:des?|sion)\b");
pattern!(
    BESIDE_OTHERS,
    r"\bchapter\b|\bplus\b|\ballowed with\b|\balone\b|\bother codes?\b|\bsame (?:delivery|record|claim)\b"
);

/// How many notes of a kind are said one by one.
const SAID: usize = 8;

/// The notes of a diagnosis and of what is above it.
pub(super) async fn tell(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    draft.step(format!("Reading the tabular list at {code}"));
    if !look.shows(code) {
        look.lock(draft, code, SectionId::Guidelines, "Its notes");
        return Ok(());
    }
    if look.loaded.on_day(Source::Icd10cmTabular).is_none() {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(
            look.loaded
                .missing("The notes of the tabular list", Source::Icd10cmTabular),
            &[],
        );
        return Ok(());
    }
    let plain = &look.reading.plain;
    let seventh = SEVENTH.is_in(plain);
    let wanted = |caption: &str| {
        let caption = caption.to_lowercase();
        let filters = [
            (EXCLUDES.is_in(plain), "excludes"),
            (FIRST.is_in(plain), "first"),
            (ADDITIONAL.is_in(plain), "additional"),
            (ADDITIONAL.is_in(plain), "code also"),
            (INCLUDES.is_in(plain) && !EXCLUDES.is_in(plain), "inclu"),
            (seventh, "seventh"),
            (BESIDE_OTHERS.is_in(plain), "notes"),
        ];
        if filters.iter().any(|(asked, _)| *asked) {
            filters
                .iter()
                .any(|(asked, word)| *asked && caption.contains(word))
        } else {
            !(caption.starts_with("above") || caption.starts_with("below"))
        }
    };
    let found = tables(look, code).await?;
    let any = found.iter().any(|(caption, ..)| wanted(caption));
    let path = cite::section(code, SectionId::Guidelines);
    if !any
        && !found.is_empty()
        && let Some(release) = look.loaded.on_day(Source::Icd10cmTabular)
    {
        let cited = draft.cite(cite::of_release(
            release,
            format!("notes at {code} and above it"),
            path.clone(),
        ));
        draft.verdict(
            format!("No note of that kind stands at {code} or above it; these are the others."),
            &[cited],
        );
    }
    for (_, rows, evidence) in found
        .iter()
        .filter(|(caption, ..)| seventh && caption.starts_with("Seventh characters"))
    {
        let cited = draft.cite(cite::of_evidence(
            evidence,
            path.clone(),
            rows.iter().map(|row| note(row)).collect::<Vec<_>>().join("; "),
        ));
        seventh_characters(draft, code, rows, plain, cited);
    }
    for (caption, rows, evidence) in &found {
        if seventh && caption.starts_with("Seventh characters") {
            continue;
        }
        if !wanted(caption) && any {
            continue;
        }
        if !any && (caption.starts_with("Above") || caption.starts_with("Below")) {
            continue;
        }
        let mut texts: Vec<String> = rows.iter().map(|row| note(row)).collect();
        let cited = draft.cite(cite::of_evidence(evidence, path.clone(), texts.join("; ")));
        if caption.starts_with("Seventh characters") {
            seventh_characters(draft, code, rows, plain, cited);
            continue;
        }
        // What the question speaks of comes first.
        texts.sort_by_key(|text| std::cmp::Reverse(shared_words(text, plain)));
        let said = if texts.len() > SAID {
            format!("{} and {} more", texts[..SAID].join(", "), texts.len() - SAID)
        } else {
            listed(&texts, "and")
        };
        let caption = caption.trim_end_matches('.');
        draft.state(format!("{caption} at {code} or above it: {said}."), &[cited]);
        if texts.len() > SAID {
            let rows = texts.into_iter().map(|text| vec![text]).collect();
            draft.table(format!("{caption}, {code}"), &["Note"], rows, &[cited]);
        }
    }
    if found.is_empty()
        && let Some(release) = look.loaded.on_day(Source::Icd10cmTabular)
    {
        let what = format!("A note on {code} or above it");
        let place = format!("no note on {code} or above it");
        let cited = draft.cite(cite::of_release(release, place, path.clone()));
        draft.outcome = Outcome::NotFound;
        draft.verdict(look.loaded.missing(&what, Source::Icd10cmTabular), &[cited]);
    }
    look.gaps(draft, &[Source::Icd10cmTabular]);
    draft.page(format!("Guidelines of {code}"), path);
    Ok(())
}

/// The tables of a section of a code.
pub(super) async fn tables(
    look: &Look<'_>,
    code: &Code,
) -> Result<Vec<(String, Vec<Vec<Cell>>, Evidence)>, CasePilotError> {
    let page = find_code_page(look.store, code, look.on, Access::Open, None).await?;
    let sections = page
        .and_then(|page| page.body)
        .map_or_else(Vec::new, |body| body.sections);
    Ok(sections
        .into_iter()
        .filter(|section| section.id == SectionId::Guidelines)
        .flat_map(|section| match section.content {
            SectionContent::Open { blocks } => blocks,
            SectionContent::Locked { .. } => Vec::new(),
        })
        .filter_map(|block| match block {
            Block::Table {
                caption,
                rows,
                evidence,
                ..
            } => Some((caption, rows, evidence)),
            _ => None,
        })
        .collect())
}

/// How many longer words of a note a question has.
pub(super) fn shared_words(note: &str, plain: &str) -> usize {
    let note = note.to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() > 4 && note.contains(word)).count()
}

/// `Low back strain (S39.012), at M54.5`.
pub(super) fn note(row: &[Cell]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Figure(text) => text.clone(),
        Cell::Code(link) => link.code.to_string(),
        Cell::Several(cells) => format!("{} codes", cells.len()),
    };
    match row {
        [text, place] => format!("{} ({})", cell(text).trim_end_matches('.'), cell(place)),
        row => row.iter().map(cell).collect::<Vec<_>>().join(" "),
    }
}

/// The seventh characters, and the one that the question describes.
fn seventh_characters(draft: &mut Draft<'_>, code: &Code, rows: &[Vec<Cell>], plain: &str, cited: usize) {
    let asked: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3)
        .collect();
    let text = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(text) | Cell::Figure(text)) => text.clone(),
        Some(Cell::Code(link)) => link.code.to_string(),
        _ => String::new(),
    };
    let score = |meaning: &str| {
        let meaning = meaning.to_lowercase();
        let words: Vec<&str> = meaning
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 3)
            .collect();
        let met = asked.iter().filter(|word| words.contains(word)).count();
        let extra = words.iter().filter(|word| !asked.contains(word)).count();
        (met, std::cmp::Reverse(extra))
    };
    // `what does 2 in last position say`: the character itself is asked about.
    let character = plain.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| {
        word.len() == 1
            && *word != "a"
            && rows
                .iter()
                .any(|row| text(row.first()).eq_ignore_ascii_case(word))
    });
    if let Some(row) = character.and_then(|character| {
        rows.iter()
            .find(|row| text(row.first()).eq_ignore_ascii_case(character))
    }) {
        draft.verdict(
            format!(
                "The seventh character {} of {code} means: {}.",
                text(row.first()),
                text(row.get(1)).trim_end_matches('.')
            ),
            &[cited],
        );
    }
    let best = rows.iter().max_by_key(|row| score(&text(row.get(1))));
    if let Some(best) = best.filter(|best| score(&text(best.get(1))).0 >= 2) {
        let (character, meaning, full) = (text(best.first()), text(best.get(1)), text(best.get(2)));
        let full = if full == "–" || full.is_empty() {
            String::new()
        } else {
            format!(", so that the code is {full}")
        };
        draft.verdict(
            format!(
                "The seventh character of {code} for that is {character}: {}{full}.",
                meaning.trim_end_matches('.')
            ),
            &[cited],
        );
    } else {
        let all: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {}", text(row.first()), text(row.get(1)).trim_end_matches('.')))
            .collect();
        let sentence = format!("{code} takes a seventh character: {}.", listed(&all, "or"));
        draft.state(sentence, &[cited]);
    }
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| text(Some(cell))).collect())
        .collect();
    draft.table(
        format!("Seventh characters of {code}"),
        &["Character", "Meaning", "Full code"],
        rows,
        &[cited],
    );
}
