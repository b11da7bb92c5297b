//! The ICD-10-CM tabular list: the chapter and blocks above a code, the notes that hold for it, seventh characters.

use crate::page::{Block, Cell};
use crate::sections::titles::Titles;
use crate::sections::{Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::release::Source;
use codeset::rows::SeventhCharacterRow;
use codeset::{Code, CodeSystem, icd10cm};
use std::collections::HashMap;
use store::entity::{icd_block, seventh_character, tabular_note};
use store::releases::Released;

const SOURCE: Source = Source::Icd10cmTabular;

/// The kinds of notes in the order of their tables, and what they mean. Other kinds come last.
const KINDS: [(&str, &str); 9] = [
    (
        "inclusionTerm",
        "Inclusion terms: conditions that the code is for",
    ),
    ("includes", "Includes"),
    (
        "excludes1",
        "Excludes 1: not coded here, and not reported beside this code",
    ),
    (
        "excludes2",
        "Excludes 2: not included here, and may be reported beside this code",
    ),
    (
        "codeFirst",
        "Code first: the code of the underlying condition goes before this one",
    ),
    ("useAdditionalCode", "Use an additional code"),
    (
        "codeAlso",
        "Code also: another code may be needed, in the order that the encounter calls for",
    ),
    ("sevenChrNote", "Seventh character"),
    ("notes", "Notes"),
];

/// What a kind of notes means, for the head of a list.
pub fn note_caption(kind: &str) -> &str {
    KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(kind, |(_, caption)| caption)
}

/// Where the code stands: its chapter and blocks, the widest first.
type Blocks = Vec<Released<icd_block::Model>>;

/// Every place whose notes hold for the code: itself, what is above it, its blocks and its chapter.
pub(in crate::sections) async fn places(subject: &Subject<'_>) -> Result<Vec<String>, ReferenceError> {
    Ok(places_among(subject, &blocks_above(subject).await?))
}

async fn blocks_above(subject: &Subject<'_>) -> Result<Blocks, ReferenceError> {
    let lineage = icd10cm::lineage(subject.code);
    let category = lineage.last().map_or("", Code::as_str);
    Ok(subject.store.list_icd_blocks(category, subject.on).await?)
}

/// From the nearest to the widest. A block of one category has the name of the category.
fn places_among(subject: &Subject<'_>, blocks: &Blocks) -> Vec<String> {
    let mut places: Vec<String> = icd10cm::lineage(subject.code)
        .iter()
        .map(ToString::to_string)
        .chain(blocks.iter().rev().map(|block| block.row.place.clone()))
        .collect();
    places.dedup();
    places
}

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, on) = (subject.store, subject.on);
    if subject.loaded.on_day(SOURCE).is_none() {
        let what = "The tabular list’s notes (includes, excludes, code first)";
        return Ok(vec![Block::Notice(subject.loaded.missing(what, SOURCE))]);
    }
    let above = blocks_above(subject).await?;
    let places = places_among(subject, &above);
    let notes = store.list_tabular_notes(&places, on).await?;
    let seventh = Seventh::find(subject, store.list_seventh_characters(&places, on).await?);
    let mut named = icd10cm::lineage(subject.code);
    named.extend(seventh.full_codes.values().cloned());
    let titles = subject.titles(named).await?;

    let mut blocks = Vec::new();
    blocks.extend(chapter_and_blocks(subject, &above));
    let mut kinds: Vec<&str> = KINDS.map(|(kind, _)| kind).to_vec();
    kinds.extend(notes.iter().map(|note| note.row.kind.as_str()));
    for (index, kind) in kinds.iter().enumerate() {
        if !kinds[..index].contains(kind) {
            blocks.extend(notes_of(subject, kind, &notes, &places, &above, &titles));
        }
    }
    if notes.is_empty() {
        blocks.push(Block::Notice(
            subject
                .loaded
                .missing(&format!("A note on {} or above it", subject.code), SOURCE),
        ));
    }
    blocks.extend(seventh.block(&titles));
    Ok(blocks)
}

/// The chapter and blocks above the code, the widest first.
fn chapter_and_blocks(subject: &Subject<'_>, above: &Blocks) -> Option<Block> {
    let evidence = evidence::of_rows(above, format!("tabular list, above {}", subject.code))?;
    let facts = above.iter().map(|block| {
        let range = format!("{}–{}", block.row.first, block.row.last);
        fact(&place_name(&block.row), range, &block.row.title)
    });
    Some(Block::Facts {
        caption: "Chapter and block".into(),
        facts: facts.collect(),
        evidence,
    })
}

