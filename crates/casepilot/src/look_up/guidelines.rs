//! Guidelines: the notes of the tabular list, add-on relations, visit levels, and what the manuals say of a topic.

use super::{Look, listed, name};
use crate::CasePilotError;
use crate::answer::{Citation, Outcome};
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks::{is_clinical, names_the_manual};
use crate::reading::text::{Pattern, pattern};
use crate::topic::Kind;
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem, icd10cm, ncci};
use reference::code_page::find_code_page;
use reference::page::{Block, Cell, Evidence, SectionContent};
use reference::sections::note_caption;
use store::edits::AddOnRole;

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
pattern!(
    ADD_ON,
    r"\bstand alone\b|\bprimar(?:y|ies)\b|\bby itself\b|\badd-?\s?ons?\b|\bbase codes?\b|\bprimary (?:codes?|procedures?)\b|\bparent codes?\b"
);
pattern!(
    VISITS,
    r"\be/?m\b|\be&m\b|\bevaluation and management\b|\boffice visits?\b"
);

/// How many notes of a kind are said one by one.
const SAID: usize = 8;

/// How many codes of a relation are named.
const NAMED: usize = 40;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let diagnoses: Vec<Code> = look.diagnoses().into_iter().cloned().collect();
    if diagnoses.len() > 1 {
        return together(look, draft, &diagnoses).await;
    }
    for diagnosis in &diagnoses {
        notes(look, draft, diagnosis).await?;
    }
    let procedures: Vec<Code> = look.procedures().iter().map(|line| line.code.clone()).collect();
    for code in &procedures {
        procedure(look, draft, code).await?;
    }
    if diagnoses.is_empty() && procedures.is_empty() {
        return topic(look, draft).await;
    }
    Ok(())
}

/// Guidelines of a topic without a code.
async fn topic(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if let Some(unknown) = look.reading.unknown.first() {
        look.not_found(draft, unknown);
        return Ok(());
    }
    if VISITS.is_in(&look.reading.plain) {
        super::visit_level::answer(look, draft)?;
        super::manual::support(look, draft, 2, false).await?;
        draft.question("How many minutes for 99214?");
        return Ok(());
    }
    if look.topic.words.is_empty() && look.topic.modifiers.is_empty() {
        look.ask_for_code(draft, "a guideline", "which excludes notes does M54.50 have?");
        return Ok(());
    }
    if chapter(look, draft).await? {
        return Ok(());
    }
    // Words may name a diagnosis whose notes are asked for.
    let plain = &look.reading.plain;
    pattern!(RULES, r"\bguidelines?\b|\bchapter\b|\brules?\b|\btrimester\b");
    if look.likelihood(Kind::Guidelines) >= CERTAIN
        && is_clinical(plain)
        && !RULES.is_in(plain)
        && super::find_code_if_good(look, draft).await?
    {
        if let Some(found) = draft
            .found
            .clone()
            .filter(|code| code.system() == CodeSystem::Icd10cm)
        {
            notes(look, draft, &found).await?;
        }
        return Ok(());
    }
    if super::manual_if_good(look, draft).await? {
        return Ok(());
    }
    // A diagnosis or its category may be what is asked for.
    if is_clinical(plain) && !RULES.is_in(plain) && super::find_code_if_good(look, draft).await? {
        return Ok(());
    }
    super::manual::answer(look, draft).await
}