/// `Chapter 13`, `Block M50-M54`.
fn place_name(block: &icd_block::Model) -> String {
    let kind = if block.chapter.is_empty() {
        "Chapter"
    } else {
        "Block"
    };
    format!("{kind} {}", block.place)
}

/// The notes of one kind, those of the code before those of what is above it.
fn notes_of(
    subject: &Subject<'_>,
    kind: &str,
    notes: &[Released<tabular_note::Model>],
    places: &[String],
    above: &Blocks,
    titles: &Titles,
) -> Option<Block> {
    let of_kind: Vec<_> = places
        .iter()
        .flat_map(|place| {
            notes
                .iter()
                .filter(move |note| note.row.kind == kind && note.row.place == *place)
        })
        .collect();
    let stands_at = |place: &str| {
        let code = Code::parse(CodeSystem::Icd10cm, place).ok();
        if let Some(link) = code.and_then(|code| titles.link(&code).cloned()) {
            return Cell::Code(link);
        }
        match above.iter().find(|block| block.row.place == place) {
            Some(block) => Cell::Text(format!("{}, {}", place_name(&block.row), block.row.title)),
            None => Cell::Text(place.to_owned()),
        }
    };
    let rows: Vec<_> = of_kind
        .iter()
        .map(|note| [Cell::Text(note.row.text.clone()), stands_at(&note.row.place)])
        .collect();
    let caption = note_caption(kind);
    let total = rows.len();
    let evidence = evidence::of_all(
        of_kind.iter().map(|note| (&note.row, &note.release)),
        format!("tabular list, {} and above it", subject.code),
    );
    table(caption, ["Note", "Stands at"], rows, total, evidence)
}

/// The length of a code with its seventh character and its dot.
const FULL: usize = 8;

/// The seventh characters that the code takes.
struct Seventh {
    /// Those of the nearest place that defines any.
    characters: Vec<Released<seventh_character::Model>>,
    /// By character.
    full_codes: HashMap<String, Code>,
}

impl Seventh {
    fn find(subject: &Subject<'_>, mut defined: Vec<Released<seventh_character::Model>>) -> Self {
        let rows: Vec<_> = defined
            .iter()
            .map(|found| SeventhCharacterRow {
                place: found.row.place.clone(),
                character: found.row.seventh.clone(),
                meaning: found.row.meaning.clone(),
            })
            .collect();
        let place = icd10cm::seventh_characters(subject.code, &rows)
            .first()
            .map(|row| row.place.clone());
        defined.retain(|found| Some(&found.row.place) == place.as_ref());
        let full_codes = icd10cm::full_codes(&without_seventh(subject.code), &rows)
            .into_iter()
            .filter_map(|full| Some((full.code.as_str().get(FULL - 1..)?.to_owned(), full.code)))
            .collect();
        Self {
            characters: defined,
            full_codes,
        }
    }

    /// The characters with the full codes, where the order file lists these: a code with codes of its own below it
    /// has none.
    fn block(&self, titles: &Titles) -> Option<Block> {
        let place = &self.characters.first()?.row.place;
        let rows: Vec<_> = self
            .characters
            .iter()
            .map(|found| {
                let full = self.full_codes.get(&found.row.seventh);
                let link = full.and_then(|full| titles.link(full).cloned());
                [
                    Cell::Text(found.row.seventh.clone()),
                    Cell::Text(found.row.meaning.clone()),
                    link.map_or_else(|| Cell::Text("–".into()), Cell::Code),
                ]
            })
            .collect();
        let total = rows.len();
        table(
            format!("Seventh characters, defined at {place}"),
            ["Character", "Meaning", "Full code"],
            rows,
            total,
            evidence::of_rows(&self.characters, format!("tabular list, sevenChrDef of {place}")),
        )
    }
}

/// The code before its seventh character.
fn without_seventh(code: &Code) -> Code {
    let six = code
        .as_str()
        .get(..FULL - 1)
        .filter(|_| code.as_str().len() == FULL);
    six.and_then(|six| Code::parse(CodeSystem::Icd10cm, six).ok())
        .unwrap_or_else(|| code.clone())
}