/// Tells the notes of a chapter of ICD-10-CM that is named by its number or by the letter of its codes (`O codes`);
/// whether one is.
async fn chapter(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    pattern!(LETTER, r"\b(?:an? )?([a-z])[- ]codes?\b");
    pattern!(NUMBER, r"\bchapter (\d{1,2})\b");
    let plain = &look.reading.plain;
    let first = |pattern: &Pattern| {
        let found = pattern.get()?.captures(plain)?.get(1)?;
        Some(found.as_str().to_ascii_uppercase())
    };
    if names_the_manual(plain) {
        return Ok(false);
    }
    let number = first(&NUMBER);
    // Trimesters are defined at the chapter of pregnancy.
    let letter = first(&LETTER).or_else(|| plain.contains("trimester").then(|| "O".to_owned()));
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

/// Words are looked for among the diagnoses where it is so likely that notes of one are asked for.
const CERTAIN: f32 = 0.5;

/// The tables of a section of a code.
async fn tables(
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

/// The notes of a diagnosis and of what is above it.
async fn notes(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
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

/// How many longer words of a note a question has.
fn shared_words(note: &str, plain: &str) -> usize {
    let note = note.to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() > 4 && note.contains(word)).count()
}

/// `Low back strain (S39.012), at M54.5`.
fn note(row: &[Cell]) -> String {
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

/// Whether diagnoses exclude each other.
async fn together(look: &Look<'_>, draft: &mut Draft<'_>, codes: &[Code]) -> Result<(), CasePilotError> {
    draft.step(format!("Reading the excludes notes of {}", listed(codes, "and")));
    let mut found = false;
    let mut seen_any = false;
    for code in codes.iter().take(4) {
        if !look.shows(code) {
            look.lock(draft, code, SectionId::Guidelines, "Its excludes notes");
            continue;
        }
        seen_any = true;
        for (caption, rows, evidence) in tables(look, code).await? {
            if !caption.starts_with("Excludes") {
                continue;
            }
            for row in rows {
                let text = note(&row);
                for other in codes.iter().filter(|other| *other != code) {
                    if !names(&text, other) {
                        continue;
                    }
                    found = true;
                    let cited = draft.cite(cite::of_evidence(
                        &evidence,
                        cite::section(code, SectionId::Guidelines),
                        text.clone(),
                    ));
                    let is_first = caption.starts_with("Excludes1") || caption.starts_with("Excludes 1");
                    draft.verdict(
                        if is_first {
                            format!(
                                "No: an Excludes1 note at {code} or above it names {other} ({text}): the two are not coded \
                                 together, unless they are unrelated to each other."
                            )
                        } else {
                            format!(
                                "Yes, where both are documented: an Excludes2 note at {code} or above it names {other} \
                                 ({text}): it is not included there, and both may be coded."
                            )
                        },
                        &[cited],
                    );
                }
            }
        }
    }
    if !found && seen_any {
        if let Some(release) = look.loaded.on_day(Source::Icd10cmTabular) {
            let cited = draft.cite(cite::of_release(
                release,
                format!("excludes notes of {}", listed(codes, "and")),
                cite::section(&codes[0], SectionId::Guidelines),
            ));
            draft.outcome = Outcome::NotFound;
            draft.verdict(
                format!(
                    "No excludes note between {} was found in {}.",
                    listed(codes, "and"),
                    reference::evidence::release_name(release)
                ),
                &[cited],
            );
            draft.next(
                "Excludes notes in words without a code are not compared: read the notes of both codes.",
            );
        } else {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing("The notes of the tabular list", Source::Icd10cmTabular),
                &[],
            );
        }
    }
    for code in codes.iter().take(4) {
        draft.page(
            format!("Guidelines of {code}"),
            cite::section(code, SectionId::Guidelines),
        );
    }
    Ok(())
}

/// Whether the codes in a note cover a code: itself, a code above it (`M54.4-`), or a range.
fn names(note: &str, code: &Code) -> bool {
    pattern!(
        CODES,
        r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?:-(?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)?)?"
    );
    let lineage: Vec<String> = icd10cm::lineage(code).iter().map(ToString::to_string).collect();
    let Some(codes) = CODES.get() else { return false };
    codes.find_iter(note).any(|found| {
        let text = found.as_str();
        match text.split_once('-') {
            Some((first, last)) if !last.is_empty() => {
                let category = lineage.last().map_or("", String::as_str);
                first <= code.as_str()
                    && (category <= last || code.as_str() <= last || code.as_str().starts_with(last))
            }
            _ => {
                let text = text.trim_end_matches('-').trim_end_matches('.');
                lineage.iter().any(|above| above == text)
            }
        }
    })
}

/// The guidelines of a service: its add-on relations, its time, and what the manuals say.
async fn procedure(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    if !look.shows(code) {
        look.lock(
            draft,
            code,
            SectionId::Guidelines,
            "What is loaded of its guidelines",
        );
        return super::manual::support(look, draft, 2, false).await;
    }
    draft.step(format!("Checking add-on relations of {code}"));
    add_ons(look, draft, code).await?;
    if ncci::is_visit(code) && !ADD_ON.is_in(plain) {
        super::visit_level::answer(look, draft)?;
    }
    if !ADD_ON.is_in(plain) || !draft.has_verdict() {
        super::manual::support(look, draft, 2, false).await?;
    }
    if draft.is_empty() {
        let what = format!("A guideline of {}", name(code));
        draft.outcome = Outcome::NotFound;
        draft.verdict(look.loaded.missing_in_history(&what, Source::AddOn), &[]);
        draft.next(format!("The page of {code} lists what else is loaded."));
    }
    draft.page(
        format!("Guidelines of {code}"),
        cite::section(code, SectionId::Guidelines),
    );
    Ok(())
}

pub(super) async fn add_ons(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
) -> Result<(), CasePilotError> {
    if look.loaded.newest(Source::AddOn).is_none() {
        if ADD_ON.is_in(&look.reading.plain) {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing(&format!("Add-on relations of {code}"), Source::AddOn),
                &[],
            );
        }
        return Ok(());
    }
    let path = cite::section(code, SectionId::Guidelines);
    let as_add_on = look
        .store
        .list_add_ons(code.as_str(), AddOnRole::AddOn, look.on)
        .await?;
    let as_primary = look
        .store
        .list_add_ons(code.as_str(), AddOnRole::Primary, look.on)
        .await?;
    if let Some(first) = as_add_on.first() {
        let primaries: Vec<&str> = as_add_on
            .iter()
            .map(|edit| edit.row.primary_code.as_str())
            .filter(|primary| !primary.is_empty())
            .collect();
        let quote = format!("add-on {code}; primary codes {}", primaries.join(", "));
        let cited = draft.cite(cite::of_row(
            first,
            format!("add-on edits of {code}"),
            path.clone(),
            quote,
        ));
        let meaning = ncci::add_on_type_meaning(first.row.edit_type);
        draft.verdict(
            if primaries.is_empty() {
                format!("{code} is an add-on code. {meaning}.")
            } else {
                format!(
                    "{code} is an add-on code, reported beside {}. {meaning}.",
                    some(&primaries, "or")
                )
            },
            &[cited],
        );
    }
    if let Some(first) = as_primary.first() {
        let add_ons: Vec<&str> = as_primary.iter().map(|edit| edit.row.add_on.as_str()).collect();
        let quote = format!("primary code {code}; add-on codes {}", add_ons.join(", "));
        let cited = draft.cite(cite::of_row(
            first,
            format!("add-on edits with primary code {code}"),
            path.clone(),
            quote,
        ));
        let text = format!(
            "Add-on codes that may be reported beside {code}: {}.",
            some(&add_ons, "and")
        );
        draft.state(text, &[cited]);
    }
    if as_add_on.is_empty() && as_primary.is_empty() && ADD_ON.is_in(&look.reading.plain) {
        let what = format!("An add-on relation of {code}");
        if let Some(release) = look.loaded.newest(Source::AddOn) {
            let citation: Citation = cite::of_release(release, format!("no row of {code}"), path);
            let cited = draft.cite(citation);
            draft.outcome = Outcome::NotFound;
            draft.verdict(look.loaded.missing_in_history(&what, Source::AddOn), &[cited]);
        }
    }
    Ok(())
}

/// The codes of a relation as far as a sentence holds them.
fn some(codes: &[&str], last: &str) -> String {
    if codes.len() <= NAMED {
        listed(codes, last)
    } else {
        format!("{} and {} more", codes[..NAMED].join(", "), codes.len() - NAMED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_a_code_by_itself_by_what_is_above_it_and_by_a_range() {
        let code = |text: &str| Code::parse(CodeSystem::Icd10cm, text).unwrap();
        for (note, text, named) in [
            ("lumbago with sciatica (M54.4-)", "M54.41", true),
            ("low back strain (S39.012)", "S39.012A", true),
            ("migraine (G43.-)", "G43.909", true),
            ("headache syndromes (G44.-)", "G43.909", false),
            ("injuries (S00-T88)", "S39.012A", true),
            ("single delivery (O80)", "O80", true),
            ("pain NOS", "M54.41", false),
        ] {
            assert_eq!(names(note, &code(text)), named, "{note} {text}");
        }
    }
}
